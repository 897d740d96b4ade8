//! How long what is typed may be, so that pages, lists and mails can show it.

use town::texts::ErrorTexts;

use crate::field::{EditField, ValueKind};

/// Of what stands in headings, lists and subjects of mails.
const HEADING: usize = 100;
const LINE: usize = 300;
const TEXT: usize = 2_000;
const BODY: usize = 50_000;

/// What is wrong with the length of what was typed; what was as long already may stay.
pub(super) fn too_long(
    field: &EditField,
    before: &str,
    typed: &str,
    says: &ErrorTexts,
) -> Option<String> {
    let most = match (&field.kind, field.name.as_str()) {
        (ValueKind::Line, "title" | "venue" | "address" | "new_name") => HEADING,
        (ValueKind::Line | ValueKind::Choice(_), _) => LINE,
        (ValueKind::Text | ValueKind::List, _) => TEXT,
        (ValueKind::Body, _) => BODY,
        _ => return None,
    };
    let length = typed.chars().count();
    let is_longer = length > most && length > before.chars().count();
    is_longer.then(|| says.too_long(&field.label, most))
}
