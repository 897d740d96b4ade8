//! An answer to a question that was closed before it came: nothing of it is taken, and its writer is told and shown it.

use axum::http::StatusCode;
use axum::response::Response;
use base::text;
use forms::Input;
use placements::{Event, Placement};
use town::texts::DirectorTexts;
use web::AppState;

use crate::ANSWER;
use crate::session::LinkSession;
use crate::settled::{self, SettledWords};

/// What was typed and does not stand on the sheet: it came after the question was closed. `note`: the field for all else.
pub(crate) fn not_taken(
    placement: &Placement,
    input: &Input,
    note: &str,
    texts: &DirectorTexts,
) -> Vec<String> {
    let fields = placement.spec.fields.iter();
    let typed = fields.filter_map(|field| {
        let text = text::lines(input.one(&field.id));
        let is_new = !text.is_empty() && text != field.value;
        is_new.then(|| texts.answer_late_line(&field.label, text))
    });
    let said = |note: &str| {
        let answers = placement.history.iter();
        let mut notes = answers.filter_map(|entry| match &entry.event {
            Event::Answered { note, .. } => Some(note.as_str()),
            _ => None,
        });
        notes.any(|before| before == note)
    };
    let note = Some(text::lines(input.one(note))).filter(|note| !note.is_empty() && !said(note));
    typed.chain(note).collect()
}

/// What came too late, for its writer to tell otherwise.
pub(crate) fn too_late(
    state: &AppState,
    session: &LinkSession,
    placement: &Placement,
    late: Vec<String>,
) -> Response {
    let content = state.content.get();
    let texts = &content.texts.director;
    let told = texts.answer_late(&content.programme.operator.name);
    let words = SettledWords {
        heading: texts.answer_late_heading(),
        thanks: None,
        lines: [told].into_iter().chain(late).collect(),
        changes: Vec::new(),
    };
    settled::page(
        state,
        StatusCode::CONFLICT,
        ANSWER,
        session,
        placement,
        words,
    )
}
