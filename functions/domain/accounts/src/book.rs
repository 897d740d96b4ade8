//! The books of a placement as they stand, folded from what was recorded.

use std::collections::{BTreeMap, BTreeSet};

use base::month::Month;
use base::people::Actor;
use jiff::Timestamp;
use orders::OrderBook;

use crate::event::{
    AccountEvent, ClientDelivery, Difference, HeardAnswer, Inspection, Invoice, NoticeAnswer,
    Payment, SentPaper, place,
};
use crate::joint::Joint;

/// Both books of a placement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountBook {
    /// By month and worker's number.
    pub inspections: BTreeMap<(Month, u32), AccountRecord<Inspection>>,
    /// What workers were paid, likewise.
    pub pay: BTreeMap<(Month, u32), AccountRecord<Payment>>,
    /// What the client was told of deliveries, by month.
    pub notified: BTreeMap<Month, Vec<AccountRecord<ClientDelivery>>>,
    /// By month.
    pub invoices: BTreeMap<Month, AccountRecord<Invoice>>,
    /// What the client paid, in the order in which it was recorded.
    pub income: BTreeMap<Month, Vec<AccountRecord<Payment>>>,
    /// The papers of invoices, the one that holds last.
    pub invoice_papers: BTreeMap<Month, Vec<AccountRecord<SentPaper>>>,
    /// What those that hold state: what the client was told, whatever was recorded since.
    pub billed: BTreeMap<Month, Invoice>,
    /// Those of what workers are paid, likewise, by month and worker's number.
    pub notices: BTreeMap<(Month, u32), Vec<AccountRecord<SentPaper>>>,
    /// What workers said of them, by the number of the paper.
    pub answers: BTreeMap<String, AccountRecord<NoticeAnswer>>,
    /// How those came that somebody else entered, likewise.
    pub heard: BTreeMap<String, HeardAnswer>,
    /// What a month's invoice came to when somebody said of a difference that it stays so.
    pub explained: BTreeMap<Month, u64>,
    /// How many days after the invoice's day the client was reminded last.
    pub reminded: BTreeMap<Month, u32>,
}

/// Something that was recorded, as it was recorded last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRecord<T> {
    /// What.
    pub what: T,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// How often it was corrected.
    pub corrected: u32,
}

impl<T: Clone> AccountRecord<T> {
    fn first(what: &T, at: Timestamp, by: &Actor) -> AccountRecord<T> {
        AccountRecord {
            what: what.clone(),
            at,
            by: by.clone(),
            corrected: 0,
        }
    }
}

impl AccountBook {
    /// Takes one event in.
    pub fn apply(&mut self, event: &AccountEvent, at: Timestamp, by: &Actor) {
        match event {
            AccountEvent::Inspected {
                worker,
                month,
                inspection,
            } => record(&mut self.inspections, (*month, *worker), inspection, at, by),
            AccountEvent::ClientNotified { month, delivery } => {
                let notified = self.notified.entry(*month).or_default();
                notified.push(AccountRecord::first(delivery, at, by));
            }
            AccountEvent::Invoiced { month, invoice } => {
                record(&mut self.invoices, *month, invoice, at, by);
            }
            AccountEvent::ClientPaid { month, payment } => {
                self.explain(*month, payment);
                let payments = self.income.entry(*month).or_default();
                payments.push(AccountRecord::first(payment, at, by));
            }
            AccountEvent::ClientPaymentCorrected {
                month,
                part,
                payment,
            } => self.put_right((*month, *part), payment, at, by),
            AccountEvent::WorkerPaid {
                worker,
                month,
                payment,
            } => record(&mut self.pay, (*month, *worker), payment, at, by),
            AccountEvent::InvoiceSent { month, sent } => {
                let papers = self.invoice_papers.entry(*month).or_default();
                add(papers, sent, at, by);
                if let Some(invoice) = self.invoices.get_mut(month) {
                    invoice.what.share = sent.joint.as_ref().map(|joint| joint.share);
                    self.billed.insert(*month, invoice.what.clone());
                }
            }
            AccountEvent::NoticeSent {
                worker,
                month,
                sent,
            } => {
                let key = (*month, *worker);
                add(self.notices.entry(key).or_default(), sent, at, by);
                if let Some(inspection) = self.inspections.get_mut(&key) {
                    inspection.what.share = sent.joint.as_ref().map(|joint| joint.share);
                }
            }
            AccountEvent::NoticeAnswered {
                number,
                answer,
                heard,
                ..
            } => {
                record(&mut self.answers, number.clone(), answer, at, by);
                self.hear(number, heard.as_ref());
            }
            AccountEvent::ClientReminded { month, days } => {
                self.reminded.insert(*month, *days);
            }
        }
    }

