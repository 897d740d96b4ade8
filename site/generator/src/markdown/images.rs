//! Pictures, whose words are those between their brackets.

use pulldown_cmark::{CowStr, Event};

use super::{Writer, href, html, links};

/// A picture while it is read.
pub(super) struct Image<'a> {
    url: String,
    title: CowStr<'a>,
    alt: String,
}

impl<'a> Image<'a> {
    pub(super) fn new(address: &str, title: CowStr<'a>, permalink: &str) -> Image<'a> {
        Image {
            url: links::asset_url(address, permalink),
            title,
            alt: String::new(),
        }
    }

    pub(super) fn say(&mut self, words: &str) {
        self.alt.push_str(words);
    }
}

impl Writer<'_> {
    pub(super) fn end_image(&mut self) {
        let Some(image) = self.images.pop() else {
            return;
        };
        if let Some(outer) = self.images.last_mut() {
            outer.alt.push_str(&image.alt);
            return;
        }
        let title = if image.title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", html(&image.title))
        };
        let lazy = if self.around.config.markdown.lazy_async_image {
            " loading=\"lazy\" decoding=\"async\""
        } else {
            ""
        };
        let tag = format!(
            "<img src=\"{}\" alt=\"{}\"{title}{lazy} />",
            href(&image.url),
            html(&image.alt)
        );
        self.push(Event::Html(tag.into()));
    }
}
