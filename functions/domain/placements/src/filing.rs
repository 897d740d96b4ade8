//! What is found by its day, its amount and the other party, as 電子帳簿保存法 wants it of papers that left and of money
//! that moved.

use base::time::japan_date;
use jiff::civil::Date;
use orders::{OrderEvent, Paper, PaperKind, QuoteDraft, order_number};
use serde::{Deserialize, Serialize};
use town::Programme;

use super::Decision;
use super::entry::{Entry, Event};
use super::id::SpecId;
use super::state::Placement;
use accounts::{AccountEvent, Joint, Payment};

/// A paper that left, or money that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledPaper {
    /// What it is about.
    pub placement: SpecId,
    /// What it is.
    pub kind: FiledKind,
    /// Its number; empty for money that moved.
    pub number: String,
    /// Its version; 0 for what has none.
    pub version: u32,
    /// The day.
    pub on: Date,
    /// Yen with tax; `None` where it says no amount, or nobody knows it yet.
    pub yen: Option<u64>,
    /// The worker's number and name; `None`: it is between employer and operator.
    pub worker: Option<(u32, String)>,
}

/// The same as it is kept, without names and without its day, which every record that files would hold; the number is
/// empty where it is that of the worker's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortPaper(
    SpecId,
    FiledKind,
    String,
    u32,
    Option<u64>,
    Option<(u32, String)>,
);

/// What the number of that paper is, if it is that of an order.
fn numbered(placement: &SpecId, kind: FiledKind, worker: Option<&(u32, String)>) -> Option<String> {
    let (worker, _) = worker.filter(|_| matches!(kind, FiledKind::Terms | FiledKind::Ending))?;
    Some(order_number(placement, *worker))
}

impl From<&FiledPaper> for ShortPaper {
    fn from(it: &FiledPaper) -> ShortPaper {
        let usual = numbered(&it.placement, it.kind, it.worker.as_ref());
        let number = Some(&it.number).filter(|number| Some(*number) != usual.as_ref());
        let number = number.cloned().unwrap_or_default();
        let (placement, worker) = (it.placement.clone(), it.worker.clone());
        ShortPaper(placement, it.kind, number, it.version, it.yen, worker)
    }
}

impl ShortPaper {
    /// The paper, filed on that day.
    pub fn on(self, on: Date) -> FiledPaper {
        let ShortPaper(placement, kind, number, version, yen, worker) = self;
        let usual = || numbered(&placement, kind, worker.as_ref()).unwrap_or_default();
        FiledPaper {
            number: match number.is_empty() {
                true => usual(),
                false => number,
            },
            placement,
            kind,
            version,
            on,
            yen,
            worker,
        }
    }
}

/// What was filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FiledKind {
    /// 取引条件明示書
    #[serde(rename = "t")]
    Terms,
    /// 終了の予告
    #[serde(rename = "e")]
    Ending,
    /// 見積書
    #[serde(rename = "q")]
    Quote,
    /// 注文書
    #[serde(rename = "o")]
    Purchase,
    /// 請書
    #[serde(rename = "a")]
    Acceptance,
    /// 請求書
    #[serde(rename = "i")]
    Invoice,
    /// 支払通知書
    #[serde(rename = "n")]
    PayNotice,
    /// 入金
    #[serde(rename = "m")]
    Income,
    /// 支払い
    #[serde(rename = "p")]
    Pay,
}

/// What a decision has filed. What is filed by one decision has one day.
pub fn filed(decision: &Decision, programme: &Programme) -> Vec<FiledPaper> {
    let entries = decision.entries.iter();
    let all = entries.flat_map(|entry| match decision.after.placement(entry.spec) {
        Some(after) => Filing {
            entry,
            after,
            tax_percent: programme.rates.tax_percent,
        }
        .papers(),
        None => Vec::new(),
    });
    all.collect()
}

/// One entry, with the placement after all of them.
struct Filing<'a> {
    entry: &'a Entry,
    after: &'a Placement,
    tax_percent: u32,
}

