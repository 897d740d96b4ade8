//! What an employer has answered so far; nothing derived is kept here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::industry::Industry;

/// The most tasks one inventory holds.
pub const MAX_TASKS: usize = 12;

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

/// Declares an enum of answers with its code in forms and JSON, and its parser.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every option, in the order shown.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Its code in forms, content and JSON.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// Reads its code.
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

choices! {
    /// What is short in the business.
    Shortage {
        /// 人手
        Hands = "hands",
        /// 夜や休みの時間
        Evenings = "evenings",
        /// 一人しか知らない仕事がある
        OnePerson = "one_person",
        /// 忙しい季節だけ足りない
        Busy = "busy",
    }
}

choices! {
    /// The unit of a frequency.
    Period {
        /// 1週間に
        Week = "week",
        /// 1か月に
        Month = "month",
        /// 1年に
        Year = "year",
    }
}

choices! {
    /// Who does the task now.
    Who {
        /// 一人だけ (one-person dependency)
        One = "one",
        /// ほかの人もできる
        Several = "several",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// A yes-or-no answer that may honestly be unknown.
    YesNo {
        /// はい
        Yes = "yes",
        /// いいえ
        No = "no",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q1 手順: procedure or sample.
    Procedure {
        /// 手順書・見本あり (2)
        Note = "note",
        /// 口で説明できる (1)
        Oral = "oral",
        /// 勘 (0)
        Knack = "knack",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q2 できあがり: whether "done" can be counted and judged.
    Done {
        /// 数えられ合否が言える (2)
        Clear = "clear",
        /// だいたい (1)
        Roughly = "roughly",
        /// 言えない (0)
        Vague = "vague",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q3 材料: data, paper or things.
    Material {
        /// データ (2)
        Data = "data",
        /// スキャンすれば (1)
        Paper = "paper",
        /// 現物 (0)
        Thing = "thing",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q4 秘密: S0–S3.
    Secrecy {
        /// 公開してよい
        S0 = "s0",
        /// 社内の情報
        S1 = "s1",
        /// 個人情報・取引先の秘密
        S2 = "s2",
        /// 要配慮個人情報・マイナンバー・暗証
        S3 = "s3",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q5 判断: how often somebody has to decide.
    Judgement {
        /// ルールどおり (2)
        Rules = "rules",
        /// ときどき質問 (1)
        Sometimes = "sometimes",
        /// 毎回判断 (0)
        Always = "always",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// How much time there is between handing over and needing the result.
    Slack {
        /// 1か月以上
        Month = "month",
        /// 1週間くらい
        Week = "week",
        /// 2〜3日
        Days = "days",
        /// その日のうち
        SameDay = "same_day",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Whether a licence, a management decision, a signature, the site or the thing itself is needed.
    Reserved {
        /// ない
        None = "none",
        /// 一部
        Part = "part",
        /// 全部
        Whole = "whole",
        /// わからない
        Unknown = "unknown",
    }
}

/// Page 2: optional facts about the business.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Situation {
    /// How many people work there, herself included.
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
    /// E: could it simply stop?
    pub stop: YesNo,
    /// C: could it be joined with another task?
    pub join: YesNo,
    /// R: would another order or another person make it easier?
    pub rearrange: YesNo,
    /// S: could its forms or its frequency be cut?
    pub simplify: YesNo,
    /// The unit of `times`.
    pub period: Period,
    /// How many times in a period.
    pub times: u32,
    /// How many units each time.
    pub count: u32,
    /// Minutes for one unit, one decimal.
    pub minutes: f64,
    /// Who does it now.
    pub who: Who,
    /// Q1.
    pub procedure: Procedure,
    /// Q2.
    pub done: Done,
    /// What "done" looks like, in her words; empty: the catalogue's words stand.
    pub done_text: String,
    /// Q3.
    pub material: Material,
    /// Q4.
    pub secrecy: Secrecy,
    /// Whether the promise of secrecy and the safe way of handing over exist already (asked for S2).
    pub arranged: YesNo,
    /// Whether the sensitive part can be removed first (asked for S3).
    pub removable: YesNo,
    /// Q5.
    pub judgement: Judgement,
    /// How much time there is.
    pub slack: Slack,
    /// Hard stops.
    pub reserved: Reserved,
    /// What has to stay on site, in her words; empty: the catalogue's words stand.
    pub stays: String,
    /// The kind of work (skill tag), asked for her own tasks only; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tag: String,
}

impl Default for TaskAnswers {
    fn default() -> Self {
        TaskAnswers {
            stop: YesNo::No,
            join: YesNo::No,
            rearrange: YesNo::No,
            simplify: YesNo::No,
            period: Period::Month,
            times: 1,
            count: 1,
            minutes: 30.0,
            who: Who::Unknown,
            procedure: Procedure::Unknown,
            done: Done::Unknown,
            done_text: String::new(),
            material: Material::Unknown,
            secrecy: Secrecy::Unknown,
            arranged: YesNo::No,
            removable: YesNo::No,
            judgement: Judgement::Unknown,
            slack: Slack::Unknown,
            reserved: Reserved::Unknown,
            stays: String::new(),
            tag: String::new(),
        }
    }
}

/// The employer's changes to a drafted spec, by field id; absent means the drafted text stands.
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
    /// Her own text.
    Text {
        /// The text, not empty.
        text: String,
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
