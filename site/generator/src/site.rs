//! Takes a site through its stages: settings, content, graph, Markdown, templates, files.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use tera::{Context, Value};
use view::{Config, InsertAnchor, LinkLevel, Lookup};

use crate::Report;
use crate::content::{Document, load};
use crate::fault::{Fault, Faults, Outcome, Position, all};
use crate::graph::{Entry, Graph, find_collisions};
use crate::lookup::{Library, Ready};
use crate::markdown::{Mistake, Rendered, Surroundings, is_special, render};
use crate::output::Output;
use crate::render::{Renderer, configs};
use crate::settings::Settings;
use crate::statics::Sheets;
use crate::templates::{Origin, Templates};
use crate::values::{Values, page_value, section_value};

/// A site whose content is rendered, ready to be written.
pub struct Site {
    root: PathBuf,
    settings: Arc<Settings>,
    templates: Templates,
    library: Arc<Library>,
    warnings: Vec<Fault>,
}

/// An earlier state of a site of which only Markdown files changed since.
pub struct Earlier<'a> {
    /// The site then.
    pub site: &'a Site,
    /// The pages whose templates asked for others.
    pub looked_around: &'a HashSet<usize>,
}

impl Site {
    /// Loads and renders the content of the site at `root`; `sheets` are its compiled style sheets.
    ///
    /// # Errors
    /// Fails with everything that is wrong at the first stage that cannot be finished.
    pub fn load(
        root: &Path,
        settings: Settings,
        drafts: bool,
        sheets: Sheets,
        earlier: Option<&Earlier>,
    ) -> Outcome<Site> {
        let settings = Arc::new(settings);
        let loaded = load(root, &settings, drafts)?;
        let mut graph = Graph::new(loaded, &settings.config);
        find_collisions(&graph)?;
        let library = Arc::new(Library::new(root, sheets, settings.clone(), &graph));
        let lookup: Arc<dyn Lookup> = library.clone();
        let templates = Templates::load(root, &lookup)?;
        library.set_tera(&templates.tera);
        let known = earlier
            .map(|e| e.site)
            .filter(|e| library.has_same_links(&e.library));
        let stage = Stage {
            settings: &settings,
            templates: &templates,
            library: &library,
            graph: &graph,
            configs: configs(&settings),
            known,
        };
        let rendered = stage.all()?;
        let mut warnings = take_in(&mut graph, rendered);
        graph.link_back();
        warnings.extend(check_anchors(&graph, &settings)?);
        let values = Values::new(&graph);
        library.set_ready(Ready { graph, values });
        Ok(Site {
            root: root.to_owned(),
            settings,
            templates,
            library,
            warnings,
        })
    }

