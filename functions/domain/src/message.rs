//! Outbox messages: one per recipient, holding what to say to whom, not the text itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::reference::Reference;

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
    /// The link that continues a draft on another device.
    ResumeLink {
        /// Draft id.
        draft: String,
        /// Where to.
        to: crate::contact::EmailAddress,
    },
}

/// The messages a new submission causes.
pub fn of_submission(_submission: &crate::submission::Submission) -> Vec<Message> {
    todo!()
}
