//! Footnotes gathered at the bottom and numbered in the order of their first use.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::html as escaped;

/// What the notes of a text are called in ids, by their names in lower case: Markdown takes `[^A]` and `[^a]` for one.
#[derive(Clone, Default)]
pub(super) struct NoteNames {
    names: BTreeMap<String, String>,
    /// The names of notes that are defined more than once.
    repeated: BTreeSet<String>,
    is_bottom: bool,
}

impl NoteNames {
    pub(super) fn of(events: &[(Event, Range<usize>)], is_bottom: bool) -> NoteNames {
        let mut found = NoteNames {
            is_bottom,
            ..NoteNames::default()
        };
        let mut defined = HashSet::new();
        for (event, _) in events {
            let name = match event {
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    if !defined.insert(name.to_lowercase()) {
                        found.repeated.insert(name.to_string());
                    }
                    name
                }
                Event::FootnoteReference(name) => name,
                _ => continue,
            };
            let names = found.names.entry(name.to_lowercase());
            names.or_insert_with(|| name.to_string());
        }
        found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn warnings(&self) -> impl Iterator<Item = String> {
        let warning =
            |name| format!("the footnote `{name}` is written twice; its mark leads to the first");
        self.repeated.iter().map(warning)
    }

    /// Calls notes whose ids are taken otherwise.
    pub(super) fn avoid(&mut self, taken: &HashSet<String>) {
        let is_bottom = self.is_bottom;
        let clashes = |name: &str| {
            let is_of = |id: &String| match is_bottom {
                true => id == &format!("fn-{name}") || id.starts_with(&format!("fr-{name}-")),
                false => id == name,
            };
            taken.iter().any(is_of)
        };
        let mut others: HashSet<String> = self.names.values().cloned().collect();
        for name in self.names.values_mut().filter(|name| clashes(name)) {
            let other =
                numbered("note", name).find(|other| !clashes(other) && !others.contains(other));
            *name = other.unwrap_or_default();
            others.insert(name.clone());
        }
    }
}

/// `word-name`, `word-name-2` and so on.
fn numbered(word: &str, name: &str) -> impl Iterator<Item = String> {
    let later = (2..).map(move |number| format!("{word}-{name}-{number}"));
    std::iter::once(format!("{word}-{name}")).chain(later)
}

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    names: NoteNames,
    defined: HashSet<String>,
    open: Option<Note<'a>>,
    done: Vec<Note<'a>>,
    /// Number and count of uses by name.
    used: HashMap<String, (usize, usize)>,
}

struct Note<'a> {
    name: String,
    content: Vec<Event<'a>>,
}

impl<'a> Footnotes<'a> {
    pub(super) fn new(names: NoteNames) -> Footnotes<'a> {
        Footnotes {
            names,
            ..Footnotes::default()
        }
    }

    /// What a note is called in ids.
    pub(super) fn name(&self, written: &str) -> String {
        let known = self.names.names.get(&written.to_lowercase());
        known.map_or(written, String::as_str).to_owned()
    }

    /// What a note that begins here is called in ids; a second one of that name is called otherwise.
    pub(super) fn define(&mut self, written: &str) -> String {
        let name = self.name(written);
        let free = std::iter::once(name.clone())
            .chain(numbered("again", &name))
            .find(|name| !self.defined.contains(name))
            .unwrap_or_default();
        self.defined.insert(free.clone());
        free
    }

    pub(super) fn start(&mut self, name: String) {
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
        let name = escaped(name);
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
                used.get(&note.name)
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
    let name = escaped(&note.name);
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
