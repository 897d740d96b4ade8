//! The ids of a text's elements: those its author gives, and free ones for the rest.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag};
use scraper::{Html, Selector};

use super::summary;

static ID: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("[id]").expect("the selector is fixed"));

/// The ids that the author of a text gives to headings and in HTML.
pub(super) struct Given {
    pub(super) ids: HashSet<String>,
    /// Those given more than once.
    pub(super) repeated: BTreeSet<String>,
}

impl Given {
    pub(super) fn of(events: &[(Event, Range<usize>)]) -> Given {
        let mut given = Given {
            ids: HashSet::new(),
            repeated: BTreeSet::new(),
        };
        let mut html = String::new();
        for (event, _) in events {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => given.add(id),
                Event::Html(part) | Event::InlineHtml(part) => {
                    html.push_str(part);
                    html.push('\n');
                }
                _ => {}
            }
        }
        // What stands in a comment, in a script or between tags is no id.
        for element in Html::parse_fragment(&html).select(&ID) {
            given.add(element.attr("id").unwrap_or_default());
        }
        if summary::is_divider(&html) {
            given.add(summary::ID);
        }
        given
    }

    fn add(&mut self, id: &str) {
        if !self.ids.insert(id.to_owned()) {
            self.repeated.insert(id.to_owned());
        }
    }
}

/// The slug, or the slug with the first number that makes it free.
pub(super) fn free_id(taken: &HashSet<String>, slug: &str) -> String {
    let numbered = (1..).map(|number| format!("{slug}-{number}"));
    std::iter::once(slug.to_owned())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_ids_are_numbered() {
        let taken = HashSet::from(["a".into(), "a-1".into()]);
        assert_eq!(free_id(&taken, "a"), "a-2");
    }
}
