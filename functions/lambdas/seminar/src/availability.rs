//! How many places the seminars have left, in words, for the small script on the public pages; never a number.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use seminars::PlacesPage;
use web::{AppState, HandlerResult, Problem};

use crate::facts;

pub(crate) async fn show(State(state): State<AppState>) -> HandlerResult {
    let content = state.content.get();
    let mut statuses = Vec::new();
    for seminar in PlacesPage::seminars(&content, state.now()) {
        let status = facts::status(&state, seminar).await?;
        statuses.push((seminar.slug.clone(), status));
    }
    let json = serde_json::to_vec(&PlacesPage::new(&content, statuses)).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "no JSON");
        Problem::Internal
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=60"),
    ];
    Ok((headers, json).into_response())
}
