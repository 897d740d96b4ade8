//! Renders Markdown to HTML the way Zola does: its links, anchors, pictures, footnotes and summaries.

mod anchors;
mod code;
mod footnotes;
mod headings;
mod ids;
mod images;
mod links;
mod rendered;
mod summary;

use std::collections::HashSet;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html};
use tera::{Context, Tera, Value};
use view::{Config, InsertAnchor};

pub use anchors::{has_anchor, has_id, is_special};
pub use headings::Heading;
pub use links::is_external;
pub use rendered::{MarkdownMistake, Rendered};

use code::CodeBlock;
use footnotes::{Footnotes, NoteNames};
use headings::HeadingBuffer;
use ids::Given;
use images::Image;

use crate::fault::FaultKind;

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

/// Renders a text.
///
/// # Errors
/// Fails with every broken link in it.
pub fn render(text: &str, around: &Surroundings) -> Result<Rendered, Vec<MarkdownMistake>> {
    let events: Vec<_> = Parser::new_ext(text, options(around.config))
        .into_offset_iter()
        .collect();
    let mut names = NoteNames::of(&events, around.config.markdown.bottom_footnotes);
    if !names.is_empty() {
        // Headings come after the notes' marks, so that what a note must not be called is known only in the end.
        let mut trial = Writer::new(around, &events, names.clone());
        trial.events(events.clone());
        names.avoid(&trial.ids);
    }
    let mut writer = Writer::new(around, &events, names);
    writer.events(events);
    writer.finish()
}

/// What a text may hold beside plain Markdown.
pub fn options(config: &Config) -> Options {
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
    /// The ids of headings and HTML.
    ids: HashSet<String>,
    headings: Vec<Heading>,
    summary_at: Option<usize>,
    mistakes: Vec<MarkdownMistake>,
    found: Rendered,
}

impl<'a> Writer<'a> {
    fn new(
        around: &'a Surroundings<'a>,
        events: &[(Event<'a>, std::ops::Range<usize>)],
        names: NoteNames,
    ) -> Writer<'a> {
        let given = Given::of(events);
        let repeated = given.repeated.iter();
        let warnings = repeated
            .map(|id| format!("two elements have the id `{id}`, so that links lead to the first"))
            .chain(names.warnings())
            .collect();
        Writer {
            around,
            span: 0..0,
            output: Vec::new(),
            code: None,
            heading: None,
            images: Vec::new(),
            footnotes: Footnotes::new(names),
            ids: given.ids,
            headings: Vec::new(),
            summary_at: None,
            mistakes: Vec::new(),
            found: Rendered {
                warnings,
                ..Rendered::default()
            },
        }
    }

    fn events(&mut self, events: Vec<(Event<'a>, std::ops::Range<usize>)>) {
        for (event, span) in events {
            self.span = span;
            self.event(event);
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
                let image = Image::new(&dest_url, title, self.around.permalink);
                self.images.push(image);
            }
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let name = self.footnotes.define(&name);
                if self.gathers_footnotes() {
                    self.footnotes.start(name);
                } else {
                    self.push(Event::Start(Tag::FootnoteDefinition(name.into())));
                }
            }
            Event::End(TagEnd::FootnoteDefinition) if self.gathers_footnotes() => {
                self.footnotes.end()
            }
            Event::FootnoteReference(name) => {
                let name = self.footnotes.name(&name);
                let mark = if self.gathers_footnotes() {
                    Event::Html(self.footnotes.refer(&name).into())
                } else {
                    Event::FootnoteReference(name.into())
                };
                self.push(mark);
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
                image.say(&text);
            }
        } else if let Some(heading) = &mut self.heading {
            heading.content.push(event);
        } else if let Some(open) = self.footnotes.open() {
            open.push(event);
        } else {
            self.output.push(event);
        }
    }

    fn mistake(&mut self, kind: FaultKind, what: impl Into<String>, help: impl Into<String>) {
        self.mistakes.push(MarkdownMistake {
            kind,
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
                self.mistake(FaultKind::Other, what, "correct the template");
                String::new()
            }
        }
    }

    fn finish(mut self) -> Result<Rendered, Vec<MarkdownMistake>> {
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
