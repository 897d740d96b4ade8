//! The page for a form whose draft this browser does not hold, while it holds another.

use axum::http::StatusCode;
use axum::response::Response;

use crate::problem::{Action, Explanation};
use crate::state::AppState;

/// Where an inventory begins.
const START: &str = "/inventory/";

/// The page, at this path.
pub fn another_draft(state: &AppState, path: &str) -> Response {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(START, texts.another_draft_action());
    let explanation = Explanation::new(texts.another_draft_title(), texts.another_draft(), action);
    explanation.page(state, StatusCode::CONFLICT, path)
}
