//! Papers and entries of the books found by their day, their amount and the other party: the office's all, a director's
//! own.

mod found;
mod read;
mod table;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use base::time::fiscal_year;
use forms::{Field, FieldError, Kind};
use jiff::civil::date;
use paths::PAPERS;
use placements::{CaseHead, FiledPaper};
use serde::Serialize;
use town::Content;
use web::{
    AppState, FileKind, HandlerError, HandlerResult, SignedIn, Visitor, download, not_yours,
    see_other,
};

use found::{Hit, found};
pub(crate) use read::PapersQuery;
use read::read;

use crate::all_heads::all_heads;
use crate::fields;
use crate::list_links::list_of;

/// Where what was found is a table.
pub(crate) const TABLE: &str = "/director/papers.csv";

/// How many are shown at a time.
const PAGE: usize = 50;

#[derive(Serialize)]
struct PapersPage {
    heading: String,
    of: String,
    list: String,
    errors: Vec<FieldError>,
    days: [Field; 2],
    amounts: [Field; 2],
    name: Field,
    count: usize,
    found: Vec<Hit>,
    /// Where the next ones are; empty: nothing is left.
    more: String,
    /// Where all of them are as a table; empty: nothing was found.
    csv: String,
}

/// The page without anything found.
fn blank(
    asked: &PapersQuery,
    of: &Actor,
    content: &Content,
    errors: Vec<FieldError>,
) -> PapersPage {
    let texts = &content.texts.paper_search;
    let field = |field: Field, typed: &str| {
        let mut faults = errors.iter().filter(|error| error.field == field.name);
        let error = faults.next().map(|error| error.message.clone());
        Field {
            value: typed.to_owned(),
            optional: true,
            error: error.unwrap_or_default(),
            ..field
        }
    };
    let day = |name, label| Field {
        kind: Kind::Date,
        ..fields::line(name, label)
    };
    let yen = |name, label| fields::number(name, label, "", texts.yen());
    PapersPage {
        heading: texts.heading().to_owned(),
        of: of.code(),
        list: list_of(of),
        days: [
            field(day("since", texts.since()), &asked.since),
            field(day("until", texts.until()), &asked.until),
        ],
        amounts: [
            field(yen("least", texts.least()), &asked.least),
            field(yen("most", texts.most()), &asked.most),
        ],
        name: field(fields::line("name", texts.name()), &asked.name),
        count: 0,
        found: Vec::new(),
        more: String::new(),
        csv: String::new(),
        errors,
    }
}

/// Whose papers are asked for.
fn whose<'a>(
    state: &AppState,
    signed_in: &'a SignedIn,
    asked: &PapersQuery,
) -> Result<&'a Actor, HandlerError> {
    let mut roles = signed_in.member.roles.iter().map(|role| &role.actor);
    let of = roles.find(|actor| asked.of.is_empty() || actor.code() == asked.of);
    of.ok_or_else(|| not_yours(state))
}

/// All that was filed, with whom it is about. What stands in the place of something may be of any day.
async fn all(state: &AppState) -> Result<(Vec<FiledPaper>, Vec<CaseHead>), HandlerError> {
    let (filed, heads) = tokio::join!(state.store.filed(None, None), all_heads(state));
    Ok((filed?, heads?))
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(mut asked): Query<PapersQuery>,
) -> HandlerResult {
    let signed_in = visitor.member(&state, PAPERS)?;
    let of = whose(&state, signed_in, &asked)?;
    let content = state.content.get();
    if asked.is_blank() {
        // The books of a fiscal year are what somebody comes for.
        let today = state.today();
        asked.since = date(fiscal_year(today), 4, 1).to_string();
        asked.until = today.to_string();
    }
    let mut errors = Vec::new();
    let wanted = read(&asked, &content, &mut errors);
    let mut page = blank(&asked, of, &content, errors);
    if !page.errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(state.page(status, "director/papers.html", PAPERS, &page));
    }
    let (filed, heads) = all(&state).await?;
    let found = found(&filed, &heads, &wanted, of);
    let shown = found.iter().skip(asked.from).take(PAGE);
    let texts = &content.texts.paper_search;
    page.found = shown.map(|found| found.hit(of, texts)).collect();
    page.count = found.len();
    let end = asked.from.saturating_add(PAGE);
    if found.len() > end {
        page.more = asked.address(PAPERS, &of.code(), end);
    }
    if !found.is_empty() {
        page.csv = asked.address(TABLE, &of.code(), 0);
    }
    Ok(state.page(StatusCode::OK, "director/papers.html", PAPERS, &page))
}

/// What was found as a table, by which the files are found again that somebody keeps.
pub(crate) async fn table(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<PapersQuery>,
) -> HandlerResult {
    let signed_in = visitor.member(&state, PAPERS)?;
    let of = whose(&state, signed_in, &asked)?;
    let content = state.content.get();
    let mut errors = Vec::new();
    let wanted = read(&asked, &content, &mut errors);
    if !errors.is_empty() {
        return Ok(see_other(&asked.address(PAPERS, &of.code(), 0)));
    }
    let (filed, heads) = all(&state).await?;
    let rows = found(&filed, &heads, &wanted, of);
    let name = format!("papers-{}.csv", state.today());
    let bytes = table::csv(&rows, &content.texts.paper_search);
    Ok(download(FileKind::Csv, bytes, &name, ""))
}
