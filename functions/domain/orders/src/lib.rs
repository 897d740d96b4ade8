//! Orders 発注: what a worker is told before the work begins, by when it is delivered, inspected and paid, and the
//! papers that say so. Amounts are integer yen.
//!
//! A director prepares an [`OrderDraft`], which the sheet and the town's settings have proposed; a [`Judge`] says
//! why it may not be issued yet. What is issued to a worker are [`OrderTerms`], frozen and hashed; their [`Paper`]
//! is what page, mail and PDF say.

mod book;
mod cautions;
mod contents;
pub mod days;
mod difference;
mod due;
mod ending;
mod ending_faults;
mod ending_paper;
mod event;
mod faults;
mod frozen;
mod hash;
mod issue;
mod judge;
mod meter;
mod monthly;
mod months;
mod number;
mod paper;
mod person;
mod priced;
mod proposed;
mod quote;
mod quote_paper;
mod quoted;
mod quoting;
mod recruit;
mod recruit_notice;
mod recruiting;
mod reminders;
mod signed;
mod terms;
mod told;
mod typed;
mod working;

pub use book::{Order, OrderBook, OrderVersion};
pub use contents::Edition;
pub use difference::difference;
pub use due::{DueStep, OrderDue};
pub use ending::{
    AnnouncedEnding, EndingBasis, EndingDraft, EndingStep, ExplainedEnding, OrderEnding,
};
pub use ending_faults::EndingFault;
pub use ending_paper::EndingFacts;
pub use event::{DeliveredWork, IssuedOrder, IssuedTo, OrderEvent, PreparedOrder, Settlement};
pub use faults::{OrderFault, OrderWarning, WordingPlace};
pub use frozen::{OrderFacts, OrderTerms, Orderer};
pub use hash::fingerprint;
pub use issue::{IssuedSheet, OrderRefused};
pub use judge::Judge;
pub use meter::{MeterList, MeterRow, MeterState, further_label, item_label, point_label};
pub use monthly::OrderedSheet;
pub use months::DeliveredMonth;
pub use number::{order_number, quote_number};
pub use paper::{ChangedRow, Paper, PaperGroup, PaperKind, PaperRow, RowState};
pub use priced::FeeLine;
pub use quote::{QuoteDraft, QuoteFault, QuoteLine};
pub use quote_paper::{Consent, QuoteFacts, QuoteWords};
pub use quoted::{AnsweredQuote, Quote, QuoteAnswer, SentQuote};
pub use recruit::{OpenedRecruitment, RecruitFault, Recruitment, TypedRecruitment};
pub use recruit_notice::RecruitFacts;
pub use reminders::OrderProgress;
pub use signed::Signed;
pub use terms::{Fee, FurtherTerm, OrderDraft, OrderWorker, Reentrusted, TermItem};
pub use typed::{PayDayError, read_pay_day};

#[cfg(test)]
mod tests;
