//! Taxonomies: the terms pages name, and the pages of each term.

use std::collections::BTreeMap;

use view::{Config, TaxonomyConfig};

use super::sort::{Sorted, sorted};
use crate::content::{ContentPage, SortBy};

/// A taxonomy of one language.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// Its settings.
    pub kind: TaxonomyConfig,
    /// Its language.
    pub lang: String,
    /// Its address below the site's root.
    pub path: String,
    /// Its full address.
    pub permalink: String,
    /// Its terms by slug.
    pub terms: Vec<Term>,
}

/// A term of a taxonomy.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its name as pages write it.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its address below the site's root.
    pub path: String,
    /// Its full address.
    pub permalink: String,
    /// Its pages, those of one spelling after those of another; newest first, those without a date last.
    pub pages: Vec<usize>,
    /// Every way in which pages write it, with a page that does, in the order of bytes; the first is its name.
    pub spellings: Vec<(String, usize)>,
}

/// Finds the terms of every taxonomy.
pub(super) fn find(pages: &[ContentPage], config: &Config) -> Vec<Taxonomy> {
    let mut found = Vec::new();
    for (lang, own) in &config.languages {
        for kind in &own.taxonomies {
            let path = taxonomy_path(config, lang, kind);
            let terms = terms(pages, config, lang, kind, &path);
            let permalink = config.permalink(&path);
            found.push(Taxonomy {
                kind: kind.clone(),
                lang: lang.clone(),
                path,
                permalink,
                terms,
            });
        }
    }
    found
}

/// The address of a taxonomy below the site's root.
pub(super) fn taxonomy_path(config: &Config, lang: &str, kind: &TaxonomyConfig) -> String {
    let lang = if lang == config.default_language {
        ""
    } else {
        lang
    };
    let root = config.taxonomy_root.as_deref().unwrap_or_default();
    let parts: Vec<&str> = [lang, root, kind.slug.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    format!("/{}/", parts.join("/"))
}

fn terms(
    pages: &[ContentPage],
    config: &Config,
    lang: &str,
    kind: &TaxonomyConfig,
    path: &str,
) -> Vec<Term> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        if page.matter.render && page.document.source.lang == lang {
            for name in page.matter.taxonomies.get(&kind.name).into_iter().flatten() {
                let members = by_name.entry(name).or_default();
                if members.last() != Some(&at) {
                    members.push(at);
                }
            }
        }
    }
    let mut by_slug: BTreeMap<String, Vec<(&str, Vec<usize>)>> = BTreeMap::new();
    for (name, members) in by_name {
        let slug = config.slugify.taxonomies.path(name);
        by_slug.entry(slug).or_default().push((name, members));
    }
    let term = |(slug, spellings): (String, Vec<(&str, Vec<usize>)>)| {
        let path = format!("{path}{slug}/");
        let members = spellings
            .iter()
            .flat_map(|(_, members)| newest_first(members, pages));
        Term {
            name: spellings[0].0.to_owned(),
            permalink: config.permalink(&path),
            path,
            slug,
            pages: members.collect(),
            spellings: spellings
                .iter()
                .map(|(name, members)| ((*name).to_owned(), members[0]))
                .collect(),
        }
    };
    by_slug.into_iter().map(term).collect()
}

fn newest_first(members: &[usize], pages: &[ContentPage]) -> Vec<usize> {
    match sorted(members, pages, SortBy::Date) {
        Some(Sorted {
            mut pages,
            left_out,
        }) => {
            pages.extend(left_out);
            pages
        }
        None => members.to_vec(),
    }
}
