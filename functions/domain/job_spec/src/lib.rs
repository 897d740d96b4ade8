//! The job spec 業務仕様書: 25 fields, each mapped to the law's items and to who fills it.

mod cautions;
mod directives;
mod draft;
pub mod fields;
mod page_sheet;
pub mod sheet;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use answers::{Answers, FieldEdit, SpecEdits, TaskAnswers, TaskKey};
use base::industry::Industry;
use questionnaire::assess::{self, Estimate, RULES, Verdict};
use questionnaire::flow;
use questionnaire::tasks::Task;
use town::Content;

use fields::{FIELDS, FieldDef};

pub use directives::{directive_cautions, offer};
pub use page_sheet::{Sheet, SheetRow, StatutoryRow, sheet, state_label, typed_warnings};

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
pub fn draft(answers: &Answers, key: &TaskKey, content: &Content, today: Date) -> Option<JobSpec> {
    let (task, given) = flow::draftable(answers, content)
        .into_iter()
        .find(|(task, _)| task.key == *key)?;
    let industry = answers.industry?;
    let edits = answers.edits.get(key).cloned().unwrap_or_default();
    Some(write(&task, given, &edits, industry, content, today))
}

/// The specs of all chosen tasks, in order.
pub fn drafts(answers: &Answers, content: &Content, today: Date) -> Vec<JobSpec> {
    let chosen = flow::chosen(answers, content).into_iter();
    chosen
        .filter_map(|(task, _)| draft(answers, &task.key, content, today))
        .collect()
}

/// The drafted text of each field as it stands without her changes, by field id; empty when the
/// task cannot be drafted.
pub fn unedited(
    answers: &Answers,
    key: &TaskKey,
    content: &Content,
    today: Date,
) -> BTreeMap<String, String> {
    let mut plain = answers.clone();
    plain.edits.remove(key);
    let fields = draft(&plain, key, content, today)
        .map(|spec| spec.fields)
        .unwrap_or_default();
    fields
        .into_iter()
        .map(|field| (field.id, field.value))
        .collect()
}

fn write(
    task: &Task,
    given: &TaskAnswers,
    edits: &SpecEdits,
    industry: Industry,
    content: &Content,
    today: Date,
) -> JobSpec {
    let laws = draft::laws(task);
    let fields: Vec<SpecField> = FIELDS
        .iter()
        .map(|def| {
            let drafted = match def.id {
                "licence" => Some(draft::licence(&laws)),
                id => draft::text(id, task, given, content),
            };
            let edit = edits.fields.get(def.id).filter(|_| def.is_editable());
            field(def, written(drafted, edit), content)
        })
        .collect();
    let assessed = assess::assess(task, given, content);
    JobSpec {
        schema: SCHEMA.to_owned(),
        reference: None,
        version: 1,
        rules: RULES.to_owned(),
        industry,
        industry_label: content.words.option("industry", industry.code()).to_owned(),
        title: task.name.clone(),
        catalogue: task.row.map(|row| row.id.clone()),
        tags: task.tags(given),
        verdict: assessed.verdict,
        homework: assessed.homework,
        estimate: assessed.estimate,
        statutory: statutory(&fields, content),
        cautions: cautions::all(task, given, &fields, content, today),
        fields,
    }
}

/// The text of a field and how far it is.
fn written(drafted: Option<String>, edit: Option<&FieldEdit>) -> (String, FieldState) {
    let text = match edit {
        Some(FieldEdit::Text { text, .. }) => Some(text.clone()),
        Some(FieldEdit::Undecided { reason, planned }) => {
            let (reason, planned) = (reason.clone(), *planned);
            return (String::new(), FieldState::Undecided { reason, planned });
        }
        Some(FieldEdit::Director) => None,
        None => drafted,
    };
    match text {
        Some(text) => (text, FieldState::Filled),
        None => (String::new(), FieldState::DirectorFills),
    }
}

fn field(def: &FieldDef, (value, state): (String, FieldState), content: &Content) -> SpecField {
    SpecField {
        id: def.id.to_owned(),
        label: content
            .words
            .field(&format!("spec_{}", def.id))
            .label
            .clone(),
        value,
        filled_by: def.by,
        state,
        freelance_act: def.act.to_vec(),
        guideline: def.guideline,
    }
}

/// The nine items; each is as far as the least finished of its fields.
fn statutory(fields: &[SpecField], content: &Content) -> Vec<StatutoryItem> {
    let item = |number: u8| StatutoryItem {
        number,
        label: content.words.text(&format!("statutory_{number}"), &[]),
        state: least_finished(fields, number),
    };
    (1..=9).map(item).collect()
}

/// The state of the least finished field that answers an item of フリーランス法3条.
pub fn least_finished(fields: &[SpecField], number: u8) -> FieldState {
    let rank = |state: &FieldState| match state {
        FieldState::Filled => 0,
        FieldState::DirectorFills => 1,
        FieldState::Undecided { .. } => 2,
    };
    let of_item = fields
        .iter()
        .filter(|field| field.freelance_act.contains(&number));
    let state = of_item
        .map(|field| &field.state)
        .max_by_key(|state| rank(state));
    state.cloned().unwrap_or(FieldState::DirectorFills)
}

/// The published JSON Schema of [`JobSpec`].
pub fn json_schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(JobSpec).to_value();
    schema["$id"] = serde_json::Value::from("/schema/job-spec.v1.json");
    schema["properties"]["schema"]["const"] = serde_json::Value::from(SCHEMA);
    schema["properties"]["fields"]["minItems"] = serde_json::Value::from(FIELDS.len());
    schema["properties"]["fields"]["maxItems"] = serde_json::Value::from(FIELDS.len());
    schema["properties"]["statutory"]["minItems"] = serde_json::Value::from(9);
    schema["properties"]["statutory"]["maxItems"] = serde_json::Value::from(9);
    schema
}

#[cfg(test)]
mod tests;