    /// A payment of the client, recorded anew.
    fn put_right(
        &mut self,
        (month, part): (Month, u32),
        payment: &Payment,
        at: Timestamp,
        by: &Actor,
    ) {
        self.explain(month, payment);
        let payments = self.income.entry(month).or_default();
        if let Some(before) = payments.get_mut(place(part)) {
            *before = AccountRecord {
                corrected: before.corrected + 1,
                ..AccountRecord::first(payment, at, by)
            };
        }
    }

    /// What is explained is the difference to the invoice as it is, and not to what it may become.
    fn explain(&mut self, month: Month, payment: &Payment) {
        if let (Difference::Explained { .. }, Some(invoice)) =
            (&payment.difference, self.invoices.get(&month))
        {
            let gross = invoice.what.alone().amount().gross();
            self.explained.insert(month, gross);
        }
    }

    fn hear(&mut self, number: &str, heard: Option<&HeardAnswer>) {
        match heard {
            Some(heard) => self.heard.insert(number.to_owned(), heard.clone()),
            None => self.heard.remove(number),
        };
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.inspections.is_empty()
            && self.pay.is_empty()
            && self.invoices.is_empty()
            && self.income.is_empty()
    }

    /// The months of workers in which nothing came after its inspection.
    pub fn inspected(&self, orders: &OrderBook) -> BTreeSet<(Month, u32)> {
        let delivered = orders.orders.iter().flat_map(|order| {
            let months = order.months().into_iter();
            months.map(|of| ((of.month, order.worker), of.last))
        });
        let looked_at = |key: &(Month, u32), last: Timestamp| {
            let inspection = self.inspections.get(key);
            inspection.is_some_and(|it| it.at >= last)
        };
        delivered
            .filter(|(key, last)| looked_at(key, *last))
            .map(|(key, _)| key)
            .collect()
    }

    /// The months of workers of which nothing is left to be inspected or paid.
    pub fn settled(&self, orders: &OrderBook) -> BTreeSet<(Month, u32)> {
        let mut settled = self.inspected(orders);
        settled.retain(|key| {
            let earned = self.inspections.get(key).map_or(0, |it| it.what.transfer());
            let paid = self.pay.get(key).map_or(0, |it| it.what.yen);
            paid >= earned
        });
        settled
    }

    /// What the client paid for a month, in the order in which it was recorded.
    pub fn received(&self, month: Month) -> &[AccountRecord<Payment>] {
        self.income
            .get(&month)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// How many of them came in one sum for several jobs.
    pub fn joint_payments(&self, month: Month) -> usize {
        let received = self.received(month).iter();
        received.filter(|it| it.what.part_of.is_some()).count()
    }

    /// The jobs that a month's invoice states together, as its paper that holds says.
    pub fn joint_invoice(&self, month: Month) -> Option<&Joint> {
        joint(self.invoice_papers.get(&month))
    }

    /// The jobs that a worker's notice of a month states together, likewise.
    pub fn joint_notice(&self, month: Month, worker: u32) -> Option<&Joint> {
        joint(self.notices.get(&(month, worker)))
    }

    /// Either of them, by the worker's number; 0: the client's.
    pub fn joint(&self, month: Month, worker: u32) -> Option<&Joint> {
        match worker {
            0 => self.joint_invoice(month),
            of => self.joint_notice(month, of),
        }
    }

    /// Whether a paper has this number.
    pub fn has_paper(&self, number: &str) -> bool {
        self.paper(number).is_some()
    }

    /// A paper by its number.
    pub fn paper(&self, number: &str) -> Option<&SentPaper> {
        let invoices = self.invoice_papers.values().flatten();
        let mut papers = invoices.chain(self.notices.values().flatten());
        let found = papers.find(|it| it.what.paper.number == number)?;
        Some(&found.what)
    }
}

fn joint(papers: Option<&Vec<AccountRecord<SentPaper>>>) -> Option<&Joint> {
    papers?.last()?.what.joint.as_ref()
}

fn add(papers: &mut Vec<AccountRecord<SentPaper>>, sent: &SentPaper, at: Timestamp, by: &Actor) {
    let corrected = u32::try_from(papers.len()).unwrap_or(u32::MAX);
    papers.push(AccountRecord {
        corrected,
        ..AccountRecord::first(sent, at, by)
    });
}

fn record<K: Ord, T: Clone>(
    of: &mut BTreeMap<K, AccountRecord<T>>,
    key: K,
    what: &T,
    at: Timestamp,
    by: &Actor,
) {
    let corrected = of.get(&key).map_or(0, |before| before.corrected + 1);
    let recorded = AccountRecord {
        corrected,
        ..AccountRecord::first(what, at, by)
    };
    of.insert(key, recorded);
}
