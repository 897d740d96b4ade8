//! What template functions look things up in; the generator knows the whole site, a function's page a part of it.

use std::collections::BTreeMap;
use std::fmt::Display;

use tera::{Error, TeraResult, Value};

use crate::config::Config;

/// A hash function that `get_hash` offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sha {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// A taxonomy as templates see it.
#[derive(Debug, Clone)]
pub struct TaxonomyView {
    /// The whole of it.
    pub value: Value,
    /// Its terms by slug.
    pub terms: BTreeMap<String, Value>,
}

/// The page a Markdown text belongs to.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Its file below `content/`, or nothing.
    pub relative: String,
    /// Its full address, or nothing.
    pub permalink: String,
    /// Its language.
    pub lang: String,
}

/// A data format that `load_data` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Comma-separated values with a header line.
    Csv,
    /// BibTeX.
    Bibtex,
    /// JSON.
    Json,
    /// Text as it is.
    Plain,
    /// TOML.
    Toml,
    /// XML.
    Xml,
    /// YAML.
    Yaml,
}

/// What template functions look things up in.
pub trait Lookup: Send + Sync + 'static {
    /// The site's settings.
    fn config(&self) -> &Config;

    /// The full address of a Markdown file, given as its path below `content/`.
    fn permalink(&self, content_path: &str) -> Option<String>;

    /// The text of a file of the site, found as Zola finds it; none if there is no such file.
    ///
    /// # Errors
    /// Fails for a file outside the site and for one that is not text.
    fn text(&self, path: &str) -> TeraResult<Option<String>>;

    /// The hash of a file of the site; none if there is no such file.
    ///
    /// # Errors
    /// Fails for a file outside the site.
    fn hash(&self, path: &str, sha: Sha) -> TeraResult<Option<Vec<u8>>>;

    /// The page in the language, as `get_page` shows it.
    ///
    /// # Errors
    /// Fails if there is none.
    fn page(&self, path: &str, lang: &str) -> TeraResult<Value> {
        let _ = lang;
        Err(only_generator("get_page", path))
    }

    /// The section in the language, as `get_section` shows it.
    ///
    /// # Errors
    /// Fails if there is none.
    fn section(&self, path: &str, lang: &str) -> TeraResult<Value> {
        let _ = lang;
        Err(only_generator("get_section", path))
    }

    /// The taxonomy of that slug in the language; none if there is no such one.
    ///
    /// # Errors
    /// Fails where taxonomies are not known.
    fn taxonomy(&self, kind: &str, lang: &str) -> TeraResult<Option<TaxonomyView>> {
        let _ = lang;
        Err(only_generator("get_taxonomy", kind))
    }

    /// A term of a taxonomy as its address names it; asked only where taxonomies are known.
    fn term_slug(&self, term: &str) -> String {
        term.to_owned()
    }

    /// Renders Markdown to HTML.
    ///
    /// # Errors
    /// Fails for broken links and where there is no Markdown renderer.
    fn markdown(&self, text: &str, place: &Place) -> TeraResult<String> {
        let _ = place;
        Err(only_generator("markdown", text))
    }

    /// Reads data in a format that only some lookups know.
    ///
    /// # Errors
    /// Fails for broken data and for a format that is not known here.
    fn data(&self, text: &str, format: Format) -> TeraResult<Value> {
        let _ = text;
        Err(Error::message(format!(
            "`load_data`: {format:?} can be read only in pages of the generator"
        )))
    }

    /// The time at which this build or program started, in RFC 3339 and in seconds; none where pages must be told it.
    fn started(&self) -> Option<(String, i64)> {
        None
    }
}

/// What a template is told of something that functions' pages do not have.
pub(crate) fn only_generator(name: &str, what: impl Display) -> Error {
    let what: String = what.to_string().chars().take(40).collect();
    Error::message(format!(
        "`{name}` of `{what}` works only in pages of the generator; put what this page needs into its context"
    ))
}
