//! What the employer sees after an answer, and behind a link with nothing left to ask.

use axum::http::StatusCode;
use axum::response::Response;
use placements::Placement;
use serde::Serialize;
use town::Operator;
use web::{AppState, TokenPage};

use crate::banner::Banner;
use crate::case::FieldChange;
use crate::session::LinkSession;

/// The words of one page.
pub(crate) struct SettledWords<'a> {
    pub heading: &'a str,
    /// The thanks, right after something was sent.
    pub thanks: Option<&'a str>,
    pub lines: Vec<String>,
    pub changes: Vec<FieldChange>,
}

#[derive(Serialize)]
struct SettledPage {
    heading: String,
    reference: String,
    title_of_work: String,
    notice: Option<Banner>,
    lines: Vec<String>,
    version: u32,
    changes: Vec<FieldChange>,
    operator: Operator,
}

/// The page, which only shows.
pub(crate) fn page(
    state: &AppState,
    status: StatusCode,
    path: &str,
    session: &LinkSession,
    placement: &Placement,
    words: SettledWords<'_>,
) -> Response {
    let page = SettledPage {
        heading: words.heading.to_owned(),
        reference: session.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        notice: words.thanks.map(Banner::success),
        lines: words.lines,
        version: placement.spec.version,
        changes: words.changes,
        operator: state.content.get().programme.operator.clone(),
    };
    TokenPage::Shows.wrap(state.page(status, "director/answered.html", path, &page))
}