    /// The whole site.
    pub fn ready(&self) -> &Ready {
        self.library.ready().expect("a loaded site is ready")
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What `config.toml` says.
    pub fn config(&self) -> &Config {
        &self.settings.config
    }

    /// Whether the settings leave a content file out.
    pub fn leaves_out(&self, file: &Path) -> bool {
        self.settings.ignored_content.is_match(file)
    }

    /// What was built.
    pub fn report(&self) -> Report {
        let graph = &self.ready().graph;
        let told = |fault: &Fault| Faults::from(fault.clone()).settled(&self.root).to_string();
        Report {
            pages: graph.pages.len(),
            sections: graph.sections.len(),
            warnings: self.warnings.iter().map(told).collect(),
        }
    }

    /// Whether dot files in the output folder survive a build.
    pub fn keeps_dot_files(&self) -> bool {
        self.settings.config.preserve_dotfiles_in_output
    }

    /// Renders all files into `output`, and tells which pages' templates asked for others.
    ///
    /// # Errors
    /// Fails with every page that cannot be rendered.
    pub fn write(&self, output: &Output, earlier: Option<&Earlier>) -> Outcome<HashSet<usize>> {
        crate::search::write(&self.ready().graph, &self.settings, output)?;
        let unchanged = earlier
            .map(|earlier| self.unchanged(earlier))
            .unwrap_or_default();
        let renderer = Renderer::new(&self.settings, &self.templates, self.ready(), output);
        let looked_around = renderer.without(unchanged).all()?;
        crate::statics::copy(&self.root, &self.settings, output)?;
        Ok(looked_around)
    }

    /// The pages that are as they were and whose templates asked for no others.
    fn unchanged(&self, earlier: &Earlier) -> HashSet<usize> {
        let (now, then) = (self.ready(), earlier.site.ready());
        let is_same = |at: &usize| {
            let page = &now.graph.pages[*at];
            let Some(Entry::Page(old)) = then.graph.by_path.get(&page.document.source.relative)
            else {
                return false;
            };
            let before = &then.graph.pages[*old];
            !earlier.looked_around.contains(old)
                && before.template_name() == page.template_name()
                && before.document.path == page.document.path
                && then.values.page(&then.graph, *old) == now.values.page(&now.graph, *at)
        };
        (0..now.graph.pages.len()).filter(is_same).collect()
    }
}

/// Gives documents their HTML.
fn take_in(graph: &mut Graph, rendered: Vec<(Entry, Rendered)>) -> Vec<Fault> {
    let mut warnings = Vec::new();
    for (entry, rendered) in rendered {
        let document = match entry {
            Entry::Page(at) => &mut graph.pages[at].document,
            Entry::Section(at) => &mut graph.sections[at].document,
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
struct Stage<'a> {
    settings: &'a Settings,
    templates: &'a Templates,
    library: &'a Library,
    graph: &'a Graph,
    configs: BTreeMap<String, Value>,
    /// An earlier state of the site with the same templates and the same addresses.
    known: Option<&'a Site>,
}

impl Stage<'_> {
    fn all(&self) -> Outcome<Vec<(Entry, Rendered)>> {
        let entries: Vec<Entry> = self.graph.entries().collect();
        let rendered: Vec<Outcome<(Entry, Rendered)>> = entries
            .par_iter()
            .map(|&entry| Ok((entry, self.document(entry)?)))
            .collect();
        all(rendered)
    }

    /// What the same Markdown became before.
    fn before(&self, entry: Entry) -> Option<Rendered> {
        let document = self.graph.document(entry);
        let graph = &self.known?.ready().graph;
        let before = graph.document(*graph.by_path.get(&document.source.relative)?);
        let is_same =
            before.fingerprint == document.fingerprint && before.permalink == document.permalink;
        (is_same && !document.has_tera()).then(|| before.rendered.clone())
    }

    fn document(&self, entry: Entry) -> Outcome<Rendered> {
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
        if let Entry::Section(at) = entry {
            let redirect = self.graph.sections[at].matter.redirect_to.clone();
            rendered
                .external_links
                .extend(redirect.filter(|to| crate::markdown::is_external(to)));
        }
        Ok(rendered)
    }

    /// What Tera in Markdown sees: its own page or section, as far as it is known by then.
    fn context(&self, entry: Entry) -> Context {
        let lang = &self.graph.document(entry).source.lang;
        let mut context = Context::new();
        context.insert("lang", lang);
        context.insert_value(
            "config",
            self.configs.get(lang).cloned().unwrap_or_else(Value::none),
        );
        match entry {
            Entry::Page(at) => {
                context.insert_value("page", page_value(self.graph, &self.graph.pages[at]))
            }
            Entry::Section(at) => {
                let none = Value::from(Vec::<Value>::new());
                context.insert_value(
                    "section",
                    section_value(self.graph, &self.graph.sections[at], none),
                );
            }
        }
        context
    }

    fn insert_anchor(&self, entry: Entry) -> InsertAnchor {
        let section = match entry {
            Entry::Section(at) => Some(at),
            Entry::Page(at) => {
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
fn faults(document: &Document, text: &str, mistakes: Vec<Mistake>) -> Faults {
    let file = std::fs::read_to_string(&document.file).unwrap_or_default();
    let fault = |mistake: Mistake| {
        let words = text.get(mistake.span.clone()).unwrap_or_default();
        let fault = Fault::new(&document.file, mistake.what).help(mistake.help);
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
fn check_anchors(graph: &Graph, settings: &Settings) -> Outcome<Vec<Fault>> {
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
