//! Directives on hours, place or sequence in a spec: for the director to settle, and what can be written instead.

use answers::TaskAnswers;
use questionnaire::tasks::Task;
use text_checks::{TextContext, WarningKind};
use town::Content;

use super::draft;
use super::fields::FieldDef;
use super::{FieldState, JobSpec, SpecField};

/// What a director has to settle before an order, one line for each kind of directive in the spec, with the fields
/// that contain it. The spec keeps what the employer wrote.
pub fn directive_cautions(spec: &JobSpec, content: &Content) -> Vec<String> {
    let own_title = spec.catalogue.is_none();
    let title = own_title.then_some(spec.title.as_str());
    in_texts(title, &spec.fields, content)
}

/// The same of a spec in the making.
pub(super) fn in_texts(
    title: Option<&str>,
    fields: &[SpecField],
    content: &Content,
) -> Vec<String> {
    let (words, says) = (&content.words, &content.texts.job_spec);
    let of_title = title.map(|title| (words.field("own").brief(), title, TextContext::Work));
    let of_fields = fields.iter().filter_map(|field| {
        let def = FieldDef::of(&field.id).filter(|def| def.is_editable())?;
        let (text, context) = match &field.state {
            FieldState::Undecided { reason, .. } => (reason, TextContext::Company),
            _ => (&field.value, def.context()),
        };
        Some((field.label.as_str(), text.as_str(), context))
    });
    let mut found: Vec<(WarningKind, String, Vec<&str>)> = Vec::new();
    for (label, text, context) in of_title.into_iter().chain(of_fields) {
        let directives = content.checks.findings(text, context).into_iter();
        for finding in directives.filter(|finding| finding.kind.is_directive()) {
            match found.iter_mut().find(|(kind, ..)| *kind == finding.kind) {
                Some((.., labels)) => labels.push(label),
                None => found.push((finding.kind, finding.word, vec![label])),
            }
        }
    }
    found.sort();
    let caution = |(kind, word, labels): (WarningKind, String, Vec<&str>)| {
        let fields = labels.join("」「");
        match kind {
            WarningKind::Hours => says.caution_hours(fields, word),
            WarningKind::Place => says.caution_place(fields, word),
            _ => says.caution_sequence(fields, word),
        }
    };
    found.into_iter().map(caution).collect()
}

/// What can be written in a field instead of a text with a directive: its other sentences, and one by result and
/// inspection. Empty where there is none.
pub fn offer(
    def: &FieldDef,
    typed: &str,
    task: &Task,
    given: &TaskAnswers,
    content: &Content,
) -> String {
    let kept = content.checks.without_directives(typed, def.context());
    let says = &content.texts.job_spec;
    let inspection = draft::criterion(task, given, content);
    let sentence = match def.id {
        "work" | "deliverable" | "procedure" | "inspection" => {
            says.suggest(draft::outcome(task), inspection)
        }
        "volume" => says.instead_volume(inspection),
        "excludes" => says.instead_excludes(inspection),
        "handover" => says.instead_handover(inspection),
        "delivery" => says.instead_delivery(draft::outcome(task)),
        "fee" => says.instead_fee(inspection),
        // A sentence by the result has nothing to say about the other fields.
        _ => String::new(),
    };
    let offered = format!("{kept}\n{sentence}").trim().to_owned();
    if content.checks.has_directive(&offered, def.context()) {
        kept
    } else {
        offered
    }
}
