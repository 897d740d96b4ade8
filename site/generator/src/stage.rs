//! Renders the Markdown of all pages and sections, and checks its links.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tera::{Context, Value};
use view::{InsertAnchor, LinkLevel, Lookup};

use crate::content::Document;
use crate::fault::{Fault, FaultKind, Faults, Outcome, Position, all};
use crate::graph::{ContentRef, Graph};
use crate::lookup::Library;
use crate::markdown::{MarkdownMistake, Rendered, Surroundings, is_special, render};
use crate::settings::Settings;
use crate::templates::{Origin, Templates};
use crate::values::{page_value, section_value};

/// Gives documents their HTML; tells what is worth telling.
pub fn take_in(graph: &mut Graph, rendered: Vec<(ContentRef, Rendered)>) -> Vec<Fault> {
    let mut warnings = Vec::new();
    for (entry, rendered) in rendered {
        let document = match entry {
            ContentRef::Page(at) => &mut graph.pages[at].document,
            ContentRef::Section(at) => &mut graph.sections[at].document,
        };
        warnings.extend(
            rendered
                .warnings
                .iter()
                .map(|what| Fault::new(&document.file, what)),
        );
        document.rendered = rendered;
        document.body = String::new();
    }
    warnings
}

/// What rendering Markdown needs.
pub struct RenderContext<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The templates.
    pub templates: &'a Templates,
    /// What is known of the site by now.
    pub library: &'a Library,
    /// The site.
    pub graph: &'a Graph,
    /// `config` in each language.
    pub configs: BTreeMap<String, Value>,
    /// An earlier state of the site with the same templates and the same addresses.
    pub known: Option<&'a Graph>,
}

impl RenderContext<'_> {
    /// Renders every page and section.
    ///
    /// # Errors
    /// Fails with every mistake in any of them.
    pub fn all(&self) -> Outcome<Vec<(ContentRef, Rendered)>> {
        let entries: Vec<ContentRef> = self.graph.entries().collect();
        let rendered: Vec<Outcome<(ContentRef, Rendered)>> = entries
            .par_iter()
            .map(|&entry| Ok((entry, self.document(entry)?)))
            .collect();
        all(rendered)
    }

    /// What the same Markdown became before.
    fn before(&self, entry: ContentRef) -> Option<Rendered> {
        let document = self.graph.document(entry);
        let graph = self.known?;
        let before = graph.document(*graph.by_path.get(&document.source.relative)?);
        let is_same =
            before.fingerprint == document.fingerprint && before.permalink == document.permalink;
        (is_same && !document.has_tera()).then(|| before.rendered.clone())
    }

    fn document(&self, entry: ContentRef) -> Outcome<Rendered> {
        if let Some(before) = self.before(entry) {
            return Ok(before);
        }
        let document = self.graph.document(entry);
        let text = if document.has_tera()
            && !self
                .settings
                .skip_templating
                .is_match(&document.source.relative)
        {
            Some(self.templates.render_text(
                &document.body,
                &self.context(entry),
                &Origin::Markdown(document),
            )?)
        } else {
            None
        };
        let around = Surroundings {
            config: &self.settings.config,
            tera: &self.templates.tera,
            permalink_of: &|path| self.library.permalink(path),
            lang: &document.source.lang,
            permalink: &document.permalink,
            relative: &document.source.relative,
            insert_anchor: self.insert_anchor(entry),
        };
        let text = text.as_deref().unwrap_or(&document.body);
        let mut rendered =
            render(text, &around).map_err(|mistakes| faults(document, text, mistakes))?;
        if let ContentRef::Section(at) = entry {
            let redirect = self.graph.sections[at].matter.redirect_to.clone();
            rendered
                .external_links
                .extend(redirect.filter(|to| crate::markdown::is_external(to)));
        }
        Ok(rendered)
    }

    /// What Tera in Markdown sees: its own page or section, as far as it is known by then.
    fn context(&self, entry: ContentRef) -> Context {
        let lang = &self.graph.document(entry).source.lang;
        let mut context = Context::new();
        context.insert("lang", lang);
        context.insert_value(
            "config",
            self.configs.get(lang).cloned().unwrap_or_else(Value::none),
        );
        match entry {
            ContentRef::Page(at) => {
                context.insert_value("page", page_value(self.graph, &self.graph.pages[at]))
            }
            ContentRef::Section(at) => {
                let none = Value::from(Vec::<Value>::new());
                context.insert_value(
                    "section",
                    section_value(self.graph, &self.graph.sections[at], none),
                );
            }
        }
        context
    }

    fn insert_anchor(&self, entry: ContentRef) -> InsertAnchor {
        let section = match entry {
            ContentRef::Section(at) => Some(at),
            ContentRef::Page(at) => {
                let source = &self.graph.pages[at].document.source;
                let is_default = source.lang == self.settings.config.default_language;
                let index = if is_default {
                    "_index.md".to_owned()
                } else {
                    format!("_index.{}.md", source.lang)
                };
                self.graph.section_at(&view::join(&source.parent, &index))
            }
        };
        let own = section.and_then(|at| self.graph.sections[at].matter.insert_anchor_links);
        own.unwrap_or(self.settings.config.markdown.insert_anchor_links)
    }
}

