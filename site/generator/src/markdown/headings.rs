//! Headings: their ids, their links to themselves, and the table of contents.

use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event};
use regex::Regex;
use serde::Serialize;
use tera::Context;
use view::InsertAnchor;

use super::ids::free_id;
use super::{Writer, html};

/// A heading of the table of contents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u32,
    /// Its id.
    pub id: String,
    /// Its full address.
    pub permalink: String,
    /// Its words.
    pub title: String,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// A heading while it is read.
pub(super) struct HeadingBuffer<'a> {
    level: u32,
    id: Option<CowStr<'a>>,
    classes: Vec<CowStr<'a>>,
    pub(super) content: Vec<Event<'a>>,
}

impl<'a> HeadingBuffer<'a> {
    pub(super) fn new(
        level: u32,
        id: Option<CowStr<'a>>,
        classes: Vec<CowStr<'a>>,
    ) -> HeadingBuffer<'a> {
        HeadingBuffer {
            level,
            id,
            classes,
            content: Vec::new(),
        }
    }

    fn title(&self) -> String {
        let text = |event: &Event<'a>| match event {
            Event::Text(text) | Event::Code(text) => Some(text.to_string()),
            _ => None,
        };
        self.content.iter().filter_map(text).collect()
    }

    fn opening(&self, id: &str) -> String {
        let classes: Vec<String> = self.classes.iter().map(|class| html(class)).collect();
        let class = if classes.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", classes.join(" "))
        };
        format!("<h{} id=\"{}\"{class}>", self.level, html(id))
    }
}

static OPENING_LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(<\s*a[^>]*>).*?<\s*/\s*a>").expect("the pattern is fixed"));

impl Writer<'_> {
    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        let title = heading.title();
        let id = self.heading_id(&heading, &title);
        self.output.push(Event::Html(heading.opening(&id).into()));
        let level = heading.level;
        let (before, after) = self.anchor(&id, level);
        self.output
            .extend(before.map(|html| Event::Html(html.into())));
        self.output.extend(heading.content);
        self.output
            .extend(after.map(|html| Event::Html(html.into())));
        self.output
            .push(Event::Html(format!("</h{level}>\n").into()));
        let permalink = format!("{}#{id}", self.around.permalink);
        self.headings.push(Heading {
            level,
            id,
            permalink,
            title,
            children: Vec::new(),
        });
    }

    fn heading_id(&mut self, heading: &HeadingBuffer, title: &str) -> String {
        if let Some(id) = &heading.id {
            return id.to_string();
        }
        let slug = self.around.config.slugify.anchors.anchor(title);
        let id = free_id(&self.ids, &slug);
        self.ids.insert(id.clone());
        id
    }

    /// What stands before and after a heading's words.
    fn anchor(&mut self, id: &str, level: u32) -> (Option<String>, Option<String>) {
        let place = self.around.insert_anchor;
        if place == InsertAnchor::None {
            return (None, None);
        }
        let mut context = Context::new();
        context.insert("id", id);
        context.insert("level", &level);
        context.insert("lang", self.around.lang);
        let link = self.template("anchor-link.html", &context);
        match place {
            InsertAnchor::Left => (Some(link), None),
            InsertAnchor::Right => (None, Some(link)),
            InsertAnchor::Heading => match OPENING_LINK.captures(&link) {
                Some(found) => (Some(found[1].to_owned()), Some("</a>".to_owned())),
                None => (None, None),
            },
            InsertAnchor::None => (None, None),
        }
    }
}

/// Nests headings by their levels.
pub(super) fn nest(headings: Vec<Heading>) -> Vec<Heading> {
    let mut nested: Vec<Heading> = Vec::new();
    for heading in headings {
        adopt(&mut nested, heading);
    }
    nested
}

fn adopt(siblings: &mut Vec<Heading>, heading: Heading) {
    match siblings.last_mut() {
        Some(last) if heading.level > last.level => adopt(&mut last.children, heading),
        _ => siblings.push(heading),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeper_headings_become_children() {
        let heading = |level| Heading {
            level,
            ..Heading::default()
        };
        let nested = nest(vec![
            heading(2),
            heading(4),
            heading(3),
            heading(2),
            heading(1),
        ]);
        let levels: Vec<(u32, usize)> =
            nested.iter().map(|h| (h.level, h.children.len())).collect();
        assert_eq!(levels, [(2, 2), (2, 0), (1, 0)]);
    }
}
