//! Footnotes gathered at the bottom and numbered in the order of their first use.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, TagEnd};

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    open: Option<Note<'a>>,
    done: Vec<Note<'a>>,
    /// Number and count of uses by name.
    used: HashMap<String, (usize, usize)>,
}

struct Note<'a> {
    name: CowStr<'a>,
    content: Vec<Event<'a>>,
}

impl<'a> Footnotes<'a> {
    pub(super) fn start(&mut self, name: CowStr<'a>) {
        self.open = Some(Note {
            name,
            content: Vec::new(),
        });
    }

    pub(super) fn end(&mut self) {
        self.done.extend(self.open.take());
    }

    /// The footnote being read.
    pub(super) fn open(&mut self) -> Option<&mut Vec<Event<'a>>> {
        self.open.as_mut().map(|note| &mut note.content)
    }

    /// The mark at a place that refers to a footnote.
    pub(super) fn refer(&mut self, name: &str) -> String {
        let next = self.used.len() + 1;
        let (number, uses) = self.used.entry(name.to_owned()).or_insert((next, 0));
        *uses += 1;
        format!(
            "<sup class=\"footnote-reference\" id=\"fr-{name}-{uses}\"><a href=\"#fn-{name}\">[{number}]</a></sup>"
        )
    }

    /// The list at the bottom; footnotes nothing refers to are left out.
    pub(super) fn section(&mut self) -> Vec<Event<'a>> {
        let used = &self.used;
        let mut notes: Vec<(usize, usize, Note)> = std::mem::take(&mut self.done)
            .into_iter()
            .filter_map(|note| {
                used.get(&*note.name)
                    .map(|(number, uses)| (*number, *uses, note))
            })
            .collect();
        if notes.is_empty() {
            return Vec::new();
        }
        notes.sort_by_key(|(number, ..)| *number);
        let mut out = vec![html(
            "<section class=\"footnotes\">\n<ol class=\"footnotes-list\">\n".to_owned(),
        )];
        for (_, uses, note) in notes {
            item(&mut out, note, uses);
        }
        out.push(html("</ol>\n</section>\n".to_owned()));
        out
    }
}

fn html<'a>(text: String) -> Event<'a> {
    Event::Html(text.into())
}

/// One footnote; the links back stand at the end of its last paragraph.
fn item<'a>(out: &mut Vec<Event<'a>>, note: Note<'a>, uses: usize) {
    let name = &note.name;
    let back = |use_: usize| {
        let mark = if use_ == 1 {
            String::new()
        } else {
            use_.to_string()
        };
        format!(" <a href=\"#fr-{name}-{use_}\">↩{mark}</a>")
    };
    let backs: String = (1..=uses).map(back).collect();
    out.push(html(format!("<li id=\"fn-{name}\">")));
    let last = note
        .content
        .iter()
        .rposition(|event| matches!(event, Event::End(TagEnd::Paragraph)));
    for (at, event) in note.content.into_iter().enumerate() {
        out.push(if Some(at) == last {
            html(format!("{backs}</p>\n"))
        } else {
            event
        });
    }
    if last.is_none() {
        out.push(html(backs));
    }
    out.push(html("</li>\n".to_owned()));
}
