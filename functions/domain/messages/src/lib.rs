//! Outbox messages: one per recipient, with topic and recipient but without the text.

pub mod delivery;
pub mod lost;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use base::contact::EmailAddress;
use base::people::{Actor, Notice};
use base::reference::Reference;

/// A message that has to leave. Written in the same transaction as the fact that causes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Stable id; also the local part of the mail's Message-ID. Derived from the fact, e.g.
    /// `k7m3fxwp-0-offer-a`.
    pub id: String,
    /// What the message is about, and whom it is for.
    pub topic: Topic,
    /// When it was written.
    pub created_at: Timestamp,
}

/// What the message is about, and whom it is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "topic")]
pub enum Topic {
    /// Placements of one submission, from their first offer on, to somebody they concern.
    Placement {
        /// The submission.
        reference: Reference,
        /// The numbers of the specs it is about, in order; several where the same happened to all.
        specs: Vec<u32>,
        /// Whom it goes to.
        to: Actor,
        /// What it says.
        notice: Notice,
        /// The first of the case's entries that it is about, from 1; 0: that it was sent.
        entry: usize,
        /// Whether it goes to the other of director and deputy, because it could not reach the first.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        instead: bool,
    },
    /// A registration for a seminar, to whoever registered.
    Seminar {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
        /// What it says.
        notice: SeminarNotice,
    },
    /// A request to be visited.
    Visit {
        /// The request's id.
        visit: String,
        /// Whether it is for the office or for whoever asked.
        notice: VisitNotice,
    },
    /// A link that somebody has just asked for on a page.
    Link(LinkRequest),
    /// To somebody of the town's own people: what the office changed at its desk.
    Desk {
        /// The edit.
        edit: String,
        /// Where to.
        to: EmailAddress,
        /// What it says of it.
        notice: DeskNotice,
    },
    /// To the office: a message could not be delivered and was given up.
    Undelivered {
        /// The message's id, by which it is sent again.
        id: String,
        /// The topic of the message that was given up.
        what: Box<Topic>,
        /// Why it was given up, e.g. `smtp-550`; no personal data.
        reason: String,
    },
}

/// What a message about a change of the town's texts says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskNotice {
    /// To others of the office: who changed what, and why.
    Changed,
    /// To old and new address and the office: mails go elsewhere.
    Readdressed,
    /// To the office: what was to be published at a time could not be.
    Failed,
}

impl DeskNotice {
    /// Its name in ids of messages.
    pub fn code(self) -> &'static str {
        match self {
            DeskNotice::Changed => "changed",
            DeskNotice::Readdressed => "readdressed",
            DeskNotice::Failed => "failed",
        }
    }
}

/// What a message about a registration says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "notice")]
pub enum SeminarNotice {
    /// The places are confirmed.
    Confirmed,
    /// The registration is on the waiting list; never to be mistaken for a confirmation.
    Waitlisted {
        /// Where it stood when it was made, 1: next in line.
        position: u32,
    },
    /// It gets seats when whoever reads this says that it is theirs.
    ConfirmAddress,
    /// It has waited and has its seats now.
    Promoted,
    /// What was changed about it has been noted.
    Updated {
        /// Which change of it, from 1.
        number: u32,
    },
    /// The seminar is soon.
    Reminder {
        /// The seminar's day.
        day: Date,
    },
    /// The seminar moved or does not take place, as its page says now.
    Changed {
        /// Which change of the seminar, from 1.
        revision: u32,
    },
    /// Where to go or to connect is another place now; for those who take part that way.
    Redirected {
        /// The calendar entry's `SEQUENCE` of it.
        sequence: u32,
    },
    /// The office wrote to everybody who comes.
    Word {
        /// Which of its words to them, from 1.
        number: u32,
    },
    /// The seminar was yesterday.
    Thanks,
    /// It was cancelled by whoever made it.
    Withdrawn,
    /// Somebody registered again with the same address.
    Again {
        /// The day on which that was.
        day: Date,
    },
}

/// What a message about a visit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitNotice {
    /// To the office: somebody asks for a visit.
    Request,
    /// To whoever asked: it arrived.
    Receipt,
}

/// A link that somebody asked for, and to whom it goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "link")]
pub enum LinkRequest {
    /// Continues a draft on another device.
    Draft {
        /// Draft id.
        draft: String,
        /// Where to.
        to: EmailAddress,
    },
    /// A code by which somebody of the settings signs in. It stands nowhere: it is made from the signing keys and
    /// what was drawn.
    Code {
        /// What the code is made from.
        drawn: String,
        /// Where to.
        to: EmailAddress,
    },
}

impl Message {
    /// A message about placements. Its id is derived from the entry it tells of, so that the same entry gives
    /// the same message.
    pub fn about_placements(
        reference: &Reference,
        specs: Vec<u32>,
        (to, notice): (Actor, Notice),
        entry: usize,
        at: Timestamp,
    ) -> Message {
        let (fact, code, who) = (reference.fact(), notice.code(), to.code());
        Message {
            id: format!("{fact}-{entry}-{code}-{who}"),
            topic: Topic::Placement {
                reference: reference.clone(),
                specs,
                to,
                notice,
                entry,
                instead: false,
            },
            created_at: at,
        }
    }
}

impl SeminarNotice {
    /// Its code in templates and at the end of message ids.
    pub fn code(self) -> &'static str {
        match self {
            SeminarNotice::Confirmed => "confirmed",
            SeminarNotice::Waitlisted { .. } => "waiting",
            SeminarNotice::ConfirmAddress => "confirm",
            SeminarNotice::Promoted => "promoted",
            SeminarNotice::Updated { .. } => "updated",
            SeminarNotice::Reminder { .. } => "reminder",
            SeminarNotice::Changed { .. } => "changed",
            SeminarNotice::Redirected { .. } => "redirected",
            SeminarNotice::Word { .. } => "word",
            SeminarNotice::Thanks => "thanks",
            SeminarNotice::Withdrawn => "withdrawn",
            SeminarNotice::Again { .. } => "again",
        }
    }

    /// What tells the messages of one registration apart.
    pub fn id(self) -> String {
        let code = self.code();
        match self {
            SeminarNotice::Updated { number } | SeminarNotice::Word { number } => {
                format!("{code}-{number}")
            }
            SeminarNotice::Changed { revision } => format!("{code}-{revision}"),
            SeminarNotice::Redirected { sequence } => format!("{code}-{sequence}"),
            SeminarNotice::Reminder { day } | SeminarNotice::Again { day } => {
                format!("{code}-{day}")
            }
            _ => code.to_owned(),
        }
    }
}
