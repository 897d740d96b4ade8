//! What the notice of an order's end says, and how it comes into the book.

use base::time::japanese;
use jiff::Timestamp;
use jiff::civil::Date;
use town::Programme;
use town::texts::Texts;

use crate::book::{Order, OrderBook};
use crate::contents::lines;
use crate::difference::difference;
use crate::ending::{
    AnnouncedEnding, EndingBasis, EndingDraft, EndingStep, ExplainedEnding, OrderEnding,
};
use crate::event::OrderEvent;
use crate::frozen::Orderer;
use crate::issue::OrderRefused;
use crate::number::order_number;
use crate::paper::{Paper, PaperGroup, PaperKind, PaperRow, RowState};
use crate::reminders::OrderProgress;
use crate::signed::Signed;
use base::people::Actor;

/// What a notice says beside what a director wrote.
#[derive(Clone, Debug)]
pub struct EndingFacts<'a> {
    /// The placement's number.
    pub placement: &'a str,
    /// The settings of today.
    pub programme: &'a Programme,
    /// The words of today.
    pub texts: &'a Texts,
    /// Today.
    pub today: Date,
    /// What was paid; none where nobody follows the work.
    pub progress: Option<OrderProgress>,
}

impl OrderBook {
    /// The notice that a worker would get, issued by nobody.
    pub fn preview_ending(
        &self,
        worker: u32,
        draft: &EndingDraft,
        facts: &EndingFacts<'_>,
    ) -> Option<Paper> {
        let order = self.order(worker)?;
        Some(Paper {
            version: 0,
            issued: None,
            hash: String::new(),
            ..facts.paper(order, draft, false)
        })
    }

    /// Announces the end of a worker's order. The same notice given twice is one.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn announce_ending(
        &self,
        worker: u32,
        draft: &EndingDraft,
        facts: &EndingFacts<'_>,
    ) -> Result<OrderEvent, OrderRefused> {
        let order = self.order(worker).ok_or(OrderRefused::NoSuchOrder)?;
        if let Some(before) = order.ending.as_ref().filter(|it| it.draft == *draft) {
            let first = before.paper();
            return Err(OrderRefused::Done {
                by: first.by.clone(),
                at: first.at,
            });
        }
        let days = facts.programme.terms.notice_days;
        let faults = draft.faults(order, facts.today, days);
        if !faults.is_empty() {
            return Err(OrderRefused::Ending(faults));
        }
        let asked = order.ending.as_ref().is_some_and(|it| it.asked);
        Ok(OrderEvent::EndingAnnounced(Box::new(AnnouncedEnding {
            worker,
            draft: draft.clone(),
            paper: facts.paper(order, draft, asked),
        })))
    }

    /// Gives the reason of an announced end to who asks for it.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn explain_ending(
        &self,
        worker: u32,
        facts: &EndingFacts<'_>,
    ) -> Result<OrderEvent, OrderRefused> {
        let order = self.order(worker).ok_or(OrderRefused::NoSuchOrder)?;
        let ending = order.ending.as_ref().ok_or(OrderRefused::NoSuchOrder)?;
        if ending.asked {
            let before = ending.paper();
            return Err(OrderRefused::Done {
                by: before.by.clone(),
                at: before.at,
            });
        }
        Ok(OrderEvent::EndingExplained(Box::new(ExplainedEnding {
            worker,
            paper: facts.paper(order, &ending.draft, true),
        })))
    }

    pub(crate) fn end(&mut self, announced: &AnnouncedEnding, at: Timestamp, by: &Actor) {
        self.with(announced.worker, |order| {
            let before = order.ending.take();
            let step = match before.as_ref().map(|before| before.draft.last_day) {
                None => EndingStep::Announced,
                Some(day) if day == announced.draft.last_day => EndingStep::Reworded,
                Some(_) => EndingStep::Moved,
            };
            let (mut papers, asked) = before.map_or_else(
                || (Vec::new(), false),
                |before| (before.papers, before.asked),
            );
            papers.push(Signed {
                what: announced.paper.clone(),
                at,
                by: by.clone(),
            });
            order.ending = Some(OrderEnding {
                draft: announced.draft.clone(),
                papers,
                step,
                asked,
            });
        });
    }

    pub(crate) fn explain(&mut self, explained: &ExplainedEnding, at: Timestamp, by: &Actor) {
        self.with(explained.worker, |order| {
            if let Some(ending) = &mut order.ending {
                ending.asked = true;
                ending.step = EndingStep::Explained;
                ending.papers.push(Signed {
                    what: explained.paper.clone(),
                    at,
                    by: by.clone(),
                });
            }
        });
    }
}

