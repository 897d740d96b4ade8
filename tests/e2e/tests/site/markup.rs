//! What needs no browser: weight, where things come from, inline code, titles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use scraper::node::Element;

use crate::built::{self, BASE, Page};

/// What a page may weigh with its styles and scripts, in bytes of gzip.
const WEIGHT: usize = 30 * 1024;

/// Links that make a browser load something, or talk to somebody, without being followed.
const LOADING: &[&str] = &[
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "manifest",
];

fn elements(page: &Page) -> Vec<Element> {
    let document = page.document();
    let nodes = document.tree.nodes();
    nodes
        .filter_map(|n| n.value().as_element().cloned())
        .collect()
}

/// The addresses an element makes the browser ask for by itself.
fn requested(element: &Element) -> Vec<String> {
    let attribute = |name| element.attr(name).unwrap_or_default().to_owned();
    let found = match element.name() {
        "link" => {
            let loads = attribute("rel")
                .split(' ')
                .any(|rel| LOADING.contains(&rel));
            if loads {
                vec![attribute("href")]
            } else {
                Vec::new()
            }
        }
        "use" | "image" | "feImage" => vec![attribute("href"), attribute("xlink:href")],
        "object" => vec![attribute("data")],
        "form" => vec![attribute("action")],
        "a" => vec![attribute("ping")],
        _ => {
            let set = attribute("srcset");
            let mut of_set: Vec<_> = set
                .split(',')
                .filter_map(|one| one.split_whitespace().next().map(str::to_owned))
                .collect();
            of_set.extend([attribute("src"), attribute("poster")]);
            of_set
        }
    };
    found.into_iter().filter(|url| !url.is_empty()).collect()
}

/// The path inside the site, unless the address leads elsewhere.
fn own(url: &str) -> Option<&str> {
    let path = match url.strip_prefix(BASE) {
        Some(path) if path.starts_with('/') => path,
        Some(_) => return None,
        None if url.contains("//") => return None,
        None => url,
    };
    path.split(['?', '#']).next()
}

fn packed(bytes: &[u8]) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).expect("memory does not fail");
    gzip.finish().expect("memory does not fail").len()
}

/// A page with its styles and scripts, each packed on its own, as they travel.
fn weight(page: &Page) -> usize {
    let mut files = BTreeSet::new();
    for element in elements(page) {
        let style = element.name() == "link" && element.attr("rel") == Some("stylesheet");
        if style || element.name() == "script" {
            files.extend(requested(&element));
        }
    }
    let file = |url: &String| {
        let path = own(url).expect("a file of the site");
        let bytes = fs::read(built::folder().join(path.trim_start_matches('/')));
        packed(&bytes.unwrap_or_else(|error| panic!("{path} of {}: {error}", page.path)))
    };
    packed(page.html.as_bytes()) + files.iter().map(file).sum::<usize>()
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_weighs_at_most_30_kib_with_its_styles_and_scripts() {
    let mut weights: Vec<_> = built::pages()
        .iter()
        .map(|p| (weight(p), p.path.clone()))
        .collect();
    weights.sort();
    let heaviest = weights.last().expect("a page");
    println!("{} pages; the heaviest: {heaviest:?}", weights.len());
    let over = weights.iter().filter(|(bytes, _)| *bytes > WEIGHT);
    none(
        &over
            .map(|(bytes, path)| format!("{path}: {bytes} bytes"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_is_asked_of_anybody_else() {
    let mut wrong = Vec::new();
    for page in built::pages() {
        let urls = elements(&page)
            .iter()
            .flat_map(requested)
            .collect::<Vec<_>>();
        let outside = urls.iter().filter(|url| own(url).is_none());
        wrong.extend(outside.map(|url| format!("{}: {url}", page.path)));
    }
    let css = fs::read_to_string(built::folder().join("main.css")).expect("the styles");
    for mark in ["@import", "//"] {
        if css.contains(mark) {
            wrong.push(format!("main.css: {mark}"));
        }
    }
    none(&wrong);
}

#[test]
fn no_page_carries_styles_or_code_of_its_own() {
    let mut wrong = Vec::new();
    for page in built::pages() {
        for element in elements(&page) {
            let data = element.attr("type") == Some("application/ld+json");
            let inline = match element.name() {
                "style" => true,
                "script" => element.attr("src").is_none() && !data,
                _ => false,
            };
            let attribute = element.attrs().any(|(name, value)| {
                name == "style" || name.starts_with("on") || value.starts_with("javascript:")
            });
            if inline || attribute {
                wrong.push(format!("{}: {element:?}", page.path));
            }
        }
    }
    none(&wrong);
}

#[test]
fn every_page_has_a_title_and_a_description_of_its_own() {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    let title = scraper::Selector::parse("head > title").expect("a selector");
    for page in built::pages() {
        let titles: Vec<String> = page
            .document()
            .select(&title)
            .map(|t| t.text().collect())
            .collect();
        let is_about = |e: &Element| e.attr("name") == Some("description");
        let found = elements(&page);
        let about = found.iter().filter(|e| is_about(e));
        let abouts: Vec<_> = about
            .map(|e| e.attr("content").unwrap_or_default().to_owned())
            .collect();
        for (kind, texts) in [("title", titles), ("description", abouts)] {
            match texts.as_slice() {
                [one] if !one.trim().is_empty() => {
                    seen.entry(format!("{kind}: {one}"))
                        .or_default()
                        .push(page.path.clone());
                }
                other => wrong.push(format!("{}: {kind} is {other:?}", page.path)),
            }
        }
    }
    let twice = seen.iter().filter(|(_, paths)| paths.len() > 1);
    wrong.extend(twice.map(|(text, paths)| format!("{text} on {paths:?}")));
    none(&wrong);
}
