//! What happens to placements, one entry each: who did what, and when. Entries are only ever added.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::route::Choice;

/// One line of a case's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// The spec's number in its submission, from 1.
    pub spec: u32,
    /// What.
    pub what: What,
}

/// Who acts on a placement, and who a message about one goes to (never the clock).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Actor {
    /// Whoever sent the inventory.
    Employer,
    /// A group's director.
    Director {
        /// Group id.
        group: String,
    },
    /// Who answers when the director does not.
    Deputy {
        /// Group id.
        group: String,
    },
    /// The office.
    Office,
    /// The town that shares work.
    Partner,
    /// The hourly round.
    Clock,
}

/// The text names no actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an actor")]
pub struct NotAnActor;

impl Actor {
    /// The ids that no group may have, because they name somebody else.
    pub const RESERVED: [&'static str; 4] = ["employer", "office", "partner", "clock"];

    /// Its code in tokens, ids and JSON: a group's id, `deputy-` and a group's id, or one of
    /// [`Actor::RESERVED`].
    pub fn code(&self) -> String {
        match self {
            Actor::Director { group } => group.clone(),
            Actor::Deputy { group } => format!("deputy-{group}"),
            Actor::Employer => "employer".to_owned(),
            Actor::Office => "office".to_owned(),
            Actor::Partner => "partner".to_owned(),
            Actor::Clock => "clock".to_owned(),
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Actor> {
        let is_group = |id: &str| {
            !id.is_empty()
                && id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        Some(match code {
            "employer" => Actor::Employer,
            "office" => Actor::Office,
            "partner" => Actor::Partner,
            "clock" => Actor::Clock,
            _ => match code.strip_prefix("deputy-") {
                Some(group) if is_group(group) => Actor::Deputy {
                    group: group.to_owned(),
                },
                None if is_group(code) => Actor::Director {
                    group: code.to_owned(),
                },
                _ => return None,
            },
        })
    }

    /// The other of director and deputy, who answers when this one is out of reach.
    pub fn stand_in(&self) -> Option<Actor> {
        match self {
            Actor::Director { group } => Some(Actor::Deputy {
                group: group.clone(),
            }),
            Actor::Deputy { group } => Some(Actor::Director {
                group: group.clone(),
            }),
            _ => None,
        }
    }

    /// The group a director or a deputy belongs to.
    pub fn group(&self) -> Option<&str> {
        match self {
            Actor::Director { group } | Actor::Deputy { group } => Some(group),
            _ => None,
        }
    }
}

impl TryFrom<String> for Actor {
    type Error = NotAnActor;

    fn try_from(code: String) -> Result<Self, NotAnActor> {
        Actor::parse(&code).ok_or(NotAnActor)
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> String {
        actor.code()
    }
}

/// Who has a placement now: whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Holder {
    /// A group's director.
    Group {
        /// Group id.
        group: String,
    },
    /// A group's deputy.
    Deputy {
        /// Group id.
        group: String,
    },
    /// Whichever director answers first.
    AllDirectors,
    /// The office.
    Office,
    /// The partner town.
    Partner,
    /// The employer, who was asked something.
    Employer,
}

impl Holder {
    /// The seat of somebody.
    pub fn of(actor: &Actor) -> Holder {
        match actor {
            Actor::Director { group } => Holder::Group {
                group: group.clone(),
            },
            Actor::Deputy { group } => Holder::Deputy {
                group: group.clone(),
            },
            Actor::Partner => Holder::Partner,
            Actor::Employer => Holder::Employer,
            Actor::Office | Actor::Clock => Holder::Office,
        }
    }

    /// The one group that has it, if it is one.
    pub fn group(&self) -> Option<&str> {
        match self {
            Holder::Group { group } | Holder::Deputy { group } => Some(group),
            _ => None,
        }
    }

    /// Whether somebody may act here: whoever sits here, and of director and deputy the one for the other,
    /// who may be the only one of the two that mails reach.
    pub fn admits(&self, actor: &Actor) -> bool {
        let group = self.group();
        self.includes(actor) || (group.is_some() && group == actor.group())
    }

    /// Whether somebody sits here: whose turn it is. A director also sits where her deputy does.
    pub fn includes(&self, actor: &Actor) -> bool {
        match (self, actor) {
            (Holder::Group { group }, Actor::Director { group: of }) => group == of,
            (
                Holder::Deputy { group },
                Actor::Director { group: of } | Actor::Deputy { group: of },
            ) => group == of,
            (Holder::AllDirectors, Actor::Director { .. } | Actor::Deputy { .. })
            | (Holder::Office, Actor::Office)
            | (Holder::Partner, Actor::Partner)
            | (Holder::Employer, Actor::Employer) => true,
            _ => false,
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum What {
    /// It was offered to somebody. The first offer is made by sending and lies in the submission itself.
    Offered {
        /// Whose turn it is.
        to: Holder,
        /// Why theirs.
        why: Choice,
    },
    /// A director (or deputy, or the office) takes it on.
    Accepted,
    /// A director does not.
    Declined {
        /// Why, in her words; the office and the next director read it, the employer does not.
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
        /// What she changed.
        changes: Vec<Change>,
        /// What else she wrote, possibly empty.
        note: String,
    },
    /// The employer was asked whether it may go to the partner.
    ConsentAsked,
    /// She agreed.
    ConsentGiven,
    /// She did not.
    ConsentRefused,
    /// It was handed to the partner.
    HandedOver,
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
    /// Whoever has it was reminded.
    Reminded,
    /// It waited too long and goes to somebody else as well.
    Escalated {
        /// Deputy or office.
        to: Holder,
    },
    /// A step towards payment; the same stage again corrects it.
    Advanced {
        /// Which.
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
        /// Why.
        reason: Ending,
        /// In words, possibly empty.
        note: String,
    },
    /// The office gave it to somebody.
    Reassigned {
        /// Whom.
        to: Holder,
    },
}

impl What {
    /// Whether it answers the employer's inventory: somebody looked at it and did something.
    pub fn is_answer(&self) -> bool {
        matches!(
            self,
            What::Accepted
                | What::Declined { .. }
                | What::Asked { .. }
                | What::ConsentAsked
                | What::HandedOver
                | What::Ended { .. }
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
    /// What stood there; empty when nothing did.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// The way of an accepted spec to its payment, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 担当者さがし: begins with accepting.
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
    pub fn label(self) -> &'static str {
        match self {
            Stage::Search => "働く人さがし",
            Stage::Quote => "見積もり",
            Stage::Order => "発注",
            Stage::Delivery => "納品",
            Stage::Inspection => "検収（できばえの確認）",
            Stage::Payment => "支払い",
        }
    }

    /// The one after it.
    pub fn next(self) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| *stage > self)
    }
}

/// Why a placement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Nobody was found to do the work.
    NoWorker,
    /// Price, dates or conditions did not fit.
    Terms,
    /// The employer does not need it any more.
    Withdrawn,
    /// The same work is in another submission; left out of the figures.
    Duplicate,
    /// Somebody tried the questionnaire; left out of the figures.
    Trial,
    /// Another reason, told in the note.
    Other,
}

impl Ending {
    /// All of them, in the order shown.
    pub const ALL: [Ending; 6] = [
        Ending::NoWorker,
        Ending::Terms,
        Ending::Withdrawn,
        Ending::Duplicate,
        Ending::Trial,
        Ending::Other,
    ];

    /// The code in forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Ending::NoWorker => "no_worker",
            Ending::Terms => "terms",
            Ending::Withdrawn => "withdrawn",
            Ending::Duplicate => "duplicate",
            Ending::Trial => "trial",
            Ending::Other => "other",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Ending> {
        Ending::ALL.into_iter().find(|ending| ending.code() == code)
    }

    /// In the screen's words.
    pub fn label(self) -> &'static str {
        match self {
            Ending::NoWorker => "働く人が見つからなかった",
            Ending::Terms => "お金や日にちの条件が合わなかった",
            Ending::Withdrawn => "たのむ側の都合でやめた",
            Ending::Duplicate => "同じ仕事がもう届いている",
            Ending::Trial => "ためしに送られた",
            Ending::Other => "そのほかの理由",
        }
    }

    /// Whether it leaves the placement out of all figures.
    pub fn is_void(self) -> bool {
        matches!(self, Ending::Duplicate | Ending::Trial)
    }
}
