//! Tera 2 with Zola's functions, filters and tests over the site's templates; it never reads a request or the store.

mod bundle;
mod config;
mod filters;
mod folder;
mod functions;
mod lookup;
mod patch;
mod shared;
mod source;
mod views;

use std::sync::Arc;

use tera::Tera;

pub use bundle::{GatherError, TEMPLATE_ENDINGS, compile_sass, files, templates};
pub use config::{
    Config, ConfigError, ExcludePaginated, IndexFormat, InsertAnchor, Language, LinkChecker,
    LinkLevel, Markdown, Search, SlugifyConfig, TaxonomyConfig,
};
pub use folder::Folder;
pub use functions::{CACHEBUST_DIGITS, digest, toml_table};
pub use lookup::{Format, Lookup, Place, Sha, TaxonomyView};
pub use patch::SitePatch;
pub use source::{
    Address, Rules, Slugify, Source, UnknownLanguage, join, page_address, section_path,
    without_controls,
};
pub use views::{SiteSettings, ViewError, Views};

/// The version of Zola whose templates load here.
pub const ZOLA_VERSION: &str = "0.23.0";

/// Tera with everything templates may use, and no templates yet.
pub fn engine(lookup: &Arc<dyn Lookup>) -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera, lookup);
    functions::register(&mut tera, lookup);
    tera.global_context().insert("zola_version", ZOLA_VERSION);
    tera
}
