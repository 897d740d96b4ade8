//! Pages and sections as their files say; what follows from the whole site is in [`graph`](crate::graph).

mod assets;
mod date;
mod file;
mod front_matter;
mod load;
mod reading;
mod split;

use std::path::PathBuf;

use view::Source;

pub use date::{day, moment};
pub use front_matter::{PageMatter, SectionMatter, SortBy};
pub use load::{Loaded, load};
pub use split::Split;

use crate::markdown::Rendered;

/// A Markdown file: what it is, and the text until it is rendered.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What its path says.
    pub source: Source,
    /// The file.
    pub file: PathBuf,
    /// The Markdown.
    pub body: String,
    /// How many lines stand before the Markdown.
    pub lines_before_body: usize,
    /// Tells one Markdown from another after it is gone.
    pub fingerprint: u64,
    /// The address below the site's root.
    pub path: String,
    /// The full address.
    pub permalink: String,
    /// The files published beside it.
    pub assets: Vec<PathBuf>,
    /// The addresses of those files.
    pub asset_paths: Vec<String>,
    /// How many words, or in Chinese and Japanese characters.
    pub word_count: usize,
    /// How many minutes it takes to read.
    pub reading_time: usize,
    /// The HTML and what was found while making it.
    pub rendered: Rendered,
    /// The sections above it.
    pub ancestors: Vec<String>,
}

impl Document {
    /// Whether the Markdown holds Tera.
    pub fn has_tera(&self) -> bool {
        self.body.contains("{{") || self.body.contains("{%")
    }

    /// The parts of its address.
    pub fn components(&self) -> Vec<&str> {
        self.path
            .split('/')
            .filter(|part| !part.is_empty())
            .collect()
    }

    /// Whether it has a heading or an element with that id.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        let html = self.rendered.content.as_str().unwrap_or_default();
        crate::markdown::has_anchor(&self.rendered.toc, anchor)
            || crate::markdown::has_id(html, anchor)
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct ContentPage {
    /// What it shares with sections.
    pub document: Document,
    /// Its front matter.
    pub matter: PageMatter,
    /// The last part of its address.
    pub slug: String,
    /// The page before it in its section.
    pub lower: Option<usize>,
    /// The page after it in its section.
    pub higher: Option<usize>,
    /// Its template as its sections decide, if it names none.
    pub template: Option<String>,
}

impl ContentPage {
    /// Its template.
    pub fn template_name(&self) -> &str {
        self.matter
            .template
            .as_deref()
            .or(self.template.as_deref())
            .unwrap_or("page.html")
    }
}

/// A section.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What it shares with pages.
    pub document: Document,
    /// Its front matter.
    pub matter: SectionMatter,
    /// Its pages in order.
    pub pages: Vec<usize>,
    /// The sections right below it in order.
    pub subsections: Vec<usize>,
    /// Whether there is no file for it, so that `@/` cannot lead to it.
    pub implicit: bool,
}

impl Section {
    /// Whether it is the home page of a language.
    pub fn is_home(&self) -> bool {
        self.document.source.components.is_empty()
    }

    /// Its template.
    pub fn template_name(&self) -> &str {
        self.matter
            .template
            .as_deref()
            .unwrap_or(if self.is_home() {
                "index.html"
            } else {
                "section.html"
            })
    }
}
