//! The site's settings as `config.toml` writes them and as templates see them; it reads no file.

mod parts;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use tera::Value;

pub use parts::{
    ExcludePaginated, IndexFormat, InsertAnchor, Language, LinkChecker, LinkLevel, Markdown,
    Search, SlugifyConfig, TaxonomyConfig,
};

use crate::source::Rules;
use parts::default_feeds;

/// Everything `config.toml` may say. Keys and defaults are Zola's.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the site is published.
    pub base_url: String,
    /// A theme's name; not supported, kept so that the refusal can name it.
    pub theme: Option<String>,
    /// The site's title in the default language.
    pub title: Option<String>,
    /// The site's description in the default language.
    pub description: Option<String>,
    /// The code of the language of files without a code in their name.
    pub default_language: String,
    /// Settings per language; after [`Config::parse`] the default language is among them.
    pub languages: BTreeMap<String, Language>,
    /// The default language's words for `trans`.
    pub translations: BTreeMap<String, String>,
    /// Whether the default language has feeds.
    pub generate_feeds: bool,
    /// At most this many entries in a feed.
    pub feed_limit: Option<usize>,
    /// The feeds' file names, which are also their templates' names.
    pub feed_filenames: Vec<String>,
    /// Whether static files are linked instead of copied.
    pub hard_link_static: bool,
    /// The default language's taxonomies.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// A path that all taxonomies live under.
    pub taxonomy_root: Option<String>,
    /// The author of pages that name none.
    pub author: Option<String>,
    /// Whether `sass/` is compiled.
    pub compile_sass: bool,
    /// Whether HTML is minified; not supported.
    pub minify_html: bool,
    /// Whether the default language has a search index.
    pub build_search_index: bool,
    /// Globs of content files that are left out.
    pub ignored_content: Vec<String>,
    /// Globs of static files that are left out.
    pub ignored_static: Vec<String>,
    /// Globs of content files whose Tera is left alone.
    pub skip_content_templating: Vec<String>,
    /// The output folder, below the site's root.
    pub output_dir: String,
    /// Whether dot files in the output folder survive a build.
    pub preserve_dotfiles_in_output: bool,
    /// How broken links are treated.
    pub link_checker: LinkChecker,
    /// How words become addresses.
    pub slugify: SlugifyConfig,
    /// What the search index holds.
    pub search: Search,
    /// How Markdown is rendered.
    pub markdown: Markdown,
    /// The site's own settings.
    pub extra: BTreeMap<String, toml::Value>,
    /// Whether there is a `sitemap.xml`.
    pub generate_sitemap: bool,
    /// Whether there is a `robots.txt`.
    pub generate_robots_txt: bool,
    /// Whether pages after the first of a paginated list stay out of the sitemap.
    pub exclude_paginated_pages_in_sitemap: ExcludePaginated,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            base_url: String::new(),
            theme: None,
            title: None,
            description: None,
            default_language: "en".to_owned(),
            languages: BTreeMap::new(),
            translations: BTreeMap::new(),
            generate_feeds: false,
            feed_limit: None,
            feed_filenames: default_feeds(),
            hard_link_static: false,
            taxonomies: Vec::new(),
            taxonomy_root: None,
            author: None,
            compile_sass: false,
            minify_html: false,
            build_search_index: false,
            ignored_content: Vec::new(),
            ignored_static: Vec::new(),
            skip_content_templating: Vec::new(),
            output_dir: "public".to_owned(),
            preserve_dotfiles_in_output: false,
            link_checker: LinkChecker::default(),
            slugify: SlugifyConfig::default(),
            search: Search::default(),
            markdown: Markdown::default(),
            extra: BTreeMap::new(),
            generate_sitemap: true,
            generate_robots_txt: true,
            exclude_paginated_pages_in_sitemap: ExcludePaginated::None,
        }
    }
}

/// Why a configuration cannot be used, and where it says so if that is known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    /// What is wrong.
    pub message: String,
    /// The bytes of the configuration that say it.
    pub span: Option<Range<usize>>,
}

impl ConfigError {
    pub(super) fn new(message: impl Into<String>) -> ConfigError {
        ConfigError {
            message: message.into(),
            span: None,
        }
    }
}

