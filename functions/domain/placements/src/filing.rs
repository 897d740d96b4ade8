//! What is found by its day, its amount and the other party, as 電子帳簿保存法 wants it of papers that left and of money
//! that moved.

use base::time::japan_date;
use orders::{OrderEvent, Paper, PaperKind, QuoteDraft};
use town::Programme;

use super::Decision;
use super::entry::{Entry, Event};
use super::filed::{FiledKind, FiledPaper};
use super::state::Placement;
use accounts::{AccountEvent, Joint, Payment};

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
                let paper = self.paper(FiledKind::Invoice, &sent.paper, yen, None);
                Some(paper.after(book.invoice_papers.get(month)))
            }
            AccountEvent::NoticeSent {
                worker,
                month,
                sent,
            } => {
                let inspection = book.inspections.get(&(*month, *worker));
                let own = inspection.map(|it| it.what.transfer());
                let yen = sent.joint.as_ref().map(|joint| joint.whole).or(own);
                let key = (*month, *worker);
                let worker = self.worker(*worker);
                let paper = self.paper(FiledKind::PayNotice, &sent.paper, yen, worker);
                Some(paper.after(book.notices.get(&key)))
            }
            AccountEvent::ClientPaid { month, payment } => {
                let number = format!("{month}/{}", book.received(*month).len());
                Some(self.money((FiledKind::Income, number), payment, None))
            }
            AccountEvent::ClientPaymentCorrected {
                month,
                part,
                payment,
            } => {
                let number = format!("{month}/{part}");
                Some(self.money((FiledKind::Income, number), payment, None))
            }
            AccountEvent::WorkerPaid {
                worker,
                month,
                payment,
            } => {
                let worker = self.worker(*worker);
                Some(self.money((FiledKind::Pay, month.to_string()), payment, worker))
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
            replaces: None,
            recorded: 0,
        }
    }

    fn money(
        &self,
        (kind, number): (FiledKind, String),
        payment: &Payment,
        worker: Option<(u32, String)>,
    ) -> FiledPaper {
        let whole = payment.part_of.as_ref().map(|of| of.whole);
        FiledPaper {
            placement: self.after.id.clone(),
            kind,
            number,
            version: 0,
            on: payment.on,
            yen: Some(whole.unwrap_or(payment.yen)),
            worker,
            replaces: None,
            recorded: 0,
        }
    }
}
