//! Half-width kana, which screen readers spell and a search does not find. Addresses and code may hold them: a computer
//! reads those as they are.

use std::ops::Range;

use super::line_of;

/// What ends an address that stands in a text.
const ENDS: &str = "<>\"'`()[]「」『』（）、。";

/// Those of settings, each with its line: not in comments.
pub(super) fn in_settings(settings: &str) -> Vec<(usize, String)> {
    let mut innocent = Vec::new();
    let mut at = 0;
    for line in settings.split_inclusive('\n') {
        innocent.extend(comment(line).map(|from| at + from..at + line.len()));
        at += line.len();
    }
    in_text(settings, &innocent)
}

/// Those of a text, each with its line: not in addresses, nor where it is `innocent`.
pub(super) fn in_text(text: &str, innocent: &[Range<usize>]) -> Vec<(usize, String)> {
    let addresses = addresses(text);
    let is_innocent = |at: usize| {
        let mut ranges = innocent.iter().chain(&addresses);
        ranges.any(|range| range.contains(&at))
    };
    let mut found = Vec::new();
    for (at, word) in words(text).into_iter().filter(|(at, _)| !is_innocent(*at)) {
        let line = line_of(text, at);
        if found.last().is_none_or(|(known, _)| *known != line) {
            let wide = base::text::plain(word);
            let what =
                format!("「{word}」は、半角のカタカナです。「{wide}」に書きかえてください。");
            found.push((line, what));
        }
    }
    found
}

/// The runs of half-width kana and their marks.
fn words(text: &str) -> Vec<(usize, &str)> {
    let is_narrow = |c: char| matches!(c, '\u{FF61}'..='\u{FF9F}');
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_narrow).map(|at| from + at) {
        let rest = &text[start..];
        let end = start + rest.find(|c| !is_narrow(c)).unwrap_or(rest.len());
        found.push((start, &text[start..end]));
        from = end;
    }
    found
}

/// Where addresses of pages elsewhere stand.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let found = text.match_indices("://").map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|c: char| c.is_whitespace() || ENDS.contains(c));
        at..at + end.unwrap_or(rest.len())
    });
    found.collect()
}

/// Where the comment of a line of settings begins.
fn comment(line: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}
