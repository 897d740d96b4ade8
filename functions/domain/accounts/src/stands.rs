//! Whether something was recorded already, as it would be recorded now.

use base::people::Actor;
use jiff::Timestamp;

use crate::book::{AccountBook, AccountRecord};
use crate::event::{AccountEvent, SentPaper, place};

impl AccountBook {
    /// How many of an event's kind stand, where several can stand beside each other; `None`: one corrects the other.
    pub fn counted(&self, event: &AccountEvent) -> Option<usize> {
        match event {
            AccountEvent::ClientNotified { month, .. } => {
                Some(self.notified.get(month).map_or(0, Vec::len))
            }
            AccountEvent::ClientPaid { month, .. } => Some(self.received(*month).len()),
            _ => None,
        }
    }

    /// Whether an event is what stands already, and since when by whom.
    pub fn stands(&self, event: &AccountEvent) -> Option<(&Actor, Timestamp)> {
        match event {
            AccountEvent::Inspected {
                worker,
                month,
                inspection,
            } => {
                let recorded = self.inspections.get(&(*month, *worker));
                same_if(recorded, |it| it.alone() == *inspection)
            }
            AccountEvent::ClientNotified { month, delivery } => {
                let notified = self.notified.get(month);
                same(notified.and_then(|all| all.last()), delivery)
            }
            AccountEvent::Invoiced { month, invoice } => {
                same_if(self.invoices.get(month), |it| it.alone() == *invoice)
            }
            AccountEvent::ClientPaid { month, payment } => {
                same(self.received(*month).last(), payment)
            }
            AccountEvent::ClientPaymentCorrected {
                month,
                part,
                payment,
            } => same(self.received(*month).get(place(*part)), payment),
            AccountEvent::WorkerPaid {
                worker,
                month,
                payment,
            } => same(self.pay.get(&(*month, *worker)), payment),
            AccountEvent::InvoiceSent { month, sent } => {
                stated(self.invoice_papers.get(month), sent)
            }
            AccountEvent::NoticeSent {
                worker,
                month,
                sent,
            } => stated(self.notices.get(&(*month, *worker)), sent),
            AccountEvent::NoticeAnswered {
                number,
                answer,
                heard,
                ..
            } => {
                let is_heard_so = self.heard.get(number) == heard.as_ref();
                let given = self.answers.get(number).filter(|_| is_heard_so);
                same(given, answer)
            }
            AccountEvent::ClientReminded { .. } => None,
        }
    }
}

/// Whether the last of some papers states the same record; of one over several jobs, whether it is the same paper.
fn stated<'a>(
    papers: Option<&'a Vec<AccountRecord<SentPaper>>>,
    sent: &SentPaper,
) -> Option<(&'a Actor, Timestamp)> {
    let last = papers?.last()?;
    let is_same = match sent.joint {
        Some(_) => last.what.paper.number == sent.paper.number,
        None => last.what.of == sent.of && last.what.joint.is_none(),
    };
    is_same.then_some((&last.by, last.at))
}

fn same<'a, T: PartialEq>(
    recorded: Option<&'a AccountRecord<T>>,
    what: &T,
) -> Option<(&'a Actor, Timestamp)> {
    same_if(recorded, |recorded| recorded == what)
}

fn same_if<T>(
    recorded: Option<&AccountRecord<T>>,
    is_same: impl Fn(&T) -> bool,
) -> Option<(&Actor, Timestamp)> {
    let recorded = recorded.filter(|recorded| is_same(&recorded.what))?;
    Some((&recorded.by, recorded.at))
}
