//! Checks how texts are written, whatever they say: letters that are read out wrongly, headings that leave a level out,
//! pictures without words.

mod kana;
mod markdown;

use town::Sources;

use crate::fault::TextFault;

/// What is wrong, text by text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WritingFaults {
    /// Letters and headings.
    pub others: Vec<TextFault>,
    /// Pictures without words.
    pub pictures: Vec<TextFault>,
}

/// Checks all texts.
pub(crate) fn faults(texts: &Sources) -> WritingFaults {
    let mut found = WritingFaults::default();
    for (path, text) in texts {
        let (settings, body) = parts(path, text);
        let lines = settings.matches('\n').count();
        let page = markdown::read(body);
        let kana = kana::in_settings(settings).into_iter().chain(
            kana::in_text(body, &page.innocent)
                .into_iter()
                .map(|(line, what)| (lines + line, what)),
        );
        let at = |(line, what): (usize, String)| TextFault::at(path, line, what);
        found.others.extend(kana.map(at));
        let below = |(line, what): (usize, String)| TextFault::at(path, lines + line, what);
        found.others.extend(page.headings.into_iter().map(below));
        found.pictures.extend(page.pictures.into_iter().map(below));
    }
    found
}

/// Settings with the fences around them, and the text of a page.
fn parts<'a>(path: &str, text: &'a str) -> (&'a str, &'a str) {
    if !path.ends_with(".md") {
        return (text, "");
    }
    let mut fences = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        fences += usize::from(line.trim_start_matches('\u{FEFF}').trim_end() == "+++");
        if fences == 2 {
            return text.split_at(end);
        }
    }
    ("", text)
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.as_bytes()[..byte]
        .iter()
        .filter(|it| **it == b'\n')
        .count()
}

#[cfg(test)]
mod tests;
