//! The sheet as the spec page shows it: per field its state, badges and warnings, and the statutory meter.

use jiff::civil::Date;
use serde::Serialize;

use super::cautions::{alerts, dates};
use super::fields::FieldDef;
use super::sheet::open;
use super::{FieldState, Filler, JobSpec, SpecField};
use answers::{Answers, FieldEdit, TaskKey};
use base::text;
use base::time::japanese;
use text_checks::TextContext;
use town::texts::{JobSpecTexts, WarningTexts};
use town::{Content, Warning};

/// The fields that are drafted with the employer's own words: the name of the task, what "done" looks like, what
/// stays. A test keeps the catalogue's and the programme's words as they should be.
const EMPLOYERS_WORDS: [&str; 4] = ["work", "deliverable", "excludes", "inspection"];

/// A drafted spec, ready for the template.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EditableSheet {
    /// The task's name.
    pub title: String,
    /// まだ決まっていないこと, as mail and paper say it, each in a word or two.
    pub open: Vec<String>,
    /// All fields in order.
    pub rows: Vec<EditableRow>,
    /// The nine statutory items.
    pub statutory: Vec<StatutoryRow>,
    /// What is reserved by law, or does not fit.
    pub alerts: Vec<String>,
    /// What the law asks of every such order, for the director to see to.
    pub cautions: Vec<String>,
}

/// One field of the sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EditableRow {
    /// Field id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its label in a word or two.
    pub brief: String,
    /// Who fills it, in words.
    pub who: String,
    /// The laws it answers.
    pub badges: Vec<String>,
    /// Its text, possibly empty.
    pub value: String,
    /// [`FieldState::code`].
    pub state: &'static str,
    /// The state in words.
    pub state_label: String,
    /// Warnings about what the employer wrote.
    pub warnings: Vec<Warning>,
    /// Who fills it.
    pub by: Filler,
    /// Whether the employer may change it.
    pub editable: bool,
}

/// One statutory item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatutoryRow {
    /// 1–9.
    pub number: u8,
    /// Its name.
    pub label: String,
    /// [`FieldState::code`].
    pub state: &'static str,
    /// The state in words.
    pub state_label: String,
}

/// The sheet of one task; `None` when it cannot be drafted.
pub fn sheet(
    answers: &Answers,
    key: &TaskKey,
    content: &Content,
    today: Date,
) -> Option<EditableSheet> {
    let spec = super::draft(answers, key, content, today)?;
    let edits = answers.edits.get(key);
    let drafted = super::unedited(answers, key, content, today);
    let rows: Vec<EditableRow> = spec
        .fields
        .iter()
        .map(|field| {
            let edit = edits.and_then(|edits| edits.fields.get(&field.id));
            let mut row = row(field, edit, &spec, content);
            row.warnings
                .extend(stale(edit, drafted.get(&field.id), &content.texts.warnings));
            row
        })
        .collect();
    let statutory: Vec<StatutoryRow> = spec
        .statutory
        .iter()
        .map(|item| StatutoryRow {
            number: item.number,
            label: item.label.clone(),
            state: item.state.code(),
            state_label: state_label(&item.state, content),
        })
        .collect();
    let alerts = alerts(&spec.fields, content, today);
    let brief = |label: String| {
        let row = rows.iter().find(|row| row.label == label);
        row.map_or(label, |row| row.brief.clone())
    };
    let open = open(&spec).into_iter().map(brief).collect();
    let mut cautions = spec.cautions;
    cautions.retain(|caution| !alerts.contains(caution));
    Some(EditableSheet {
        title: spec.title.clone(),
        open,
        rows,
        statutory,
        alerts,
        cautions,
    })
}

