//! Begins a draft in a browser: an employer's own, or one that somebody of the office writes for an employer.

use axum::http::HeaderMap;
use base::time::days_after;
use store::{Draft, DraftBrowser};

use crate::sign_in::platform;
use crate::state::AppState;

/// The browser of a request that is to hold a draft.
pub fn draft_browser(state: &AppState, headers: &HeaderMap) -> DraftBrowser {
    DraftBrowser {
        id: state.random_id(),
        platform: platform(headers),
        since: state.now(),
    }
}

/// A draft without answers that the browser of a request holds, not stored yet; with the browser's id.
pub fn begun_draft(state: &AppState, headers: &HeaderMap) -> (Draft, String) {
    let (content, now) = (state.content.get(), state.now());
    let expires_at = days_after(now, content.programme.retention.draft_days);
    let mut draft = Draft::blank(state.random_id(), content.version, now, expires_at);
    let browser = draft_browser(state, headers);
    let id = browser.id.clone();
    draft.holders.let_in(browser);
    (draft, id)
}
