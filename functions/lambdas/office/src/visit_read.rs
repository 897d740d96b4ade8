//! What was typed into the form of a visit, read, with everything that cannot be.

use forms::fields::FormReader;
use forms::{FieldError, Input, limits};
use jiff::civil::Date;
use town::Content;
use visits::book::{NextStep, VisitResult, VisitWay};

/// A visit as the form says it.
pub(crate) struct TypedVisit {
    pub on: Date,
    pub business: String,
    pub who: String,
    pub way: VisitWay,
    pub result: VisitResult,
    pub next: Option<NextStep>,
    pub note: String,
}

/// Reads the form on a day.
///
/// # Errors
/// Everything wrong, each with its field.
pub(crate) fn read(
    input: &Input,
    content: &Content,
    today: Date,
) -> Result<TypedVisit, Vec<FieldError>> {
    let texts = &content.texts.office;
    let mut read = FormReader::of(input, &content.texts.director);
    let business = read.required_line("business", texts.visit_business_missing());
    let on = read.day("on");
    if on.is_some_and(|on| on > today) {
        read.error("on", texts.visit_on_future());
    }
    let years = content.programme.retention.visit_years;
    let first = today.saturating_sub(jiff::Span::new().years(i64::from(years)));
    if on.is_some_and(|on| on < first) {
        read.error("on", &texts.visit_on_past(years));
    }
    let who = read.required_line("who", texts.visit_who_missing());
    let way = read.one_of("way", VisitWay::parse, texts.visit_way_missing());
    let result = read.one_of("result", VisitResult::parse, texts.visit_result_missing());
    let next = next_step(&mut read, on, content);
    let note = read.lines("note", limits::NOTE);
    match (on, way, result, read.errors.is_empty()) {
        (Some(on), Some(way), Some(result), true) => Ok(TypedVisit {
            on,
            business,
            who,
            way,
            result,
            next,
            note,
        }),
        _ => Err(read.errors),
    }
}

/// What is next, with its day; neither without the other.
fn next_step(
    read: &mut FormReader<'_>,
    visited: Option<Date>,
    content: &Content,
) -> Option<NextStep> {
    let texts = &content.texts.office;
    let what = read.line("step");
    if read.input.one("step_on").trim().is_empty() {
        if !what.is_empty() {
            read.error("step_on", texts.visit_step_needs_day());
        }
        return None;
    }
    let on = read.day("step_on")?;
    if what.is_empty() {
        read.error("step", texts.visit_step_needs_what());
    }
    if visited.is_some_and(|visited| on < visited) {
        read.error("step_on", texts.visit_step_before());
    }
    Some(NextStep { what, on })
}
