//! Writes a spec from the catalogue, the answers and the employer's changes.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fields::{FIELDS, FieldDef};
use super::{
    Background, FieldState, JobSpec, OpenQuestion, SCHEMA, SpecField, StatutoryItem, cautions,
    draft as drafting,
};
use answers::{Answers, FieldEdit, Shortage, Situation, SpecEdits, TaskAnswers, TaskKey};
use base::industry::Industry;
use questionnaire::assess::{self, RULES};
use questionnaire::flow;
use questionnaire::tasks::Task;
use town::Content;

/// The spec of one chosen task, drafted from catalogue and answers, with the employer's edits applied.
/// `None` when that task is not reachable or cannot be handed over.
pub fn draft(answers: &Answers, key: &TaskKey, content: &Content, today: Date) -> Option<JobSpec> {
    let (task, given) = flow::draftable(answers, content)
        .into_iter()
        .find(|(task, _)| task.key == *key)?;
    let industry = answers.industry?;
    let edits = answers.edits.get(key).cloned().unwrap_or_default();
    let mut spec = write(&task, given, &edits, industry, content, today);
    spec.background = answers
        .situation
        .as_ref()
        .and_then(|situation| background(situation, content));
    Some(spec)
}

/// `None` where neither was answered.
fn background(situation: &Situation, content: &Content) -> Option<Background> {
    let label = |shortage: &Shortage| content.words.option("short", shortage.code()).to_owned();
    let short: Vec<String> = situation.short.iter().map(label).collect();
    let people = situation.people;
    (people.is_some() || !short.is_empty()).then_some(Background { people, short })
}

/// The specs of all chosen tasks, in order.
pub fn drafts(answers: &Answers, content: &Content, today: Date) -> Vec<JobSpec> {
    let chosen = flow::chosen(answers, content).into_iter();
    chosen
        .filter_map(|(task, _)| draft(answers, &task.key, content, today))
        .collect()
}

/// The drafted text of each field without the employer's changes, by field id; empty when the
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
    let laws = drafting::laws(task, given, content);
    let fields: Vec<SpecField> = FIELDS
        .iter()
        .map(|def| {
            let drafted = match def.id {
                "licence" => Some(drafting::licence(&laws, content)),
                id => drafting::text(id, task, given, content),
            };
            let edit = edits.fields.get(def.id).filter(|_| def.is_editable());
            let written = match (edit, drafting::unsettled(def.id, task, given)) {
                (None, Some(question)) => {
                    let state = not_settled(question, given, content, today);
                    (drafted.unwrap_or_default(), state)
                }
                _ => written(drafted, edit),
            };
            field(def, written, content)
        })
        .collect();
    let assessed = assess::assess(task, given, content, today);
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
        verdict_label: assessed.verdict_label,
        homework: assessed.homework,
        open: open(given, content),
        visit: assessed.visit,
        as_suggested: as_suggested(task, given, content),
        background: None,
        estimate: assessed.estimate,
        statutory: statutory(&fields, content),
        cautions: cautions::all(task, given, &fields, content, today),
        fields,
    }
}

fn open(given: &TaskAnswers, content: &Content) -> Vec<OpenQuestion> {
    let question = |id: &'static str| OpenQuestion {
        id: id.to_owned(),
        label: content.words.field(id).brief().to_owned(),
    };
    assess::open(given).into_iter().map(question).collect()
}

/// The questions of a task's page whose answers still are the catalogue's; none for an own task.
fn as_suggested(task: &Task, given: &TaskAnswers, content: &Content) -> Vec<String> {
    let Some(row) = task.row else {
        return Vec::new();
    };
    let typical = row.answers();
    let often = (given.period, given.times) == (typical.period, typical.times);
    let texts = |ours: &str, theirs: &str| ours.is_empty() || ours == theirs;
    let same = [
        ("times", often),
        ("count", given.count == typical.count),
        ("minutes", given.minutes == typical.minutes),
        ("procedure", given.procedure == typical.procedure),
        ("done", given.done == typical.done),
        ("done_text", texts(&given.done_text, &typical.done_text)),
        ("judgement", given.judgement == typical.judgement),
        ("material", given.material == typical.material),
        ("secrecy", given.secrecy == typical.secrecy),
        ("workplace", given.workplace == typical.workplace),
        ("slack", given.slack == typical.slack),
        ("reserved", given.reserved == typical.reserved),
        ("stays", texts(&given.stays, &typical.stays)),
    ];
    let same = same.into_iter().filter(|(_, is)| *is);
    same.map(|(field, _)| content.words.field(field).brief().to_owned())
        .collect()
}

/// A field that rests on a question that is not settled: 未定, with that as its reason.
fn not_settled(question: &str, given: &TaskAnswers, content: &Content, today: Date) -> FieldState {
    let (says, label) = (
        &content.texts.job_spec,
        content.words.field(question).brief(),
    );
    let reason = match assess::unknown(given).contains(&question) {
        true => says.undecided_unknown(label),
        false => says.undecided_not_yet(label),
    };
    let days = content.programme.terms.undecided_business_days;
    FieldState::Undecided {
        reason,
        planned: content.programme.calendar.after(today, days),
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

pub(crate) fn field(
    def: &FieldDef,
    (value, state): (String, FieldState),
    content: &Content,
) -> SpecField {
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
pub(crate) fn statutory(fields: &[SpecField], content: &Content) -> Vec<StatutoryItem> {
    let says = &content.texts.job_spec;
    let labels = [
        says.statutory_1(),
        says.statutory_2(),
        says.statutory_3(),
        says.statutory_4(),
        says.statutory_5(),
        says.statutory_6(),
        says.statutory_7(),
        says.statutory_8(),
        says.statutory_9(),
    ];
    let item = |(number, label): (u8, &str)| StatutoryItem {
        number,
        label: label.to_owned(),
        state: least_finished(fields, number),
    };
    (1..).zip(labels).map(item).collect()
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
