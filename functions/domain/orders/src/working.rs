//! What a worker does about an order, or somebody for them: it is received, delivered, asked for on paper, and in trouble.

use base::month::Month;
use base::people::Actor;

use crate::book::OrderBook;
use crate::event::{DeliveredWork, OrderEvent};
use crate::issue::OrderRefused;

impl OrderBook {
    /// That a worker has a version in hand.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn receive(&self, worker: u32, version: u32) -> Result<OrderEvent, OrderRefused> {
        let order = self.order(worker).ok_or(OrderRefused::NoSuchOrder)?;
        order.version(version).ok_or(OrderRefused::NoSuchOrder)?;
        match order.received.iter().find(|it| it.what == version) {
            Some(before) => Err(OrderRefused::Done {
                by: before.by.clone(),
                at: before.at,
            }),
            None => Ok(OrderEvent::Received { worker, version }),
        }
    }

    /// A delivery. The same one from the same form is one; `after`: how many there were when the form was shown, if it
    /// says so.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn deliver(
        &self,
        worker: u32,
        delivered: &DeliveredWork,
        after: Option<usize>,
    ) -> Result<OrderEvent, OrderRefused> {
        let order = self.order(worker).ok_or(OrderRefused::NoSuchOrder)?;
        let is_known = |month: &Month| order.months().iter().any(|it| it.month == *month);
        if delivered
            .mends
            .as_ref()
            .is_some_and(|month| !is_known(month))
        {
            return Err(OrderRefused::NoSuchOrder);
        }
        let deliveries = &order.deliveries;
        let last = deliveries
            .last()
            .filter(|_| after != Some(deliveries.len()));
        match last.filter(|it| it.what == *delivered) {
            Some(before) => Err(OrderRefused::Done {
                by: before.by.clone(),
                at: before.at,
            }),
            None => Ok(OrderEvent::Delivered {
                worker,
                delivered: delivered.clone(),
            }),
        }
    }

    /// That the order is wanted on paper.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn want_paper(&self, worker: u32, by: &Actor) -> Result<OrderEvent, OrderRefused> {
        let order = self.order(worker).ok_or(OrderRefused::NoSuchOrder)?;
        match order.paper_wanted {
            Some(at) => Err(OrderRefused::Done { by: by.clone(), at }),
            None => Ok(OrderEvent::PaperWanted { worker }),
        }
    }

    /// That it was handed over on paper.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn give_paper(&self, worker: u32) -> Result<OrderEvent, OrderRefused> {
        let order = self.order(worker).ok_or(OrderRefused::NoSuchOrder)?;
        match order.paper_wanted {
            Some(_) => Ok(OrderEvent::PaperGiven { worker }),
            None => Err(OrderRefused::NoSuchOrder),
        }
    }

    /// A call for help. The same words from the same form are one; `after` as in [`OrderBook::deliver`].
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn trouble(
        &self,
        worker: u32,
        text: &str,
        after: Option<usize>,
    ) -> Result<OrderEvent, OrderRefused> {
        let order = self.order(worker).ok_or(OrderRefused::NoSuchOrder)?;
        let troubles = &order.troubles;
        let last = troubles.last().filter(|_| after != Some(troubles.len()));
        match last.filter(|it| it.what == text) {
            Some(before) => Err(OrderRefused::Done {
                by: before.by.clone(),
                at: before.at,
            }),
            None => Ok(OrderEvent::Trouble {
                worker,
                text: text.to_owned(),
            }),
        }
    }
}
