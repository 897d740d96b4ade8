//! Whether something may be recorded of the client: what they are told, invoiced and pay.

use base::month::Month;
use orders::{Order, fingerprint};

use crate::event::{ClientDelivery, Difference, Invoice, Payment, SentPaper, place};
use crate::judge::{AccountJudge, goes_with};
use crate::refused::AccountRefused;

impl AccountJudge<'_> {
    /// No more than workers delivered, and not without saying where it is.
    pub(crate) fn client_notified(
        &self,
        month: Month,
        it: &ClientDelivery,
    ) -> Result<(), AccountRefused> {
        let months = self.orders.orders.iter().flat_map(Order::months);
        let of_month = months.filter(|of| of.month == month);
        let delivered = of_month.map(|of| of.quantity).fold(0, u32::saturating_add);
        match it.quantity {
            _ if delivered == 0 => Err(AccountRefused::NothingDelivered),
            0 => Err(AccountRefused::Count { delivered }),
            quantity if quantity > delivered => Err(AccountRefused::Count { delivered }),
            _ if it.place.trim().is_empty() => Err(AccountRefused::ReasonMissing),
            _ => Ok(()),
        }
    }

    pub(crate) fn invoice(&self, month: Month, invoice: &Invoice) -> Result<(), AccountRefused> {
        self.past(invoice.on, month.first())?;
        if invoice.due < invoice.on {
            return Err(AccountRefused::TooEarly { first: invoice.on });
        }
        match invoice.amount().net > 0 {
            true => Ok(()),
            false => Err(AccountRefused::NoAmount),
        }
    }

    /// What is sent is what was recorded, and nobody is late before they have read it.
    pub(crate) fn invoice_sent(
        &self,
        month: Month,
        sent: &SentPaper,
    ) -> Result<(), AccountRefused> {
        goes_with(self.book.joint_invoice(month), sent.joint.is_some())?;
        let invoice = self.book.invoices.get(&month);
        let stated = invoice.filter(|it| sent.of == fingerprint(&it.what));
        let due = stated.ok_or(AccountRefused::NotInvoiced)?.what.due;
        match due < self.today {
            true => Err(AccountRefused::DueOver { due }),
            false => Ok(()),
        }
    }

    /// A payment of the client, or what corrects the one of that number.
    pub(crate) fn client_paid(
        &self,
        month: Month,
        payment: &Payment,
        corrects: Option<u32>,
    ) -> Result<(), AccountRefused> {
        let invoice = self.book.invoices.get(&month);
        let invoice = invoice.ok_or(AccountRefused::NotInvoiced)?;
        goes_with(self.book.joint_invoice(month), payment.part_of.is_some())?;
        let received = self.book.received(month);
        if corrects.is_some_and(|part| received.get(place(part)).is_none()) {
            return Err(AccountRefused::NotInvoiced);
        }
        self.past(payment.on, self.orders.begun().max(month.first()))?;
        let others = received.iter().enumerate();
        let others = others.filter(|(at, _)| corrects.is_none_or(|part| place(part) != *at));
        let others: u64 = others.map(|(_, it)| it.what.yen).sum();
        let due = invoice.what.amount().gross().saturating_sub(others);
        match (payment.yen, &payment.difference) {
            // What was recorded never came: it is put to nothing, with the reason.
            (0, Difference::Explained { reason }) if corrects.is_some() => {
                match reason.trim().is_empty() {
                    true => Err(AccountRefused::ReasonMissing),
                    false => Ok(()),
                }
            }
            // Of what arrived for several jobs, one may have had its part before.
            (0, _) if payment.part_of.is_some() && due == 0 => Ok(()),
            (0, _) => Err(AccountRefused::NoAmount),
            (yen, _) if yen == due => Ok(()),
            (yen, Difference::Awaited) if yen < due => Ok(()),
            (_, Difference::Explained { reason }) if !reason.trim().is_empty() => Ok(()),
            (_, Difference::Explained { .. }) => Err(AccountRefused::ReasonMissing),
            _ => Err(AccountRefused::Difference { due }),
        }
    }
}
