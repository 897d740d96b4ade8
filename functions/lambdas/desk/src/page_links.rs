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
    let pages = sources.iter().filter(|(path, _)| path.ends_with(".md"));
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
