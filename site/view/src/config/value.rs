//! The settings as templates see them.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::{Config, ExcludePaginated, IndexFormat, Language, Markdown, TaxonomyConfig};

impl Config {
    /// What templates see as `config` on pages of the language.
    pub fn value(&self, lang: &str, mode: &str) -> Value {
        let fallback = Language::default();
        let own = self.language(lang).unwrap_or(&fallback);
        Value::from_serializable(&Shown {
            base_url: &self.base_url,
            mode,
            title: own.title.as_deref(),
            description: own.description.as_deref(),
            languages: self
                .languages
                .iter()
                .filter(|(code, _)| *code != lang)
                .map(|(k, v)| (k.as_str(), v))
                .collect(),
            default_language: &self.default_language,
            generate_feed: own.generate_feeds,
            generate_feeds: own.generate_feeds,
            feed_filenames: &own.feed_filenames,
            taxonomies: &own.taxonomies,
            author: self.author.as_deref(),
            build_search_index: own.build_search_index,
            extra: &self.extra,
            markdown: &self.markdown,
            search: ShownSearch {
                index_format: own.search.index_format,
            },
            generate_sitemap: self.generate_sitemap,
            generate_robots_txt: self.generate_robots_txt,
            exclude_paginated_pages_in_sitemap: self.exclude_paginated_pages_in_sitemap,
        })
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    base_url: &'a str,
    mode: &'a str,
    title: Option<&'a str>,
    description: Option<&'a str>,
    languages: BTreeMap<&'a str, &'a Language>,
    default_language: &'a str,
    generate_feed: bool,
    generate_feeds: bool,
    feed_filenames: &'a [String],
    taxonomies: &'a [TaxonomyConfig],
    author: Option<&'a str>,
    build_search_index: bool,
    extra: &'a BTreeMap<String, toml::Value>,
    markdown: &'a Markdown,
    search: ShownSearch,
    generate_sitemap: bool,
    generate_robots_txt: bool,
    exclude_paginated_pages_in_sitemap: ExcludePaginated,
}

#[derive(Serialize)]
struct ShownSearch {
    index_format: IndexFormat,
}
