//! The report put together: each figure of the plan with its target, over the years.

use std::collections::BTreeMap;

use crate::notes::{Kpi, ReportNotes, ShownChoice};
use crate::year::{YearCount, few};

/// The report of a fiscal year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearReport {
    /// The fiscal year.
    pub year: i16,
    /// What was counted of it.
    pub count: YearCount,
    /// What the office wrote about it.
    pub notes: ReportNotes,
    /// The plan's figures.
    pub kpis: Vec<KpiRow>,
    /// What was decided last about showing a figure in a year before, with that year.
    pub earlier: BTreeMap<Kpi, (i16, ShownChoice)>,
    /// The first year that the ledger still keeps, where the plan began before it.
    pub ledger_from: Option<i16>,
}

/// A figure of the plan; income in thousands of yen.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiRow {
    /// Which.
    pub kpi: Kpi,
    /// Since the first year, the year itself last.
    pub years: Vec<KpiYear>,
}

/// A figure in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiYear {
    /// The fiscal year.
    pub year: i16,
    /// What was to be reached, if the town said so.
    pub target: Option<u64>,
    /// From the ledger.
    pub counted: u64,
    /// From elsewhere.
    pub outside: u64,
    /// Whether the ledger holds what feeds it.
    pub is_counted: bool,
    /// Whether it does, or the office wrote a number from elsewhere; without, a 0 means nothing and nobody is told it.
    pub is_recorded: bool,
    /// Whether the town has decided that nobody else reads it.
    pub is_hidden: bool,
}

impl KpiYear {
    /// What was reached.
    pub fn actual(&self) -> u64 {
        self.counted + self.outside
    }
}

impl KpiRow {
    /// The year of the report.
    pub fn now(&self) -> &KpiYear {
        self.years.last().expect("a report has its own year")
    }

    /// Percent of the target that was reached, rounded down, so that nothing looks reached that is not.
    pub fn percent(&self) -> Option<u64> {
        let now = Some(self.now()).filter(|now| now.is_recorded)?;
        let target = now.target.filter(|target| *target > 0)?;
        Some(now.actual() * 100 / target)
    }

    /// Whether the year's target was reached; a target of 0 is, once anything is recorded.
    pub fn is_reached(&self) -> bool {
        let now = self.now();
        now.is_recorded && now.target.is_some_and(|target| now.actual() >= target)
    }

    /// What was reached since the first year; `None`: nothing of it is recorded.
    pub fn cumulative(&self) -> Option<u64> {
        let recorded = self.years.iter().filter(|year| year.is_recorded);
        recorded.map(KpiYear::actual).reduce(|sum, year| sum + year)
    }
}

impl YearReport {
    /// The report of a year. `counts`: of each year since the plan's first, that one the last; `notes`: by year.
    pub fn new(
        year: i16,
        counts: &BTreeMap<i16, YearCount>,
        notes: &BTreeMap<i16, ReportNotes>,
    ) -> YearReport {
        let row = |kpi| KpiRow {
            kpi,
            years: counts
                .iter()
                .map(|(year, count)| kpi_year(kpi, *year, count, notes.get(year)))
                .collect(),
        };
        let earlier = |kpi| {
            let mut before = notes.range(..year).rev();
            before.find_map(|(year, it)| Some((kpi, (*year, it.shown.get(&kpi)?.clone()))))
        };
        let written = notes.get(&year).cloned().unwrap_or_default();
        YearReport {
            year,
            count: counts.get(&year).cloned().unwrap_or_default(),
            notes: ReportNotes { year, ..written },
            kpis: Kpi::ALL.map(row).into(),
            earlier: Kpi::ALL.into_iter().filter_map(earlier).collect(),
            ledger_from: None,
        }
    }

    /// A figure of the plan.
    pub fn kpi(&self, kpi: Kpi) -> &KpiRow {
        let mut rows = self.kpis.iter();
        rows.find(|row| row.kpi == kpi)
            .expect("a report has all four")
    }
}

fn kpi_year(kpi: Kpi, year: i16, count: &YearCount, notes: Option<&ReportNotes>) -> KpiYear {
    let outside = notes.and_then(|notes| notes.outside.get(&kpi));
    KpiYear {
        year,
        target: notes.and_then(|notes| notes.targets.get(&kpi).copied()),
        counted: count.of(kpi),
        outside: outside.map_or(0, |outside| outside.amount),
        is_counted: count.holds(kpi),
        is_recorded: outside.is_some() || count.holds(kpi),
        // What is not small any more needs nobody's decision; of a year before, nobody may have decided yet.
        is_hidden: few(count, outside, kpi).is_some()
            && !notes
                .and_then(|notes| notes.shown.get(&kpi))
                .is_some_and(|choice| choice.is_shown),
    }
}