fn row(
    field: &SpecField,
    edit: Option<&FieldEdit>,
    spec: &JobSpec,
    content: &Content,
) -> EditableRow {
    let def = FieldDef::of(&field.id).expect("every field of a spec is in the table");
    let words = &content.words;
    let (typed, context) = match edit {
        Some(FieldEdit::Text { text, .. }) => (text, def.context()),
        Some(FieldEdit::Undecided { reason, .. }) => (reason, TextContext::Company),
        _ => (&field.value, def.context()),
    };
    let is_own = edit.is_some() || EMPLOYERS_WORDS.contains(&def.id);
    let mut warnings = if is_own {
        of_text(def, typed, context, content)
    } else {
        Vec::new()
    };
    warnings.extend(of_dates(field, spec, &content.texts.warnings));
    EditableRow {
        id: field.id.clone(),
        label: field.label.clone(),
        brief: words
            .field(&format!("spec_{}", field.id))
            .brief()
            .to_owned(),
        who: who(field.filled_by, &content.texts.job_spec).to_owned(),
        badges: def.badges(),
        value: field.value.clone(),
        state: field.state.code(),
        state_label: state_label(&field.state, content),
        warnings,
        by: field.filled_by,
        editable: def.is_editable(),
    }
}

/// What the days in a field contradict, and a span where the law wants a day.
fn of_dates<'a>(
    field: &SpecField,
    spec: &JobSpec,
    says: &'a WarningTexts,
) -> impl Iterator<Item = Warning> + 'a {
    let dates = dates(&spec.fields);
    let mistake = match field.id.as_str() {
        "inspection_date" => dates.inspection_mistake(),
        "payment_date" => dates.payment_mistake(),
        _ => None,
    };
    let is_span = field.id == "payment_date" && text_checks::is_payment_span(&field.value);
    let messages = [
        mistake.map(|mistake| says.of_dates(mistake)),
        is_span.then(|| says.payment_within().to_owned()),
    ];
    messages.into_iter().flatten().map(|message| Warning {
        kind: None,
        message,
    })
}

/// The employer's text, where the draft that it replaced reads otherwise by now.
fn stale(
    edit: Option<&FieldEdit>,
    drafted: Option<&String>,
    says: &WarningTexts,
) -> Option<Warning> {
    let Some(FieldEdit::Text { over, .. }) = edit else {
        return None;
    };
    let drafted = text::lines(drafted?);
    let changed = !over.is_empty() && *over != drafted;
    changed.then(|| Warning {
        kind: None,
        message: says.stale(drafted),
    })
}

/// What a field's text gives away, leaves open or orders; who the parties are belongs on the sheet.
fn of_text(def: &FieldDef, text: &str, context: TextContext, content: &Content) -> Vec<Warning> {
    if !def.is_editable() {
        return Vec::new();
    }
    let mut warnings = content.text_warnings(text, context);
    let is_directive = |warning: &Warning| warning.kind.is_some_and(|kind| kind.is_directive());
    warnings.retain(|warning| !def.names_parties() || is_directive(warning));
    warnings
}

/// The same of a text that is not accepted yet, line by line.
pub fn typed_warnings(def: &FieldDef, text: &str, content: &Content) -> String {
    let warnings = of_text(def, text, def.context(), content).into_iter();
    let messages: Vec<String> = warnings.map(|warning| warning.message).collect();
    messages.join("\n")
}

fn who(by: Filler, says: &JobSpecTexts) -> &str {
    match by {
        Filler::Employer => says.who_employer(),
        Filler::Director => says.who_director(),
        Filler::EmployerThenDirector => says.who_employer_then_director(),
        Filler::Automatic => says.who_automatic(),
    }
}

/// A field's state in words.
pub fn state_label(state: &FieldState, content: &Content) -> String {
    let says = &content.texts.job_spec;
    match state {
        FieldState::Filled => says.state_filled().to_owned(),
        FieldState::Undecided { reason, planned } => {
            says.state_undecided(reason, japanese(*planned))
        }
        FieldState::DirectorFills => says.state_director().to_owned(),
    }
}
