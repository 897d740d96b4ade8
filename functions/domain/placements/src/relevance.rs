//! Whether a queued message about placements is still worth sending.

use super::entry::{Entry, Event};
use super::state::{Placement, Status};
use base::people::{Actor, Notice};
use orders::OrderEvent;
use orders::Quote;
use town::Programme;

impl Placement {
    /// Whether any day is still to be kept that somebody is reminded of by these entries.
    pub(super) fn is_still_due(
        &self,
        notice: Notice,
        entries: &[Entry],
        programme: &Programme,
    ) -> bool {
        let Some(progress) = self.order_progress() else {
            return notice != Notice::OrderDue;
        };
        let own = entries.iter().filter(|entry| entry.spec == self.id.spec);
        let mut days = own.filter_map(|entry| match &entry.event {
            Event::Order {
                event: OrderEvent::Reminded { due, on, .. },
            } => Some((*due, *on)),
            _ => None,
        });
        notice != Notice::OrderDue
            || days.any(|(due, on)| self.orders.is_pending(due, on, &progress, programme))
    }

    /// Whether a message of this kind to somebody is still worth sending, as the placement stands now. News
    /// stay news; what asks somebody to act does not outlive the matter.
    pub fn is_relevant(&self, notice: Notice, to: &Actor) -> bool {
        match notice {
            Notice::Offer | Notice::Escalation => self.may_decide(to),
            Notice::Reminder => self.is_undecided() && self.holder.includes(to),
            Notice::Question => self.question.is_some(),
            Notice::Consent => self.status == Status::AwaitingConsent,
            Notice::HandOver => self.is_with(to),
            // It may have gone there once more.
            Notice::TakenBack => !self.is_with(to),
            Notice::Answer
            | Notice::ConsentAnswer
            | Notice::PartnerAnswer
            | Notice::Withdrawn
            | Notice::Agreement
            | Notice::StatusUpdate
            | Notice::Copy
            | Notice::Receipt
            | Notice::Phone
            | Notice::Order
            | Notice::OrderPaper
            | Notice::Ending
            | Notice::EndingPaper
            | Notice::Delivered
            | Notice::Trouble
            | Notice::Applied
            | Notice::QuotePaper
            | Notice::QuoteAnswer
            | Notice::Contract
            | Notice::Invoice
            | Notice::InvoicePaper
            | Notice::Inspected
            | Notice::PayNotice
            | Notice::PayPaper
            | Notice::PayAnswer => true,
            Notice::InvoiceLate => !self.accounts.awaited().is_empty(),
            Notice::Quote => self.orders.quote().is_some_and(Quote::is_unanswered),
            Notice::PaperWanted => {
                let mut orders = self.orders.orders.iter();
                orders.any(|order| order.paper_wanted.is_some())
            }
            Notice::OrderDue => self.order_progress().is_some() && self.is_open(),
        }
    }
}
