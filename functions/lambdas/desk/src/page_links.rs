//! Our pages by title, to be linked to from a text.

use editing::titled_pages;
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
    let links = titled_pages(sources).map(|(path, title)| PageLink {
        title: title.to_owned(),
        target: format!("@/{path}"),
    });
    links.collect()
}
