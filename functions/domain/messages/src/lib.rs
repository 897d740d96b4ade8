//! Outbox messages: one per recipient, holding what to say to whom, not the text itself.

pub mod delivery;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use base::people::{Actor, Notice};
use base::reference::Reference;

/// A message that has to leave. Written in the same transaction as the fact that causes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Stable id; also the local part of the mail's Message-ID. Derived from the fact, e.g. `k7m3fxwp-spec-a`.
    pub id: String,
    /// What to say to whom.
    pub kind: MessageKind,
    /// When it was written.
    pub created_at: Timestamp,
}

/// What to say to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum MessageKind {
    /// A submission's specs to one director's group.
    SpecToDirector {
        /// The submission.
        reference: Reference,
        /// Group id.
        group: String,
    },
    /// The copy of all specs to the office.
    SpecToOffice {
        /// The submission.
        reference: Reference,
    },
    /// The confirmation to the employer, without her answers.
    ReceiptToEmployer {
        /// The submission.
        reference: Reference,
    },
    /// A submission's specs to a group's deputy, because the director's mail could not be delivered.
    SpecToDeputy {
        /// The submission.
        reference: Reference,
        /// Group id.
        group: String,
    },
    /// To the office: a message could not be delivered and was given up.
    Undelivered {
        /// The message's id, by which it is sent again.
        id: String,
        /// What it was to say to whom.
        what: Box<MessageKind>,
        /// Why it was given up, e.g. `smtp-550`; no personal data.
        reason: String,
    },
    /// The link that continues a draft on another device.
    ResumeLink {
        /// Draft id.
        draft: String,
        /// Where to.
        to: base::contact::EmailAddress,
    },
    /// She has a place at a seminar.
    SeminarConfirmed {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
    },
    /// She waits for a place; never to be mistaken for a confirmation.
    SeminarWaitlisted {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
        /// Where she stood when she registered, 1: next in line.
        position: u32,
    },
    /// She waited and has a place now.
    SeminarPromoted {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
    },
    /// She changed how many come or how they take part, and has places.
    SeminarUpdated {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
    },
    /// The seminar is tomorrow.
    SeminarReminder {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
    },
    /// The seminar moved or does not take place, as its page says now.
    SeminarChanged {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
        /// Which change of the seminar, from 1.
        revision: u32,
    },
    /// The seminar was yesterday.
    SeminarThanks {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
    },
    /// She gave her place up, or her place in the line.
    SeminarWithdrawn {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
    },
    /// Somebody registered with her address, which is registered already.
    SeminarRegisteredAgain {
        /// The seminar's slug.
        seminar: String,
        /// The registration's id.
        registration: String,
    },
    /// What happened to placements of one submission, to somebody it concerns.
    Placement {
        /// The submission.
        reference: Reference,
        /// The numbers of the specs it is about, in order; several where the clock did the same to all.
        specs: Vec<u32>,
        /// Whom it goes to.
        to: Actor,
        /// What it says.
        notice: Notice,
        /// The entry of the case it tells of first, from 1.
        entry: usize,
        /// Whether it goes to the other of director and deputy, because it could not reach the first.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        instead: bool,
    },
    /// The link to a director's or deputy's own pages, to the address in the settings.
    DirectorLink {
        /// Director or deputy.
        to: Actor,
    },
    /// The link to the office's pages, to the office's own address.
    OfficeLink,
    /// Somebody asks the office to visit.
    VisitRequest {
        /// The request's id.
        visit: String,
    },
    /// The confirmation to whoever asked for a visit.
    VisitReceipt {
        /// The request's id.
        visit: String,
    },
}

impl MessageKind {
    /// The seminar and registration it is about, if any.
    pub fn registration(&self) -> Option<(&str, &str)> {
        match self {
            MessageKind::SeminarConfirmed {
                seminar,
                registration,
            }
            | MessageKind::SeminarWaitlisted {
                seminar,
                registration,
                ..
            }
            | MessageKind::SeminarPromoted {
                seminar,
                registration,
            }
            | MessageKind::SeminarUpdated {
                seminar,
                registration,
            }
            | MessageKind::SeminarReminder {
                seminar,
                registration,
            }
            | MessageKind::SeminarChanged {
                seminar,
                registration,
                ..
            }
            | MessageKind::SeminarThanks {
                seminar,
                registration,
            }
            | MessageKind::SeminarWithdrawn {
                seminar,
                registration,
            }
            | MessageKind::SeminarRegisteredAgain {
                seminar,
                registration,
            } => Some((seminar, registration)),
            _ => None,
        }
    }
}
