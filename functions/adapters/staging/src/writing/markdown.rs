//! Headings and pictures of a page's text, and where in it a computer is meant.

use std::ops::Range;

use publishing::photos;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::line_of;

/// What matters of a page's text.
#[derive(Default)]
pub(super) struct ReadPage {
    /// Headings that leave a level out, each with its line.
    pub headings: Vec<(usize, String)>,
    /// Pictures without words.
    pub pictures: Vec<(usize, String)>,
    /// Code, and where links lead.
    pub innocent: Vec<Range<usize>>,
}

/// Reads a text.
pub(super) fn read(text: &str) -> ReadPage {
    let mut page = ReadPage::default();
    // The page's title is the heading above.
    let mut above = HeadingLevel::H1 as usize;
    let mut picture: Option<(Range<usize>, String)> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = level as usize;
                page.headings.extend(jump(text, &range, above, level));
                above = level;
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                page.innocent.extend(target(text, &range, &dest_url));
                picture = Some((range, String::new()));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                page.innocent.extend(target(text, &range, &dest_url));
            }
            Event::End(TagEnd::Image) => {
                let mute = picture.take().filter(|(_, words)| words.trim().is_empty());
                page.pictures
                    .extend(mute.map(|(range, _)| (line_of(text, range.start), no_words())));
            }
            Event::Text(words) => {
                if let Some((_, said)) = &mut picture {
                    said.push_str(&words);
                }
            }
            Event::Code(_) => page.innocent.push(range),
            Event::Start(Tag::CodeBlock(_)) => page.innocent.push(range),
            _ => {}
        }
    }
    let is_code = |at: usize| page.innocent.iter().any(|range| range.contains(&at));
    let mute = photos(text).into_iter().filter(|it| !it.says_something());
    let mute = mute.filter(|it| !is_code(it.at));
    let mute: Vec<_> = mute.map(|it| (line_of(text, it.at), no_alt())).collect();
    page.pictures.extend(mute);
    page.pictures.sort();
    page
}

/// What is wrong with a heading below another.
fn jump(text: &str, range: &Range<usize>, above: usize, level: usize) -> Option<(usize, String)> {
    if level <= above + 1 {
        return None;
    }
    let words = text[range.clone()].lines().next().unwrap_or_default();
    let words = words.trim().trim_matches('#').trim();
    let marks = "#".repeat(above + 1);
    let what = format!(
        "見出し「{words}」の「#」が多すぎます。前の見出しより1つだけ多くして、「{marks} {words}」と書いてください。"
    );
    Some((line_of(text, range.start), what))
}

/// Where in a link it is written where that leads.
fn target(text: &str, range: &Range<usize>, target: &str) -> Option<Range<usize>> {
    let at = range.start + text[range.clone()].rfind(target)?;
    Some(at..at + target.len())
}

fn no_words() -> String {
    "写真や図の説明がありません。「![」と「]」のあいだに、何が写っているかを書いてください。"
        .to_owned()
}

fn no_alt() -> String {
    "写真の説明がありません。「alt=\"\"」の「\"」のあいだに、何が写っているかを書いてください。見た人に何も伝えない飾りなら、「alt=\"\"」の代わりに「decoration={true}」と書いてください。"
        .to_owned()
}
