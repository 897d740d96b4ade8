//! Loads a site's templates, with those Zola has built in behind them.

mod faults;
mod filters;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult};
use unic_langid::{CharacterDirection, LanguageIdentifier};
use view::Lookup;

pub use faults::Origin;

use crate::fault::{Fault, Faults, Outcome};

/// The template of redirects; a site cannot change it.
pub const REDIRECT: &str = "internal/alias.html";

/// Built-in templates stand behind a site's own under this name.
const BEHIND: &str = "__zola_builtins/";

const BUILT_IN: [(&str, &str); 8] = [
    ("404.html", include_str!("404.html")),
    ("anchor-link.html", include_str!("anchor-link.html")),
    ("atom.xml", include_str!("atom.xml")),
    ("robots.txt", include_str!("robots.txt")),
    ("rss.xml", include_str!("rss.xml")),
    ("sitemap.xml", include_str!("sitemap.xml")),
    (
        "split_sitemap_index.xml",
        include_str!("split_sitemap_index.xml"),
    ),
    ("summary-cutoff.html", include_str!("summary-cutoff.html")),
];

/// A site's templates, ready to render.
pub struct Templates {
    /// The engine.
    pub tera: Arc<Tera>,
    folder: PathBuf,
    sources: HashMap<String, String>,
}

impl Templates {
    /// Loads the templates of the site at `root`.
    ///
    /// # Errors
    /// Fails with every broken template.
    pub fn load(root: &Path, lookup: &Arc<dyn Lookup>) -> Outcome<Templates> {
        let folder = root.join("templates");
        if !folder.is_dir() {
            return Err(Fault::new(&folder, "the folder of templates is not there")
                .help("create `templates/` with at least an `index.html`")
                .into());
        }
        let own = view::templates(root).map_err(|e| Fault::new(e.path, e.what))?;
        let sources = own
            .iter()
            .map(|(name, text)| (name.to_string(), text.to_string()))
            .collect();
        let mut tera = view::engine(lookup);
        filters::register(&mut tera);
        let mut templates = Templates {
            tera: Arc::new(Tera::new()),
            folder,
            sources,
        };
        templates
            .add(&mut tera, own)
            .map_err(|error| templates.faults(&error, &Origin::Templates))?;
        let default = lookup.config().default_language.clone();
        tera.register_function("text_direction", move |kwargs: Kwargs, state: &State| {
            text_direction(&kwargs, state, &default)
        });
        templates.tera = Arc::new(tera);
        Ok(templates)
    }

    fn add(
        &self,
        tera: &mut Tera,
        own: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    ) -> TeraResult<()> {
        tera.set_fallback_prefixes(vec![BEHIND])?;
        let built_in = BUILT_IN
            .iter()
            .map(|(name, text)| (format!("{BEHIND}{name}"), Cow::Borrowed(*text)));
        let redirect = (
            REDIRECT.to_owned(),
            Cow::Borrowed(include_str!("redirect.html")),
        );
        let own = own
            .into_iter()
            .map(|(name, text)| (name.into_owned(), text));
        tera.add_raw_templates(built_in.chain(own).chain([redirect]).collect::<Vec<_>>())
    }

    /// Renders a template.
    ///
    /// # Errors
    /// Fails if it is missing or breaks, saying what was being rendered.
    pub fn render(&self, name: &str, context: &Context, origin: &Origin) -> Outcome<String> {
        if !self.tera.contains_template(name) {
            let fault = Fault::new(
                origin.file(&self.folder),
                format!("its template `{name}` is not there"),
            );
            return Err(fault
                .help(format!(
                    "create `templates/{name}`, or name another template"
                ))
                .into());
        }
        self.tera
            .render(name, context)
            .map_err(|error| self.faults(&error, origin))
    }

    /// The page that sends a browser elsewhere.
    ///
    /// # Errors
    /// Never, in a site whose templates loaded.
    pub fn redirect(&self, url: &str) -> Outcome<String> {
        let mut context = Context::new();
        context.insert("url", &in_quotes(url));
        self.render(REDIRECT, &context, &Origin::Templates)
    }

    /// Whether the site or the built-in ones have a template of that name.
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Renders Tera in a content file's Markdown.
    ///
    /// # Errors
    /// Fails for broken Tera, with its place in the content file.
    pub fn render_text(
        &self,
        text: &str,
        context: &Context,
        origin: &Origin,
    ) -> Result<String, Faults> {
        self.tera
            .render_str(text, context, false)
            .map_err(|error| self.faults(&error, origin))
    }
}

/// The address without characters that would end the script text or the attribute it is written into.
fn in_quotes(url: &str) -> String {
    [('\\', "%5C"), ('"', "%22"), ('<', "%3C"), ('>', "%3E")]
        .into_iter()
        .fold(view::without_controls(url), |url, (c, code)| {
            url.replace(c, code)
        })
}

/// `text_direction`, which Zola offers in Markdown only.
fn text_direction(kwargs: &Kwargs, state: &State, default: &str) -> TeraResult<String> {
    let asked: Option<String> = kwargs.get("lang")?;
    let lang = asked
        .or(state.get("lang")?)
        .unwrap_or_else(|| default.to_owned());
    let code: LanguageIdentifier = lang.parse().map_err(|_| {
        tera::Error::message(format!("`text_direction`: `{lang}` is not a language code"))
    })?;
    let direction = if code.character_direction() == CharacterDirection::RTL {
        "rtl"
    } else {
        "ltr"
    };
    Ok(direction.to_owned())
}
