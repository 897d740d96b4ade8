//! What a fiscal year's ledger and register say for the report.

use std::collections::{BTreeMap, BTreeSet};

use base::industry::Industry;
use base::time::fiscal_year;
use figures::ledger::{Fact, LedgerLine};
use figures::{BusinessNumbers, Businesses, Figures};
use jiff::civil::Date;
use register::{Register, TraceSource};

use crate::notes::{Kpi, OutsideFigure};

/// Everything that is counted of a fiscal year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct YearCount {
    /// The figures.
    pub figures: Figures,
    /// Whether the ledger says anything of what became of sheets.
    pub holds_sheets: bool,
    /// Whether it says anything of visits.
    pub holds_visits: bool,
    /// By industry, those with anything alone.
    pub industries: BTreeMap<Industry, IndustryCount>,
    /// Sheets that somebody took on.
    pub accepted: u32,
    /// Of these, by the partner.
    pub by_partner: u32,
    /// Sheets of which something was ordered.
    pub ordered: u32,
    /// Sheets of which something was paid.
    pub paid: u32,
    /// Inventories that were begun.
    pub begun: u32,
    /// Businesses that registered for a seminar.
    pub at_seminars: u32,
    /// Of these, with a sheet on that day or later.
    pub sent_after: u32,
    /// Of these, with an order in the year.
    pub ordered_after: u32,
    /// Of these, that paid something in the year.
    pub paid_after: u32,
    /// Workers that were paid, as often as they had an order.
    pub workers: u32,
    /// The businesses behind the figures.
    pub businesses: Businesses,
}

/// What came from an industry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndustryCount {
    /// Sheets that were sent in the year.
    pub sheets: u32,
    /// Yen of the orders given in the year, with tax.
    pub ordered_yen: u64,
    /// Businesses that sent them.
    pub senders: BTreeSet<String>,
    /// Businesses that ordered.
    pub clients: BTreeSet<String>,
}

/// Behind so many businesses nobody is recognised.
pub const ENOUGH: u32 = 3;

/// Whether so many may be told without anybody's decision.
pub(crate) fn is_enough(count: u32) -> bool {
    !(1..ENOUGH).contains(&count)
}

/// How many businesses the ledger knows behind a figure of the plan, where they, or those from elsewhere, are so few that
/// somebody could be recognised.
pub(crate) fn few(count: &YearCount, outside: Option<&OutsideFigure>, kpi: Kpi) -> Option<u32> {
    let counted = count.behind(kpi)?.len() as u32;
    // Both stand apart, so that one does not cover the other.
    let elsewhere = outside.map_or(0, |it| it.amount.try_into().unwrap_or(u32::MAX));
    let is_few = match kpi {
        // Whose money came in elsewhere is not known here.
        Kpi::Income => elsewhere > 0,
        _ => !is_enough(elsewhere),
    };
    (is_few || !is_enough(counted)).then_some(counted)
}

impl YearCount {
    /// Counts a year as of a day. `lines`: of that year, of those before, because an order may be of an earlier sheet,
    /// and of the next, in which what was sent in March is answered.
    pub fn count(
        lines: &[LedgerLine],
        register: &Register,
        (year, begun): (i16, u32),
        today: Date,
    ) -> YearCount {
        let numbers = register.numbers();
        let figures = Figures::count(lines, &numbers, year, today);
        let standing = figures::standing(lines, year);
        let of = |is: fn(&Fact) -> bool| -> BTreeSet<&str> {
            let found = standing.iter().filter(|line| is(&line.fact));
            found.map(|line| line.id.as_str()).collect()
        };
        let is_partner =
            |fact: &Fact| matches!(fact, Fact::Accepted { by, .. } if by.partner().is_some());
        let businesses = Businesses::of(&standing, &numbers);
        let workers = standing.iter().filter_map(|line| match line.fact {
            Fact::WorkerPaid { worker, .. } => Some((line.id.as_str(), worker)),
            _ => None,
        });
        let workers: BTreeSet<_> = workers.collect();
        let led = led_to(register, &businesses, year);
        YearCount {
            holds_sheets: standing.iter().any(|line| !is_of_visits(&line.fact)),
            holds_visits: standing.iter().any(|line| is_of_visits(&line.fact)),
            industries: industries(lines, &standing, &numbers),
            accepted: of(|fact| matches!(fact, Fact::Accepted { .. })).len() as u32,
            by_partner: of(is_partner).len() as u32,
            ordered: of(|fact| matches!(fact, Fact::Ordered { .. })).len() as u32,
            paid: of(|fact| matches!(fact, Fact::Paid { .. } | Fact::ClientPaid { .. })).len()
                as u32,
            begun,
            at_seminars: led[0],
            sent_after: led[1],
            ordered_after: led[2],
            paid_after: led[3],
            workers: workers.len() as u32,
            businesses,
            figures,
        }
    }

