//! The links that open lists and figures: whose they are, and how long they last.

use axum::http::StatusCode;
use base::people::Actor;
use jiff::Timestamp;
use placements::{Link, LinkPage, Validity};
use web::{Action, AppState, Explanation, HandlerError, TokenPage};

use crate::START;
use crate::session::no_such_page;

/// Whose list a link opens, and until when.
///
/// # Errors
/// The page that says that the link is none, or too old.
pub(crate) fn open(
    state: &AppState,
    page: LinkPage,
    token: &str,
) -> Result<(Actor, Timestamp), HandlerError> {
    let opened = page.read(&state.keys, token);
    let opened = opened.map_err(|_| no_such_page(state, page))?;
    let programme = &state.content.get().programme;
    if opened.validity(programme, state.now()) != Validity::Good {
        return Err(expired(state, page));
    }
    match opened.link {
        Link::Home { of } => Ok((of, opened.expires)),
        _ => Err(no_such_page(state, page)),
    }
}

fn expired(state: &AppState, page: LinkPage) -> HandlerError {
    let texts = &state.content.get().texts.director;
    let action = Action::new(START, texts.list_expired_action());
    let explanation = Explanation::new(texts.list_expired_title(), texts.list_expired(), action);
    TokenPage::Shows
        .wrap(explanation.page(state, StatusCode::GONE, paths::of(page)))
        .into()
}

/// Lets the office alone pass.
///
/// # Errors
/// As [`open`].
pub(crate) fn office_only(state: &AppState, token: &str) -> Result<(), HandlerError> {
    open(state, LinkPage::Office, token).map(drop)
}
