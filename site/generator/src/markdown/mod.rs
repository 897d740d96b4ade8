//! Renders Markdown to HTML the way Zola does: its links, anchors, pictures, footnotes and summaries.

mod anchors;
mod code;
mod footnotes;
mod headings;
mod links;
mod summary;

use std::collections::HashSet;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html};
use tera::{Context, Tera, Value};
use view::{Config, InsertAnchor};

pub use anchors::{has_anchor, has_id, is_special};
pub use headings::Heading;
pub use links::is_external;

use code::CodeBlock;
use footnotes::Footnotes;
use headings::HeadingBuffer;

/// What rendering needs to know beside the text.
pub struct Surroundings<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// The templates, for `anchor-link.html` and `summary-cutoff.html`.
    pub tera: &'a Tera,
    /// The full address of a file below `content/`.
    pub permalink_of: &'a (dyn Fn(&str) -> Option<String> + Sync),
    /// The language.
    pub lang: &'a str,
    /// The full address of the page the text belongs to.
    pub permalink: &'a str,
    /// The file of that page below `content/`, or nothing.
    pub relative: &'a str,
    /// Where headings get a link to themselves.
    pub insert_anchor: InsertAnchor,
}

/// The HTML of a text and what was found while making it.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The HTML, as templates see it.
    pub content: Value,
    /// The HTML before `<!-- more -->`.
    pub summary: Option<String>,
    /// The headings, nested.
    pub toc: Vec<Heading>,
    /// Links within the site: file below `content/` and anchor.
    pub internal_links: Vec<(String, Option<String>)>,
    /// Links to elsewhere.
    pub external_links: Vec<String>,
    /// What is worth telling without failing.
    pub warnings: Vec<String>,
}

impl Default for Rendered {
    fn default() -> Rendered {
        Rendered {
            content: Value::from(""),
            summary: None,
            toc: Vec::new(),
            internal_links: Vec::new(),
            external_links: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// Something wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What.
    pub what: String,
    /// What to do.
    pub help: String,
    /// The bytes of the text that are wrong.
    pub span: std::ops::Range<usize>,
}

/// Renders a text.
///
/// # Errors
/// Fails with every broken link in it.
pub fn render(text: &str, around: &Surroundings) -> Result<Rendered, Vec<Mistake>> {
    let mut writer = Writer::new(around);
    let events: Vec<_> = Parser::new_ext(text, options(around.config))
        .into_offset_iter()
        .collect();
    for (event, _) in &events {
        if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
            writer.ids.push(id.to_string());
        }
    }
    for (event, span) in events {
        writer.span = span;
        writer.event(event);
    }
    writer.finish()
}

fn options(config: &Config) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(
        Options::ENABLE_SMART_PUNCTUATION,
        config.markdown.smart_punctuation,
    );
    options.set(
        Options::ENABLE_DEFINITION_LIST,
        config.markdown.definition_list,
    );
    options.set(Options::ENABLE_GFM, config.markdown.github_alerts);
    options
}

/// Turns parser events into output events; what must be seen whole first waits in a buffer.
struct Writer<'a> {
    around: &'a Surroundings<'a>,
    span: std::ops::Range<usize>,
    output: Vec<Event<'a>>,
    code: Option<CodeBlock>,
    heading: Option<HeadingBuffer<'a>>,
    /// Open pictures; one inside another gives its words to the outer one.
    images: Vec<Image<'a>>,
    footnotes: Footnotes<'a>,
    ids: Vec<String>,
    seen_ids: HashSet<String>,
    headings: Vec<Heading>,
    summary_at: Option<usize>,
    mistakes: Vec<Mistake>,
    found: Rendered,
}

struct Image<'a> {
    url: String,
    title: CowStr<'a>,
    alt: String,
}

