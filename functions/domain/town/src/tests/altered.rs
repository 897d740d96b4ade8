//! Files of the town's that somebody has spoilt: read, or refused with lines that are there.

use proptest::prelude::*;

use super::*;
use crate::seminar::Seminar;

const PAGE: &str = include_str!("../../../../../content/seminars/2027-01-20-hajimete.md");

/// What gets into a file by mistake.
const ODD: [&str; 20] = [
    "",
    "\"",
    "'",
    "[",
    "]]",
    "{",
    "\n",
    "\r",
    "= ",
    " = \"\"\n",
    "-1",
    "99999999999999999999",
    "1e308",
    "nan",
    "true",
    "2027-02-30",
    "あ",
    "{name}",
    "\u{feff}",
    "+++\n",
];

/// A text with a part of it taken out and something put in its place.
fn altered(text: &str, at: prop::sample::Index, length: usize, odd: &str) -> String {
    let at = text.floor_char_boundary(at.index(text.len() + 1));
    let end = text.ceil_char_boundary((at + length).min(text.len()));
    [&text[..at], odd, &text[end..]].concat()
}

fn lines_are_there(errors: &[ContentError], sources: &Sources) -> Result<(), TestCaseError> {
    prop_assert!(!errors.is_empty());
    for error in errors {
        let lines = sources
            .get(&error.path)
            .map_or(0, |text| text.lines().count());
        prop_assert!((1..=lines + 1).contains(&error.line), "{error}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_spoilt_file_is_read_or_named_with_a_line_of_it(
        file: prop::sample::Index, at: prop::sample::Index, length in 0..40_usize, odd in prop::sample::select(&ODD[..]),
    ) {
        let mut sources = sources();
        let paths: Vec<String> = sources.keys().cloned().collect();
        let path = &paths[file.index(paths.len())];
        let spoilt = altered(&sources[path], at, length, odd);
        sources.insert(path.clone(), spoilt);
        if let Err(errors) = Content::parse(&sources) {
            lines_are_there(&errors, &sources)?;
        }
    }

    #[test]
    fn a_spoilt_page_of_a_seminar_is_read_or_named_with_a_line_of_it(
        at: prop::sample::Index, length in 0..40_usize, odd in prop::sample::select(&ODD[..]), other in "\\PC{0,40}",
    ) {
        for page in [altered(PAGE, at, length, odd), format!("+++\n{other}\n+++\n"), other] {
            match Seminar::parse("2027-01-20-hajimete", &page) {
                Ok(Some(seminar)) => prop_assert!(seminar.start < seminar.end && !seminar.title.is_empty()),
                Ok(None) => {}
                Err(errors) => {
                    let sources = Sources::from([("seminars/2027-01-20-hajimete.md".to_owned(), page)]);
                    lines_are_there(&errors, &sources)?;
                }
            }
        }
    }
}
