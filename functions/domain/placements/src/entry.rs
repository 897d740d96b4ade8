//! What happens to placements, one entry each: who did what, and when. Entries are only ever added.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use accounts::AccountEvent;
use base::people::{Actor, Holder};
use figures::ending::Ending;
use job_spec::JobSpec;
use orders::OrderEvent;
use submissions::agreement_record::AgreementRecord;
use submissions::route::RoutingChoice;
use town::texts::PlacementTexts;

/// One line of a case's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// Under which name, as the settings had it then; empty where nobody of the settings did it, or nobody knows who.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The spec's number in its submission, from 1.
    pub spec: u32,
    /// What happened.
    pub event: Event,
    /// By which day whoever has it from then on should act, where that changed: as the calendar was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Event {
    /// It was offered to somebody. The first offer is made by sending; it is part of the submission.
    Offered {
        /// Whose turn it is.
        to: Holder,
        /// Why theirs.
        why: RoutingChoice,
    },
    /// A director (or deputy, or the office) takes it on.
    Accepted,
    /// A director does not.
    Declined {
        /// Why, in the director's words; the office and the next director read it, the employer does not.
        reason: String,
    },
    /// The employer was asked about some fields.
    Asked {
        /// Ids of the fields to answer.
        fields: Vec<String>,
        /// The question.
        question: String,
    },
    /// The employer answered; with changes it makes the next version of the spec.
    Answered {
        /// What the employer changed.
        changes: Vec<Change>,
        /// What else the employer wrote, possibly empty.
        note: String,
    },
    /// The partner that handed it to us told its next version, which takes the place of the one before.
    Replaced {
        /// The number that the version has there.
        given: u32,
        /// The sheet as it is from then on.
        spec: Box<JobSpec>,
        /// What differs, for people to read.
        changes: Vec<Change>,
    },
    /// The employer was asked whether it may go to a partner.
    ConsentAsked {
        /// The partner's id.
        of: String,
    },
    /// The employer agreed.
    ConsentGiven,
    /// The employer did not.
    ConsentRefused,
    /// It was handed to a partner.
    HandedOver {
        /// The partner's id.
        to: String,
    },
    /// The partner takes it on.
    PartnerTook,
    /// The partner does not; it is with the director again.
    PartnerDeclined {
        /// Why, in its words.
        reason: String,
    },
    /// The partner asks the director something.
    PartnerAsked {
        /// The question.
        question: String,
    },
    /// What the partner asked has been answered where it asked.
    PartnerSettled,
    /// Whoever has it was reminded.
    Reminded,
    /// It waited too long and was given to somebody else as well.
    Escalated {
        /// Deputy or office.
        to: Holder,
    },
    /// A step towards payment; the same stage again corrects it.
    Advanced {
        /// The stage that was reached.
        stage: Stage,
        /// On which day.
        on: Date,
        /// Yen, at the order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<u64>,
        /// Hours of work it creates, at the order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<f64>,
    },
    /// It ends without an order, or before its payment.
    Ended {
        /// The reason.
        reason: Ending,
        /// In words, possibly empty.
        note: String,
    },
    /// The employer changed their mind about what the office wrote for them; said of all specs at once.
    MindChanged {
        /// What they said.
        record: AgreementRecord,
    },
    /// The office gave it to somebody.
    Reassigned {
        /// The new holder.
        to: Holder,
    },
    /// Something about its orders.
    Order {
        /// What.
        event: OrderEvent,
    },
    /// Something in its books.
    Account {
        /// What.
        event: AccountEvent,
    },
}

impl Event {
    /// Whether it answers the employer's inventory: somebody looked at it and did something.
    pub fn is_answer(&self) -> bool {
        matches!(
            self,
            Event::Accepted
                | Event::Declined { .. }
                | Event::Asked { .. }
                | Event::ConsentAsked { .. }
                | Event::HandedOver { .. }
                | Event::Ended { .. }
        )
    }
}

/// One field as it was and as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Field id.
    pub field: String,
    /// Its label on the sheet.
    pub label: String,
    /// The text before; empty where there was none.
    pub before: String,
    /// The text now.
    pub after: String,
}

/// The way of an accepted spec to its payment, in this order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 担当者探し: begins with accepting.
    Search,
    /// 見積
    Quote,
    /// 発注, with amount and hours.
    Order,
    /// 納品
    Delivery,
    /// 検収
    Inspection,
    /// 支払
    Payment,
}

impl Stage {
    /// All of them in order.
    pub const ALL: [Stage; 6] = [
        Stage::Search,
        Stage::Quote,
        Stage::Order,
        Stage::Delivery,
        Stage::Inspection,
        Stage::Payment,
    ];

    /// The code in forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Stage::Search => "search",
            Stage::Quote => "quote",
            Stage::Order => "order",
            Stage::Delivery => "delivery",
            Stage::Inspection => "inspection",
            Stage::Payment => "payment",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// In the screen's words.
    pub fn label(self, texts: &PlacementTexts) -> &str {
        match self {
            Stage::Search => texts.stage_search(),
            Stage::Quote => texts.stage_quote(),
            Stage::Order => texts.stage_order(),
            Stage::Delivery => texts.stage_delivery(),
            Stage::Inspection => texts.stage_inspection(),
            Stage::Payment => texts.stage_payment(),
        }
    }

    /// The one after it.
    pub fn next(self) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| *stage > self)
    }
}
