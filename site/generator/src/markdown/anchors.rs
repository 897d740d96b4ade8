//! Looks for what a link's anchor points at.

use regex::Regex;

use super::Heading;

/// Whether a heading has that id.
pub fn has_anchor(headings: &[Heading], id: &str) -> bool {
    headings
        .iter()
        .any(|heading| heading.id == id || has_anchor(&heading.children, id))
}

/// Whether some element of the HTML has that `id` or `name`.
pub fn has_id(html: &str, id: &str) -> bool {
    let pattern = format!(r#"(?i)\s(?:id|name) *= *["']*{}["' >]"#, regex::escape(id));
    Regex::new(&pattern).is_ok_and(|pattern| pattern.is_match(html))
}

/// Whether a browser gives the anchor a meaning of its own.
pub fn is_special(id: &str) -> bool {
    id.is_empty() || id.eq_ignore_ascii_case("top")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_are_found_in_any_quotes() {
        assert!(has_id("<p id=fee>", "fee"));
        assert!(has_id("<a class='x' name = 'fee'>", "fee"));
        assert!(!has_id("<p id=\"fees\">", "fee"));
        assert!(!has_id("<p data-id=\"fee\">", "fee"));
    }
}
