//! Pages, sections and taxonomies as templates see them; each is made once and shared.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;
use tera::{Map, Value};
use view::TaxonomyConfig;

use crate::content::{ContentPage, Document, Section, day};
use crate::graph::{ContentRef, Graph, Taxonomy, Term};

/// The values of a site. Those of pages are made at once; lists of them when first asked for.
pub struct Values {
    /// Pages without their neighbours.
    alone: Vec<Value>,
    pages: Vec<OnceLock<Value>>,
    sections: Vec<OnceLock<Value>>,
    taxonomies: Vec<OnceLock<view::TaxonomyView>>,
}

impl Values {
    /// Makes the values of all pages.
    pub fn new(graph: &Graph) -> Values {
        let alone = graph
            .pages
            .par_iter()
            .map(|page| page_value(graph, page))
            .collect();
        Values {
            alone,
            pages: graph.pages.iter().map(|_| OnceLock::new()).collect(),
            sections: graph.sections.iter().map(|_| OnceLock::new()).collect(),
            taxonomies: graph.taxonomies.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// A page, with its neighbours.
    pub fn page(&self, graph: &Graph, at: usize) -> Value {
        let page = &graph.pages[at];
        if page.lower.is_none() && page.higher.is_none() {
            return self.alone[at].clone();
        }
        let with_neighbours = || {
            let mut map = self.alone[at].as_map().cloned().unwrap_or_default();
            for (name, neighbour) in [("lower", page.lower), ("higher", page.higher)] {
                if let Some(neighbour) = neighbour {
                    map.insert(name.into(), self.alone[neighbour].clone());
                }
            }
            Value::from(map)
        };
        self.pages[at].get_or_init(with_neighbours).clone()
    }

    fn pages(&self, graph: &Graph, numbers: &[usize]) -> Value {
        Value::from(
            numbers
                .iter()
                .map(|&at| self.page(graph, at))
                .collect::<Vec<_>>(),
        )
    }

    /// A section, with its pages.
    pub fn section(&self, graph: &Graph, at: usize) -> Value {
        let section = &graph.sections[at];
        let make = || section_value(graph, section, self.pages(graph, &section.pages));
        self.sections[at].get_or_init(make).clone()
    }

    /// A taxonomy, with its terms and their pages.
    pub fn taxonomy(&self, graph: &Graph, at: usize) -> &view::TaxonomyView {
        self.taxonomies[at].get_or_init(|| self.taxonomy_value(graph, &graph.taxonomies[at]))
    }

    fn taxonomy_value(&self, graph: &Graph, taxonomy: &Taxonomy) -> view::TaxonomyView {
        let of_term = |term: &Term| term_value(term, self.pages(graph, &term.pages));
        let items: Vec<Value> = taxonomy.terms.iter().map(of_term).collect();
        let terms = taxonomy
            .terms
            .iter()
            .map(|term| term.slug.clone())
            .zip(items.iter().cloned());
        let value = map([
            ("kind", kind_value(&taxonomy.kind)),
            ("lang", text(&taxonomy.lang)),
            ("permalink", text(&taxonomy.permalink)),
            ("items", Value::from(items.clone())),
        ]);
        view::TaxonomyView {
            terms: terms.collect(),
            value,
        }
    }
}

fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value::from(
        entries
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect::<Map>(),
    )
}

fn text(text: &str) -> Value {
    Value::from(text)
}

fn maybe(text: Option<&String>) -> Value {
    Value::from(text.map(String::as_str))
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Value {
    Value::from(
        texts
            .iter()
            .map(|text| Value::from(text.as_ref()))
            .collect::<Vec<_>>(),
    )
}

/// The settings of a taxonomy.
pub fn kind_value(kind: &TaxonomyConfig) -> Value {
    Value::from_serializable(kind)
}

fn term_value(term: &Term, pages: Value) -> Value {
    map([
        ("name", text(&term.name)),
        ("slug", text(&term.slug)),
        ("path", text(&term.path)),
        ("permalink", text(&term.permalink)),
        ("pages", pages),
        ("page_count", Value::from(term.pages.len())),
    ])
}

/// What pages and sections have in common.
fn document_map(graph: &Graph, document: &Document) -> Map {
    let entries = [
        ("relative_path", text(&document.source.relative)),
        ("colocated_path", maybe(document.source.colocated.as_ref())),
        ("content", document.rendered.content.clone()),
        ("permalink", text(&document.permalink)),
        ("ancestors", texts(&document.ancestors)),
        ("path", text(&document.path)),
        ("components", texts(&document.components())),
        ("toc", Value::from_serializable(&document.rendered.toc)),
        ("word_count", Value::from(document.word_count)),
        ("reading_time", Value::from(document.reading_time)),
        ("assets", texts(&document.asset_paths)),
        ("lang", text(&document.source.lang)),
        ("translations", translations(graph, document)),
        ("backlinks", backlinks(graph, document)),
    ];
    entries
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect()
}

fn translations(graph: &Graph, document: &Document) -> Value {
    let versions = graph.versions.get(&document.source.canonical());
    let value = |&entry: &ContentRef| {
        let other = graph.document(entry);
        map([
            ("lang", text(&other.source.lang)),
            ("permalink", text(&other.permalink)),
            ("title", maybe(graph.title(entry))),
            ("path", path_text(&other.file)),
        ])
    };
    Value::from(
        versions
            .into_iter()
            .flatten()
            .map(value)
            .collect::<Vec<_>>(),
    )
}

fn path_text(path: &Path) -> Value {
    Value::from(path.to_string_lossy())
}

fn backlinks(graph: &Graph, document: &Document) -> Value {
    let sources = graph.backlinks.get(&document.source.relative);
    let mut links: Vec<(&str, Option<&String>)> = sources
        .into_iter()
        .flatten()
        .map(|&entry| (graph.document(entry).permalink.as_str(), graph.title(entry)))
        .collect();
    links.sort_by_key(|(permalink, _)| *permalink);
    let value = |(permalink, title)| map([("permalink", text(permalink)), ("title", maybe(title))]);
    Value::from(links.into_iter().map(value).collect::<Vec<_>>())
}

/// A page, without its neighbours.
pub fn page_value(graph: &Graph, page: &ContentPage) -> Value {
    let mut value = document_map(graph, &page.document);
    let matter = &page.matter;
    let day = matter.date.as_deref().and_then(day);
    let taxonomies: BTreeMap<String, Value> = matter
        .taxonomies
        .iter()
        .map(|(name, terms)| (name.clone(), texts(terms)))
        .collect();
    let own = [
        ("slug", text(&page.slug)),
        ("title", maybe(matter.title.as_ref())),
        ("description", maybe(matter.description.as_ref())),
        ("updated", maybe(matter.updated.as_ref())),
        ("date", maybe(matter.date.as_ref())),
        ("year", Value::from(day.map(|(year, ..)| year))),
        ("month", Value::from(day.map(|(_, month, _)| month))),
        ("day", Value::from(day.map(|(.., day)| day))),
        ("taxonomies", Value::from(taxonomies)),
        ("authors", texts(&matter.authors)),
        ("extra", matter.extra.clone()),
        ("summary", maybe(page.document.rendered.summary.as_ref())),
        ("draft", Value::from(matter.draft)),
        ("lower", Value::none()),
        ("higher", Value::none()),
    ];
    value.extend(own.into_iter().map(|(key, value)| (key.into(), value)));
    Value::from(value)
}

/// A section with the given pages.
pub fn section_value(graph: &Graph, section: &Section, pages: Value) -> Value {
    let mut value = document_map(graph, &section.document);
    let matter = &section.matter;
    let below: Vec<&str> = section
        .subsections
        .iter()
        .map(|&at| graph.sections[at].document.source.relative.as_str())
        .collect();
    let own = [
        ("draft", Value::from(matter.draft)),
        ("title", maybe(matter.title.as_ref())),
        ("description", maybe(matter.description.as_ref())),
        ("extra", matter.extra.clone()),
        ("pages", pages),
        ("subsections", texts(&below)),
        ("generate_feeds", Value::from(matter.generate_feeds)),
        ("transparent", Value::from(matter.transparent)),
        ("paginate_by", Value::from(matter.paginate_by)),
        ("paginate_reversed", Value::from(matter.paginate_reversed)),
    ];
    value.extend(own.into_iter().map(|(key, value)| (key.into(), value)));
    Value::from(value)
}
