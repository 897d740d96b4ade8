//! What somebody may want to do with a placement.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::entry::Stage;
use super::next_version::GivenVersion;
use accounts::AccountEvent;
use base::month::Month;
use base::people::Holder;
use figures::ending::Ending;
use orders::{
    DeliveredWork, EndingDraft, OpenedRecruitment, PreparedOrder, QuoteAnswer, QuoteDraft,
    QuoteWords, Settlement,
};
use town::texts::{MoneyTexts, OrderTexts, Texts};

/// What somebody wants to do. Texts are parsed and limited at the edge.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Take it on.
    Accept,
    /// Do not; it goes to the next director.
    Decline {
        /// The reason, in words or as a code.
        reason: String,
    },
    /// Ask the employer about some fields.
    Ask {
        /// Field ids.
        fields: Vec<String>,
        /// The question.
        question: String,
    },
    /// The employer's answer.
    Answer {
        /// The asked fields' texts, by id; a field left out or unchanged stays as it is.
        texts: BTreeMap<String, String>,
        /// What else the employer wrote, possibly empty.
        note: String,
    },
    /// Hand it to a partner, or ask the employer whether it may be.
    HandOver {
        /// The partner's id.
        to: String,
    },
    /// The employer agrees that it goes to the partner that they were asked about.
    GiveConsent {
        /// Whose name they read.
        to: String,
    },
    /// The employer does not.
    RefuseConsent {
        /// Whose name they read.
        to: String,
    },
    /// The partner takes it.
    PartnerTake,
    /// The partner does not.
    PartnerDecline {
        /// The reason, in words or as a code.
        reason: String,
    },
    /// The partner does not after all, also where it had taken it.
    PartnerFail {
        /// The reason, in words or as a code.
        reason: String,
    },
    /// The partner asks the director.
    PartnerAsk {
        /// The question.
        question: String,
    },
    /// The partner has its answer.
    PartnerSettle,
    /// Record a stage, or correct one.
    Advance {
        /// The stage.
        stage: Stage,
        /// When it was reached.
        on: Date,
        /// Yen; needed at the order, passed over elsewhere.
        amount: Option<u64>,
        /// Hours of work; needed at the order, passed over elsewhere.
        hours: Option<f64>,
    },
    /// End it.
    End {
        /// The reason, in words or as a code.
        reason: Ending,
        /// In words, possibly empty.
        note: String,
    },
    /// The partner that handed it to us tells its next version.
    TakeVersion {
        /// What it told.
        given: Box<GivenVersion>,
    },
    /// The partner that handed it to us takes it back.
    Withdraw,
    /// The office gives it to somebody: a group, a deputy, all directors or itself.
    Reassign {
        /// The new holder.
        to: Holder,
    },
    /// Write 発注の準備; see [`PreparedOrder::of`].
    Prepare {
        /// What.
        order: Box<PreparedOrder>,
    },
    /// Decide on a caution.
    Settle {
        /// The caution, word for word.
        caution: String,
        /// How.
        how: Settlement,
    },
    /// 確定: issue the papers of what was prepared.
    Issue {
        /// [`PreparedOrder::digest`] of what was seen.
        seen: String,
        /// The words of today, in which the papers are written.
        texts: Box<OrderTexts>,
    },
    /// Write a quote to the employer.
    PrepareQuote {
        /// What.
        draft: Box<QuoteDraft>,
    },
    /// Send it.
    SendQuote {
        /// [`QuoteDraft::digest`] of what was seen.
        seen: String,
        /// The words of today.
        words: Box<QuoteWords>,
    },
    /// The employer's answer to a quote, by themselves or as somebody who heard it records it.
    AnswerQuote {
        /// The version that was answered.
        version: u32,
        /// The answer.
        answer: QuoteAnswer,
        /// The words of today.
        words: Box<QuoteWords>,
    },
    /// Open a notice of the job, or its next round.
    OpenRecruitment {
        /// What it says.
        notice: Box<OpenedRecruitment>,
    },
    /// End it.
    CloseRecruitment,
    /// Somebody answers it.
    Apply {
        /// The id under which their words are kept.
        applicant: String,
    },
    /// A worker has a version in hand.
    Receive {
        /// The worker's number.
        worker: u32,
        /// The version.
        version: u32,
    },
    /// A worker delivers.
    Deliver {
        /// The worker's number.
        worker: u32,
        /// What.
        delivered: DeliveredWork,
        /// How many deliveries there were when the form was shown, if it says so.
        after: Option<usize>,
    },
    /// A worker wants the papers in print.
    WantPaper {
        /// The worker's number.
        worker: u32,
    },
    /// They were handed over in print.
    GivePaper {
        /// The worker's number.
        worker: u32,
    },
    /// A worker is in trouble.
    ReportTrouble {
        /// The worker's number.
        worker: u32,
        /// In the worker's words.
        text: String,
        /// How many there were when the form was shown, if it says so.
        after: Option<usize>,
    },
    /// Announce the end of one worker's order.
    AnnounceEnding {
        /// The worker's number.
        worker: u32,
        /// What was written.
        draft: Box<EndingDraft>,
        /// The words of today.
        texts: Box<Texts>,
    },
    /// A worker asks why their order ends.
    AskReason {
        /// The worker's number.
        worker: u32,
        /// The words of today.
        texts: Box<Texts>,
    },
    /// Record something in the books, or correct it.
    Account {
        /// What.
        event: AccountEvent,
        /// How many of its kind stood when the form was shown, if it says so.
        after: Option<usize>,
    },
    /// Send the client the invoice of a month, as it was recorded.
    SendInvoice {
        /// The month.
        month: Month,
        /// The words of today.
        texts: Box<MoneyTexts>,
    },
    /// Send each worker of a month the notice of what they are paid, where they have none that still holds.
    SendNotices {
        /// The month.
        month: Month,
        /// The words of today.
        texts: Box<MoneyTexts>,
    },
}

impl Command {
    /// 確定 by whoever has seen what has this [`PreparedOrder::digest`], in these words.
    pub fn issue(seen: impl Into<String>, texts: &OrderTexts) -> Command {
        Command::Issue {
            seen: seen.into(),
            texts: Box::new(texts.clone()),
        }
    }
}
