//! Divides long lists of pages.

use std::sync::Arc;

use tera::{Map, Value};

use crate::content::Section;
use crate::graph::{Graph, Taxonomy, Term};
use crate::lookup::Ready;

/// What all parts of one list share.
#[derive(Debug)]
pub struct Division {
    /// The address of the first part.
    pub permalink: String,
    /// The word before the page number.
    pub word: String,
    by: usize,
    total: usize,
    permalinks: Vec<String>,
}

/// One part of a list.
#[derive(Debug)]
pub struct Pager {
    /// What all parts share.
    pub of: Arc<Division>,
    /// Its number, from 1.
    pub number: usize,
    /// Its address below the site's root.
    pub path: String,
    pages: Vec<usize>,
}

impl Pager {
    /// Its full address.
    pub fn permalink(&self) -> &str {
        &self.of.permalinks[self.number - 1]
    }

    /// What templates see as `paginator`.
    pub fn value(&self, site: &Ready) -> Value {
        let text = |text: &str| Value::from(text);
        let all = &self.of.permalinks;
        let pages: Vec<Value> = self
            .pages
            .iter()
            .map(|&at| site.values.page(&site.graph, at))
            .collect();
        let previous = self.number.checked_sub(2).and_then(|at| all.get(at));
        let entries = [
            ("paginate_by", Value::from(self.of.by)),
            ("first", text(&all[0])),
            ("last", text(&all[all.len() - 1])),
            ("total_pages", Value::from(self.of.total)),
            ("number_pagers", Value::from(all.len())),
            ("current_index", Value::from(self.number)),
            ("pages", Value::from(pages)),
            ("previous", Value::from(previous.map(String::as_str))),
            (
                "next",
                Value::from(all.get(self.number).map(String::as_str)),
            ),
            (
                "base_url",
                text(&numbered(&self.of.permalink, &self.of.word, None)),
            ),
        ];
        Value::from(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect::<Map>(),
        )
    }
}

/// The parts of a section's list.
pub fn section_pagers(graph: &Graph, section: &Section, by: usize) -> Vec<Pager> {
    let document = &section.document;
    let mut pages: Vec<usize> = rendered(graph, &section.pages);
    if section.matter.paginate_reversed {
        pages.reverse();
    }
    let path = if section.is_home() {
        "/"
    } else {
        &document.path
    };
    divide(
        &pages,
        by,
        &document.permalink,
        (&document.path, path),
        &section.matter.paginate_path,
    )
}

/// The parts of a term's list.
pub fn term_pagers(graph: &Graph, taxonomy: &Taxonomy, term: &Term, by: usize) -> Vec<Pager> {
    let word = taxonomy.kind.paginate_path.as_deref().unwrap_or("page");
    divide(
        &rendered(graph, &term.pages),
        by,
        &term.permalink,
        (&term.path, &term.path),
        word,
    )
}

fn rendered(graph: &Graph, pages: &[usize]) -> Vec<usize> {
    pages
        .iter()
        .copied()
        .filter(|&at| graph.pages[at].matter.render)
        .collect()
}

/// `paths` are that of the first part and the one the others' numbers are added to.
fn divide(
    pages: &[usize],
    by: usize,
    permalink: &str,
    paths: (&str, &str),
    word: &str,
) -> Vec<Pager> {
    let parts = pages.len().div_ceil(by).max(1);
    let later = (2..=parts).map(|number| numbered(permalink, word, Some(number)));
    let of = Arc::new(Division {
        permalink: permalink.to_owned(),
        word: word.to_owned(),
        by,
        total: pages.len(),
        permalinks: std::iter::once(permalink.to_owned()).chain(later).collect(),
    });
    let path = |number| {
        if number == 1 {
            paths.0.to_owned()
        } else {
            numbered(paths.1, word, Some(number))
        }
    };
    let mut chunks = pages.chunks(by);
    (1..=parts)
        .map(|number| Pager {
            of: of.clone(),
            number,
            path: path(number),
            pages: chunks.next().unwrap_or_default().to_vec(),
        })
        .collect()
}

fn numbered(base: &str, word: &str, number: Option<usize>) -> String {
    let word = if word.is_empty() {
        String::new()
    } else {
        format!("{word}/")
    };
    let number = number.map_or_else(String::new, |number| format!("{number}/"));
    format!("{base}{word}{number}")
}
