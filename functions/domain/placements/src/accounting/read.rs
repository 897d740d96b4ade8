//! What the employer reads of what is recorded in the books.

use accounts::{AccountEvent, Payment};
use base::text::yen;
use base::time::japanese;
use town::texts::{AccountTexts, Texts};

use crate::state::Placement;

/// What the employer reads of it; `after` is the placement right after it. What workers earn is not the employer's, and
/// an invoice is one once its paper has left.
pub(crate) fn narrate(event: &AccountEvent, after: &Placement, texts: &Texts) -> Option<String> {
    let (money, texts) = (&texts.money, &texts.accounts);
    let book = &after.accounts;
    match event {
        AccountEvent::Inspected { .. }
        | AccountEvent::Invoiced { .. }
        | AccountEvent::WorkerPaid { .. }
        | AccountEvent::NoticeSent { .. }
        | AccountEvent::NoticeAnswered { .. } => None,
        AccountEvent::ClientReminded { month, .. } => {
            let due = book.billed.get(month)?.due;
            Some(money.told_late(month.japanese(), japanese(due)))
        }
        AccountEvent::InvoiceSent { month, sent } => {
            let again = sent.paper.lead.len() > 1;
            let number = &sent.paper.number;
            let invoice = book.billed.get(month)?;
            let gross = yen(invoice.amount().gross());
            let joint = sent.joint.as_ref();
            let of = joint.map(|joint| texts.part_of_paper(joint.jobs.len(), yen(joint.whole)));
            let gross = gross + &of.unwrap_or_default();
            let (month, due) = (month.japanese(), japanese(invoice.due));
            Some(match again {
                true => texts.told_invoice_corrected(month, number, gross, due),
                false => texts.told_invoiced(month, number, gross, due),
            })
        }
        AccountEvent::ClientNotified { month, delivery } => {
            let (month, until) = (month.japanese(), japanese(delivery.check_until));
            let quantity = format!("{}{}", delivery.quantity, after.counter());
            let silence = match after.orders.is_quote_agreed() {
                true => texts.told_silence(),
                // Nobody agreed on what silence means.
                false => "",
            };
            Some(texts.told_delivered(month, quantity, &delivery.place, until) + silence)
        }
        AccountEvent::ClientPaid { month, payment } => {
            let (month, on) = (month.japanese(), japanese(payment.on));
            let amount = arrived(payment, texts);
            Some(texts.told_income(month, on, amount))
        }
        AccountEvent::ClientPaymentCorrected { month, payment, .. } => {
            let (month, on) = (month.japanese(), japanese(payment.on));
            let amount = arrived(payment, texts);
            Some(texts.told_income_corrected(month, on, amount))
        }
    }
}

/// What arrived, and in what sum where it came for several jobs.
fn arrived(payment: &Payment, texts: &AccountTexts) -> String {
    let whole = payment.part_of.as_ref().map(|of| yen(of.whole));
    let of = whole.map(|whole| texts.part_of_sum(whole));
    yen(payment.yen) + &of.unwrap_or_default()
}
