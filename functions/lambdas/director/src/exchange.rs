//! What this Kiridashi shows of itself to others.

use axum::extract::State;
use axum::http::StatusCode;
use placements::exchange::Introduction;
use serde_json::json;
use web::{AppState, HandlerResult};

use crate::PARTNER;
use crate::replies::answer;

/// Shows who we are, what we understand and where, and our public keys.
pub(crate) async fn card(State(state): State<AppState>) -> HandlerResult {
    let content = state.content.get();
    let card = Introduction::of(&content.programme.operator.name, PARTNER, &state.keys);
    Ok(answer(StatusCode::OK, &json!(card)))
}
