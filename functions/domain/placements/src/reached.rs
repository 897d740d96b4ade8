//! How far the work of a placement is, by what somebody recorded of it and by its books.

use super::entry::Stage;
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
