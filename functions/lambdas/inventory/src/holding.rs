//! The browsers that hold a draft: a new one, those that there are, and one that is to hold it no more.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use paths::CONTINUE;
use serde::Serialize;
use store::{Draft, DraftBrowser, MOST_BROWSERS, browser_handle};
use town::Content;
use web::{
    Action, AppState, Explanation, HandlerError, HandlerResult, HeldDrafts, TokenPage, see_other,
    words,
};

use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged};
use crate::{SAVED, START};

/// A browser that holds the draft.
#[derive(Serialize)]
pub(crate) struct HeldBrowser {
    id: String,
    title: String,
    since: String,
    /// Whether it is the one that is looking.
    is_this: bool,
}

/// Lets this browser hold a draft that it may open; `permit` is asked of the draft as it is then. With the browser's handle.
///
/// # Errors
/// What `permit` refuses with, or that many browsers hold it.
pub(crate) async fn hold(
    state: &AppState,
    draft: Draft,
    held: &HeldDrafts,
    headers: &HeaderMap,
    permit: impl Fn(&mut Draft) -> Result<(), HandlerError>,
) -> Result<(Draft, String), HandlerError> {
    if let Some(handle) = held.handle_of(&draft.id)
        && let Some(draft) = state.store.draft(handle, state.now()).await?
    {
        return Ok((draft, handle.clone()));
    }
    let browser = web::draft_browser(state, headers);
    let handle = browser_handle(&draft.id, &browser.id);
    let changed = drafts::change(state, draft, |draft| {
        permit(draft)?;
        let fits = draft.holders.let_in(browser.clone());
        fits.then_some(()).ok_or_else(|| too_many(state))
    });
    match changed.await? {
        DraftChanged::Saved(draft) => Ok((draft, handle)),
        DraftChanged::TooLarge(_) => Err(too_many(state)),
    }
}

/// All that hold a draft, where there is more than the one that is looking.
pub(crate) fn shown(draft: &Draft, content: &Content) -> Vec<HeldBrowser> {
    let texts = &content.texts.sign_in;
    let reader = draft.holders.reader();
    let held = |browser: &DraftBrowser| HeldBrowser {
        is_this: browser.id == reader,
        title: browser.platform.told(browser.id == reader, texts),
        id: browser.id.clone(),
        since: words::moment(browser.since),
    };
    match draft.holders.browsers() {
        [] | [_] => Vec::new(),
        several => several.iter().map(held).collect(),
    }
}

/// Takes the draft from another browser, or from this one.
pub(crate) async fn end(State(state): State<AppState>, form: DraftForm) -> HandlerResult {
    let DraftForm {
        draft,
        input,
        cookies,
        held,
    } = form;
    let state = state.begun_with(&draft).await;
    route_to_change(&state, &draft, &cookies)?;
    let browser = input.one("browser").to_owned();
    let is_own = browser == draft.holders.reader();
    let without = held.without(&state, &draft.id);
    let let_out = |draft: &mut Draft| {
        draft.holders.let_out(&browser);
        Ok(())
    };
    drafts::change(&state, draft, let_out).await?;
    tracing::info!(is_own, "a draft was taken from a browser");
    Ok(match is_own {
        true => (without, see_other(START)).into_response(),
        false => (cookies, see_other(SAVED)).into_response(),
    })
}

/// The page for a draft that many browsers hold.
pub(crate) fn too_many(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(START, texts.resume_link_action());
    let title = texts.resume_link_title();
    let explanation = Explanation::new(title, &texts.resume_too_many(MOST_BROWSERS), action);
    let page = explanation.page(state, StatusCode::CONFLICT, CONTINUE);
    TokenPage::Shows.wrap(page).into()
}