impl<'a> Writer<'a> {
    fn new(around: &'a Surroundings<'a>) -> Writer<'a> {
        Writer {
            around,
            span: 0..0,
            output: Vec::new(),
            code: None,
            heading: None,
            images: Vec::new(),
            footnotes: Footnotes::default(),
            ids: Vec::new(),
            seen_ids: HashSet::new(),
            headings: Vec::new(),
            summary_at: None,
            mistakes: Vec::new(),
            found: Rendered::default(),
        }
    }

    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => self.code = Some(CodeBlock::new(&kind)),
            Event::End(TagEnd::CodeBlock) => {
                if let Some(code) = self.code.take() {
                    self.push(Event::Html(code.html().into()));
                }
            }
            Event::Start(Tag::Heading {
                level, id, classes, ..
            }) => {
                self.heading = Some(HeadingBuffer::new(level as u32, id, classes));
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => self.link(link_type, dest_url, title, id),
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => {
                let url = links::asset_url(&dest_url, self.around.permalink);
                self.images.push(Image {
                    url,
                    title,
                    alt: String::new(),
                });
            }
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Start(Tag::FootnoteDefinition(name)) if self.gathers_footnotes() => {
                self.footnotes.start(name)
            }
            Event::End(TagEnd::FootnoteDefinition) if self.gathers_footnotes() => {
                self.footnotes.end()
            }
            Event::FootnoteReference(name) if self.gathers_footnotes() => {
                let reference = self.footnotes.refer(&name);
                self.push(Event::Html(reference.into()));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            event => self.push(event),
        }
    }

    fn gathers_footnotes(&self) -> bool {
        self.around.config.markdown.bottom_footnotes
    }

    fn html(&mut self, html: CowStr<'a>) {
        if self.summary_at.is_none() && summary::is_divider(&html) {
            self.summary_at = Some(self.output.len());
            self.push(Event::Html(summary::MARK.into()));
        } else {
            self.push(Event::Html(html));
        }
    }

    /// Puts an event where it belongs now: into the innermost buffer that is open, else into the output.
    fn push(&mut self, event: Event<'a>) {
        if let Some(code) = &mut self.code {
            if let Event::Text(text) = event {
                code.push(&text);
            }
        } else if let Some(image) = self.images.last_mut() {
            if let Event::Text(text) | Event::Code(text) = event {
                image.alt.push_str(&text);
            }
        } else if let Some(heading) = &mut self.heading {
            heading.content.push(event);
        } else if let Some(open) = self.footnotes.open() {
            open.push(event);
        } else {
            self.output.push(event);
        }
    }

    fn end_image(&mut self) {
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

    fn mistake(&mut self, what: impl Into<String>, help: impl Into<String>) {
        self.mistakes.push(Mistake {
            what: what.into(),
            help: help.into(),
            span: self.span.clone(),
        });
    }

    /// Renders one of the small templates that Markdown uses.
    fn template(&mut self, name: &str, context: &Context) -> String {
        match self.around.tera.render(name, context) {
            Ok(html) => html,
            Err(error) => {
                let what = format!("`{name}` cannot be rendered: {error}");
                self.mistake(what, "correct the template");
                String::new()
            }
        }
    }

    fn finish(mut self) -> Result<Rendered, Vec<Mistake>> {
        if self.gathers_footnotes() {
            let notes = self.footnotes.section();
            self.output.extend(notes);
        }
        let summary = self.summary();
        if !self.mistakes.is_empty() {
            return Err(self.mistakes);
        }
        let mut content = String::with_capacity(self.output.len() * 32);
        pulldown_cmark::html::push_html(&mut content, self.output.into_iter());
        Ok(Rendered {
            content: Value::from(content),
            summary,
            toc: headings::nest(self.headings),
            ..self.found
        })
    }
}

/// Escapes text for HTML.
fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_html(&mut out, text).expect("a string can be written to");
    out
}

/// Escapes an address for an attribute.
fn href(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    escape_href(&mut out, url).expect("a string can be written to");
    out
}
