//! Looks for what a link's anchor points at.

use std::sync::LazyLock;

use scraper::{Html, Selector};

use super::Heading;

static NAMED: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("[id], [name]").expect("the selector is fixed"));

/// Whether a heading has that id.
pub fn has_anchor(headings: &[Heading], id: &str) -> bool {
    headings
        .iter()
        .any(|heading| heading.id == id || has_anchor(&heading.children, id))
}

/// Whether some element of the HTML has that `id` or `name`; capitals count, as they do for browsers.
pub fn has_id(html: &str, id: &str) -> bool {
    let html = Html::parse_fragment(html);
    let mut named = html.select(&NAMED);
    named.any(|element| {
        ["id", "name"]
            .iter()
            .any(|name| element.attr(name) == Some(id))
    })
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
        for html in [
            "<p id=\"fees\">",
            "<p data-id=\"fee\">",
            "<p id=\"Fee\">",
            "<!-- <p id=\"fee\"> -->",
            "<p>Set id=fee here.</p>",
            "<img alt=\"the id=fee\">",
            "<script>x = '<p id=fee>'</script>",
        ] {
            assert!(!has_id(html, "fee"), "{html}");
        }
    }
}
