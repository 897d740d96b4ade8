//! Whether something may be recorded in the books.

use base::month::Month;
use base::people::Actor;
use jiff::Timestamp;
use jiff::civil::Date;
use orders::{DeliveredMonth, Order, OrderBook, fingerprint};

use crate::book::AccountBook;
use crate::event::{AccountEvent, Inspection, Invoice, NoticeAnswer, Payment};

/// Why nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefused {
    /// It stands already; the same person pressed twice, or somebody else was first.
    #[error("recorded before")]
    Done {
        /// Who recorded it.
        by: Actor,
        /// When.
        at: Timestamp,
    },
    /// That worker delivered nothing in that month.
    #[error("nothing was delivered")]
    NothingDelivered,
    /// The day is still to come.
    #[error("the day is in the future")]
    FutureDay,
    /// The day lies before what it follows.
    #[error("the day is too early")]
    TooEarly {
        /// The first day that is possible.
        first: Date,
    },
    /// More was inspected than delivered, or nothing.
    #[error("the numbers do not match the delivery")]
    Count {
        /// How many were delivered.
        delivered: u32,
    },
    /// More passed than was ordered at most.
    #[error("above the ceiling of the order")]
    AboveCeiling {
        /// The most.
        most: u32,
    },
    /// Something did not pass, and nobody said why.
    #[error("a reason is missing")]
    ReasonMissing,
    /// What passed is not paid, or what did not pass is.
    #[error("the fee does not follow what passed")]
    Fee,
    /// A unit that passed is paid less than its paper says, and nobody said by which point of the terms.
    #[error("below the price of the order")]
    BelowPrice {
        /// What one unit costs by the order, in yen.
        yen: u64,
    },
    /// There is no invoice whose payment could be recorded.
    #[error("nothing was invoiced")]
    NotInvoiced,
    /// What the worker earns is not settled.
    #[error("nothing was inspected")]
    NotInspected,
    /// A worker would get less than they earned.
    #[error("less than was earned")]
    Less {
        /// What they earned, less what the law keeps back.
        yen: u64,
    },
    /// An amount is missing.
    #[error("an amount is missing")]
    NoAmount,
}

/// What a record is judged by.
#[derive(Clone, Copy, Debug)]
pub struct AccountJudge<'a> {
    /// The books so far.
    pub book: &'a AccountBook,
    /// What was ordered and delivered.
    pub orders: &'a OrderBook,
    /// The day of the record.
    pub today: Date,
}

