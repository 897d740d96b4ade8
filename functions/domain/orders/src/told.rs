//! What happened to orders, in the words of those who look after them.

use base::time::japanese;
use town::texts::{OrderTexts, QuoteTexts, Texts};

use crate::due::OrderDue;
use crate::event::{OrderEvent, Settlement};
use crate::number::order_number;
use crate::quoted::QuoteAnswer;

impl OrderEvent {
    /// The event in a sentence or two; `by` is who did it, `placement` the placement's number.
    pub fn told(
        &self,
        by: impl std::fmt::Display,
        placement: impl std::fmt::Display + Copy,
        Texts {
            orders: texts,
            quotes,
            recruit,
            endings,
            ..
        }: &Texts,
    ) -> String {
        let number = |worker: u32| order_number(placement, worker);
        match self {
            OrderEvent::Prepared(_) => texts.told_prepared(by),
            OrderEvent::Settled { caution, how } => match how {
                Settlement::Changed => texts.told_changed(by, caution),
                Settlement::Kept { reason } => texts.told_kept(by, reason, caution),
            },
            OrderEvent::Issued(issued) => {
                let papers = issued.to.iter();
                let papers = papers.map(|to| texts.told_paper(number(to.worker), to.paper.version));
                texts.told_issued(by, papers.collect::<Vec<_>>().join(texts.told_and()))
            }
            OrderEvent::Received { worker, version } => {
                texts.told_received(by, number(*worker), version)
            }
            OrderEvent::Delivered { worker, delivered } => {
                let (number, quantity) = (number(*worker), delivered.quantity);
                let told = match delivered.mends {
                    Some(month) => texts.told_mended(by, number, month.japanese(), quantity),
                    None => texts.told_delivered(by, number, quantity),
                };
                let more = [&delivered.url, &delivered.note];
                let more = more.into_iter().filter(|text| !text.is_empty());
                [&told]
                    .into_iter()
                    .chain(more)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            OrderEvent::PaperWanted { worker } => texts.told_paper_wanted(by, number(*worker)),
            OrderEvent::PaperGiven { worker } => texts.told_paper_given(by, number(*worker)),
            OrderEvent::Trouble { worker, text } => texts.told_trouble(by, number(*worker), text),
            OrderEvent::EndingAnnounced(it) => {
                let draft = &it.draft;
                let day = japanese(draft.last_day);
                let basis = [draft.basis.label(endings), &draft.explanation];
                let basis = basis.into_iter().filter(|text| !text.is_empty());
                let basis: Vec<&str> = basis.collect();
                let number = number(it.worker);
                endings.told_announced(by, number, day, basis.join("："), &draft.reason)
            }
            OrderEvent::EndingExplained(it) => endings.told_explained(by, number(it.worker)),
            OrderEvent::QuotePrepared(_) => quotes.told_prepared(by),
            OrderEvent::Quoted(sent) => quotes.told_sent(by, sent.paper.version),
            OrderEvent::QuoteAnswered(it) => it.answer.told(by, it.version, quotes),
            OrderEvent::RecruitmentOpened(it) => recruit.told_opened(by, japanese(it.closes_on)),
            OrderEvent::RecruitmentClosed => recruit.told_closed(by),
            OrderEvent::Applied { .. } => recruit.told_applied().to_owned(),
            OrderEvent::Reminded { due, on, .. } => {
                texts.told_reminded(due.label(texts), japanese(*on))
            }
        }
    }
}

impl QuoteAnswer {
    /// The answer in a sentence or two; `by` is who gave or recorded it.
    pub fn told(&self, by: impl std::fmt::Display, version: u32, texts: &QuoteTexts) -> String {
        match self {
            QuoteAnswer::Agreed { how, on } => {
                let day = japanese(*on);
                match how.as_str() {
                    "" => texts.told_agreed(by, version, day),
                    how => texts.told_agreed_for(by, version, day, how),
                }
            }
            QuoteAnswer::Refused { reason } => texts.told_refused(by, version, reason),
            QuoteAnswer::Asked { question } => texts.told_asked(by, version, question),
        }
    }
}

impl OrderDue {
    /// What the day is.
    pub fn label(self, texts: &OrderTexts) -> &str {
        match self {
            OrderDue::Ordering => texts.due_ordering(),
            OrderDue::Sheet => texts.due_sheet(),
            OrderDue::Deciding => texts.due_deciding(),
            OrderDue::Delivery => texts.due_delivery(),
            OrderDue::Inspection => texts.due_inspection(),
            OrderDue::Payment => texts.due_payment(),
        }
    }

    /// What to do about it.
    pub fn advice(self, texts: &OrderTexts) -> &str {
        match self {
            OrderDue::Ordering => texts.advice_ordering(),
            OrderDue::Sheet => texts.advice_sheet(),
            OrderDue::Deciding => texts.advice_deciding(),
            OrderDue::Delivery => texts.advice_delivery(),
            OrderDue::Inspection => texts.advice_inspection(),
            OrderDue::Payment => texts.advice_payment(),
        }
    }
}
