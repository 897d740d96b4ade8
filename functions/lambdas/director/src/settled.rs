//! What the employer sees once she has answered, and behind a link with nothing left to ask.

use axum::http::StatusCode;
use axum::response::Response;
use placements::Placement;
use serde::Serialize;
use town::Operator;
use web::{AppState, TokenPage};

use crate::case::{Changed, Notice};
use crate::seat::Seat;

/// What one page says and another does not.
pub(crate) struct Said {
    pub heading: &'static str,
    /// The thanks, right after she sent something.
    pub thanks: Option<&'static str>,
    pub lines: Vec<String>,
    pub changes: Vec<Changed>,
}

#[derive(Serialize)]
struct Settled {
    heading: &'static str,
    reference: String,
    title_of_work: String,
    notice: Option<Notice>,
    lines: Vec<String>,
    version: u32,
    changes: Vec<Changed>,
    operator: Operator,
}

/// The page, which only shows.
pub(crate) fn page(
    state: &AppState,
    path: &str,
    seat: &Seat,
    placement: &Placement,
    said: Said,
) -> Response {
    let page = Settled {
        heading: said.heading,
        reference: seat.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        notice: said.thanks.map(|title| Notice {
            kind: "success",
            title: title.into(),
            lines: Vec::new(),
        }),
        lines: said.lines,
        version: placement.spec.version,
        changes: said.changes,
        operator: state.content.get().programme.operator.clone(),
    };
    TokenPage::Shows.wrap(state.page(StatusCode::OK, "director/answered.html", path, &page))
}
