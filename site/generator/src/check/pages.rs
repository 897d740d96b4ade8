//! Checks one built page: where its links lead and what its pictures say.

use std::borrow::Cow;
use std::collections::HashSet;

use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html, Selector};

use super::Files;
use crate::fault::{Fault, FaultKind, read_text};
use crate::markdown::{is_external, is_special};
use crate::output::file_of;
use crate::site::Site;

/// What matters of a built page.
pub(super) struct CheckedPage<'a> {
    html: Cow<'a, str>,
    ids: HashSet<String>,
    /// The addresses of its links, pictures, styles and scripts, as written.
    pub(super) targets: Vec<String>,
    /// How many pictures it has.
    pub(super) pictures: usize,
    mute: Vec<String>,
}

impl CheckedPage<'_> {
    pub(super) fn read(bytes: &[u8]) -> CheckedPage<'_> {
        let html = String::from_utf8_lossy(bytes);
        let document = Html::parse_document(&html);
        let mut page = CheckedPage {
            ids: HashSet::new(),
            targets: Vec::new(),
            pictures: 0,
            mute: Vec::new(),
            html: Cow::Borrowed(""),
        };
        for element in document.select(&selector("*")) {
            page.add(&element);
        }
        page.html = html;
        page
    }

    fn add(&mut self, element: &ElementRef) {
        let element_value = element.value();
        self.ids.extend(
            ["id", "name"]
                .iter()
                .filter_map(|name| element_value.attr(name))
                .map(str::to_owned),
        );
        let address = match element_value.name() {
            "a" | "link" | "area" => element_value.attr("href"),
            "img" | "script" | "source" | "iframe" => element_value.attr("src"),
            _ => None,
        };
        self.targets.extend(address.map(str::to_owned));
        let set = element_value.attr("srcset").unwrap_or_default();
        let sizes = set
            .split(',')
            .filter_map(|size| size.split_whitespace().next());
        self.targets.extend(sizes.map(str::to_owned));
        let is_picture = matches!(element_value.name(), "img" | "svg");
        self.pictures += usize::from(is_picture);
        if is_picture && !says_what_it_shows(element) {
            let tag = element.html();
            self.mute.push(
                tag.split_inclusive('>')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            );
        }
    }
}

/// Whether a picture has words for those who do not see it, or is marked as decoration.
fn says_what_it_shows(element: &ElementRef) -> bool {
    let value = element.value();
    let is_decoration =
        value.attr("aria-hidden") == Some("true") || value.attr("role") == Some("presentation");
    let is_hidden = || {
        let above = element.ancestors().filter_map(ElementRef::wrap);
        above
            .into_iter()
            .any(|element| element.value().attr("aria-hidden") == Some("true"))
    };
    let has_words = match value.name() {
        "img" => value
            .attr("alt")
            .is_some_and(|words| !words.trim().is_empty()),
        _ => {
            let is_named =
                value.attr("aria-label").is_some() || value.attr("aria-labelledby").is_some();
            is_named || element.select(&selector("title")).next().is_some()
        }
    };
    has_words || is_decoration || is_hidden()
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("the selector is fixed")
}

/// What is wrong with a page.
pub(super) fn faults(
    site: &Site,
    path: &str,
    page: &CheckedPage,
    files: &Files,
    function_paths: &[String],
) -> Vec<Fault> {
    let base = site.config().base_url.trim_end_matches('/');
    let is_hidden = |own: &String| format!("/{path}").starts_with(own.as_str());
    let hidden = function_paths.iter().find(|own| is_hidden(own)).map(|own| {
        let what =
            format!("a function answers for all below `{own}`, so that nobody sees the page");
        Fault::new(format!("public/{path}"), what).help("give the page another address")
    });
    let mut faults: Vec<Fault> = hidden.into_iter().collect();
    for target in &page.targets {
        let Some((file, anchor)) = local(base, path, target) else {
            continue;
        };
        if function_paths
            .iter()
            .any(|own| format!("/{file}").starts_with(own.as_str()))
        {
            continue;
        }
        if let Some(what) = wrong(&file, anchor.as_deref(), files) {
            let what = format!("the link `{target}` {what}");
            let fault =
                found(site, path, page, (target, what)).about(FaultKind::Link(target.clone()));
            faults.push(fault.help("correct the link"));
        }
    }
    faults
}

/// The pictures of a page that do not say what they show.
pub(super) fn mute_pictures(site: &Site, path: &str, page: &CheckedPage) -> Vec<Fault> {
    let fault = |tag: &String| {
        let what = "a picture does not say what it shows".to_owned();
        let help = "give it `alt` words (an SVG a `<title>`), or `aria-hidden=\"true\"` if it is decoration";
        let tag = tag.split_whitespace().next().unwrap_or(tag);
        found(site, path, page, (tag, what)).help(help)
    };
    page.mute.iter().map(fault).collect()
}

/// A fault where its author wrote it, or else on the page as it was built.
fn found(site: &Site, path: &str, page: &CheckedPage, (words, what): (&str, String)) -> Fault {
    let written = written(site, path, words, &what);
    written.unwrap_or_else(|| shown(path, page, words, what))
}

/// A fault where an author wrote it: in the text that a page is made from, if that holds the words.
fn written(site: &Site, path: &str, words: &str, what: &str) -> Option<Fault> {
    let addresses = site.addresses();
    let made = |(_, address): &(&String, &String)| file_of(address) == path;
    let (source, _) = addresses.iter().find(made)?;
    let file = site.root().join("content").join(source);
    let text = read_text(&file).ok()?;
    let at = text.find(words)?;
    Some(Fault::new(file, what).at_bytes(&text, &(at..at + words.len())))
}

fn shown(path: &str, page: &CheckedPage, words: &str, what: String) -> Fault {
    let fault = Fault::new(format!("public/{path}"), what);
    match page.html.find(words) {
        Some(at) => fault.at_bytes(&page.html, &(at..at + words.len())),
        None => fault,
    }
}

/// The file and anchor an address means, if it is one of this site's.
fn local(base: &str, from: &str, target: &str) -> Option<(String, Option<String>)> {
    let (address, anchor) = match target.split_once('#') {
        Some((address, anchor)) => (address, Some(decoded(anchor))),
        None => (target, None),
    };
    let address = address.split('?').next().unwrap_or_default();
    let below = match address.strip_prefix(base) {
        Some(below) if below.is_empty() || below.starts_with('/') => below.to_owned(),
        _ if is_external(address) || address.starts_with("//") || address.contains(':') => {
            return None;
        }
        _ if address.is_empty() => format!("/{from}"),
        _ if address.starts_with('/') => address.to_owned(),
        _ => resolved(from, address),
    };
    Some((decoded(below.trim_start_matches('/')), anchor))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A relative address, seen from a page.
fn resolved(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

fn wrong(file: &str, anchor: Option<&str>, files: &Files) -> Option<String> {
    let candidates = [
        file.to_owned(),
        view::join(file.trim_end_matches('/'), "index.html"),
    ];
    let Some(found) = candidates.into_iter().find(|path| files.has(path)) else {
        return Some(format!("leads to `/{file}`, which the site does not have"));
    };
    let anchor = anchor.filter(|anchor| !is_special(anchor))?;
    let has_it = files
        .pages
        .get(found.as_str())
        .is_none_or(|page| page.ids.contains(anchor));
    (!has_it).then(|| format!("leads to the anchor `{anchor}`, which that page does not have"))
}
