//! How far the work of a placement is, by what somebody recorded of it and by its books.

use std::collections::BTreeSet;

use base::month::Month;
use jiff::Timestamp;

use super::entry::{Event, Stage};
use super::state::{Placement, Status};

impl Placement {
    /// How far the work is: by the stages that somebody recorded, or further by its books.
    pub fn reached(&self) -> Option<Stage> {
        let Status::Accepted { stage } = self.status else {
            return None;
        };
        let inspected = self.accounts.inspected(&self.orders);
        let orders = self.orders.orders.iter();
        let mut months = orders.flat_map(|order| {
            let months = order.months().into_iter();
            months.map(|of| (of.month, order.worker))
        });
        let by_books = match self.is_anything_delivered() {
            false => Stage::Search,
            true if months.all(|month| inspected.contains(&month)) => Stage::Inspection,
            true => Stage::Delivery,
        };
        Some(stage.max(by_books))
    }

    /// When its payment was recorded last.
    fn payment_recorded(&self) -> Option<Timestamp> {
        let mut entries = self.history.iter().rev();
        let recorded = entries.find(|entry| {
            let stage = Stage::Payment;
            matches!(&entry.event, Event::Advanced { stage: of, .. } if *of == stage)
        });
        recorded.map(|entry| entry.at)
    }

    /// The months of workers of which everything was there when its payment was recorded.
    pub(super) fn paid_by_stage(&self) -> BTreeSet<(Month, u32)> {
        let Some(recorded) = self.payment_recorded() else {
            return BTreeSet::new();
        };
        let months = self.orders.orders.iter().flat_map(|order| {
            let months = order.months().into_iter();
            months.map(|of| (of.last, (of.month, order.worker)))
        });
        let there = months.filter(|(last, _)| *last <= recorded);
        there.map(|(_, month)| month).collect()
    }

    /// Whether something came after its payment was recorded that nobody has inspected and paid.
    pub(super) fn is_delivered_after_payment(&self) -> bool {
        let paid = self.paid_by_stage();
        let settled = self.accounts.settled(&self.orders);
        let mut months = self.orders.orders.iter().flat_map(|order| {
            let months = order.months().into_iter();
            months.map(|of| (of.month, order.worker))
        });
        let open = |month: &(Month, u32)| !paid.contains(month) && !settled.contains(month);
        self.payment_recorded().is_some() && months.any(|month| open(&month))
    }

    /// What its units are counted by, e.g. 件 where one is 1件; empty where nobody can tell.
    pub(super) fn counter(&self) -> &str {
        let order = self.orders.orders.first();
        let fee = order.and_then(|order| order.latest().terms.fee.value());
        let unit = fee.map(|fee| fee.unit.as_str()).unwrap_or_default();
        unit.strip_prefix(['1', '１']).unwrap_or_default()
    }

    fn is_anything_delivered(&self) -> bool {
        let mut orders = self.orders.orders.iter();
        orders.any(|order| !order.deliveries.is_empty())
    }
}
