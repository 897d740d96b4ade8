//! Judges each task on two axes, effect × ease of handing over, after hard stops and ECRS.

use serde::Serialize;

use crate::answers::{Answers, TaskKey};
use crate::content::Content;

/// What to do with a task, in the order of the result page.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// 今すぐたのめます
    Now,
    /// 少し準備すればたのめます
    Prepare,
    /// 一部だけたのめます
    Split,
    /// 自社でつづける仕事です
    Keep,
    /// やめる
    Stop,
}

/// Everything the result page shows of one task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// Which task.
    pub key: TaskKey,
    /// Its name.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in the screen's words.
    pub verdict_label: String,
    /// Ease of handing over, 0–100.
    pub ease: f64,
    /// Effect, 0–100 (from hours a month and one-person dependency).
    pub effect: f64,
    /// The answers that led to the verdict, in plain sentences.
    pub reasons: Vec<String>,
    /// What to prepare, possibly empty.
    pub homework: Vec<String>,
    /// The one change that would flip the verdict, if any.
    pub flip: Option<String>,
    /// What stays on site.
    pub stays: String,
    /// The estimate.
    pub estimate: Estimate,
    /// Whether the result page preselects it.
    pub preselected: bool,
    /// Whether a spec can be drafted for it at all (now, prepare, split).
    pub draftable: bool,
}

/// Hours and yen a month with their basis.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Estimate {
    /// Hours a month at the employer's minutes, e.g. 5.3.
    pub hours_month: f64,
    /// Yen a month, low end (catalogue's low minutes).
    pub yen_low: u64,
    /// Yen a month, high end.
    pub yen_high: u64,
    /// Percent of a resident worker's month (80 h).
    pub share_percent: f64,
    /// How the price was worked out, in words with the numbers.
    pub basis: String,
}

/// The whole result page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Every reachable task, best first within its verdict.
    pub tasks: Vec<Assessment>,
    /// Hours a month of all tasks that could be handed over.
    pub hours_month: f64,
    /// Sum of the low ends.
    pub yen_low: u64,
    /// Sum of the high ends.
    pub yen_high: u64,
    /// Percent of a resident worker's month.
    pub share_percent: f64,
    /// Dated reference sentences (minimum wage with its source; never presented as a legal duty).
    pub references: Vec<String>,
}

/// The rules' version, stored with every spec.
pub const RULES: &str = "2026-11-22";

/// Assesses every reachable, answered task.
pub fn report(_answers: &Answers, _content: &Content) -> Report {
    todo!()
}
