//! The page that shows one drafted sheet with every field to change.

use jiff::civil::Date;

use super::warned::{offered, warned};
use answers::{Answers, FieldEdit, TaskKey};
use forms::draw::{Draw, group};
use forms::{Field, FieldGroup, Kind, limits};
use text_checks::TextContext;
use town::Content;

use job_spec::fields::FIELDS;
use questionnaire::flow;

/// For each field its text, and what turns it into 未定.
pub(super) fn groups(
    draw: &Draw,
    answers: &Answers,
    content: &Content,
    key: &TaskKey,
    today: Date,
) -> Vec<FieldGroup> {
    let Some(sheet) = job_spec::sheet(answers, key, content, today) else {
        return Vec::new();
    };
    let drafted = job_spec::unedited(answers, key, content, today);
    let edits = answers.edits.get(key).cloned().unwrap_or_default();
    let mut draftable = flow::draftable(answers, content).into_iter();
    let drafts = draftable.find(|(task, _)| task.key == *key);
    let mut groups = Vec::new();
    for def in FIELDS.iter().filter(|def| def.is_editable()) {
        let standing = drafted.get(def.id).map(String::as_str).unwrap_or_default();
        let (text, reason, planned) = match edits.fields.get(def.id) {
            None => (standing, "", String::new()),
            Some(FieldEdit::Text { text, .. }) => (text.as_str(), "", String::new()),
            Some(FieldEdit::Director) => ("", "", String::new()),
            Some(FieldEdit::Undecided { reason, planned }) => {
                (standing, reason.as_str(), planned.to_string())
            }
        };
        let row = sheet.rows.iter().find(|row| row.id == def.id);
        let mut field = draw.text(
            Kind::Textarea,
            &format!("spec_{}", def.id),
            def.id,
            text,
            limits::SPEC,
        );
        field.optional = def.may_stay_empty();
        field.warning = match draw.typed {
            Some(_) => job_spec::typed_warnings(def, &field.value, content),
            // The warnings about a reason stand beside the reason.
            None if !reason.is_empty() => String::new(),
            None => row.map(warning_of).unwrap_or_default(),
        };
        field.offer = match &drafts {
            Some((task, given)) => offered(&content.checks, &field.value, def.context(), |text| {
                job_spec::offer(def, text, task, given, content)
            }),
            None => String::new(),
        };
        groups.push(group("", vec![field]));
        groups.push(undecided(draw, content, (def.id, reason, &planned)));
    }
    groups
}

/// What is wrong with what was written.
fn warning_of(row: &job_spec::EditableRow) -> String {
    let messages: Vec<&str> = row.warnings.iter().map(|w| w.message.as_str()).collect();
    messages.join("\n")
}

/// The folded group that turns a field into 未定.
fn undecided(
    draw: &Draw,
    content: &Content,
    (id, reason, planned): (&str, &str, &str),
) -> FieldGroup {
    let (reason_name, planned_name) = (format!("{id}_reason"), format!("{id}_planned"));
    let reason = draw.text(
        Kind::Text,
        "undecided_reason",
        &reason_name,
        reason,
        limits::REASON,
    );
    let company = TextContext::Company;
    let reason = warned(content, reason, company, |reason| {
        let kept = content.checks.without_directives(reason, company);
        if kept.is_empty() {
            content.texts.job_spec.instead_reason().to_owned()
        } else {
            kept
        }
    });
    let planned = draw.text(Kind::Date, "undecided_planned", &planned_name, planned, 0);
    let fields = [reason, planned].map(|field| Field {
        optional: true,
        ..field
    });
    let open = fields
        .iter()
        .any(|field| !field.value.is_empty() || !field.error.is_empty());
    let title = content.texts.questionnaire.group_undecided();
    FieldGroup {
        folded: !open,
        ..group(title, fields.into())
    }
}
