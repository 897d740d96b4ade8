//! The books as rows, one for each month: what a director, the office and each worker look at.

use std::collections::BTreeSet;

use base::month::Month;
use jiff::civil::Date;
use orders::{FeeLine, OrderBook, fingerprint};
use serde::Serialize;
use town::Programme;

use crate::book::{AccountBook, AccountRecord};
use crate::event::{ClientDelivery, Inspection, Invoice, NoticeAnswer, Payment, SentPaper};

/// One month of a placement.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthRow {
    /// The month.
    pub month: Month,
    /// Who delivered in it, by number.
    pub workers: Vec<WorkerRow>,
    /// The client's side.
    pub client: ClientRow,
}

/// One worker's month.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerRow {
    /// The worker's number.
    pub worker: u32,
    /// Their name, by the terms that held when the first of it came.
    pub name: String,
    /// How many units were delivered.
    pub delivered: u32,
    /// The most units that the terms allow in a month.
    pub most: Option<u32>,
    /// How many were ordered: that most, or the number that was fixed.
    pub ordered: Option<u32>,
    /// Yen for one unit, by the terms that held when the first of it came.
    pub unit_yen: Option<u64>,
    /// What was delivered, at the prices that held then.
    pub priced: Vec<FeeLine>,
    /// Percent of tax on top, likewise.
    pub tax_percent: u32,
    /// Until when it is inspected.
    pub inspect_until: Option<Date>,
    /// The last day on which something can be found to be not as agreed; silence beyond it is 合格.
    pub passes_after: Option<Date>,
    /// How it came out.
    pub inspection: Option<AccountRecord<Inspection>>,
    /// Whether something was delivered since.
    pub delivered_since: bool,
    /// Until when it is paid.
    pub pay_until: Date,
    /// What was paid.
    pub paid: Option<AccountRecord<Payment>>,
    /// The notices of it, the one that holds last.
    pub notices: Vec<AccountRecord<SentPaper>>,
    /// What the worker said of the one that holds.
    pub answer: Option<AccountRecord<NoticeAnswer>>,
}

/// How far a worker's month is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayState {
    /// It was paid.
    Paid,
    /// Nothing of it is to be paid.
    Nothing,
    /// It is still to be paid.
    Ahead,
    /// The day is over and nobody recorded a payment.
    Overdue,
}

/// The client's side of a month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientRow {
    /// How many units of all workers were delivered.
    pub delivered: u32,
    /// How many of them passed.
    pub passed: u32,
    /// What the client was told of them.
    pub notified: Vec<AccountRecord<ClientDelivery>>,
    /// What was invoiced.
    pub invoice: Option<AccountRecord<Invoice>>,
    /// What was paid, in the order in which it was recorded.
    pub payments: Vec<AccountRecord<Payment>>,
    /// Whether something of it is still to come.
    pub awaits: bool,
    /// The papers of the invoice, the one that holds last.
    pub papers: Vec<AccountRecord<SentPaper>>,
}

impl AccountBook {
    /// All months in which something was ordered, delivered or recorded, the earliest first.
    pub fn months(&self, orders: &OrderBook, programme: &Programme) -> Vec<MonthRow> {
        let delivered = orders.orders.iter().flat_map(|order| order.months());
        let mut months: BTreeSet<Month> = delivered.map(|it| it.month).collect();
        months.extend(self.invoices.keys());
        months.extend(orders.orders.iter().flat_map(|order| order.sheets()));
        let row = |month| {
            let workers = self.workers(month, orders, programme);
            let delivered = workers.iter().map(|row: &WorkerRow| row.delivered).sum();
            let client = self.client(month, delivered);
            MonthRow {
                month,
                workers,
                client,
            }
        };
        months.into_iter().map(row).collect()
    }

    fn workers(&self, month: Month, orders: &OrderBook, programme: &Programme) -> Vec<WorkerRow> {
        let rows = orders.orders.iter().filter_map(|order| {
            let delivered = order.months().into_iter().find(|it| it.month == month);
            let delivered = delivered.or_else(|| order.awaited(month))?;
            let terms = &order.terms_of(&delivered).terms;
            let key = (month, order.worker);
            let inspection = self.inspections.get(&key);
            let notices = self.notices.get(&key).cloned().unwrap_or_default();
            let answer = notices
                .last()
                .and_then(|last| self.answers.get(&last.what.paper.number));
            Some(WorkerRow {
                answer: answer.cloned(),
                worker: order.worker,
                name: terms.worker.clone(),
                delivered: delivered.quantity,
                most: order.most(month),
                ordered: order.ordered_units(month),
                priced: order.priced(month),
                unit_yen: terms.fee.value().map(|fee| fee.unit_yen),
                tax_percent: terms.tax_percent,
                inspect_until: order.inspects_until(&delivered, programme),
                passes_after: order.passes_after(&delivered, programme),
                delivered_since: inspection.is_some_and(|it| it.at < delivered.last),
                inspection: inspection.cloned(),
                pay_until: order.pays_until(&delivered, programme),
                paid: self.pay.get(&key).cloned(),
                notices,
            })
        });
        rows.collect()
    }

