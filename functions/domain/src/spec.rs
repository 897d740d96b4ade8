//! The job spec 業務仕様書: 25 fields, each mapped to the law's items and to who fills it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answers::{Answers, TaskKey};
use crate::assess::{Estimate, Verdict};
use crate::content::Content;
use crate::industry::Industry;

/// The value of [`JobSpec::schema`].
pub const SCHEMA: &str = "job-spec.v1";

/// A job spec, as it travels (JSON), is mailed and printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobSpec {
    /// Always `job-spec.v1`.
    pub schema: String,
    /// `REFERENCE-n`, e.g. `K7M3-FXWP-1`; `None` while a draft.
    pub reference: Option<String>,
    /// 1 when first sent; later versions answer a director's question.
    pub version: u32,
    /// Version of the rules that wrote it.
    pub rules: String,
    /// The employer's industry.
    pub industry: Industry,
    /// The industry in words.
    pub industry_label: String,
    /// The task's name.
    pub title: String,
    /// Catalogue id, or `None` for the employer's own task.
    pub catalogue: Option<String>,
    /// Skill tags; the first decides the director.
    pub tags: Vec<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// What has to be prepared first, possibly empty.
    pub homework: Vec<String>,
    /// Hours and yen.
    pub estimate: Estimate,
    /// All 25 fields in the order of the sheet.
    pub fields: Vec<SpecField>,
    /// The nine items of フリーランス法3条, in the law's order.
    pub statutory: Vec<StatutoryItem>,
    /// Licence flags and other things a director has to look at, each naming the law.
    pub cautions: Vec<String>,
}

/// One field of the sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpecField {
    /// Stable id in snake case, e.g. `deliverable`.
    pub id: String,
    /// Its label on the sheet.
    pub label: String,
    /// The text; empty when undecided or left to the director.
    pub value: String,
    /// Who fills it.
    pub filled_by: Filler,
    /// How far it is.
    pub state: FieldState,
    /// The nine-item numbers of フリーランス法3条 it answers.
    pub freelance_act: Vec<u8>,
    /// The item number of the 自営型テレワーク guideline, if any.
    pub guideline: Option<u8>,
}

/// Who fills a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Filler {
    /// 事業者が答える
    Employer,
    /// 発注前にディレクターが埋める
    Director,
    /// 事業者が案を出し、ディレクターが決める
    EmployerThenDirector,
    /// 自動
    Automatic,
}

/// How far a field is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FieldState {
    /// It has its text.
    Filled,
    /// 未定, with the law's reason and planned date.
    Undecided {
        /// Why it cannot be said yet.
        reason: String,
        /// When it will be.
        planned: Date,
    },
    /// The director fills it before ordering.
    DirectorFills,
}

/// One of the nine statutory items with its state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatutoryItem {
    /// 1–9.
    pub number: u8,
    /// The item's name.
    pub label: String,
    /// How far it is.
    pub state: FieldState,
}

/// The spec of one chosen task, drafted from catalogue and answers, with her edits applied.
/// `None` when that task is not reachable or cannot be handed over.
pub fn draft(
    _answers: &Answers,
    _key: &TaskKey,
    _content: &Content,
    _today: Date,
) -> Option<JobSpec> {
    todo!()
}

/// The specs of all chosen tasks, in order.
pub fn drafts(_answers: &Answers, _content: &Content, _today: Date) -> Vec<JobSpec> {
    todo!()
}

/// The published JSON Schema of [`JobSpec`].
pub fn json_schema() -> serde_json::Value {
    todo!()
}
