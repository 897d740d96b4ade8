//! Whether papers may be issued, and which: one version for each worker whose terms are new.

use base::people::Actor;
use jiff::Timestamp;
use jiff::civil::Date;
use town::texts::OrderTexts;

use crate::book::OrderBook;
use crate::contents::Edition;
use crate::ending_faults::EndingFault;
use crate::event::{IssuedOrder, IssuedTo};
use crate::faults::OrderFault;
use crate::frozen::{OrderFacts, OrderTerms};
use crate::judge::Judge;
use crate::number::order_number;
use crate::paper::Paper;
use crate::quote::QuoteFault;
use crate::terms::{OrderDraft, OrderWorker};

/// Why nothing was done about an order.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OrderRefused {
    /// It may not be issued yet.
    #[error("the order may not be issued yet")]
    Faults(Vec<OrderFault>),
    /// It was done before; the same person pressed twice, or somebody else was first.
    #[error("done before")]
    Done {
        /// Who did it.
        by: Actor,
        /// When.
        at: Timestamp,
    },
    /// What was confirmed is not what is prepared now.
    #[error("something else was prepared in the meantime")]
    OtherDraft,
    /// That worker has no such order.
    #[error("no such order")]
    NoSuchOrder,
    /// The quote cannot be sent.
    #[error("the quote cannot be sent")]
    Quote(Vec<QuoteFault>),
    /// That version of the quote is not the one that holds.
    #[error("no such quote")]
    NoSuchQuote,
    /// The quote can no longer be agreed to.
    #[error("the quote is over")]
    QuoteOver {
        /// Its last day.
        until: Date,
    },
    /// The order cannot end so.
    #[error("the order cannot end so")]
    Ending(Vec<EndingFault>),
    /// There is no such caution.
    #[error("no such caution")]
    NoSuchCaution,
}

/// The sheet that an order is written from, as it is now.
#[derive(Clone, Copy, Debug)]
pub struct IssuedSheet<'a> {
    /// The placement's number.
    pub placement: &'a str,
    /// The work's name.
    pub title: &'a str,
    /// Its version.
    pub version: u32,
}

impl OrderBook {
    /// What is issued by whoever has `seen` that draft, in the words of today.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn issue_now(
        &self,
        seen: &str,
        sheet: IssuedSheet<'_>,
        judge: Judge<'_>,
        texts: &OrderTexts,
    ) -> Result<IssuedOrder, OrderRefused> {
        let Some(prepared) = &self.prepared else {
            return Err(OrderRefused::Faults(vec![OrderFault::NothingPrepared]));
        };
        let done = self.issued.as_ref().map(|issued| OrderRefused::Done {
            by: issued.by.clone(),
            at: issued.at,
        });
        let issued = self.issued.as_ref().map(|issued| &issued.what);
        if let (Some(done), Some(issued)) = (&done, issued)
            && issued.digest() == seen
        {
            return Err(done.clone());
        }
        if prepared.digest() != seen {
            return Err(OrderRefused::OtherDraft);
        }
        let judge = Judge {
            issued: issued.map(|issued| &issued.draft),
            ..judge
        };
        let draft = &prepared.draft;
        let faults = self.faults(sheet.version, judge);
        if !faults.is_empty() {
            return Err(OrderRefused::Faults(faults));
        }
        let facts = OrderFacts::of(sheet.title, judge.programme, judge.timing(draft));
        let to = self.new_papers(draft, &facts, judge.today, sheet.placement, texts);
        match (to.is_empty(), done) {
            (true, Some(done)) => Err(done),
            _ => Ok(IssuedOrder {
                facts,
                on: judge.today,
                to,
            }),
        }
    }

    /// Why what is prepared may not be issued now.
    pub fn faults(&self, sheet: u32, judge: Judge<'_>) -> Vec<OrderFault> {
        let Some(prepared) = &self.prepared else {
            return vec![OrderFault::NothingPrepared];
        };
        let issued = self.issued.as_ref().map(|issued| &issued.what.draft);
        let mut faults = Judge { issued, ..judge }.faults(&prepared.draft);
        if prepared.sheet != sheet {
            faults.push(OrderFault::SheetChanged);
        }
        // Whose order ends may stay with what they did, or be left out of what goes on.
        let left_out = self.orders.iter().filter(|order| {
            let worker = prepared.draft.worker(order.worker);
            worker.is_none() && order.ending.is_none()
        });
        faults.extend(left_out.map(|order| OrderFault::WorkerLeftOut {
            name: order.latest().terms.worker.clone(),
        }));
        let unsettled = self.unsettled().into_iter();
        faults.extend(unsettled.map(|caution| OrderFault::Unsettled {
            caution: caution.to_owned(),
        }));
        faults
    }

    /// What a worker would be told today; the day of the order is the first version's.
    fn terms(
        &self,
        draft: &OrderDraft,
        worker: &OrderWorker,
        facts: &OrderFacts,
        today: Date,
    ) -> OrderTerms {
        let ordered_on = self.ordered_on(worker.number).unwrap_or(today);
        OrderTerms::of(draft, worker, facts, ordered_on)
    }

    /// The paper that a worker would get of this draft, issued by nobody; `title`: the work's name on its sheet.
    pub fn preview(
        &self,
        title: &str,
        draft: &OrderDraft,
        worker: &OrderWorker,
        judge: Judge<'_>,
        texts: &OrderTexts,
    ) -> Paper {
        let facts = OrderFacts::of(title, judge.programme, judge.timing(draft));
        let terms = self.terms(draft, worker, &facts, judge.today);
        terms.paper(Edition::PREVIEW, texts)
    }

    /// The papers of those whose terms differ from what they were told last; none where the end was announced.
    fn new_papers(
        &self,
        draft: &OrderDraft,
        facts: &OrderFacts,
        today: Date,
        placement: &str,
        texts: &OrderTexts,
    ) -> Vec<IssuedTo> {
        let ends = |worker: u32| self.order(worker).is_some_and(|it| it.ending.is_some());
        let go_on = draft.workers.iter().filter(|it| !ends(it.number));
        let workers = go_on.filter_map(|worker| {
            let terms = self.terms(draft, worker, facts, today);
            let latest = self.order(worker.number).map(|order| order.latest());
            let is_new = latest.is_none_or(|latest| latest.terms != terms);
            let number = order_number(placement, worker.number);
            let edition = Edition {
                number: &number,
                version: latest.map_or(1, |latest| latest.version + 1),
                issued: Some(today),
                // The sheet of another month changes nothing of the one before.
                before: latest
                    .filter(|latest| latest.terms.from == terms.from)
                    .map(|latest| &latest.paper),
            };
            is_new.then(|| IssuedTo {
                worker: worker.number,
                paper: terms.paper(edition, texts),
            })
        });
        workers.collect()
    }
}
