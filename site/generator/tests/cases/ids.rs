//! Ids of headings beside those of HTML.

use super::*;

/// What stands in a comment, in words or in an attribute is no id: the heading keeps its own, and the link leads to it.
#[test]
fn what_only_looks_like_an_id_takes_no_heading_its_own() {
    for text in [
        "<!-- <h2 id=\"fee\">old</h2> -->",
        "<p>Set id=fee in the form.</p>",
        "<p title=\"the id=fee\">x</p>",
    ] {
        let page = format!("+++\ntitle = \"A\"\n+++\n{text}\n\n## Fee\n");
        let link = "+++\ntitle = \"B\"\n+++\n[x](@/a.md#fee)\n";
        let files = [("content/a.md", page.as_str()), ("content/b.md", link)];
        let built = Built::site("base_url = \"https://example.jp\"\n", &files);
        assert!(
            built.text("a/index.html").contains("<h2 id=\"fee\">"),
            "{text}"
        );
        assert_eq!(built.warnings(), "", "{text}");
    }
    let page = "+++\n+++\n<p id=\"fee\">x</p>\n\n## Fee\n";
    let built = Built::site(
        "base_url = \"https://example.jp\"\n",
        &[("content/a.md", page)],
    );
    assert!(built.text("a/index.html").contains("<h2 id=\"fee-1\">"));
}
