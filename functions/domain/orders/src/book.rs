//! The orders of a placement as they stand, folded from what happened.

use std::collections::{BTreeMap, BTreeSet};

use base::people::Actor;
use base::time::japan_date;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::difference::supplements;
use crate::due::{DueStep, OrderDue};
use crate::ending::OrderEnding;
use crate::event::{DeliveredWork, IssuedOrder, OrderEvent, PreparedOrder, Settlement};
use crate::frozen::OrderTerms;
use crate::number::order_number;
use crate::paper::Paper;
use crate::quote::QuoteDraft;
use crate::quoted::Quote;
use crate::recruit::Recruitment;
use crate::signed::Signed;
use crate::terms::OrderDraft;

/// Everything about the orders of a placement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderBook {
    /// What was prepared last.
    pub prepared: Option<PreparedOrder>,
    /// The cautions that were decided on.
    pub settled: BTreeMap<String, Signed<Settlement>>,
    /// What was issued last.
    pub issued: Option<Signed<PreparedOrder>>,
    /// One for each worker, by number.
    pub orders: Vec<Order>,
    /// The quote that was written last.
    pub quote_draft: Option<QuoteDraft>,
    /// What was sent to the employer, oldest first.
    pub quotes: Vec<Quote>,
    /// The notice that was opened last.
    pub recruitment: Option<Recruitment>,
    /// Who was reminded of which day.
    pub reminded: BTreeSet<(OrderDue, Date, DueStep)>,
}

/// The order of one worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The worker's number.
    pub worker: u32,
    /// What was agreed on, oldest first; at least one.
    pub versions: Vec<OrderVersion>,
    /// The versions that the worker has in hand, and who said so.
    pub received: Vec<Signed<u32>>,
    /// What was delivered, oldest first.
    pub deliveries: Vec<Signed<DeliveredWork>>,
    /// When the worker asked for paper that nobody has given.
    pub paper_wanted: Option<Timestamp>,
    /// What the worker asked for help with.
    pub troubles: Vec<Signed<String>>,
    /// Its end, once it was announced.
    pub ending: Option<OrderEnding>,
}

/// One version of an order. Nothing changes it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderVersion {
    /// Its number, from 1.
    pub version: u32,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Who issued it.
    pub by: Actor,
    /// What was agreed on.
    pub terms: OrderTerms,
    /// What it says, as it was mailed: no later wording changes it.
    pub paper: Paper,
}

impl OrderBook {
    /// Takes one event in.
    pub fn apply(&mut self, event: &OrderEvent, at: Timestamp, by: &Actor) {
        fn signed<T>(what: T, at: Timestamp, by: &Actor) -> Signed<T> {
            let by = by.clone();
            Signed { what, at, by }
        }
        match event {
            OrderEvent::Prepared(prepared) => {
                // Whoever agreed to one number has not agreed to the next.
                if let Some(beyond) = &prepared.beyond {
                    self.settled.remove(beyond);
                }
                self.prepared = Some((**prepared).clone());
            }
            OrderEvent::Settled { caution, how } => {
                let how = signed(how.clone(), at, by);
                self.settled.insert(caution.clone(), how);
            }
            OrderEvent::Issued(issued) => {
                if let Some(prepared) = self.prepared.clone() {
                    self.issue(&prepared.draft, issued, at, by);
                    self.issued = Some(signed(prepared, at, by));
                }
            }
            OrderEvent::Received { worker, version } => {
                self.with(*worker, |order| {
                    order.received.push(signed(*version, at, by));
                });
            }
            OrderEvent::Delivered { worker, delivered } => {
                self.with(*worker, |order| {
                    order.deliveries.push(signed(delivered.clone(), at, by));
                });
            }
            OrderEvent::PaperWanted { worker } => {
                self.with(*worker, |order| order.paper_wanted = Some(at));
            }
            OrderEvent::PaperGiven { worker } => {
                self.with(*worker, |order| order.paper_wanted = None);
            }
            OrderEvent::Trouble { worker, text } => {
                self.with(*worker, |order| {
                    order.troubles.push(signed(text.clone(), at, by));
                });
            }
            OrderEvent::EndingAnnounced(announced) => self.end(announced, at, by),
            OrderEvent::EndingExplained(explained) => self.explain(explained, at, by),
            OrderEvent::QuotePrepared(draft) => self.quote_draft = Some((**draft).clone()),
            OrderEvent::Quoted(sent) => self.quotes.push(Quote::sent(sent, at, by)),
            OrderEvent::QuoteAnswered(answered) => {
                let mut quotes = self.quotes.iter_mut();
                if let Some(quote) = quotes.find(|quote| quote.version == answered.version) {
                    quote.answer(answered, at, by);
                }
            }
            OrderEvent::RecruitmentOpened(_)
            | OrderEvent::RecruitmentClosed
            | OrderEvent::Applied { .. } => self.recruit(event, at, by),
            OrderEvent::Reminded { due, on, step } => {
                self.reminded.insert((*due, *on, *step));
            }
        }
    }

