//! The job spec 業務仕様書: its fields, each mapped to the law's items and to who fills it.

mod cautions;
mod directives;
mod draft;
pub mod fields;
mod page_sheet;
mod published;
mod room;
pub mod sheet;
mod told;
mod write;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use base::industry::Industry;
use questionnaire::assess::{Estimate, Verdict};

pub use directives::{directive_cautions, offer};
pub use page_sheet::{
    EditableRow, EditableSheet, StatutoryRow, sheet, state_label, typed_warnings,
};
pub use published::{NotInV1, json_schema, to_v1};
pub use room::{MOST_ROOM, too_long};
pub use told::ToldSpec;
pub use write::{draft, drafts, least_finished, unedited};

/// The value of [`JobSpec::schema`].
pub const SCHEMA: &str = "job-spec.v2";

/// A job spec, as it travels (JSON), is mailed and printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobSpec {
    /// Always `job-spec.v2`.
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
    /// The verdict in the screen's words.
    pub verdict_label: String,
    /// What has to be prepared first, possibly empty.
    pub homework: Vec<String>,
    /// The questions answered with わからない or まだ決まっていない.
    pub open: Vec<OpenQuestion>,
    /// The offer to come and settle them together, where the verdict is `confirm`.
    pub visit: Option<String>,
    /// 例のまま: the questions whose answers were left as the catalogue suggests them.
    pub as_suggested: Vec<String>,
    /// What the employer says of the business; missing where that page was skipped.
    pub background: Option<Background>,
    /// Hours and price.
    pub estimate: Estimate,
    /// All fields in the order of the sheet.
    pub fields: Vec<SpecField>,
    /// The nine items of フリーランス法3条, in the law's order.
    pub statutory: Vec<StatutoryItem>,
    /// Licence flags and other things a director has to look at, each naming the law.
    pub cautions: Vec<String>,
}

/// A question that the employer could not answer, or whose answer is that it is not settled yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenQuestion {
    /// Stable id in snake case, e.g. `secrecy`.
    pub id: String,
    /// The question in one or two words.
    pub label: String,
}

/// The business in two facts that name nobody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Background {
    /// How many people work there.
    pub people: Option<u32>,
    /// 困りごと, in words.
    pub short: Vec<String>,
}

/// One field of the sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpecField {
    /// Stable id in snake case, e.g. `deliverable`.
    pub id: String,
    /// Its label on the sheet.
    pub label: String,
    /// The text; empty when left to the director, what holds meanwhile when undecided.
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

impl FieldState {
    /// Its code in templates.
    pub fn code(&self) -> &'static str {
        match self {
            FieldState::Filled => "filled",
            FieldState::Undecided { .. } => "undecided",
            FieldState::DirectorFills => "director_fills",
        }
    }
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

#[cfg(test)]
mod tests;