impl EndingFacts<'_> {
    fn paper(&self, order: &Order, draft: &EndingDraft, asked: bool) -> Paper {
        let texts = &self.texts.endings;
        let before = order.ending.as_ref().map(OrderEnding::paper);
        let orderer = Orderer::of(self.programme);
        let (title, lead) = self.head(order, draft);
        let mut paper = Paper {
            kind: PaperKind::Ending,
            title,
            number: order_number(self.placement, order.worker),
            version: before.map_or(1, |before| before.what.version + 1),
            issued: Some(self.today),
            hash: String::new(),
            to: order.latest().terms.worker.clone(),
            from: vec![orderer.name, orderer.address, orderer.phone, orderer.mail],
            lead: vec![lead],
            groups: vec![
                self.order_group(order),
                self.end_group(order, draft, asked),
                self.until_then(order),
            ],
            changes: Vec::new(),
            notes: vec![
                texts.paper_note_help().to_owned(),
                self.texts.orders.paper_note_privacy().to_owned(),
            ],
        };
        if let Some(before) = before {
            paper.changes = difference(&before.what, &paper, &self.texts.orders);
        }
        paper.hash = paper.fingerprint();
        paper
    }

    /// What the paper is called, and how it begins: another last day is called so.
    fn head(&self, order: &Order, draft: &EndingDraft) -> (String, String) {
        let texts = &self.texts.endings;
        let last = japanese(draft.last_day);
        match order.ended_on().filter(|before| *before != draft.last_day) {
            Some(before) => (
                texts.paper_title_moved().to_owned(),
                texts.paper_lead_moved(japanese(before), last),
            ),
            None => (texts.paper_title().to_owned(), texts.paper_lead(last)),
        }
    }

    fn order_group(&self, order: &Order) -> PaperGroup {
        let texts = &self.texts.endings;
        let terms = &order.latest().terms;
        PaperGroup {
            title: texts.group_order().to_owned(),
            rows: vec![
                row(self.texts.orders.row_title(), vec![terms.title.clone()]),
                row(texts.row_ordered_on(), vec![japanese(order.ordered_on())]),
            ],
        }
    }

    fn end_group(&self, order: &Order, draft: &EndingDraft, asked: bool) -> PaperGroup {
        let texts = &self.texts.endings;
        // The day on which it was announced first, where only the reason follows.
        let first = order.ending.as_ref().filter(|it| it.draft == *draft);
        let announced = first.and_then(|it| it.papers.iter().find_map(|paper| paper.what.issued));
        let announced = announced.unwrap_or(self.today);
        let reason = match asked {
            true => lines(&draft.reason),
            false => vec![texts.reason_on_request().to_owned()],
        };
        PaperGroup {
            title: texts.group_end().to_owned(),
            rows: vec![
                row(texts.row_last_day(), vec![japanese(draft.last_day)]),
                row(texts.row_announced(), vec![japanese(announced)]),
                row(texts.row_basis(), basis(draft, self)),
                row(texts.row_reason(), reason),
            ],
        }
    }

    fn until_then(&self, order: &Order) -> PaperGroup {
        let texts = &self.texts.endings;
        let quantity: u32 = order.months().iter().map(|it| it.quantity).sum();
        let delivered = match quantity {
            0 => texts.delivered_none().to_owned(),
            quantity => texts.delivered(japanese(self.today), quantity),
        };
        let progress = self.progress.as_ref();
        let days = progress.map(|of| order.unpaid(of, self.programme));
        let days = days.unwrap_or_default().into_iter();
        let days = days
            .filter(|day| *day >= self.today)
            .map(|day| texts.pays_until(japanese(day)));
        let pay = [texts.paid_as_agreed().to_owned()].into_iter().chain(days);
        PaperGroup {
            title: texts.group_until_then().to_owned(),
            rows: vec![
                row(texts.row_delivered(), vec![delivered]),
                row(texts.row_pay(), pay.collect()),
            ],
        }
    }
}

fn basis(draft: &EndingDraft, facts: &EndingFacts<'_>) -> Vec<String> {
    let texts = &facts.texts.endings;
    let why = match draft.basis {
        EndingBasis::Long => texts.because_long(),
        EndingBasis::Short => texts.because_short(),
        EndingBasis::Agreed => texts.because_agreed(),
        EndingBasis::Disaster => texts.because_disaster(),
        EndingBasis::Brief => texts.because_brief(),
        EndingBasis::Fault => texts.because_fault(),
    };
    let said = lines(draft.explanation.trim());
    [why.to_owned()].into_iter().chain(said).collect()
}

fn row(label: &str, lines: Vec<String>) -> PaperRow {
    PaperRow {
        mark: String::new(),
        label: label.to_owned(),
        lines,
        state: RowState::Done,
    }
}
