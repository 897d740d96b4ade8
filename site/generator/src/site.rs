//! Takes a site through its stages: settings, content, graph, Markdown, templates, files.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use view::{Config, Lookup};

use crate::BuildReport;
use crate::content::{Section, load};
use crate::fault::{Fault, Faults, Outcome};
use crate::graph::{ContentRef, Graph, find_collisions};
use crate::lookup::{Library, Ready};
use crate::output::Output;
use crate::render::{Renderer, configs};
use crate::settings::Settings;
use crate::stage::{RenderContext, check_anchors, take_in};
use crate::statics::Sheets;
use crate::templates::Templates;
use crate::values::Values;

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
        let mut loaded = load(root, &settings, drafts)?;
        let mut warnings = std::mem::take(&mut loaded.warnings);
        let mut graph = Graph::new(loaded, &settings.config);
        let statics = view::files(&root.join("static")).unwrap_or_default();
        find_collisions(&graph, statics, &settings.config.default_language)?;
        let library = Arc::new(Library::new(root, sheets, settings.clone(), &graph));
        let lookup: Arc<dyn Lookup> = library.clone();
        let templates = Templates::load(root, &lookup)?;
        library.set_tera(&templates.tera);
        let known = earlier
            .map(|e| e.site)
            .filter(|e| library.has_same_links(&e.library))
            .map(|e| &e.ready().graph);
        let stage = RenderContext {
            settings: &settings,
            templates: &templates,
            library: &library,
            graph: &graph,
            configs: configs(&settings),
            known,
        };
        let rendered = stage.all()?;
        warnings.extend(graph.left_out());
        warnings.extend(take_in(&mut graph, rendered));
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

    /// The address of each page and section that is written, by its path below `content/`.
    pub fn addresses(&self) -> BTreeMap<String, String> {
        let graph = &self.ready().graph;
        let pages = graph.written_pages().into_iter();
        let pages = pages.map(|at| &graph.pages[at].document);
        let is_written = |section: &&Section| section.matter.render && !section.implicit;
        let sections = graph.sections.iter().filter(is_written);
        let sections = sections.map(|section| &section.document);
        let documents = pages.chain(sections);
        documents
            .map(|it| (it.source.relative.clone(), it.path.clone()))
            .collect()
    }

    /// Whether the settings leave a content file out.
    pub fn leaves_out(&self, file: &Path) -> bool {
        self.settings.ignored_content.is_match(file)
    }

    /// What was built.
    pub fn report(&self) -> BuildReport {
        let graph = &self.ready().graph;
        let told = |fault: &Fault| Faults::from(fault.clone()).settled(&self.root).to_string();
        BuildReport {
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
            let Some(ContentRef::Page(old)) =
                then.graph.by_path.get(&page.document.source.relative)
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