impl Config {
    /// Reads `config.toml`. A `base_url` given here wins over the file's.
    ///
    /// # Errors
    /// Fails for text that is not TOML, an unknown key, a missing `base_url`, or settings of the
    /// default language given twice.
    pub fn parse(text: &str, base_url: Option<&str>) -> Result<Config, ConfigError> {
        let mut config: Config = toml::from_str(text).map_err(|e| ConfigError {
            message: e.message().to_owned(),
            span: e.span(),
        })?;
        if let Some(base_url) = base_url {
            config.base_url = base_url.to_owned();
        }
        if config.base_url.is_empty() {
            return Err(ConfigError::new("`base_url` is missing"));
        }
        config.add_default_language()?;
        for language in config.languages.values_mut() {
            for taxonomy in &mut language.taxonomies {
                taxonomy.slug = config.slugify.taxonomies.path(&taxonomy.name);
            }
        }
        Ok(config)
    }

    fn add_default_language(&mut self) -> Result<(), ConfigError> {
        let mut base = Language {
            title: self.title.clone(),
            description: self.description.clone(),
            generate_feeds: self.generate_feeds,
            feed_filenames: self.feed_filenames.clone(),
            taxonomies: self.taxonomies.clone(),
            build_search_index: self.build_search_index,
            search: self.search.clone(),
            translations: self.translations.clone(),
        };
        if let Some(own) = self.languages.get(&self.default_language) {
            if base == Language::default() {
                return Ok(());
            }
            base.merge(own)?;
        }
        self.languages.insert(self.default_language.clone(), base);
        Ok(())
    }

    /// The settings of a language.
    pub fn language(&self, code: &str) -> Option<&Language> {
        self.languages.get(code)
    }

    /// The codes of all languages but the default one.
    pub fn other_languages(&self) -> impl Iterator<Item = &str> {
        self.languages
            .keys()
            .map(String::as_str)
            .filter(|code| *code != self.default_language)
    }

    /// The settings that decide addresses.
    pub fn rules(&self) -> Rules {
        Rules {
            default_language: self.default_language.clone(),
            other_languages: self.other_languages().map(str::to_owned).collect(),
            slugify: self.slugify.paths,
            keep_dates: self.slugify.paths_keep_dates,
        }
    }

    /// The full address of a path: one slash after `base_url`, one at the end unless it is a feed or has an anchor.
    pub fn permalink(&self, path: &str) -> String {
        let base = self.base_url.strip_suffix('/').unwrap_or(&self.base_url);
        if path.is_empty() {
            return format!("{base}/");
        }
        let is_feed = self
            .feed_filenames
            .iter()
            .any(|name| path.ends_with(name.as_str()));
        let end = if path.ends_with('/') || is_feed || path.contains('#') {
            ""
        } else {
            "/"
        };
        format!("{base}/{}{end}", path.strip_prefix('/').unwrap_or(path))
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        Config::parse(text, Some("https://example.jp")).unwrap()
    }

    #[test]
    fn permalink_has_one_slash_on_each_side() {
        let plain = config("");
        assert_eq!(plain.permalink(""), "https://example.jp/");
        assert_eq!(plain.permalink("/"), "https://example.jp/");
        assert_eq!(plain.permalink("guides"), "https://example.jp/guides/");
        assert_eq!(plain.permalink("/guides/"), "https://example.jp/guides/");
        assert_eq!(plain.permalink("atom.xml"), "https://example.jp/atom.xml");
        assert_eq!(
            plain.permalink("guides#top"),
            "https://example.jp/guides#top"
        );
    }

    #[test]
    fn unknown_key_is_refused_with_its_place() {
        let error = Config::parse("base_url = 'x'\ncolour = 1\n", None).unwrap_err();
        assert!(error.message.contains("colour"), "{}", error.message);
        assert_eq!(error.span.map(|s| s.start), Some(15));
    }

    #[test]
    fn base_url_is_required() {
        assert!(Config::parse("title = 'x'", None).is_err());
    }

    #[test]
    fn default_language_settings_may_stand_in_either_place_but_not_both() {
        let text = "default_language = 'ja'\n[languages.ja]\ntitle = '見本'\n";
        assert_eq!(
            config(text).language("ja").unwrap().title.as_deref(),
            Some("見本")
        );
        let twice = format!("title = 'ほか'\n{text}");
        assert!(Config::parse(&twice, Some("https://example.jp")).is_err());
    }
}