    fn client(&self, month: Month, delivered: u32) -> ClientRow {
        let inspections = self.inspections.iter();
        let passed = inspections.filter(|((of, _), _)| *of == month);
        ClientRow {
            delivered,
            notified: self.notified.get(&month).cloned().unwrap_or_default(),
            passed: passed.map(|(_, it)| it.what.passed).sum(),
            invoice: self.invoices.get(&month).cloned(),
            payments: self.received(month).to_vec(),
            awaits: self.awaits(month),
            papers: self.invoice_papers.get(&month).cloned().unwrap_or_default(),
        }
    }
}

impl WorkerRow {
    /// How far its payment is. What came after the inspection is still to be paid.
    pub fn pay_state(&self, today: Date) -> PayState {
        let earned = self.inspection.as_ref().map(|it| it.what.transfer());
        let earned = earned.filter(|_| !self.delivered_since);
        let paid = self.paid.as_ref().map(|it| it.what.yen);
        match (earned, paid) {
            (Some(0), None) => PayState::Nothing,
            (Some(earned), Some(paid)) if paid >= earned => PayState::Paid,
            _ if self.pay_until < today => PayState::Overdue,
            _ => PayState::Ahead,
        }
    }

    /// Whether it has passed because nobody said otherwise in time.
    pub fn passed_by_silence(&self, today: Date) -> bool {
        let looked_at = self.inspection.as_ref().map_or(0, |it| {
            let it = &it.what;
            it.passed + it.redo + it.rejected
        });
        let ordered = self.delivered.min(self.most.unwrap_or(self.delivered));
        let unseen = self.delivered_since || looked_at < ordered;
        self.delivered > 0 && unseen && self.passes_after.is_some_and(|day| day < today)
    }

    /// Whether what was inspected is on no notice yet, or differs from the one that holds.
    pub fn wants_notice(&self) -> bool {
        let stated = |it: &AccountRecord<Inspection>| states(&self.notices, &it.what);
        self.may_have_notice() && !self.inspection.as_ref().is_some_and(stated)
    }

    /// Whether what was inspected is all of the month and comes to something.
    pub fn may_have_notice(&self) -> bool {
        let inspection = self.inspection.as_ref().filter(|_| !self.delivered_since);
        inspection.is_some_and(|it| it.what.earned().net > 0)
    }

    /// How many were delivered beyond the number that was fixed; 0 where there is a most, which is told by itself.
    pub fn beyond_fixed(&self) -> u32 {
        let fixed = self.ordered.filter(|_| self.most.is_none());
        fixed.map_or(0, |fixed| self.delivered.saturating_sub(fixed))
    }

    /// Percent of the most units of a month that were delivered.
    pub fn percent_of_most(&self) -> Option<u32> {
        let most = self.most.filter(|most| *most > 0)?;
        let percent = u64::from(self.delivered) * 100 / u64::from(most);
        Some(u32::try_from(percent).unwrap_or(u32::MAX))
    }
}

/// Whether the paper that holds states this record.
fn states(papers: &[AccountRecord<SentPaper>], record: &impl Serialize) -> bool {
    let last = papers.last();
    last.is_some_and(|last| last.what.of == fingerprint(record))
}

impl ClientRow {
    /// Whether what was invoiced is on no paper yet, or differs from the one that holds.
    pub fn wants_paper(&self) -> bool {
        let invoice = self.invoice.as_ref();
        invoice.is_some_and(|it| !states(&self.papers, &it.what))
    }

    /// How many units were delivered of which the client knows nothing.
    pub fn untold(&self) -> u32 {
        let told = self.notified.iter().map(|it| it.what.quantity);
        self.delivered
            .saturating_sub(told.fold(0, u32::saturating_add))
    }

    /// What was paid, in yen.
    pub fn received(&self) -> u64 {
        self.payments.iter().map(|it| it.what.yen).sum()
    }

    /// How many units were invoiced beyond those that passed; of an invoice by lines nobody can tell.
    pub fn beyond_passed(&self) -> Option<u32> {
        let lines = &self.invoice.as_ref()?.what.lines;
        let unnamed = lines.iter().all(|line| line.what.is_empty());
        let counts = lines.iter().map(|line| line.fee.count);
        let billed = counts.fold(0, u32::saturating_add);
        (unnamed && billed > self.passed).then_some(billed)
    }

    /// Whether the client is late.
    pub fn is_overdue(&self, today: Date) -> bool {
        let due = self.invoice.as_ref().map(|invoice| invoice.what.due);
        self.awaits && due.is_some_and(|due| due < today)
    }
}
