//! What a text gives away, leaves open or orders, shown at its field before it is sent.

use forms::Field;
use forms::draw::Draw;
use text_checks::About;

/// What a text gives away, leaves open or orders.
fn warning(draw: &Draw, text: &str, about: About) -> String {
    let warnings = text_checks::warnings(text, about, draw.words).into_iter();
    let messages: Vec<String> = warnings.map(|warning| warning.message).collect();
    messages.join("\n")
}

/// The field with what its text gives away, leaves open or orders, and what travels instead.
pub(super) fn warned(
    draw: &Draw,
    field: Field,
    about: About,
    instead: impl Fn(&str) -> String,
) -> Field {
    let mut warning = warning(draw, &field.value, about);
    if text_checks::instructs(&field.value, about) {
        let instead = self::instead(draw, &instead(&field.value));
        warning = format!("{warning}\n{instead}");
    }
    Field { warning, ..field }
}

/// What the sheet says instead of what she wrote.
pub(super) fn instead(draw: &Draw, text: &str) -> String {
    format!("{}{text}", draw.words.text("turned", &[]))
}
