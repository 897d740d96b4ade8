//! What a text gives away, leaves open or directs, shown at its field, with what can be written instead.

use forms::Field;
use forms::draw::Draw;
use text_checks::{Checks, TextContext};

/// The field with its warnings. Where its text has a directive, `offer` is what can be written instead; empty: nothing.
pub(super) fn warned(
    draw: &Draw,
    checks: &Checks,
    field: Field,
    context: TextContext,
    offer: impl Fn(&str) -> String,
) -> Field {
    let warnings = checks
        .warnings(&field.value, context, draw.words)
        .into_iter();
    let messages: Vec<String> = warnings.map(|warning| warning.message).collect();
    Field {
        warning: messages.join("\n"),
        offer: offered(checks, &field.value, context, offer),
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
