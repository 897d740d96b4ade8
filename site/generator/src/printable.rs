//! Keeps control characters, which come along with text out of office programs, out of what is written.

use std::borrow::Cow;

/// The text without characters that no XML may hold, so that every reader opens it: a vertical tab or form feed, which
/// office programs use for line breaks, becomes a blank, the others go.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let kept = |c: char| match c {
        '\u{b}' | '\u{c}' => Some(' '),
        c => (!is_unprintable(c)).then_some(c),
    };
    Cow::Owned(text.chars().filter_map(kept).collect())
}

/// Whether XML 1.0 (section 2.2) has no place for the character.
fn is_unprintable(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_line_breaks_become_blanks() {
        assert_eq!(printable("見積\u{b}書\u{8}\u{ffff}\r\n\t"), "見積 書\r\n\t");
        assert!(matches!(printable("見積書"), Cow::Borrowed(_)));
    }
}
