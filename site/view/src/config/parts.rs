//! The parts of `config.toml`: taxonomies, links, search and Markdown.

use serde::{Deserialize, Serialize};

use crate::source::Slugify;

/// The feeds of a language that names none.
pub(super) fn default_feeds() -> Vec<String> {
    vec!["atom.xml".to_owned()]
}

/// Which pages of a paginated list the sitemap leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExcludePaginated {
    /// None.
    None,
    /// All but the first.
    All,
}

/// A way pages are grouped, such as industries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaxonomyConfig {
    /// The name in front matter and in template folders.
    pub name: String,
    /// The name in addresses; set by [`Config::slug_taxonomies`].
    pub slug: String,
    /// At most this many pages of a term on one page.
    pub paginate_by: Option<usize>,
    /// The word before the page number in the address.
    pub paginate_path: Option<String>,
    /// Whether it has pages of its own.
    pub render: bool,
    /// Whether each term has a feed.
    pub feed: bool,
}

impl Default for TaxonomyConfig {
    fn default() -> TaxonomyConfig {
        TaxonomyConfig {
            name: String::new(),
            slug: String::new(),
            paginate_by: None,
            paginate_path: None,
            render: true,
            feed: false,
        }
    }
}

/// How serious a broken link is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkLevel {
    /// It fails the build.
    #[default]
    Error,
    /// It is told.
    Warn,
}

/// How broken links are treated.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkChecker {
    /// External addresses that are not asked for.
    pub skip_prefixes: Vec<String>,
    /// External addresses whose anchors are not looked for.
    pub skip_anchor_prefixes: Vec<String>,
    /// Links within the site.
    pub internal_level: LinkLevel,
    /// Links to elsewhere.
    pub external_level: LinkLevel,
    /// Globs of content files whose links are not checked.
    pub ignored_files: Vec<String>,
}

/// How words become addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SlugifyConfig {
    /// Page addresses.
    pub paths: Slugify,
    /// Whether a date in a file name stays in the address.
    pub paths_keep_dates: bool,
    /// Taxonomies and their terms.
    pub taxonomies: Slugify,
    /// Heading ids.
    pub anchors: Slugify,
}

/// The form of a search index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexFormat {
    /// Elasticlunr as JSON.
    ElasticlunrJson,
    /// Elasticlunr as a script.
    #[default]
    ElasticlunrJavascript,
    /// Fuse.js as JSON.
    FuseJson,
    /// Fuse.js as a script.
    FuseJavascript,
}

/// What the search index holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// The title.
    pub include_title: bool,
    /// The text.
    pub include_content: bool,
    /// At most this many characters of the text.
    pub truncate_content_length: Option<usize>,
    /// The description.
    pub include_description: bool,
    /// The date.
    pub include_date: bool,
    /// The path.
    pub include_path: bool,
    /// Its form.
    pub index_format: IndexFormat,
}

impl Default for Search {
    fn default() -> Search {
        Search {
            include_title: true,
            include_content: true,
            truncate_content_length: None,
            include_description: false,
            include_date: false,
            include_path: false,
            index_format: IndexFormat::default(),
        }
    }
}

/// Where headings get a link to themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InsertAnchor {
    /// Before the words.
    Left,
    /// After the words.
    Right,
    /// Around the words.
    Heading,
    /// Nowhere.
    #[default]
    None,
}

/// How Markdown is rendered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Markdown {
    /// Syntax highlighting; not supported.
    pub highlighting: Option<toml::Value>,
    /// Whether `:smile:` becomes a picture character; not supported.
    pub render_emoji: bool,
    /// A class for links to elsewhere.
    pub external_links_class: Option<String>,
    /// Whether links to elsewhere open in a new tab.
    pub external_links_target_blank: bool,
    /// Whether links to elsewhere are `nofollow`.
    pub external_links_no_follow: bool,
    /// Whether links to elsewhere are `noreferrer`.
    pub external_links_no_referrer: bool,
    /// Whether links to elsewhere are `external`.
    pub external_links_external: bool,
    /// Whether quotes and dashes become typographic.
    pub smart_punctuation: bool,
    /// Whether there are definition lists.
    pub definition_list: bool,
    /// Whether footnotes are gathered at the bottom.
    pub bottom_footnotes: bool,
    /// Whether pictures load lazily.
    pub lazy_async_image: bool,
    /// Where headings get a link to themselves.
    pub insert_anchor_links: InsertAnchor,
    /// Whether `> [!NOTE]` is understood.
    pub github_alerts: bool,
}

impl Default for Markdown {
    fn default() -> Markdown {
        Markdown {
            highlighting: None,
            render_emoji: false,
            external_links_class: None,
            external_links_target_blank: false,
            external_links_no_follow: false,
            external_links_no_referrer: false,
            external_links_external: true,
            smart_punctuation: false,
            definition_list: false,
            bottom_footnotes: false,
            lazy_async_image: false,
            insert_anchor_links: InsertAnchor::None,
            github_alerts: false,
        }
    }
}
