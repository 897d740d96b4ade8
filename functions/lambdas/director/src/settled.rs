//! What the employer sees after an answer, and behind a link with nothing left to ask.

use axum::http::StatusCode;
use axum::response::Response;
use placements::Placement;
use serde::Serialize;
use town::Operator;
use web::{AppState, TokenPage};

use crate::banner::Banner;
use crate::case::Changed;
use crate::session::LinkSession;

/// The words of one page.
pub(crate) struct Words {
    pub heading: &'static str,
    /// The thanks, right after something was sent.
    pub thanks: Option<&'static str>,
    pub lines: Vec<String>,
    pub changes: Vec<Changed>,
}

#[derive(Serialize)]
struct SettledPage {
    heading: &'static str,
    reference: String,
    title_of_work: String,
    notice: Option<Banner>,
    lines: Vec<String>,
    version: u32,
    changes: Vec<Changed>,
    operator: Operator,
}

/// The page, which only shows.
pub(crate) fn page(
    state: &AppState,
    path: &str,
    session: &LinkSession,
    placement: &Placement,
    words: Words,
) -> Response {
    let page = SettledPage {
        heading: words.heading,
        reference: session.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        notice: words.thanks.map(Banner::success),
        lines: words.lines,
        version: placement.spec.version,
        changes: words.changes,
        operator: state.content.get().programme.operator.clone(),
    };
    TokenPage::Shows.wrap(state.page(StatusCode::OK, "director/answered.html", path, &page))
}
