//! What each unit of a month is worth: the terms that held when it was delivered, whatever a later version says.

use base::month::Month;
use base::time::japan_date;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::book::{Order, OrderVersion};

/// So many units at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// How many.
    pub count: u32,
    /// Yen for one, without tax.
    pub unit_yen: u64,
}

impl Order {
    /// The most units of a month that are paid for: what the version at its end says, or what was delivered within an earlier
    /// one before that. `None`: none of them has a ceiling.
    pub fn most(&self, month: Month) -> Option<u32> {
        self.within(month, |version| version.terms.most())
    }

    /// How many units of a month are ordered, likewise: its ceiling, or the number that was fixed.
    pub fn ordered_units(&self, month: Month) -> Option<u32> {
        self.within(month, |version| {
            version.terms.most().or(version.terms.share)
        })
    }

    fn within(&self, month: Month, most: impl Fn(&OrderVersion) -> Option<u32>) -> Option<u32> {
        let last = most(self.in_month(month))?;
        let counted = self
            .delivered_in(month)
            .fold(0, |counted: u32, (at, count)| {
                let room =
                    most(self.held_when(at)).map_or(count, |most| most.saturating_sub(counted));
                counted.saturating_add(count.min(room))
            });
        Some(last.max(counted))
    }

    /// What was delivered in a month, at the prices of the versions that held then, in order; without what has no price yet.
    pub fn priced(&self, month: Month) -> Vec<FeeLine> {
        let mut priced: Vec<FeeLine> = Vec::new();
        for (at, count) in self.delivered_in(month) {
            let Some(unit_yen) = self.price_when(at) else {
                continue;
            };
            match priced.last_mut().filter(|last| last.unit_yen == unit_yen) {
                Some(last) => last.count = last.count.saturating_add(count),
                None => priced.push(FeeLine { count, unit_yen }),
            }
        }
        priced
    }

    /// The price of a unit that these are below of: the highest of which fewer units get as much as were delivered at it.
    /// Where fewer pass than were delivered, the cheapest count as those that passed.
    pub fn below_price(&self, month: Month, paid: &[FeeLine]) -> Option<u64> {
        let mut owed = self.priced(month);
        owed.sort_by_key(|it| it.unit_yen);
        let mut left = count(paid, 0);
        for part in &mut owed {
            part.count = part.count.min(left);
            left -= part.count;
        }
        let short = |price: &u64| count(paid, *price) < count(&owed, *price);
        let prices = owed.iter().rev().map(|it| it.unit_yen);
        prices.filter(|price| *price > 0).find(short)
    }

    /// When units of a month were delivered, and how many, in order.
    fn delivered_in(&self, month: Month) -> impl Iterator<Item = (Timestamp, u32)> {
        let new = self.deliveries.iter().filter(|it| it.what.mends.is_none());
        let of_month = new.filter(move |it| Month::of(japan_date(it.at)) == month);
        of_month.map(|it| (it.at, it.what.quantity))
    }

    /// The version that held at a moment.
    fn held_when(&self, at: Timestamp) -> &OrderVersion {
        &self.versions[self.place_when(at)]
    }

    fn place_when(&self, at: Timestamp) -> usize {
        let day = japan_date(at);
        let holds = |it: &OrderVersion| it.issued_at <= at && it.holds_from() <= day;
        self.versions.iter().rposition(holds).unwrap_or_default()
    }

    /// The price that held then; of what was open, the one that was decided later.
    fn price_when(&self, at: Timestamp) -> Option<u64> {
        let versions = self.versions.iter().skip(self.place_when(at));
        let mut fees = versions.filter_map(|version| version.terms.fee.value());
        fees.next().map(|fee| fee.unit_yen)
    }
}

/// How many cost so much or more.
fn count(units: &[FeeLine], price: u64) -> u32 {
    let counted = units.iter().filter(|it| it.unit_yen >= price);
    counted.fold(0, |sum, it| sum.saturating_add(it.count))
}
