//! The site's settings as `config.toml` writes them and as templates see them; it reads no file.

mod language;
mod parts;
mod value;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

pub use language::Language;
pub use parts::{
    ExcludePaginated, IndexFormat, InsertAnchor, LinkChecker, LinkLevel, Markdown, Search,
    SlugifyConfig, TaxonomyConfig,
};

use crate::source::Rules;
use language::WrittenLanguage;
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
    /// The settings of each language, the default one among them; filled in by [`Config::parse`].
    #[serde(skip)]
    pub languages: BTreeMap<String, Language>,
    /// What `[languages]` says.
    #[serde(rename = "languages")]
    written_languages: BTreeMap<String, WrittenLanguage>,
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
            written_languages: BTreeMap::new(),
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
        config.resolve_languages()?;
        Ok(config)
    }

    /// Settles what each language uses: its own setting, else the one at the top. Words, and whether there are feeds
    /// and a search index, are the default language's alone, as in Zola.
    fn resolve_languages(&mut self) -> Result<(), ConfigError> {
        let mut written = std::mem::take(&mut self.written_languages);
        let default = written.remove(&self.default_language).unwrap_or_default();
        let base = Language {
            title: self.title.clone(),
            description: self.description.clone(),
            generate_feeds: self.generate_feeds,
            feed_filenames: self.feed_filenames.clone(),
            taxonomies: self.taxonomies.clone(),
            build_search_index: self.build_search_index,
            search: self.search.clone(),
            translations: self.translations.clone(),
        };
        let other = Language {
            title: None,
            description: None,
            generate_feeds: false,
            build_search_index: false,
            translations: BTreeMap::new(),
            ..base.clone()
        };
        self.languages = written
            .into_iter()
            .map(|(code, own)| (code, own.over(&other)))
            .collect();
        self.languages
            .insert(self.default_language.clone(), default.beside(base)?);
        Ok(())
    }

    /// Gives every taxonomy its name in addresses. Transliterating takes data that only the generator and the build
    /// carry, so whoever parsed the settings says how.
    pub fn slug_taxonomies(&mut self, slug: impl Fn(&str) -> String) {
        let languages = self.languages.values_mut();
        for taxonomy in languages.flat_map(|language| &mut language.taxonomies) {
            taxonomy.slug = slug(&taxonomy.name);
        }
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

    /// The full address of a file, given as its path below the output folder.
    pub fn file_url(&self, path: &str) -> String {
        let base = self.base_url.strip_suffix('/').unwrap_or(&self.base_url);
        format!("{base}/{}", path.strip_prefix('/').unwrap_or(path))
    }

    /// The full address of a language's home page.
    pub fn home_url(&self, lang: &str) -> String {
        if lang == self.default_language {
            self.base_url.clone()
        } else {
            self.permalink(lang)
        }
    }

    /// The full address of a path: one slash after `base_url`, one at the end unless it is a feed or has an anchor.
    pub fn permalink(&self, path: &str) -> String {
        let is_feed = self
            .feed_filenames
            .iter()
            .any(|name| path.ends_with(name.as_str()));
        let is_whole = path.is_empty() || path.ends_with('/') || is_feed || path.contains('#');
        self.file_url(path) + if is_whole { "" } else { "/" }
    }
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
    fn language_uses_the_settings_at_the_top_unless_it_has_its_own() {
        let text = "default_language = 'ja'\ntitle = '見本'\nbuild_search_index = true\n\
            feed_filenames = ['rss.xml']\ntaxonomies = [{ name = '業種' }]\n\
            [search]\nindex_format = 'fuse_json'\ninclude_description = true\n\
            [languages.en.search]\ninclude_description = false\n\
            [languages.fr]\nfeed_filenames = ['atom.xml']\ntaxonomies = []\n";
        let mut config = config(text);
        config.slug_taxonomies(str::to_uppercase);
        let (en, fr) = (
            config.language("en").unwrap(),
            config.language("fr").unwrap(),
        );
        assert_eq!(en.search.index_format, IndexFormat::FuseJson);
        assert!(!en.search.include_description && fr.search.include_description);
        assert_eq!(en.feed_filenames, ["rss.xml"]);
        assert_eq!(fr.feed_filenames, ["atom.xml"]);
        assert_eq!(en.taxonomies[0].slug, "業種");
        assert!(fr.taxonomies.is_empty());
        assert!(
            en.title.is_none() && !en.build_search_index,
            "words and switches are its own"
        );
    }

    #[test]
    fn search_of_the_default_language_may_be_told_in_two_places_that_agree() {
        let text = "default_language = 'ja'\n[search]\nindex_format = 'fuse_json'\n\
            [languages.ja.search]\nindex_format = 'fuse_json'\ntruncate_content_length = 9\n";
        let search = &config(text).language("ja").unwrap().search.clone();
        assert_eq!(search.index_format, IndexFormat::FuseJson);
        assert_eq!(search.truncate_content_length, Some(9));
        let other = text.replacen("fuse_json", "fuse_javascript", 1);
        assert!(Config::parse(&other, Some("https://example.jp")).is_err());
    }

    #[test]
    fn feed_of_a_language_is_a_file_of_that_name() {
        assert_eq!(
            config("").file_url("en/brief.txt"),
            "https://example.jp/en/brief.txt"
        );
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
