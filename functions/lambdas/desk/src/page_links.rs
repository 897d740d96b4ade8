//! Our pages by title, to be linked to from a text.

use serde::Serialize;
use town::Sources;

/// A page of ours, as a link to it is written.
#[derive(Serialize)]
pub(crate) struct PageLink {
    title: String,
    target: String,
}

/// Our pages, by title.
pub(crate) fn links(sources: &Sources) -> Vec<PageLink> {
    let pages = sources
        .iter()
        .filter(|(path, text)| path.ends_with(".md") && is_published(text));
    let title = |text: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("title = \""))?;
        Some(line.trim_end().trim_end_matches('"').to_owned())
    };
    let links = pages.filter_map(|(path, text)| {
        Some(PageLink {
            title: title(text)?,
            target: format!("@/{path}"),
        })
    });
    links.collect()
}

/// Whether visitors see the page; what is a draft to the generator is for engineers.
pub(crate) fn is_published(text: &str) -> bool {
    let mut front = text.lines().skip(1).take_while(|line| line.trim() != "+++");
    !front.any(|line| line.trim() == "draft = true")
}
