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
use base::wording::Wording;
use text_checks::{TextContext, Warning, WarningKind};
use town::Content;

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
                .extend(stale(edit, drafted.get(&field.id), &content.words));
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
    let found = match field.id.as_str() {
        "inspection_date" => text_checks::inspection_warning(&dates(&spec.fields), words),
        "payment_date" => text_checks::payment_warning(&dates(&spec.fields), words),
        _ => None,
    };
    warnings.extend(found);
    if field.id == "payment_date" && text_checks::is_payment_span(&field.value) {
        let message = words.text("warn_payment_within", &[]);
        warnings.push(Warning {
            kind: WarningKind::Date,
            message,
        });
    }
    EditableRow {
        id: field.id.clone(),
        label: field.label.clone(),
        brief: words
            .field(&format!("spec_{}", field.id))
            .brief()
            .to_owned(),
        who: words.text(who_key(field.filled_by), &[]),
        badges: def.badges(),
        value: field.value.clone(),
        state: field.state.code(),
        state_label: state_label(&field.state, content),
        warnings,
        by: field.filled_by,
        editable: def.is_editable(),
    }
}

/// The employer's text, where the draft that it replaced reads otherwise by now.
fn stale(edit: Option<&FieldEdit>, drafted: Option<&String>, words: &Wording) -> Option<Warning> {
    let Some(FieldEdit::Text { over, .. }) = edit else {
        return None;
    };
    let drafted = text::lines(drafted?);
    let changed = !over.is_empty() && *over != drafted;
    changed.then(|| Warning {
        kind: WarningKind::Stale,
        message: words.text("warn_stale", &[("word", &drafted)]),
    })
}

/// What a field's text gives away, leaves open or orders; who the parties are belongs on the sheet.
fn of_text(def: &FieldDef, text: &str, context: TextContext, content: &Content) -> Vec<Warning> {
    if !def.is_editable() {
        return Vec::new();
    }
    let mut warnings = content.checks.warnings(text, context, &content.words);
    warnings.retain(|warning| !def.names_parties() || warning.kind.is_directive());
    warnings
}

/// The same of a text that is not accepted yet, line by line.
pub fn typed_warnings(def: &FieldDef, text: &str, content: &Content) -> String {
    let warnings = of_text(def, text, def.context(), content).into_iter();
    let messages: Vec<String> = warnings.map(|warning| warning.message).collect();
    messages.join("\n")
}

fn who_key(by: Filler) -> &'static str {
    match by {
        Filler::Employer => "who_employer",
        Filler::Director => "who_director",
        Filler::EmployerThenDirector => "who_employer_then_director",
        Filler::Automatic => "who_automatic",
    }
}

/// A field's state in words.
pub fn state_label(state: &FieldState, content: &Content) -> String {
    let words = &content.words;
    match state {
        FieldState::Filled => words.text("state_filled", &[]),
        FieldState::Undecided { reason, planned } => {
            let planned = japanese(*planned);
            words.text(
                "state_undecided",
                &[("reason", reason), ("planned", &planned)],
            )
        }
        FieldState::DirectorFills => words.text("state_director", &[]),
    }
}
