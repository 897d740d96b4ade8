//! Names marks of Markdown that visitors would read as they are typed, and a second title of a page.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Files;
use crate::content::{Document, Split};
use crate::fault::{Fault, FaultKind, read_text};
use crate::markdown::options;
use crate::output::file_of;
use crate::site::Site;

const STARS: &str = "**";

/// What is left over in the texts of pages and sections.
pub(super) fn faults(site: &Site, files: &Files) -> Vec<Fault> {
    let graph = &site.ready().graph;
    let pages = graph.pages.iter().map(|page| &page.document);
    let sections = graph.sections.iter().map(|section| &section.document);
    pages
        .chain(sections)
        .flat_map(|document| of_document(site, document, files))
        .collect()
}

fn of_document(site: &Site, document: &Document, files: &Files) -> Vec<Fault> {
    // A home page that nobody wrote has no file.
    let Ok(text) = read_text(&document.file) else {
        return Vec::new();
    };
    let Ok(split) = Split::of(&document.file, &text) else {
        return Vec::new();
    };
    let found = Marks::of(split.body, options(site.config()));
    let start = text.len() - split.body.len();
    let fault = |at: &Range<usize>, what: &str| {
        let bytes = at.start + start..at.end + start;
        Fault::new(&document.file, what).at_bytes(&text, &bytes)
    };
    let stars = found.stars.iter().map(|at| {
        fault(at, "visitors read `**` as it is typed, and nothing is bold")
            .about(FaultKind::Stars)
            .help("write a blank before or after the `**`, or leave 「 and 」 outside of it")
    });
    let built = files.all.get(&file_of(&document.path));
    let titles = built.map_or(0, |html| {
        String::from_utf8_lossy(html).matches("<h1").count()
    });
    let titles = found.titles.iter().filter(|_| titles > 1).map(|at| {
        fault(at, "the page has a second <h1>, beside its title")
            .about(FaultKind::SecondTitle)
            .help("write `## ` in place of `# `")
    });
    stars.chain(titles).collect()
}

/// Where they are in a text.
#[derive(Default)]
struct Marks {
    stars: Vec<Range<usize>>,
    titles: Vec<Range<usize>>,
}

impl Marks {
    fn of(body: &str, options: Options) -> Marks {
        let mut marks = Marks::default();
        let mut is_code = false;
        let mut before: Option<Range<usize>> = None;
        for (event, at) in Parser::new_ext(body, options).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => is_code = true,
                Event::End(TagEnd::CodeBlock) => is_code = false,
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                }) => marks.titles.push(at.clone()),
                Event::Text(_) if !is_code && !is_template(body, &at) => {
                    // What opened nothing comes star by star; one with a backslash before it is meant.
                    let whole = match before.take() {
                        Some(before) if before.end == at.start => before.start..at.end,
                        _ => at.clone(),
                    };
                    if let Some(found) = body[whole.clone()].find(STARS) {
                        let start = whole.start + found;
                        marks.stars.push(start..start + STARS.len());
                    } else if body[..at.end].ends_with('*') {
                        before = Some(at.end - 1..at.end);
                    }
                    continue;
                }
                _ => {}
            }
            before = None;
        }
        marks
    }
}

/// Whether it lies in a line with template code, whose stars are its own.
fn is_template(body: &str, at: &Range<usize>) -> bool {
    let start = body[..at.start].rfind('\n').map_or(0, |end| end + 1);
    let line = body[start..].lines().next().unwrap_or_default();
    line.contains("{{") || line.contains("{%")
}
