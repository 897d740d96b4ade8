//! Which figures are shown to everybody: those behind which nobody can be recognised, and of the others those that the town
//! has decided to show. Where one is hidden, so is whatever it could be computed from.

use std::collections::{BTreeMap, BTreeSet};

use base::industry::Industry;

use crate::notes::Kpi;
use crate::report::{KpiRow, YearReport};
use crate::year::IndustryCount;

/// Behind so many businesses nobody is recognised.
const ENOUGH: u32 = 3;

/// Figures of which the town has not decided yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDecided(pub Vec<Kpi>);

/// How many businesses are behind a figure, where so few are that somebody could be recognised.
pub fn behind(report: &YearReport, kpi: Kpi) -> Option<u32> {
    let figures = &report.count.figures;
    let count = match kpi {
        Kpi::Income => figures.payers,
        Kpi::Clients => figures.clients,
        Kpi::Visits => figures.visits,
        // Who directs is on the site anyway.
        Kpi::Directors => return None,
    };
    (1..ENOUGH).contains(&count).then_some(count)
}

/// Whether so many may be told without anybody's decision.
pub(crate) fn is_enough(count: u32) -> bool {
    !(1..ENOUGH).contains(&count)
}

impl YearReport {
    /// What the town has still to decide before everybody may read it.
    ///
    /// # Errors
    /// With the figures that wait for it.
    pub fn decided(&self) -> Result<(), NotDecided> {
        let open = |kpi: &Kpi| behind(self, *kpi).is_some() && !self.notes.shown.contains_key(kpi);
        let open: Vec<Kpi> = Kpi::ALL.into_iter().filter(open).collect();
        match open.is_empty() {
            true => Ok(()),
            false => Err(NotDecided(open)),
        }
    }

    /// Whether everybody may read what rests on the clients of the year.
    pub(crate) fn shows_clients(&self) -> bool {
        is_enough(self.count.figures.clients) || !self.kpi(Kpi::Clients).now().is_hidden
    }
}

impl KpiRow {
    /// Whether the sum of the years tells no hidden one: with a single hidden year it would be the rest.
    pub(crate) fn shows_cumulative(&self) -> bool {
        self.years.iter().filter(|year| year.is_hidden).count() != 1
    }
}

/// Industries whose figures nobody may read: those of few businesses, and where that is one alone, the smallest other, so
/// that nothing is left over by subtraction.
pub(crate) fn hidden_industries(
    industries: &BTreeMap<Industry, IndustryCount>,
) -> BTreeSet<Industry> {
    let size = |count: &IndustryCount| count.businesses.len() as u32;
    let few = industries
        .iter()
        .filter(|(_, count)| !is_enough(size(count)));
    let mut hidden: BTreeSet<Industry> = few.map(|(industry, _)| *industry).collect();
    if hidden.len() == 1 {
        let others = industries.iter().filter(|(it, _)| !hidden.contains(it));
        let smallest = others.min_by_key(|(_, count)| size(count));
        let smallest = smallest.map(|(industry, _)| *industry);
        hidden.extend(smallest);
    }
    hidden
}