impl AccountJudge<'_> {
    /// Whether an event may be recorded.
    ///
    /// # Errors
    /// [`AccountRefused`].
    pub fn check(&self, event: &AccountEvent) -> Result<(), AccountRefused> {
        if let Some((by, at)) = self.book.stands(event) {
            let by = by.clone();
            return Err(AccountRefused::Done { by, at });
        }
        match event {
            AccountEvent::Inspected {
                worker,
                month,
                inspection,
            } => self.inspection(*worker, *month, inspection),
            AccountEvent::Invoiced { month, invoice } => self.invoice(*month, invoice),
            AccountEvent::ClientPaid { month, payment } => self.client_paid(*month, payment),
            AccountEvent::WorkerPaid {
                worker,
                month,
                payment,
            } => self.worker_paid(*worker, *month, payment),
            AccountEvent::InvoiceSent { month, sent } => {
                let invoice = self.book.invoices.get(month);
                let stated = invoice.is_some_and(|it| sent.of == fingerprint(&it.what));
                stated.then_some(()).ok_or(AccountRefused::NotInvoiced)
            }
            AccountEvent::NoticeSent {
                worker,
                month,
                sent,
            } => {
                let inspection = self.book.inspections.get(&(*month, *worker));
                let stated = inspection.is_some_and(|it| sent.of == fingerprint(&it.what));
                stated.then_some(()).ok_or(AccountRefused::NotInspected)
            }
            AccountEvent::NoticeAnswered {
                worker,
                month,
                number,
                answer,
            } => self.answer(*worker, *month, number, answer),
            AccountEvent::ClientReminded { month, .. } => {
                let was_told = self.book.billed.contains_key(month);
                match was_told && self.book.awaits(*month) {
                    true => Ok(()),
                    false => Err(AccountRefused::NotInvoiced),
                }
            }
        }
    }

    /// Only the notice that holds is answered.
    fn answer(
        &self,
        worker: u32,
        month: Month,
        number: &str,
        answer: &NoticeAnswer,
    ) -> Result<(), AccountRefused> {
        let papers = self.book.notices.get(&(month, worker));
        let last = papers.and_then(|papers| papers.last());
        if last.is_none_or(|last| last.what.paper.number != number) {
            return Err(AccountRefused::NotInspected);
        }
        match answer {
            NoticeAnswer::Objected { text } if text.trim().is_empty() => {
                Err(AccountRefused::ReasonMissing)
            }
            _ => Ok(()),
        }
    }

    fn delivered(
        &self,
        worker: u32,
        month: Month,
    ) -> Result<(&Order, DeliveredMonth), AccountRefused> {
        let order = self.orders.order(worker);
        let order = order.ok_or(AccountRefused::NothingDelivered)?;
        let months = order.months();
        let delivered = months.into_iter().find(|it| it.month == month);
        let delivered = delivered.ok_or(AccountRefused::NothingDelivered)?;
        Ok((order, delivered))
    }

    fn past(&self, on: Date, first: Date) -> Result<(), AccountRefused> {
        if on > self.today {
            return Err(AccountRefused::FutureDay);
        }
        match on < first {
            true => Err(AccountRefused::TooEarly { first }),
            false => Ok(()),
        }
    }

    fn inspection(&self, worker: u32, month: Month, it: &Inspection) -> Result<(), AccountRefused> {
        let (order, delivered) = self.delivered(worker, month)?;
        self.past(it.on, delivered.first)?;
        let parts = [it.passed, it.redo, it.rejected];
        let looked_at = parts.into_iter().fold(0, u32::saturating_add);
        if looked_at == 0 || looked_at > delivered.quantity {
            return Err(AccountRefused::Count {
                delivered: delivered.quantity,
            });
        }
        // A change on paper may have come after the first of them.
        let most = order.in_month(month).terms.most();
        if let Some(most) = most.filter(|most| it.passed > *most) {
            return Err(AccountRefused::AboveCeiling { most });
        }
        if it.redo + it.rejected > 0 && it.reason.trim().is_empty() {
            return Err(AccountRefused::ReasonMissing);
        }
        if (it.earned().net > 0) != (it.passed > 0) {
            return Err(AccountRefused::Fee);
        }
        // フリーランス法5条 forbids to reduce what was agreed; a price for half-done work stands in the terms.
        let below = |price: &u64| {
            let mut lines = it.fee.iter();
            lines.any(|line| line.count > 0 && line.unit_yen < *price)
        };
        match order.lowest_price(month).filter(below) {
            Some(yen) if it.reason.trim().is_empty() => Err(AccountRefused::BelowPrice { yen }),
            _ => Ok(()),
        }
    }

    fn invoice(&self, month: Month, invoice: &Invoice) -> Result<(), AccountRefused> {
        self.past(invoice.on, month.first())?;
        if invoice.due < invoice.on {
            return Err(AccountRefused::TooEarly { first: invoice.on });
        }
        match invoice.amount().net > 0 {
            true => Ok(()),
            false => Err(AccountRefused::NoAmount),
        }
    }

    fn client_paid(&self, month: Month, payment: &Payment) -> Result<(), AccountRefused> {
        if !self.book.invoices.contains_key(&month) {
            return Err(AccountRefused::NotInvoiced);
        }
        self.past(payment.on, month.first())?;
        match payment.yen > 0 {
            true => Ok(()),
            false => Err(AccountRefused::NoAmount),
        }
    }

    fn worker_paid(
        &self,
        worker: u32,
        month: Month,
        payment: &Payment,
    ) -> Result<(), AccountRefused> {
        let (_, delivered) = self.delivered(worker, month)?;
        let inspection = self.book.inspections.get(&(month, worker));
        let inspection = inspection.ok_or(AccountRefused::NotInspected)?;
        self.past(payment.on, delivered.first)?;
        let earned = inspection.what.transfer();
        match payment.yen {
            0 => Err(AccountRefused::NoAmount),
            // Not even by agreement: フリーランス法5条 forbids to reduce what was earned.
            yen if yen < earned => Err(AccountRefused::Less { yen: earned }),
            _ => Ok(()),
        }
    }
}
