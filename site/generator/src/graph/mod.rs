//! What follows from the whole site: which page belongs where, in what order, and what points at what.

mod collisions;
mod members;
mod sort;
mod taxonomies;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use view::Config;

pub use collisions::find_collisions;
pub use taxonomies::{Taxonomy, Term};

use crate::content::{ContentPage, Document, Loaded, Section};
use crate::fault::Fault;

/// A page or a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentRef {
    /// The page of that number.
    Page(usize),
    /// The section of that number.
    Section(usize),
}

/// The whole site.
#[derive(Debug, Default)]
pub struct Graph {
    /// The pages, in the order of their paths.
    pub pages: Vec<ContentPage>,
    /// The sections, in the order of their paths.
    pub sections: Vec<Section>,
    /// Pages and sections by path below `content/`.
    pub by_path: HashMap<String, ContentRef>,
    /// The language versions of each text, by folder and name.
    pub versions: HashMap<String, Vec<ContentRef>>,
    /// What links to each file below `content/`.
    pub backlinks: BTreeMap<String, BTreeSet<ContentRef>>,
    /// The taxonomies of all languages.
    pub taxonomies: Vec<Taxonomy>,
    /// Pages that lack what the order of their section needs, and that section.
    left_out: Vec<(usize, usize)>,
}

impl Graph {
    /// Puts loaded content in relation.
    pub fn new(loaded: Loaded, config: &Config) -> Graph {
        let Loaded {
            pages, sections, ..
        } = loaded;
        let mut graph = Graph {
            pages,
            sections,
            ..Graph::default()
        };
        graph.index();
        graph.relate(config);
        graph.taxonomies = taxonomies::find(&graph.pages, config);
        graph
    }

    fn index(&mut self) {
        let pages = self
            .pages
            .iter()
            .enumerate()
            .map(|(at, page)| (&page.document, ContentRef::Page(at)));
        let sections = self
            .sections
            .iter()
            .enumerate()
            .map(|(at, section)| (&section.document, ContentRef::Section(at)));
        for (document, entry) in pages.chain(sections) {
            self.by_path.insert(document.source.relative.clone(), entry);
        }
    }

    /// What pages and sections share.
    pub fn document(&self, entry: ContentRef) -> &Document {
        match entry {
            ContentRef::Page(at) => &self.pages[at].document,
            ContentRef::Section(at) => &self.sections[at].document,
        }
    }

    /// The title of a page or section.
    pub fn title(&self, entry: ContentRef) -> Option<&String> {
        match entry {
            ContentRef::Page(at) => self.pages[at].matter.title.as_ref(),
            ContentRef::Section(at) => self.sections[at].matter.title.as_ref(),
        }
    }

    /// All pages and sections.
    pub fn entries(&self) -> impl Iterator<Item = ContentRef> {
        (0..self.pages.len())
            .map(ContentRef::Page)
            .chain((0..self.sections.len()).map(ContentRef::Section))
    }

    /// The section of a path below `content/`.
    pub fn section_at(&self, relative: &str) -> Option<usize> {
        match self.by_path.get(relative) {
            Some(ContentRef::Section(at)) => Some(*at),
            _ => None,
        }
    }

    /// Gathers what links to what; Markdown must have been rendered.
    pub fn link_back(&mut self) {
        self.backlinks.clear();
        let mut links = Vec::new();
        for entry in self.entries() {
            let targets = self.document(entry).rendered.internal_links.iter();
            links.extend(targets.map(|(target, _)| (target.clone(), entry)));
        }
        for (target, entry) in links {
            self.backlinks.entry(target).or_default().insert(entry);
        }
    }

    /// One warning for each page that a section leaves out of its list.
    pub fn left_out(&self) -> Vec<Fault> {
        let written = self.written_pages();
        let warning = |&(page, section): &(usize, usize)| {
            let section = &self.sections[section];
            let key = section.matter.sort_by.key();
            let what = format!(
                "the page has no {key}, so `content/{}`, which is ordered by it, leaves it out{}",
                section.document.source.relative,
                if written.contains(&page) {
                    ""
                } else {
                    ", and it is not written"
                },
            );
            let help = format!("give the page its {key}, or the section another `sort_by`");
            Fault::new(&self.pages[page].document.file, what).help(help)
        };
        self.left_out.iter().map(warning).collect()
    }

    /// The pages a build writes: those in a section, and those in folders without one.
    pub fn written_pages(&self) -> Vec<usize> {
        let in_sections = self
            .sections
            .iter()
            .flat_map(|section| section.pages.iter().copied());
        let orphans =
            (0..self.pages.len()).filter(|&at| self.pages[at].document.ancestors.is_empty());
        let mut pages: Vec<usize> = in_sections
            .chain(orphans)
            .filter(|&at| self.pages[at].matter.render)
            .collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }
}
