//! What happens to the orders of a placement, one event each. They are only ever added.

use base::month::Month;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::due::{DueStep, OrderDue};
use crate::ending::{AnnouncedEnding, ExplainedEnding};
use crate::frozen::OrderFacts;
use crate::hash::fingerprint;
use crate::paper::Paper;
use crate::quote::QuoteDraft;
use crate::quoted::{AnsweredQuote, SentQuote};
use crate::recruit::OpenedRecruitment;
use crate::terms::OrderDraft;

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum OrderEvent {
    /// A director wrote 発注の準備.
    Prepared(Box<PreparedOrder>),
    /// A caution was decided on.
    Settled {
        /// The caution, word for word.
        caution: String,
        /// How.
        how: Settlement,
    },
    /// Papers were issued.
    Issued(Box<IssuedOrder>),
    /// A worker has a version in hand.
    Received {
        /// The worker's number.
        worker: u32,
        /// The version.
        version: u32,
    },
    /// A worker delivered. The first one starts the clock of the payment; nothing later moves it.
    Delivered {
        /// The worker's number.
        worker: u32,
        /// What.
        delivered: DeliveredWork,
    },
    /// A worker wants the order on paper.
    PaperWanted {
        /// The worker's number.
        worker: u32,
    },
    /// It was handed over on paper.
    PaperGiven {
        /// The worker's number.
        worker: u32,
    },
    /// A worker is in trouble and asks for help.
    Trouble {
        /// The worker's number.
        worker: u32,
        /// In the worker's words.
        text: String,
    },
    /// The end of a worker's order was announced.
    EndingAnnounced(Box<AnnouncedEnding>),
    /// The worker asked for its reason, and was told.
    EndingExplained(Box<ExplainedEnding>),
    /// A director wrote a quote.
    QuotePrepared(Box<QuoteDraft>),
    /// A quote was sent.
    Quoted(Box<SentQuote>),
    /// The employer answered a quote.
    QuoteAnswered(Box<AnsweredQuote>),
    /// A notice was opened, or its next round.
    RecruitmentOpened(Box<OpenedRecruitment>),
    /// It was ended.
    RecruitmentClosed,
    /// Somebody answered it; their words are kept elsewhere, for a while.
    Applied {
        /// The id of their words.
        applicant: String,
    },
    /// Somebody was reminded of a day.
    Reminded {
        /// Of what.
        due: OrderDue,
        /// The day.
        on: Date,
        /// Who.
        step: DueStep,
    },
}

/// 発注の準備 as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedOrder {
    /// What was written.
    pub draft: OrderDraft,
    /// The sheet's version that it was written from.
    pub sheet: u32,
    /// What has to be settled before it is issued.
    pub cautions: Vec<String>,
    /// The one of them that is settled by the employer's agreement to a quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unquoted: Option<String>,
    /// The one that is told only where the order is beyond what the employer has agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<String>,
}

/// How a caution was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how")]
pub enum Settlement {
    /// What it warned of was changed.
    Changed,
    /// It stays, for a lawful reason.
    Kept {
        /// The reason.
        reason: String,
    },
}

/// What was issued at once: of what was prepared last, which is not said again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IssuedOrder {
    /// What it says beside that.
    pub facts: OrderFacts,
    /// The day.
    pub on: Date,
    /// Whose terms are new.
    pub to: Vec<IssuedTo>,
}

/// A version for one worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IssuedTo {
    /// The worker's number.
    pub worker: u32,
    /// What it says, word for word: whoever prints it again prints this.
    pub paper: Paper,
}

/// What a worker delivered at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveredWork {
    /// Where it is; empty where it was handed over otherwise.
    pub url: String,
    /// How many units.
    pub quantity: u32,
    /// What else the worker wrote, possibly empty.
    pub note: String,
    /// The month that these units were delivered in before, where they were sent back to be mended: they are counted there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mends: Option<Month>,
}

impl PreparedOrder {
    /// By which somebody who confirms says what they have seen.
    pub fn digest(&self) -> String {
        fingerprint(&(&self.draft, self.sheet))
    }
}
