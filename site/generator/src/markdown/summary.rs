//! The summary: the HTML before `<!-- more -->`.

use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag, TagEnd};
use regex::Regex;
use tera::Context;

use super::Writer;

/// The id of the place in the page where the summary ends.
pub(super) const ID: &str = "continue-reading";

/// What is in the page where the summary ends.
pub(super) const MARK: &str = "<span id=\"continue-reading\"></span>";

static DIVIDER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)<!--\s*more\s*-->").expect("the pattern is fixed"));

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<sup class="footnote-reference"( id=\s*.*?)?><a href=\s*.*?>\s*.*?</a></sup>"#)
        .expect("the pattern is fixed")
});

/// Whether a piece of HTML says that the summary ends there.
pub(super) fn is_divider(html: &str) -> bool {
    DIVIDER.is_match(html)
}

impl Writer<'_> {
    /// The summary; elements still open where it ends are cut off and closed.
    pub(super) fn summary(&mut self) -> Option<String> {
        let before = &self.output[..self.summary_at?];
        let open = open_elements(before);
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, before.iter().cloned());
        html = REFERENCE.replace_all(&html, "").trim_end().to_owned();
        if !open.is_empty() {
            let mut context = Context::new();
            context.insert("summary", &html);
            context.insert("lang", self.around.lang);
            html.push_str(&self.template("summary-cutoff.html", &context));
        }
        pulldown_cmark::html::push_html(&mut html, open.into_iter().rev().map(Event::End));
        Some(html)
    }
}

fn open_elements(events: &[Event]) -> Vec<TagEnd> {
    let mut open: Vec<TagEnd> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(tag) => open.push(tag.to_end()),
            Event::End(tag) => {
                open.truncate(open.iter().rposition(|start| start == tag).unwrap_or(0))
            }
            _ => {}
        }
    }
    open
}
