//! Whether something may be recorded in the books.

use base::month::Month;
use base::time::japan_date;
use jiff::Timestamp;
use jiff::civil::Date;
use orders::{DeliveredMonth, Order, OrderBook, fingerprint};
use town::Programme;

use crate::book::AccountBook;
use crate::event::{AccountEvent, Difference, HeardAnswer, Inspection, NoticeAnswer, Payment};
use crate::joint::Joint;
use crate::refused::AccountRefused;

/// What a record is judged by.
#[derive(Clone, Copy, Debug)]
pub struct AccountJudge<'a> {
    /// The books so far.
    pub book: &'a AccountBook,
    /// What was ordered and delivered.
    pub orders: &'a OrderBook,
    /// The settings.
    pub programme: &'a Programme,
    /// The day of the record.
    pub today: Date,
}

impl AccountJudge<'_> {
    /// Whether an event may be recorded; `after`: how many of its kind stood when its form was shown, if it says so.
    ///
    /// # Errors
    /// [`AccountRefused`].
    pub fn check(&self, event: &AccountEvent, after: Option<usize>) -> Result<(), AccountRefused> {
        let is_next = after.is_some() && after == self.book.counted(event);
        if let Some((by, at)) = self.book.stands(event).filter(|_| !is_next) {
            let by = by.clone();
            return Err(AccountRefused::Done { by, at });
        }
        match event {
            AccountEvent::Inspected {
                worker,
                month,
                inspection,
            } => self.inspection(*worker, *month, inspection),
            AccountEvent::ClientNotified { month, delivery } => {
                self.client_notified(*month, delivery)
            }
            AccountEvent::Invoiced { month, invoice } => self.invoice(*month, invoice),
            AccountEvent::ClientPaid { month, payment } => self.client_paid(*month, payment, None),
            AccountEvent::ClientPaymentCorrected {
                month,
                part,
                payment,
            } => self.client_paid(*month, payment, Some(*part)),
            AccountEvent::WorkerPaid {
                worker,
                month,
                payment,
            } => self.worker_paid(*worker, *month, payment),
            AccountEvent::InvoiceSent { month, sent } => self.invoice_sent(*month, sent),
            AccountEvent::NoticeSent {
                worker,
                month,
                sent,
            } => {
                let joint = self.book.joint_notice(*month, *worker);
                goes_with(joint, sent.joint.is_some())?;
                let inspection = self.book.inspections.get(&(*month, *worker));
                let stated = inspection.is_some_and(|it| sent.of == fingerprint(&it.what));
                stated.then_some(()).ok_or(AccountRefused::NotInspected)
            }
            AccountEvent::NoticeAnswered {
                worker,
                month,
                number,
                answer,
                heard,
            } => self.answer((*worker, *month), number, answer, heard.as_ref()),
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
        (worker, month): (u32, Month),
        number: &str,
        answer: &NoticeAnswer,
        heard: Option<&HeardAnswer>,
    ) -> Result<(), AccountRefused> {
        let papers = self.book.notices.get(&(month, worker));
        let last = papers.and_then(|papers| papers.last());
        let last = last.filter(|last| last.what.paper.number == number);
        let sent = last.ok_or(AccountRefused::NotInspected)?.at;
        if let Some(heard) = heard {
            if heard.how.trim().is_empty() {
                return Err(AccountRefused::ReasonMissing);
            }
            self.past(heard.on, japan_date(sent))?;
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

    pub(crate) fn past(&self, on: Date, first: Date) -> Result<(), AccountRefused> {
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
        if let Some(most) = order.most(month).filter(|most| it.passed > *most) {
            return Err(AccountRefused::AboveCeiling { most });
        }
        self.silence(order, &delivered, it)?;
        let lowers = self.lowers_what_was_agreed(worker, month, it);
        if (it.redo + it.rejected > 0 || lowers) && it.reason.trim().is_empty() {
            return Err(AccountRefused::ReasonMissing);
        }
        if (it.earned().net > 0) != (it.passed > 0) {
            return Err(AccountRefused::Fee);
        }
        // フリーランス法5条 forbids to reduce what was agreed; a price for half-done work stands in the terms.
        match order.below_price(month, &it.fee) {
            Some(yen) if it.lower_price_clause.trim().is_empty() => {
                Err(AccountRefused::BelowPrice { yen })
            }
            _ => Ok(()),
        }
    }

    /// What nobody found fault with in time has passed.
    fn silence(
        &self,
        order: &Order,
        delivered: &DeliveredMonth,
        it: &Inspection,
    ) -> Result<(), AccountRefused> {
        let on = order.passes_after(delivered, self.programme);
        let Some(on) = on.filter(|on| *on < self.today) else {
            return Ok(());
        };
        let key = (delivered.month, order.worker);
        let before = self.book.inspections.get(&key);
        let failed = before.map_or(0, |before| {
            // What was mended and reported since can pass by silence as well.
            let waits = before
                .what
                .redo
                .saturating_sub(mended(order, key.0, before.at));
            waits + before.what.rejected
        });
        let ordered = order.ordered_units(delivered.month);
        let ordered = ordered.unwrap_or(delivered.quantity);
        let least = delivered.quantity.min(ordered).saturating_sub(failed);
        match it.passed < least {
            true => Err(AccountRefused::PassedBySilence { on, least }),
            false => Ok(()),
        }
    }

    /// Whether fewer pass than what a worker has agreed to or was paid for.
    fn lowers_what_was_agreed(&self, worker: u32, month: Month, it: &Inspection) -> bool {
        let key = (month, worker);
        let before = self.book.inspections.get(&key);
        let answers = self.book.notices.get(&key).into_iter().flatten();
        let mut answers = answers.filter_map(|sent| self.book.answers.get(&sent.what.paper.number));
        let agreed = answers.any(|answer| answer.what == NoticeAnswer::Agreed);
        let relied_on = agreed || self.book.pay.contains_key(&key);
        relied_on && before.is_some_and(|before| it.passed < before.what.passed)
    }

    fn worker_paid(
        &self,
        worker: u32,
        month: Month,
        payment: &Payment,
    ) -> Result<(), AccountRefused> {
        let (_, delivered) = self.delivered(worker, month)?;
        let joint = self.book.joint_notice(month, worker);
        goes_with(joint, payment.part_of.is_some())?;
        let inspection = self.book.inspections.get(&(month, worker));
        let inspection = inspection.ok_or(AccountRefused::NotInspected)?;
        self.past(payment.on, delivered.first)?;
        let earned = inspection.what.transfer();
        match payment.yen {
            0 => Err(AccountRefused::NoAmount),
            // Not even by agreement: フリーランス法5条 forbids to reduce what was earned.
            yen if yen < earned => Err(AccountRefused::Less { yen: earned }),
            yen if yen == earned => Ok(()),
            _ => match &payment.difference {
                Difference::Explained { reason } if !reason.trim().is_empty() => Ok(()),
                _ => Err(AccountRefused::Difference { due: earned }),
            },
        }
    }
}

/// How many units of a month were reported as mended from then on.
fn mended(order: &Order, month: Month, since: Timestamp) -> u32 {
    let mended = order.deliveries.iter().filter(|it| it.at >= since);
    let mended = mended.filter(|it| it.what.mends == Some(month));
    mended.fold(0, |sum, it| sum.saturating_add(it.what.quantity))
}

impl AccountBook {
    /// The months of an order of which units were sent back to be mended and are not reported as mended yet.
    pub fn to_mend(&self, order: &Order) -> Vec<Month> {
        let own = self.inspections.iter();
        let own = own.filter(|((_, worker), _)| *worker == order.worker);
        let waits = own.filter(|((month, _), it)| it.what.redo > mended(order, *month, it.at));
        waits.map(|((month, _), _)| *month).collect()
    }
}

/// What concerns a paper over several jobs is recorded in all of them.
pub(crate) fn goes_with(joint: Option<&Joint>, with_others: bool) -> Result<(), AccountRefused> {
    match joint.is_some() && !with_others {
        true => Err(AccountRefused::Joint),
        false => Ok(()),
    }
}