/// Shows mistakes in a content file. Where Tera changed the text, the words are looked for in the file.
fn faults(document: &Document, text: &str, mistakes: Vec<MarkdownMistake>) -> Faults {
    let file = std::fs::read_to_string(&document.file).unwrap_or_default();
    let fault = |mistake: MarkdownMistake| {
        let words = text.get(mistake.span.clone()).unwrap_or_default();
        let fault = Fault::new(&document.file, mistake.what)
            .about(mistake.kind)
            .help(mistake.help);
        if text == document.body {
            let place = Position::of_byte(text, mistake.span.start);
            let place = Position {
                line: place.line + document.lines_before_body,
                ..place
            };
            let width = words.lines().next().unwrap_or_default().chars().count();
            return fault.at(&file, place).wide(width);
        }
        match file.find(words) {
            Some(at) => fault.at_bytes(&file, &(at..at + words.len())),
            None => fault,
        }
    };
    mistakes.into_iter().map(fault).collect::<Vec<_>>().into()
}

/// Checks that links to anchors within the site lead to one. Gives the faults back if they are only to be told.
///
/// # Errors
/// Fails with every link that does not, unless the settings say otherwise.
pub fn check_anchors(graph: &Graph, settings: &Settings) -> Outcome<Vec<Fault>> {
    let mut faults = Vec::new();
    for entry in graph.entries() {
        let document = graph.document(entry);
        for (target, anchor) in &document.rendered.internal_links {
            let Some(anchor) = anchor.as_deref().filter(|anchor| !is_special(anchor)) else {
                continue;
            };
            let found = graph
                .by_path
                .get(target)
                .map(|&entry| graph.document(entry));
            if found.is_some_and(|target| target.has_anchor(anchor)) {
                continue;
            }
            faults.push(broken_anchor(document, target, anchor));
        }
    }
    match settings.config.link_checker.internal_level {
        LinkLevel::Error if !faults.is_empty() => Err(faults.into()),
        _ => Ok(faults),
    }
}

fn broken_anchor(document: &Document, target: &str, anchor: &str) -> Fault {
    let what = format!(
        "the link `@/{target}#{anchor}` leads to an anchor that `content/{target}` does not have"
    );
    let fault = Fault::new(&document.file, what)
        .about(FaultKind::Link(format!("@/{target}#{anchor}")))
        .help("link to a heading's id; an id of your own is written `## Heading {#id}`");
    let text = std::fs::read_to_string(&document.file).unwrap_or_default();
    let written = [format!("{target}#{anchor}"), format!("#{anchor}")];
    let found = written
        .iter()
        .find_map(|link| text.find(link.as_str()).map(|at| at..at + link.len()));
    match found {
        Some(bytes) => fault.at_bytes(&text, &bytes),
        None => fault,
    }
}
