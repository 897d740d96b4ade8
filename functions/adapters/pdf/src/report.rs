//! The data of a fiscal year's report for its meeting.

use base::time::japanese;
use jiff::civil::Date;
use reports::{Audience, YearReport, tables};
use serde_json::json;
use town::Content;

use crate::data::printable_data;
use crate::world::Template;
use crate::{FileMarks, PdfError, print};

/// The narrowest column of its tables, in ems of its type.
const COLUMN: f32 = 6.0;

/// Prints a year's report with everything that the office may see. The same report of the same day gives the same bytes.
///
/// # Errors
/// When the template does not compile; nothing in a report can cause it.
pub fn report(report: &YearReport, content: &Content, today: Date) -> Result<Vec<u8>, PdfError> {
    let texts = &content.texts.reports;
    let notes = &report.notes;
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let rating = notes.rating.map_or("", |it| it.label(texts));
    let policy = notes.policy.map_or("", |it| it.label(texts));
    let words = [
        (texts.f_rating(), [rating, &notes.evaluation]),
        (texts.f_opinions(), [&notes.opinions, ""]),
        (texts.f_policy(), [policy, &notes.policy_reason]),
    ];
    let words = words.map(|(name, said)| (name, said.map(lines).concat()));
    let title = texts.title(report.year);
    let operator = &content.programme.operator.name;
    let data = json!({
        "title": title,
        "tables": tables(report, Audience::Office, content),
        "words": words,
        "foot": operator,
        "date": japanese(today),
    });
    let marks = FileMarks {
        ident: format!("kiridashi report {}", report.year),
        title,
        author: operator.clone(),
        description: String::new(),
        dated: today,
    };
    print(Template::Report, &printable_data(data, COLUMN), marks)
}
