//! Writes the search index in Zola's Fuse format: a list of pages with their words, searched in the browser.

use std::borrow::Cow;

use rayon::prelude::*;
use scraper::{Html, Node};
use serde::Serialize;
use view::{IndexFormat, Search};

use crate::content::Document;
use crate::fault::{Fault, Outcome};
use crate::graph::Graph;
use crate::output::Output;
use crate::printable::printable;
use crate::settings::Settings;

/// A page or section in the index.
#[derive(Serialize)]
struct Item<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

/// A page or section that search may find.
struct Found<'a> {
    document: &'a Document,
    title: Option<&'a str>,
    description: Option<&'a str>,
}

/// Writes the index of each language that asks for one.
///
/// # Errors
/// Fails if a file cannot be written.
pub fn write(graph: &Graph, settings: &Settings, output: &Output) -> Outcome<()> {
    for (lang, own) in settings
        .config
        .languages
        .iter()
        .filter(|(_, own)| own.build_search_index)
    {
        let json = index(graph, lang, &own.search)?;
        let (name, text) = match own.search.index_format {
            IndexFormat::FuseJavascript => ("js", format!("window.searchIndex = {json}")),
            _ => ("json", json),
        };
        output.put(&format!("search_index.{lang}.{name}"), text.as_bytes())?;
    }
    Ok(())
}

fn index(graph: &Graph, lang: &str, search: &Search) -> Outcome<String> {
    let items: Vec<Item> = found(graph, lang)
        .par_iter()
        .map(|found| item(found, search))
        .collect();
    serde_json::to_string(&items).map_err(|e| Fault::new("the search index", e.to_string()).into())
}

/// The sections of a language that search may find, each followed by its pages.
fn found<'a>(graph: &'a Graph, lang: &str) -> Vec<Found<'a>> {
    let mut all = Vec::new();
    let own = graph
        .sections
        .iter()
        .filter(|section| section.document.source.lang == lang);
    for section in own.filter(|section| section.matter.in_search_index) {
        if section.matter.redirect_to.is_none() && !section.implicit {
            all.push(Found {
                document: &section.document,
                title: section.matter.title.as_deref(),
                description: section.matter.description.as_deref(),
            });
        }
        let pages = section
            .pages
            .iter()
            .map(|&at| &graph.pages[at])
            .filter(|page| page.matter.in_search_index);
        all.extend(pages.map(|page| Found {
            document: &page.document,
            title: page.matter.title.as_deref(),
            description: page.matter.description.as_deref(),
        }));
    }
    all
}

fn item<'a>(found: &Found<'a>, search: &Search) -> Item<'a> {
    let html = || found.document.rendered.content.as_str().unwrap_or_default();
    Item {
        url: &found.document.permalink,
        title: search
            .include_title
            .then(|| printable(found.title.unwrap_or_default())),
        description: search
            .include_description
            .then(|| printable(found.description.unwrap_or_default())),
        body: search
            .include_content
            .then(|| words(html(), search.truncate_content_length)),
        path: search.include_path.then_some(found.document.path.as_str()),
    }
}

/// The words of a piece of HTML, without code, line by line.
fn words(html: &str, limit: Option<usize>) -> String {
    let fragment = Html::parse_fragment(html);
    let mut text = String::new();
    let mut waiting = vec![fragment.tree.root()];
    while let Some(node) = waiting.pop() {
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) if matches!(element.name(), "script" | "style" | "pre") => {}
            _ => waiting.extend(node.children().rev()),
        }
    }
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    let text = printable(&lines.join("\n")).into_owned();
    match limit.and_then(|limit| text.char_indices().nth(limit)) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_a_reader_sees() {
        let html = "<h2>手引き</h2>\n<p>A &amp; <b>B</b></p>\n<pre>code</pre><script>x</script>";
        assert_eq!(words(html, None), "手引き\nA & B");
        assert_eq!(words(html, Some(2)), "手引");
    }
}
