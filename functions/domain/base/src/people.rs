//! Who takes part in a placement, who may have it, and the notices they can get.

use serde::{Deserialize, Serialize};

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
    /// Somebody who does the work of an order.
    Worker {
        /// Their number in the order, from 1.
        number: u32,
    },
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

    /// Its code in tokens, ids and JSON: a group's id, `deputy-` and a group's id, `worker-` and a number, or one
    /// of [`Actor::RESERVED`].
    pub fn code(&self) -> String {
        match self {
            Actor::Director { group } => group.clone(),
            Actor::Deputy { group } => format!("deputy-{group}"),
            Actor::Employer => "employer".to_owned(),
            Actor::Office => "office".to_owned(),
            Actor::Partner => "partner".to_owned(),
            Actor::Worker { number } => format!("worker-{number}"),
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
        let worker = |code: &str| {
            let digits = code.strip_prefix("worker-")?;
            let is_number = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse().ok().filter(|_| is_number)
        };
        if let Some(number) = worker(code) {
            return Some(Actor::Worker { number });
        }
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
    /// The holder that an actor is.
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
            // Nobody else holds a placement.
            Actor::Office | Actor::Clock | Actor::Worker { .. } => Holder::Office,
        }
    }

    /// The one director or deputy who has it, if it is one.
    pub fn director_or_deputy(&self) -> Option<Actor> {
        match self {
            Holder::Group { group } => Some(Actor::Director {
                group: group.clone(),
            }),
            Holder::Deputy { group } => Some(Actor::Deputy {
                group: group.clone(),
            }),
            _ => None,
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

    /// Whether it is this actor's turn. What a deputy holds, the group's director holds too.
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

/// What a message about placements says. The entry that caused it has the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// To a director, a deputy or the office: it is yours to decide now.
    Offer,
    /// To the office: what was sent, and who got it; what nobody got is the office's to decide.
    Copy,
    /// To the employer: it arrived; nothing of what was answered.
    Receipt,
    /// To whoever has it: it still waits for you.
    Reminder,
    /// To the deputy or the office: the one before did not answer, it is yours as well now.
    Escalation,
    /// To the employer: the director asks something.
    Question,
    /// To whoever asked: the employer answered.
    Answer,
    /// To the employer: may it go to the partner?
    Consent,
    /// To the director: the employer's word on the partner.
    ConsentAnswer,
    /// To the partner: a spec, or its next version; by webhook or by mail.
    HandOver,
    /// To the partner: it is taken back.
    TakenBack,
    /// To the director: the partner's answer or question.
    PartnerAnswer,
    /// To the employer: what happened, in plain words.
    Told,
    /// To the office: the employer gave no mail address, tell or ask them by phone.
    Phone,
    /// To a worker: the papers of an order, or their next version.
    Order,
    /// To whoever looks after it: a worker has no mail address, print the papers and hand them over.
    OrderPaper,
    /// To whoever looks after it: a worker wants the papers in print.
    PaperWanted,
    /// To whoever looks after it: a worker delivered.
    Delivered,
    /// To the office: a worker is in trouble.
    Trouble,
    /// To whoever looks after it, their deputy or the office: a day of an order is near or was missed.
    OrderDue,
}

impl Notice {
    /// Whether it is lost work when a director cannot be reached with it, so that the deputy gets it, or
    /// the director for the deputy. Reminder and escalation are followed by the clock's next step anyway.
    pub fn needs_somebody(self) -> bool {
        matches!(
            self,
            Notice::Offer
                | Notice::Answer
                | Notice::ConsentAnswer
                | Notice::PartnerAnswer
                | Notice::OrderPaper
                | Notice::PaperWanted
                | Notice::Delivered
        )
    }

    /// Its code in message ids.
    pub fn code(self) -> &'static str {
        match self {
            Notice::Offer => "offer",
            Notice::Copy => "copy",
            Notice::Receipt => "receipt",
            Notice::Reminder => "reminder",
            Notice::Escalation => "escalation",
            Notice::Question => "question",
            Notice::Answer => "answer",
            Notice::Consent => "consent",
            Notice::ConsentAnswer => "consented",
            Notice::HandOver => "handover",
            Notice::TakenBack => "takenback",
            Notice::PartnerAnswer => "partner",
            Notice::Told => "told",
            Notice::Phone => "phone",
            Notice::Order => "order",
            Notice::OrderPaper => "print",
            Notice::PaperWanted => "paper",
            Notice::Delivered => "delivered",
            Notice::Trouble => "trouble",
            Notice::OrderDue => "due",
        }
    }
}