    fn recruit(&mut self, event: &OrderEvent, at: Timestamp, by: &Actor) {
        match (event, &mut self.recruitment) {
            (OrderEvent::RecruitmentOpened(opened), before) => {
                let before = before.take();
                self.recruitment = Some(Recruitment::opened(opened, before, at, by));
            }
            (OrderEvent::RecruitmentClosed, Some(open)) => open.closed = Some((by.clone(), at)),
            (OrderEvent::Applied { applicant }, Some(open)) => {
                open.applicants.insert(applicant.clone());
            }
            _ => {}
        }
    }

    pub(crate) fn with(&mut self, worker: u32, change: impl FnOnce(&mut Order)) {
        if let Some(order) = self.orders.iter_mut().find(|o| o.worker == worker) {
            change(order);
        }
    }

    fn issue(&mut self, draft: &OrderDraft, issued: &IssuedOrder, at: Timestamp, by: &Actor) {
        for to in &issued.to {
            let Some(worker) = draft.worker(to.worker) else {
                continue;
            };
            let ordered_on = self.ordered_on(to.worker).unwrap_or(issued.on);
            let version = OrderVersion {
                version: to.paper.version,
                issued_at: at,
                by: by.clone(),
                terms: OrderTerms::of(draft, worker, &issued.facts, ordered_on),
                paper: to.paper.clone(),
            };
            match self.orders.iter_mut().find(|o| o.worker == to.worker) {
                Some(order) => order.versions.push(version),
                None => self.orders.push(Order::first(to.worker, version)),
            }
        }
        self.orders.sort_by_key(|order| order.worker);
    }

    /// A worker's order.
    pub fn order(&self, worker: u32) -> Option<&Order> {
        self.orders.iter().find(|order| order.worker == worker)
    }

    /// The day of a worker's order: of its first version.
    pub fn ordered_on(&self, worker: u32) -> Option<Date> {
        self.order(worker).map(Order::ordered_on)
    }

    /// The day on which the first quote was sent or the first order issued; far ahead while there is neither.
    pub fn begun(&self) -> Date {
        let quoted = self.quotes.iter().map(|quote| japan_date(quote.sent.at));
        let ordered = self.orders.iter().map(Order::ordered_on);
        quoted.chain(ordered).min().unwrap_or(Date::MAX)
    }

    /// The quote that holds now.
    pub fn quote(&self) -> Option<&Quote> {
        self.quotes.last()
    }

    /// Whether the employer has agreed to the quote that holds now.
    pub fn is_quote_agreed(&self) -> bool {
        self.quote().is_some_and(|quote| quote.agreed().is_some())
    }

    /// The number for the next worker.
    pub fn next_number(&self) -> u32 {
        let prepared = self
            .prepared
            .iter()
            .flat_map(|prepared| &prepared.draft.workers);
        let numbers = prepared.map(|worker| worker.number);
        let numbers = numbers.chain(self.orders.iter().map(|order| order.worker));
        numbers.max().unwrap_or_default() + 1
    }
}

impl Order {
    fn first(worker: u32, version: OrderVersion) -> Order {
        Order {
            worker,
            versions: vec![version],
            received: Vec::new(),
            deliveries: Vec::new(),
            paper_wanted: None,
            troubles: Vec::new(),
            ending: None,
        }
    }

    /// Its number, e.g. `K7M3-FXWP-1-a`: the placement's, and a letter for the worker.
    pub fn number(&self, placement: impl std::fmt::Display) -> String {
        order_number(placement, self.worker)
    }

    /// What holds now.
    pub fn latest(&self) -> &OrderVersion {
        let latest = self.versions.last();
        latest.expect("an order begins with its first version")
    }

    /// A version by number.
    pub fn version(&self, version: u32) -> Option<&OrderVersion> {
        self.versions.iter().find(|it| it.version == version)
    }

    /// Whether the worker has the latest version in hand.
    pub fn is_received(&self) -> bool {
        let latest = self.latest().version;
        self.received.iter().any(|received| received.what == latest)
    }

    /// 受領日: when the first delivery was recorded.
    pub fn delivered_at(&self) -> Option<Timestamp> {
        self.deliveries.first().map(|first| first.at)
    }

    /// How often the worker delivered or called for help after that moment.
    pub fn heard_since(&self, moment: Timestamp) -> usize {
        let deliveries = self.deliveries.iter().map(|it| it.at);
        let troubles = self.troubles.iter().map(|it| it.at);
        deliveries.chain(troubles).filter(|at| *at > moment).count()
    }

    /// Whether the latest version only decides what was open in the one before.
    pub fn is_supplement(&self) -> bool {
        let latest = &self.latest().paper;
        let before = self.version(latest.version.saturating_sub(1));
        before.is_some_and(|before| supplements(&before.paper, latest))
    }
}
