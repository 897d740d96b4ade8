//! The settings of a language: its own, else those at the top of `config.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ConfigError, IndexFormat, Search, TaxonomyConfig, default_feeds};

/// The settings that a language uses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Language {
    /// The site's title.
    pub title: Option<String>,
    /// The site's description.
    pub description: Option<String>,
    /// Whether there are feeds.
    pub generate_feeds: bool,
    /// The feeds' file names.
    pub feed_filenames: Vec<String>,
    /// The taxonomies.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// Whether there is a search index.
    pub build_search_index: bool,
    /// What the search index holds.
    pub search: Search,
    /// The words for `trans`.
    pub translations: BTreeMap<String, String>,
}

impl Default for Language {
    fn default() -> Language {
        Language {
            title: None,
            description: None,
            generate_feeds: false,
            feed_filenames: default_feeds(),
            taxonomies: Vec::new(),
            build_search_index: false,
            search: Search::default(),
            translations: BTreeMap::new(),
        }
    }
}

/// What `config.toml` says of one language; what it does not say is as at the top.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WrittenLanguage {
    title: Option<String>,
    description: Option<String>,
    generate_feeds: bool,
    feed_filenames: Option<Vec<String>>,
    taxonomies: Option<Vec<TaxonomyConfig>>,
    build_search_index: bool,
    search: WrittenSearch,
    translations: Option<BTreeMap<String, String>>,
}

/// What `config.toml` says of one language's search index.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WrittenSearch {
    include_title: Option<bool>,
    include_content: Option<bool>,
    truncate_content_length: Option<usize>,
    include_description: Option<bool>,
    include_date: Option<bool>,
    include_path: Option<bool>,
    index_format: Option<IndexFormat>,
}

impl WrittenLanguage {
    /// What a language other than the default one uses.
    pub(super) fn over(self, base: &Language) -> Language {
        let base = base.clone();
        Language {
            title: self.title.or(base.title),
            description: self.description.or(base.description),
            generate_feeds: self.generate_feeds || base.generate_feeds,
            feed_filenames: self.feed_filenames.unwrap_or(base.feed_filenames),
            taxonomies: self.taxonomies.unwrap_or(base.taxonomies),
            build_search_index: self.build_search_index || base.build_search_index,
            search: self.search.over(&base.search),
            translations: self.translations.unwrap_or(base.translations),
        }
    }

    /// What the default language uses, for which the top speaks too; the two must not contradict each other.
    pub(super) fn beside(self, base: Language) -> Result<Language, ConfigError> {
        let plain = Language::default();
        let own = self.over(&base);
        agree("title", &base.title, &own.title, &plain.title)?;
        agree(
            "description",
            &base.description,
            &own.description,
            &plain.description,
        )?;
        agree(
            "feed_filenames",
            &base.feed_filenames,
            &own.feed_filenames,
            &plain.feed_filenames,
        )?;
        agree(
            "taxonomies",
            &base.taxonomies,
            &own.taxonomies,
            &plain.taxonomies,
        )?;
        agree(
            "translations",
            &base.translations,
            &own.translations,
            &plain.translations,
        )?;
        own.search.agrees_with(&base.search)?;
        Ok(own)
    }
}

impl WrittenSearch {
    fn over(&self, base: &Search) -> Search {
        Search {
            include_title: self.include_title.unwrap_or(base.include_title),
            include_content: self.include_content.unwrap_or(base.include_content),
            truncate_content_length: self
                .truncate_content_length
                .or(base.truncate_content_length),
            include_description: self.include_description.unwrap_or(base.include_description),
            include_date: self.include_date.unwrap_or(base.include_date),
            include_path: self.include_path.unwrap_or(base.include_path),
            index_format: self.index_format.unwrap_or(base.index_format),
        }
    }
}

impl Search {
    fn agrees_with(&self, base: &Search) -> Result<(), ConfigError> {
        let plain = Search::default();
        let flags = |search: &Search| {
            [
                search.include_title,
                search.include_content,
                search.include_description,
                search.include_date,
                search.include_path,
            ]
        };
        for ((base, own), plain) in flags(base).iter().zip(flags(self)).zip(flags(&plain)) {
            agree("search", base, &own, &plain)?;
        }
        agree(
            "search",
            &base.truncate_content_length,
            &self.truncate_content_length,
            &plain.truncate_content_length,
        )?;
        agree(
            "search",
            &base.index_format,
            &self.index_format,
            &plain.index_format,
        )
    }
}

/// Whether a setting that the top and the language both give is the same; `plain` is what it is if nobody gives it.
fn agree<T: PartialEq>(name: &str, top: &T, own: &T, plain: &T) -> Result<(), ConfigError> {
    if top == plain || own == top {
        return Ok(());
    }
    Err(ConfigError::new(format!(
        "`{name}` of the default language is given twice: at the top and under `[languages]`"
    )))
}
