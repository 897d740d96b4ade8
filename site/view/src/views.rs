//! Renders pages of functions from the site's templates.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, TeraResult, Value};

use crate::bundle::{Bundle, GatherError, gather};
use crate::config::{Config, ConfigError};
use crate::engine;
use crate::folder::Folder;
use crate::lookup::{Lookup, Sha};
use crate::patch::SitePatch;

/// Where the site is published.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Scheme and host, and a path if there is one; no slash at the end.
    pub base_url: String,
}

/// Why pages of functions cannot be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The site's folder cannot be read.
    #[error("the site cannot be read: {0}")]
    Gather(#[from] GatherError),
    /// `config.toml` cannot be used.
    #[error("config.toml: {0}")]
    Config(#[from] ConfigError),
    /// A template is broken, missing or lacks something in its context.
    #[error("{0}")]
    Template(#[from] tera::Error),
}

/// The site's templates, ready to render.
#[derive(Clone)]
pub struct Views {
    tera: Arc<Tera>,
    lang: String,
    base_url: String,
}

impl std::fmt::Debug for Views {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Views")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

impl Views {
    /// The templates of the commit this program was built from.
    ///
    /// # Errors
    /// Fails if a template or `config.toml` is broken, which a test of this crate finds first.
    pub fn embedded(folder: Folder, site: SiteSettings) -> Result<Views, ViewError> {
        Views::embedded_over(folder, site, &SitePatch::default(), &BTreeMap::new())
    }

    /// As [`Views::embedded`], of a town's site, with other texts in place of files below `content/` that templates load
    /// as data. `None`: the file is taken away.
    ///
    /// # Errors
    /// As [`Views::embedded`].
    pub fn embedded_over(
        folder: Folder,
        site: SiteSettings,
        patch: &SitePatch,
        texts: &BTreeMap<String, Option<String>>,
    ) -> Result<Views, ViewError> {
        let mut bundle = folder.bundle();
        patch.apply(&mut bundle);
        for (path, text) in texts {
            let Some(data) = bundle.shared.get(path.as_str()).cloned() else {
                continue;
            };
            match text {
                Some(text) => drop(bundle.data.insert(data, text.clone().into())),
                None => drop(bundle.data.remove(&data)),
            }
        }
        Views::new(bundle, site)
    }

    /// The templates in a site's folder as they are now.
    ///
    /// # Errors
    /// Fails if a file cannot be read or a template, `config.toml` or a style sheet is broken.
    pub fn from_dir(root: &Path, site: SiteSettings) -> Result<Views, ViewError> {
        Views::new(gather(root)?, site)
    }

    fn new(mut bundle: Bundle, site: SiteSettings) -> Result<Views, ViewError> {
        let mut config = Config::parse(&bundle.config, Some(&site.base_url))?;
        let slugs = &bundle.slugs;
        config.slug_taxonomies(|name| slugs.get(name).map_or(name, |slug| slug).to_owned());
        let templates = std::mem::take(&mut bundle.templates);
        let (lang, shown) = (
            config.default_language.clone(),
            config.value(&config.default_language, "build"),
        );
        let lookup: Arc<dyn Lookup> = Arc::new(Bundled { bundle, config });
        let mut tera = engine(&lookup);
        tera.add_raw_templates(templates)?;
        tera.global_context().insert_value("config", shown);
        Ok(Views {
            tera: Arc::new(tera),
            lang,
            base_url: site.base_url,
        })
    }

    /// Renders a template for the page at `path`, which starts with a slash.
    ///
    /// # Errors
    /// Fails if the template is missing or uses what its context does not have.
    pub fn render<C: Serialize>(
        &self,
        template: &str,
        path: &str,
        context: &C,
    ) -> Result<String, ViewError> {
        let mut context = Context::from_serialize(context)?;
        context.insert_value("lang", Value::from(self.lang.as_str()));
        context.insert_value("current_path", Value::from(path));
        context.insert_value(
            "current_url",
            Value::from(format!("{}{path}", self.base_url)),
        );
        Ok(self.tera.render(template, &context)?)
    }
}

/// What is known of the site outside the generator.
struct Bundled {
    bundle: Bundle,
    config: Config,
}

impl Lookup for Bundled {
    fn config(&self) -> &Config {
        &self.config
    }

    fn permalink(&self, content_path: &str) -> Option<String> {
        self.bundle
            .addresses
            .get(content_path)
            .map(|path| self.config.permalink(path))
    }

    fn text(&self, path: &str) -> TeraResult<Option<String>> {
        let found = self.bundle.data.get(path.trim_start_matches('/'));
        Ok(found.map(|text| text.clone().into_owned()))
    }

    fn hash(&self, path: &str, sha: Sha) -> TeraResult<Option<Vec<u8>>> {
        let path = path.trim_start_matches('/');
        let path = path.strip_prefix("static/").unwrap_or(path);
        let hash = self.bundle.hashes.get(path).map(|hashes| match sha {
            Sha::Sha256 => &hashes.sha256,
            Sha::Sha384 => &hashes.sha384,
            Sha::Sha512 => &hashes.sha512,
        });
        Ok(hash.and_then(|hash| hex::decode(hash.as_bytes()).ok()))
    }
}

#[cfg(test)]
mod tests;
