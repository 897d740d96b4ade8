//! What an employer has answered so far; nothing derived is kept here.

mod choices;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use base::contact::Contact;
use base::industry::Industry;
use base::source::DraftSource;

pub use choices::{
    Done, Judgement, Material, OwnPage, Period, Procedure, Reserved, Saving, Secrecy, Shortage,
    Slack, Who, Workplace, YesNo,
};

/// The most tasks of one inventory.
pub const MAX_TASKS: usize = 12;

/// Everything answered in one inventory. Unreachable answers may linger here; no output reads them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// What led here; `None`: not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<DraftSource>,
    /// The employer's industry.
    pub industry: Option<Industry>,
    /// Where it hurts; `Some(default)` when the page was skipped.
    pub situation: Option<Situation>,
    /// The picked tasks in the order shown, at most twelve.
    pub picks: Vec<Pick>,
    /// The industry the pick page was confirmed for; another industry asks again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picked_for: Option<Industry>,
    /// Answers by task; a picked task without an entry still has to be asked.
    pub tasks: BTreeMap<TaskKey, TaskAnswers>,
    /// The tasks chosen on the result page, once confirmed.
    pub chosen: Option<BTreeSet<TaskKey>>,
    /// The tasks the result page offered when it was confirmed; a new one asks again.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub offered: BTreeSet<TaskKey>,
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

impl TaskKey {
    /// Whether it has the shape of a key: lower-case ASCII letters and digits, at most eight.
    pub fn is_well_formed(&self) -> bool {
        (1..=8).contains(&self.0.len())
            && self
                .0
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    }

    /// Whether it names the employer's own task.
    pub fn is_own(&self) -> bool {
        self.0.starts_with("own")
    }
}

impl std::fmt::Display for TaskKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One picked task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pick {
    /// Its key.
    pub key: TaskKey,
    /// The employer's own words, for a task that is not in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Page 2: optional facts about the business.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Situation {
    /// How many people work there, the employer included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// What is short.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub short: BTreeSet<Shortage>,
}

/// The answers about one task, in page order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskAnswers {
    /// The pages of an own task that are still to be answered; none of a task of the catalogue.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub missing: BTreeSet<OwnPage>,
    /// What an own task consists of, in the employer's words, perhaps empty; a row of the catalogue says it itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// E: could it simply stop?
    pub stop: YesNo,
    /// C, R, S: what could be made easier first.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub savings: BTreeSet<Saving>,
    /// The unit of `times`.
    pub period: Period,
    /// How many times in a period; 0 while nobody knows.
    pub times: u32,
    /// How many of the task's unit each time.
    pub count: u32,
    /// For how many of the unit the minutes are (`town::Unit::per`).
    pub per: u32,
    /// Minutes for `per` of the unit, one decimal; 0 while nobody knows.
    pub minutes: f64,
    /// How many people do it together, where it is more than one can do (`questionnaire::assess::ONE_PERSON`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<u32>,
    /// Who does it now.
    pub who: Who,
    /// Q1.
    pub procedure: Procedure,
    /// Q2.
    pub done: Done,
    /// What "done" looks like, in the employer's words; empty: the catalogue's words are used.
    pub done_text: String,
    /// Q3.
    pub material: Material,
    /// Q4.
    pub secrecy: Secrecy,
    /// Whether the promise of secrecy and the safe way of handing over exist already (S1 and S2).
    pub arranged: YesNo,
    /// Whether the sensitive part can be removed first (asked for S3).
    pub removable: YesNo,
    /// Where the work may be done.
    pub workplace: Workplace,
    /// Q5.
    pub judgement: Judgement,
    /// How much time there is.
    pub slack: Slack,
    /// Hard stops.
    pub reserved: Reserved,
    /// What has to stay on site, in the employer's words; empty: the catalogue's words are used.
    pub stays: String,
    /// The kind of work (skill tag) of an own task, empty while nobody knows; a row of the catalogue has its own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tag: String,
}

impl Default for TaskAnswers {
    fn default() -> Self {
        TaskAnswers {
            missing: BTreeSet::new(),
            what: String::new(),
            stop: YesNo::No,
            savings: BTreeSet::new(),
            period: Period::Month,
            times: 1,
            count: 1,
            per: 1,
            minutes: 30.0,
            staff: None,
            who: Who::Unknown,
            procedure: Procedure::Unknown,
            done: Done::Unknown,
            done_text: String::new(),
            material: Material::Unknown,
            secrecy: Secrecy::Unknown,
            arranged: YesNo::No,
            removable: YesNo::No,
            workplace: Workplace::Unknown,
            judgement: Judgement::Unknown,
            slack: Slack::Unknown,
            reserved: Reserved::Unknown,
            stays: String::new(),
            tag: String::new(),
        }
    }
}

impl TaskAnswers {
    /// An own task of which nothing is answered yet.
    pub fn unanswered() -> TaskAnswers {
        TaskAnswers {
            missing: OwnPage::ALL.iter().copied().collect(),
            stop: YesNo::Unknown,
            arranged: YesNo::Unknown,
            removable: YesNo::Unknown,
            times: 0,
            minutes: 0.0,
            ..TaskAnswers::default()
        }
    }

    /// Whether it is known how often it comes and how long it takes, so that hours and price can be worked out.
    pub fn has_amount(&self) -> bool {
        self.times > 0 && self.minutes > 0.0
    }
}

/// The employer's changes to a drafted spec, by field id; absent: the drafted text is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpecEdits {
    /// Changed fields by their id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldEdit>,
}

/// One change to a drafted field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FieldEdit {
    /// The employer's own text.
    Text {
        /// The text, not empty.
        text: String,
        /// The drafted text that it replaces; when that changes, the employer's may be out of date.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        over: String,
    },
    /// 未定, with reason and planned date.
    Undecided {
        /// Why it cannot be said yet.
        reason: String,
        /// When it will be.
        planned: Date,
    },
    /// Left to the director.
    Director,
}
