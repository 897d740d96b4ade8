//! Links: `@/` to files of the site, anchors, files beside the page, and elsewhere.

use pulldown_cmark::{CowStr, Event, LinkType, Tag};
use view::{LinkLevel, Markdown};

use super::{Writer, href};
use crate::fault::FaultKind;

/// Whether an address leads to another server.
pub fn is_external(url: &str) -> bool {
    url.starts_with("http:") || url.starts_with("https:")
}

/// The address of a picture or file: one beside the page becomes absolute.
pub(super) fn asset_url(url: &str, permalink: &str) -> String {
    if is_beside(url) {
        format!("{permalink}{url}")
    } else {
        url.to_owned()
    }
}

/// Whether an address means a file in the page's own folder.
fn is_beside(url: &str) -> bool {
    let elsewhere = ["/", "..", "#"].iter().any(|start| url.starts_with(start));
    !elsewhere && !has_scheme(url)
}

fn has_scheme(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}

impl<'a> Writer<'a> {
    pub(super) fn link(
        &mut self,
        link_type: LinkType,
        url: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
    ) {
        if url.is_empty() {
            self.mistake(
                FaultKind::Link("[…]()".to_owned()),
                "a link has no address",
                "write the address between the round brackets: `[words](address)`",
            );
            return;
        }
        let markdown = &self.around.config.markdown;
        if is_external(&url) && link_type != LinkType::Email && has_tweaks(markdown) {
            self.found.external_links.push(url.to_string());
            self.push(Event::Html(external_tag(markdown, &url, &title).into()));
            return;
        }
        let target = if link_type == LinkType::Email {
            url.to_string()
        } else {
            self.target(&url)
        };
        self.push(Event::Start(Tag::Link {
            link_type,
            dest_url: target.into(),
            title,
            id,
        }));
    }

    fn target(&mut self, url: &str) -> String {
        if let Some(path) = url.strip_prefix("@/") {
            return self.content_target(url, path);
        }
        if is_beside(url) {
            return format!("{}{url}", self.around.permalink);
        }
        if is_external(url) {
            self.found.external_links.push(url.to_owned());
        } else if let Some(anchor) = url.strip_prefix('#').filter(|anchor| !anchor.is_empty()) {
            if !self.around.relative.is_empty() {
                self.found
                    .internal_links
                    .push((self.around.relative.to_owned(), Some(anchor.to_owned())));
            }
            return format!("{}{url}", self.around.permalink);
        }
        url.to_owned()
    }

    fn content_target(&mut self, url: &str, path: &str) -> String {
        let mut parts = path.split('#');
        let file = parts.next().unwrap_or_default();
        let anchor = parts.next().map(str::to_owned);
        let file = percent_encoding::percent_decode_str(file)
            .decode_utf8_lossy()
            .into_owned();
        let Some(permalink) = (self.around.permalink_of)(&file) else {
            let what = format!("the link `{url}` leads to `content/{file}`, which is not there");
            match self.around.config.link_checker.internal_level {
                LinkLevel::Error => self.mistake(
                    FaultKind::Link(url.to_owned()),
                    what,
                    "correct the path after `@/`; it begins below `content/`",
                ),
                LinkLevel::Warn => self.found.warnings.push(what),
            }
            return url.to_owned();
        };
        let target = anchor.as_ref().map_or_else(
            || permalink.clone(),
            |anchor| format!("{permalink}#{anchor}"),
        );
        self.found.internal_links.push((file, anchor));
        target
    }
}

fn has_tweaks(markdown: &Markdown) -> bool {
    markdown.external_links_class.is_some()
        || markdown.external_links_target_blank
        || markdown.external_links_no_follow
        || markdown.external_links_no_referrer
        || markdown.external_links_external
}

/// The opening tag of a link to elsewhere. The title is not escaped, as in Zola.
fn external_tag(markdown: &Markdown, url: &str, title: &str) -> String {
    let rel: Vec<&str> = [
        (markdown.external_links_target_blank, "noopener"),
        (markdown.external_links_no_follow, "nofollow"),
        (markdown.external_links_no_referrer, "noreferrer"),
        (markdown.external_links_external, "external"),
    ]
    .into_iter()
    .filter_map(|(is_on, word)| is_on.then_some(word))
    .collect();
    let mut tag = String::from("<a ");
    let mut attribute = |name: &str, value: &str| {
        if !value.is_empty() {
            tag.push_str(&format!("{name}=\"{value}\" "));
        }
    };
    if let Some(class) = &markdown.external_links_class {
        attribute("class", class);
    }
    attribute("rel", &rel.join(" "));
    attribute(
        "target",
        if markdown.external_links_target_blank {
            "_blank"
        } else {
            ""
        },
    );
    attribute("title", title);
    tag.push_str(&format!("href=\"{}\">", href(url)));
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_addresses_are_beside_the_page() {
        assert!(is_beside("map.svg") && is_beside("./map.svg"));
        assert!(
            !is_beside("/map.svg") && !is_beside("../map.svg") && !is_beside("mailto:a@example.jp")
        );
    }
}
