//! Who takes part in a placement, who may have it, and the notices they can get.

mod notice;

use serde::{Deserialize, Serialize};

pub use notice::Notice;

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
    /// A town that shares work.
    Partner {
        /// Its id in the settings.
        partner: String,
    },
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
    /// The ids that neither a group nor a partner may have, because they name somebody else.
    pub const RESERVED: [&'static str; 4] = ["employer", "office", "partner", "clock"];

    /// Its code in tokens, ids and JSON: a group's id, `deputy-` and a group's id, `partner-` and a partner's, `worker-`
    /// and a number, or `employer`, `office` or `clock`.
    pub fn code(&self) -> String {
        match self {
            Actor::Director { group } => group.clone(),
            Actor::Deputy { group } => format!("deputy-{group}"),
            Actor::Employer => "employer".to_owned(),
            Actor::Office => "office".to_owned(),
            Actor::Partner { partner } => format!("partner-{partner}"),
            Actor::Worker { number } => format!("worker-{number}"),
            Actor::Clock => "clock".to_owned(),
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Actor> {
        let worker = |code: &str| {
            let digits = code.strip_prefix("worker-")?;
            let is_number = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse().ok().filter(|_| is_number)
        };
        if let Some(number) = worker(code) {
            return Some(Actor::Worker { number });
        }
        let id = |id: &str| Actor::is_id(id).then(|| id.to_owned());
        Some(match code.split_once('-') {
            Some(("deputy", group)) => Actor::Deputy { group: id(group)? },
            Some(("partner", partner)) => Actor::Partner {
                partner: id(partner)?,
            },
            Some(_) => return None,
            None => match code {
                "employer" => Actor::Employer,
                "office" => Actor::Office,
                "clock" => Actor::Clock,
                "partner" => return None,
                _ => Actor::Director { group: id(code)? },
            },
        })
    }

    /// Whether a group or a partner may have such an id: small letters and digits.
    pub fn is_id(id: &str) -> bool {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !id.is_empty() && id.bytes().all(plain)
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

    /// The partner's id, if it is one.
    pub fn partner(&self) -> Option<&str> {
        match self {
            Actor::Partner { partner } => Some(partner),
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
    /// A partner town.
    Partner {
        /// Its id in the settings.
        partner: String,
    },
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
            Actor::Partner { partner } => Holder::Partner {
                partner: partner.clone(),
            },
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
            (Holder::Partner { partner }, Actor::Partner { partner: of }) => partner == of,
            (Holder::AllDirectors, Actor::Director { .. } | Actor::Deputy { .. })
            | (Holder::Office, Actor::Office)
            | (Holder::Employer, Actor::Employer) => true,
            _ => false,
        }
    }
}
