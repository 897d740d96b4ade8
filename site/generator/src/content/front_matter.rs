//! What pages and sections say of themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use tera::{Map, Value};
use view::InsertAnchor;

use super::date::front_matter_date;

/// What a page says of itself. Keys and defaults are Zola's; other keys are ignored, as Zola does.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct PageMatter {
    /// The title.
    pub title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// When it was last changed.
    #[serde(deserialize_with = "front_matter_date")]
    pub updated: Option<String>,
    /// Its date.
    #[serde(deserialize_with = "front_matter_date")]
    pub date: Option<String>,
    /// Whether it is left out.
    pub draft: bool,
    /// Whether it gets a file.
    pub render: bool,
    /// The last part of its address.
    pub slug: Option<String>,
    /// Its whole address.
    pub path: Option<String>,
    /// Its terms by taxonomy, composed: が in two pieces, as some systems write it, is the same word.
    #[serde(deserialize_with = "composed_terms")]
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// Its place in an order; heavier is later.
    pub weight: Option<usize>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Addresses that lead here.
    pub aliases: Vec<String>,
    /// Its template.
    pub template: Option<String>,
    /// Whether search finds it.
    pub in_search_index: bool,
    /// Whether feeds show it.
    pub include_in_feeds: bool,
    /// The site's own data.
    #[serde(deserialize_with = "extra")]
    pub extra: Value,
}

impl Default for PageMatter {
    fn default() -> PageMatter {
        PageMatter {
            title: None,
            description: None,
            updated: None,
            date: None,
            draft: false,
            render: true,
            slug: None,
            path: None,
            taxonomies: BTreeMap::new(),
            weight: None,
            authors: Vec::new(),
            aliases: Vec::new(),
            template: None,
            in_search_index: true,
            include_in_feeds: true,
            extra: Value::from(Map::new()),
        }
    }
}

/// How a section orders its pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// Newest first.
    Date,
    /// Last changed first.
    UpdateDate,
    /// By title, naturally.
    Title,
    /// By title, byte by byte.
    TitleBytes,
    /// Lightest first.
    Weight,
    /// By slug, naturally.
    Slug,
    /// By address, byte by byte.
    Permalink,
    /// As it comes.
    #[default]
    None,
}

impl SortBy {
    /// What a page needs to have a place in the order.
    pub fn key(self) -> &'static str {
        match self {
            SortBy::Date => "`date`",
            SortBy::UpdateDate => "`date` or `updated`",
            SortBy::Title | SortBy::TitleBytes => "`title`",
            SortBy::Weight => "`weight`",
            SortBy::Slug => "`slug`",
            SortBy::Permalink | SortBy::None => "address",
        }
    }
}

/// What a section says of itself. Keys and defaults are Zola's; other keys are refused, as Zola does.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SectionMatter {
    /// The title.
    pub title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// How its pages are ordered.
    pub sort_by: SortBy,
    /// Its place among its siblings.
    pub weight: usize,
    /// Whether it and all below is left out.
    pub draft: bool,
    /// Its template.
    pub template: Option<String>,
    /// At most this many pages on one page.
    pub paginate_by: Option<usize>,
    /// Whether the order is turned before dividing.
    pub paginate_reversed: bool,
    /// The word before the page number in the address.
    pub paginate_path: String,
    /// Where its pages' headings get a link to themselves.
    pub insert_anchor_links: Option<InsertAnchor>,
    /// Whether it gets a file.
    pub render: bool,
    /// Where its address leads instead.
    pub redirect_to: Option<String>,
    /// Whether search finds it.
    pub in_search_index: bool,
    /// Whether its pages belong to its parent too.
    pub transparent: bool,
    /// The template of the pages below it.
    pub page_template: Option<String>,
    /// Addresses that lead here.
    pub aliases: Vec<String>,
    /// Whether it has feeds.
    pub generate_feeds: bool,
    /// The site's own data.
    #[serde(deserialize_with = "extra")]
    pub extra: Value,
}

impl Default for SectionMatter {
    fn default() -> SectionMatter {
        SectionMatter {
            title: None,
            description: None,
            sort_by: SortBy::None,
            weight: 0,
            draft: false,
            template: None,
            paginate_by: None,
            paginate_reversed: false,
            paginate_path: "page".to_owned(),
            insert_anchor_links: None,
            render: true,
            redirect_to: None,
            in_search_index: true,
            transparent: false,
            page_template: None,
            aliases: Vec::new(),
            generate_feeds: false,
            extra: Value::from(Map::new()),
        }
    }
}

impl SectionMatter {
    /// At most this many pages on one page; none if it is not divided.
    pub fn paginated(&self) -> Option<usize> {
        self.paginate_by.filter(|&by| by > 0)
    }
}

fn composed_terms<'de, D: Deserializer<'de>>(
    terms: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    use unicode_normalization::UnicodeNormalization as _;
    let composed = |text: String| text.nfc().collect::<String>();
    let terms = BTreeMap::<String, Vec<String>>::deserialize(terms)?.into_iter();
    let terms =
        terms.map(|(name, terms)| (composed(name), terms.into_iter().map(composed).collect()));
    Ok(terms.collect())
}

fn extra<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    toml::Table::deserialize(deserializer).map(view::toml_table)
}