    /// Whether the year's ledger has begun to hold what feeds a figure of the plan; before that, its 0 says nothing. Visits
    /// feed theirs, and what becomes of sheets feeds the others.
    pub fn holds(&self, kpi: Kpi) -> bool {
        match kpi {
            Kpi::Visits => self.holds_visits,
            Kpi::Income | Kpi::Clients | Kpi::Directors => self.holds_sheets,
        }
    }

    /// The numbers of the businesses behind a figure of the plan; `None`: there are people behind it, who are on the site anyway.
    pub fn behind(&self, kpi: Kpi) -> Option<&BTreeSet<String>> {
        match kpi {
            Kpi::Income => Some(&self.businesses.payers),
            Kpi::Clients => Some(&self.businesses.clients),
            Kpi::Visits => Some(&self.businesses.visited),
            Kpi::Directors => None,
        }
    }

    /// A figure of the plan, income in thousands of yen.
    pub fn of(&self, kpi: Kpi) -> u64 {
        match kpi {
            Kpi::Income => self.figures.income_yen / 1000,
            Kpi::Clients => self.figures.clients.into(),
            Kpi::Visits => self.figures.visits.into(),
            Kpi::Directors => self.figures.directors.into(),
        }
    }
}

fn is_of_visits(fact: &Fact) -> bool {
    matches!(fact, Fact::Visited | Fact::VisitMade { .. })
}

fn industries(
    lines: &[LedgerLine],
    standing: &[LedgerLine],
    numbers: &BusinessNumbers,
) -> BTreeMap<Industry, IndustryCount> {
    let sheets = lines.iter().filter_map(|line| match line.fact {
        Fact::Received { industry, .. } => Some((line.id.as_str(), industry?)),
        _ => None,
    });
    let sheets: BTreeMap<&str, Industry> = sheets.collect();
    let mut counts: BTreeMap<Industry, IndustryCount> = BTreeMap::new();
    for line in standing {
        let Some(industry) = sheets.get(line.id.as_str()) else {
            continue;
        };
        let count = counts.entry(*industry).or_default();
        let business = numbers.of(figures::reference(line)).to_owned();
        match line.fact {
            Fact::Received { .. } => {
                count.sheets += 1;
                count.senders.insert(business);
            }
            Fact::Ordered { amount, .. } => {
                count.ordered_yen += amount;
                count.clients.insert(business);
            }
            _ => {}
        }
    }
    // An industry of which only something else is recorded has neither.
    counts.retain(|_, count| *count != IndustryCount::default());
    counts
}

/// Businesses that registered for a seminar in the year; those of them that sent a sheet since, and of these those that
/// ordered and paid something in the year.
fn led_to(register: &Register, behind: &Businesses, year: i16) -> [u32; 4] {
    let mut led = [0; 4];
    for root in register.roots() {
        let traces = register.traces(&root.number);
        let of = |source| traces.iter().filter(move |it| it.source == source);
        let registered = of(TraceSource::Registration).filter(|it| fiscal_year(it.on) == year);
        let Some(first) = registered.map(|it| it.on).min() else {
            continue;
        };
        let sent = of(TraceSource::Submission).any(|it| it.on >= first);
        let steps = [
            true,
            sent,
            sent && behind.clients.contains(&root.number),
            sent && behind.payers.contains(&root.number),
        ];
        for (count, step) in led.iter_mut().zip(steps) {
            *count += u32::from(step);
        }
    }
    led
}
