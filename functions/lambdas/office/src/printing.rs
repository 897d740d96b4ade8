//! The list of papers for counter, fair and visit, with the way to numbered worksheets; the files are printed elsewhere.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::industry::Industry;
use forms::fields::{choices, line, refill};
use forms::{Field, FieldError, Input, Kind};
use handouts::Handout;
use paths::{HANDOUT_FILE, HANDOUTS};
use serde::Serialize;
use town::Content;
use web::{AppState, HandlerResult, Visitor};

/// The field of the industry whose worksheets are printed.
pub(crate) const INDUSTRY: &str = "industry";
/// The field of how many.
pub(crate) const COPIES: &str = "copies";
/// The field of the number that opens a draft.
pub(crate) const NUMBER: &str = "number";
/// How many worksheets may be printed at once.
const MANY: [usize; 4] = [1, 3, 5, 10];

#[derive(Serialize)]
struct PrintingPage {
    leaflets: Vec<PaperFile>,
    talk: Vec<PaperFile>,
    posters: Vec<PaperFile>,
    /// Worksheets without a number.
    blank: Vec<PaperFile>,
    fields: [Field; 2],
    number: Field,
    errors: Vec<FieldError>,
    draft_days: u32,
}

/// A paper in the list.
#[derive(Serialize)]
struct PaperFile {
    label: String,
    href: String,
}

pub(crate) async fn show(State(state): State<AppState>, visitor: Visitor) -> HandlerResult {
    visitor.office(&state, HANDOUTS)?;
    Ok(page(&state, &Input::default(), Vec::new()))
}

/// The list, with what was typed.
pub(crate) fn page(state: &AppState, typed: &Input, errors: Vec<FieldError>) -> Response {
    let content = state.content.get();
    let mut typed = typed.clone();
    // The page has two forms; what was sent of one says nothing of the other.
    let copies_asked = typed.0.entry(COPIES.to_owned());
    copies_asked.or_insert_with(|| vec![MANY[0].to_string()]);
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let now = state.now();
    let mut all = Handout::all(&content);
    // What is over needs no poster.
    all.retain(|it| !matches!(it, Handout::Poster(seminar) if seminar.end < now));
    let files = |wanted: fn(&Handout) -> bool| -> Vec<PaperFile> {
        let wanted = all.iter().filter(|it| wanted(it));
        wanted.map(|it| listed(it, &content)).collect()
    };
    let page = PrintingPage {
        leaflets: files(|it| matches!(it, Handout::Leaflet(_))),
        talk: files(|it| matches!(it, Handout::Talk)),
        posters: files(|it| matches!(it, Handout::Poster(_))),
        blank: files(|it| matches!(it, Handout::Worksheet(..))),
        fields: [industry(&content), copies(&content)].map(|field| refill(field, &typed, &errors)),
        number: refill(number(&content), &typed, &errors),
        errors,
        draft_days: content.programme.retention.draft_days,
    };
    state.page(status, "office/printing.html", HANDOUTS, &page)
}

fn listed(handout: &Handout, content: &Content) -> PaperFile {
    PaperFile {
        label: handout.title(content),
        href: format!("{HANDOUT_FILE}?of={}", handout.name()),
    }
}

fn industry(content: &Content) -> Field {
    let label = |it: Industry| content.words.option(INDUSTRY, it.code()).to_owned();
    let all = Industry::ALL.map(|it| (it.code().to_owned(), label(it)));
    let asks = content.texts.handouts.sheets_industry();
    choices(Kind::Radio, INDUSTRY, asks, all.into())
}

fn copies(content: &Content) -> Field {
    let texts = &content.texts.handouts;
    let all = MANY.map(|count| (count.to_string(), texts.sheets_count(count)));
    choices(Kind::Radio, COPIES, texts.sheets_copies(), all.into())
}

/// How many copies a code of the form means.
pub(crate) fn copies_of(code: &str) -> Option<usize> {
    MANY.into_iter().find(|count| count.to_string() == code)
}

fn number(content: &Content) -> Field {
    let texts = &content.texts.handouts;
    Field {
        hint: texts.sheets_number_hint().to_owned(),
        ..line(NUMBER, texts.sheets_number())
    }
}
