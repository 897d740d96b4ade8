//! What an employer has answered so far; nothing derived is kept here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::industry::Industry;

/// Everything answered in one inventory. Unreachable answers may linger here; no output reads them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The employer's industry.
    pub industry: Option<Industry>,
    /// Where it hurts; `Some(default)` when the page was skipped.
    pub situation: Option<Situation>,
    /// The picked tasks in the order shown, at most twelve.
    pub picks: Vec<Pick>,
    /// Answers by task; a picked task without an entry still has to be asked.
    pub tasks: BTreeMap<TaskKey, TaskAnswers>,
    /// The tasks chosen on the result page, once confirmed.
    pub chosen: Option<BTreeSet<TaskKey>>,
    /// What the employer changed in each drafted spec; present once that draft was confirmed.
    pub edits: BTreeMap<TaskKey, SpecEdits>,
    /// Whether the check page was confirmed for exactly the current answers (their digest).
    pub checked: Option<String>,
    /// Who to answer to.
    pub contact: Option<Contact>,
}

/// Names one task inside one inventory: a catalogue id (`inn02`) or `own1`…`own12`. Safe in a URL path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskKey(pub String);

/// One picked task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pick {
    /// Its key.
    pub key: TaskKey,
    /// The employer's own words, for a task that is not in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Page 2: optional facts about the business. Extended by the questionnaire's owner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Situation {}

/// The answers about one task. Extended by the questionnaire's owner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskAnswers {}

/// The employer's changes to a drafted spec, by field id; absent means the drafted text stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpecEdits {}