impl Filing<'_> {
    fn papers(&self) -> Vec<FiledPaper> {
        match &self.entry.event {
            Event::Order { event } => self.of_orders(event),
            Event::Account { event } => self.of_accounts(event).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn of_orders(&self, event: &OrderEvent) -> Vec<FiledPaper> {
        let orders = &self.after.orders;
        match event {
            OrderEvent::Issued(issued) => {
                let each = issued.to.iter().map(|to| {
                    let terms = orders.order(to.worker).map(|order| &order.latest().terms);
                    let yen = terms.and_then(|terms| {
                        let net = terms.net()?;
                        Some(net.saturating_add(terms.tax(net)))
                    });
                    self.paper(FiledKind::Terms, &to.paper, yen, self.worker(to.worker))
                });
                each.collect()
            }
            OrderEvent::EndingAnnounced(ending) => {
                let worker = self.worker(ending.worker);
                vec![self.paper(FiledKind::Ending, &ending.paper, None, worker)]
            }
            OrderEvent::Quoted(quote) => {
                let yen = Some(self.gross(&quote.draft));
                vec![self.paper(FiledKind::Quote, &quote.paper, yen, None)]
            }
            OrderEvent::QuoteAnswered(answered) => {
                let mut quotes = orders.quotes.iter();
                let quote = quotes.find(|quote| quote.version == answered.version);
                let yen = quote.map(|quote| self.gross(&quote.sent.what));
                let each = answered.contract.iter().map(|paper| {
                    let kind = match paper.kind {
                        PaperKind::Purchase => FiledKind::Purchase,
                        _ => FiledKind::Acceptance,
                    };
                    let version = answered.version;
                    FiledPaper {
                        version,
                        ..self.paper(kind, paper, yen, None)
                    }
                });
                each.collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_accounts(&self, event: &AccountEvent) -> Option<FiledPaper> {
        let book = &self.after.accounts;
        match event {
            // What is about several jobs is found once, with all its yen.
            AccountEvent::InvoiceSent { sent, .. } | AccountEvent::NoticeSent { sent, .. }
                if !sent.joint.as_ref().is_none_or(Joint::leads) =>
            {
                None
            }
            AccountEvent::ClientPaid { payment, .. }
            | AccountEvent::ClientPaymentCorrected { payment, .. }
            | AccountEvent::WorkerPaid { payment, .. }
                if payment.part_of.as_ref().is_some_and(|of| !of.leads) =>
            {
                None
            }
            AccountEvent::InvoiceSent { month, sent } => {
                let own = book.billed.get(month).map(|it| it.amount().gross());
                let yen = sent.joint.as_ref().map(|joint| joint.whole).or(own);
                Some(self.paper(FiledKind::Invoice, &sent.paper, yen, None))
            }
            AccountEvent::NoticeSent {
                worker,
                month,
                sent,
            } => {
                let inspection = book.inspections.get(&(*month, *worker));
                let own = inspection.map(|it| it.what.transfer());
                let yen = sent.joint.as_ref().map(|joint| joint.whole).or(own);
                let worker = self.worker(*worker);
                Some(self.paper(FiledKind::PayNotice, &sent.paper, yen, worker))
            }
            AccountEvent::ClientPaid { payment, .. }
            | AccountEvent::ClientPaymentCorrected { payment, .. } => {
                Some(self.money(FiledKind::Income, payment, None))
            }
            AccountEvent::WorkerPaid {
                worker, payment, ..
            } => {
                let worker = self.worker(*worker);
                Some(self.money(FiledKind::Pay, payment, worker))
            }
            _ => None,
        }
    }

    fn gross(&self, quote: &QuoteDraft) -> u64 {
        let net = quote.net();
        let tax = net.saturating_mul(u64::from(self.tax_percent)) / 100;
        net.saturating_add(tax)
    }

    fn worker(&self, number: u32) -> Option<(u32, String)> {
        let order = self.after.orders.order(number)?;
        Some((number, order.latest().terms.worker.clone()))
    }

    fn paper(
        &self,
        kind: FiledKind,
        paper: &Paper,
        yen: Option<u64>,
        worker: Option<(u32, String)>,
    ) -> FiledPaper {
        FiledPaper {
            placement: self.after.id.clone(),
            kind,
            number: paper.number.clone(),
            version: paper.version,
            on: paper.issued.unwrap_or_else(|| japan_date(self.entry.at)),
            yen,
            worker,
        }
    }

    fn money(
        &self,
        kind: FiledKind,
        payment: &Payment,
        worker: Option<(u32, String)>,
    ) -> FiledPaper {
        let whole = payment.part_of.as_ref().map(|of| of.whole);
        FiledPaper {
            placement: self.after.id.clone(),
            kind,
            number: String::new(),
            version: 0,
            on: payment.on,
            yen: Some(whole.unwrap_or(payment.yen)),
            worker,
        }
    }
}
