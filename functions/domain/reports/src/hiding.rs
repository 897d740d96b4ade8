//! Which figures are shown to everybody: those behind which nobody can be recognised, and of the others those that the town
//! has decided to show. Where one is hidden, so is whatever it could be computed from.

use std::collections::{BTreeMap, BTreeSet};

use base::industry::Industry;

use crate::notes::Kpi;
use crate::report::{KpiRow, YearReport};
use crate::year::{IndustryCount, few, is_enough};

/// Figures of which the town has not decided yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDecided(pub Vec<Kpi>);

/// How many businesses are behind a figure, where so few are that somebody could be recognised.
pub fn behind(report: &YearReport, kpi: Kpi) -> Option<u32> {
    few(&report.count, report.notes.outside.get(&kpi), kpi)
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

    /// Whether everybody may read what rests on all sheets and their clients: neither they nor what they paid is hidden, and
    /// the total tells nobody's share.
    pub(crate) fn shows_clients(&self) -> bool {
        let is_hidden = |kpi| self.kpi(kpi).now().is_hidden;
        let behind = [
            &self.count.businesses.senders,
            &self.count.businesses.accepted,
        ];
        let is_few = behind.iter().any(|it| !is_enough(it.len() as u32));
        let is_rest = hidden_industries(&self.count.industries).len() == 1;
        !is_hidden(Kpi::Clients) && !is_hidden(Kpi::Income) && !is_few && !is_rest
    }

    /// Whether everybody may read what workers were paid. Who they are is not known here, only which of each order.
    pub(crate) fn shows_pay(&self) -> bool {
        let sizes = [
            self.count.businesses.worked_for.len(),
            self.count.workers as usize,
        ];
        sizes.into_iter().all(|size| is_enough(size as u32))
    }

    /// Whether everybody may read what a partner took on.
    pub(crate) fn shows_partner(&self) -> bool {
        is_enough(self.count.businesses.passed_on.len() as u32)
    }

    /// Whether everybody may read what came of seminars.
    pub(crate) fn shows_seminars(&self) -> bool {
        let of = &self.count;
        let steps = [
            of.at_seminars,
            of.sent_after,
            of.ordered_after,
            of.paid_after,
        ];
        steps.into_iter().all(is_enough)
    }
}

impl KpiRow {
    /// Whether the sum of the years tells no hidden one. Two would be the rest together: one inn that alone paid in both, or
    /// one business in each.
    pub(crate) fn shows_cumulative(&self) -> bool {
        !self.years.iter().any(|year| year.is_hidden)
    }
}

/// Industries whose figures nobody may read: those in which few sent or few ordered, and the smallest others until more
/// than one is left over by subtraction, with enough businesses between them.
pub(crate) fn hidden_industries(
    industries: &BTreeMap<Industry, IndustryCount>,
) -> BTreeSet<Industry> {
    let is_few = |count: &IndustryCount| {
        let sizes = [count.senders.len(), count.clients.len()];
        sizes.iter().any(|size| !is_enough(*size as u32))
    };
    let few = industries.iter().filter(|(_, count)| is_few(count));
    let mut hidden: BTreeSet<Industry> = few.map(|(industry, _)| *industry).collect();
    let is_told = |hidden: &BTreeSet<Industry>| {
        let of = |behind: fn(&IndustryCount) -> &BTreeSet<String>| {
            let all = hidden.iter().flat_map(|it| behind(&industries[it]));
            all.collect::<BTreeSet<_>>().len() as u32
        };
        let sizes = [of(|it| &it.senders), of(|it| &it.clients)];
        hidden.len() == 1 || !sizes.into_iter().all(is_enough)
    };
    while is_told(&hidden) {
        let others = industries.iter().filter(|(it, _)| !hidden.contains(it));
        let Some((smallest, _)) = others.min_by_key(|(_, count)| count.senders.len()) else {
            break;
        };
        hidden.insert(*smallest);
    }
    hidden
}
