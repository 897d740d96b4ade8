//! An edit in progress: what was typed, over which version, and what is to become of it.

use std::collections::BTreeMap;

use ::forms::Input;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::kind::FormKind;
use crate::review::{ChangeNote, ValueChange};

/// An edit that is kept until it is published, and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskDraft {
    /// Names it in addresses.
    pub id: String,
    /// The form.
    #[serde(flatten)]
    pub kind: FormKind,
    /// What it is about, as its page says.
    pub title: String,
    /// The version that it began with.
    pub base: u32,
    /// What was typed.
    pub typed: Input,
    /// Of what both sides changed: whether what was typed is taken.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prefer: BTreeMap<String, bool>,
    /// Why, as far as it was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Who typed last.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// What it changed when it was published, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<ValueChange>,
    /// What else was to be known of it then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<ChangeNote>,
    /// The file below `content/` of the page that shows it since it was published; empty: none does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shown_on: String,
    /// What became of it.
    pub outcome: DraftOutcome,
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum DraftOutcome {
    /// It is being written.
    Open,
    /// It is published at a time.
    Timed {
        /// When.
        at: Timestamp,
    },
    /// It was to be published at a time, and could not be.
    Failed {
        /// When it was to be.
        at: Timestamp,
    },
    /// It was published.
    Published {
        /// As which version.
        version: u32,
    },
    /// It was thrown away, and can be brought back.
    Discarded {
        /// By whom.
        by: String,
    },
}

impl DeskDraft {
    /// Whether it still needs somebody.
    pub fn is_open(&self) -> bool {
        matches!(
            self.outcome,
            DraftOutcome::Open | DraftOutcome::Failed { .. }
        )
    }

    /// When it was to be published and could not be; `None`: nothing of the kind.
    pub fn failed_at(&self) -> Option<Timestamp> {
        match self.outcome {
            DraftOutcome::Failed { at } => Some(at),
            _ => None,
        }
    }

    /// Whether its time has come.
    pub fn is_due(&self, now: Timestamp) -> bool {
        matches!(self.outcome, DraftOutcome::Timed { at } if at <= now)
    }
}
