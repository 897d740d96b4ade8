//! What a text gives away, leaves open or directs, shown at its field, with what can be written instead.

use forms::Field;
use text_checks::{Checks, TextContext};
use town::Content;

/// The field with its warnings. Where its text has a directive, `offer` is what can be written instead; empty: nothing.
pub(super) fn warned(
    content: &Content,
    field: Field,
    context: TextContext,
    offer: impl Fn(&str) -> String,
) -> Field {
    let warnings = content.text_warnings(&field.value, context).into_iter();
    let messages: Vec<String> = warnings.map(|warning| warning.message).collect();
    Field {
        warning: messages.join("\n"),
        offer: offered(&content.checks, &field.value, context, offer),
        ..field
    }
}

/// What can be written instead of a text with a directive.
pub(super) fn offered(
    checks: &Checks,
    text: &str,
    context: TextContext,
    offer: impl Fn(&str) -> String,
) -> String {
    if checks.has_directive(text, context) {
        offer(text)
    } else {
        String::new()
    }
}
