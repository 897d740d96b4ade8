//! Somebody of the office goes on with what they began for an employer: the browser that began it holds the draft.

use axum::extract::{Query, State};
use axum::response::IntoResponse;
use base::token::Purpose;
use questionnaire::flow;
use web::{AppState, HandlerResult, HeldDrafts, see_other};

use crate::copying::{COPY, is_to_copy};
use crate::drafts;
use crate::resume::{ResumeQuery, unusable};

/// Puts the draft down in the browser, beside those it holds.
pub(crate) async fn begin(
    State(state): State<AppState>,
    Query(query): Query<ResumeQuery>,
    held: HeldDrafts,
) -> HandlerResult {
    let now = state.now();
    let Ok(handle) = state.keys.verify(Purpose::Help, query.token(), now) else {
        return Ok(unusable(&state));
    };
    let Some(draft) = state.store.draft(&handle, now).await? else {
        return Ok(unusable(&state));
    };
    let cookies = held.opening(&state, &handle);
    if is_to_copy(&draft) {
        return Ok((cookies, see_other(COPY)).into_response());
    }
    let state = state.begun_with(&draft).await;
    let route = flow::replay(&draft.answers, &state.content.get());
    Ok((cookies, see_other(&drafts::next_path(&route))).into_response())
}
