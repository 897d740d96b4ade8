//! Stops mails after seminars: by a person on a page, or by a mail program for its owner (RFC 8058).

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::token::{Purpose, TokenError};
use forms::{Confirmation, Field, FieldError};
use paths::STOP;
use serde::{Deserialize, Serialize};
use web::{Action, AppState, Explanation, Form, HandlerError, HandlerResult, TokenPage};

use crate::SEMINARS;

/// The query of the page: the link's token.
#[derive(Deserialize)]
pub(crate) struct StopQuery {
    #[serde(default)]
    t: String,
}

#[derive(Serialize)]
struct Page {
    token: String,
    done: bool,
    confirmation: Field,
    errors: Vec<FieldError>,
}

/// Asks; opening the link stops nothing.
pub(crate) async fn ask(
    State(state): State<AppState>,
    Query(StopQuery { t }): Query<StopQuery>,
) -> HandlerResult {
    verify(&state, &t)?;
    Ok(page(&state, t, false, Vec::new()))
}

/// Stops them. Again it changes nothing. A mail program's POST is answered without a redirect, as it has to be.
pub(crate) async fn stop(
    State(state): State<AppState>,
    Query(StopQuery { t }): Query<StopQuery>,
    Form(input): Form,
) -> HandlerResult {
    let who = verify(&state, &t)?;
    // What a mail program sends when its owner presses its own button; no page of ours has this field.
    let is_one_click = input.one("List-Unsubscribe") == "One-Click";
    let missing = Confirmation::Stop.missing(&state.content.get(), &input);
    if let Some(error) = missing.filter(|_| !is_one_click) {
        return Ok(page(&state, t, false, vec![error]));
    }
    state.store.stop_mails(&who, state.now()).await?;
    tracing::info!("mails after seminars were stopped for somebody");
    Ok(page(&state, t, true, Vec::new()))
}

fn page(state: &AppState, token: String, done: bool, errors: Vec<FieldError>) -> Response {
    let status = match errors.as_slice() {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page {
        token,
        done,
        confirmation: Confirmation::Stop.field(&state.content.get().words, None, &errors),
        errors,
    };
    TokenPage::Posts.wrap(state.page(status, "registration/stop.html", STOP, &page))
}

fn verify(state: &AppState, token: &str) -> Result<String, HandlerError> {
    let verified = state.keys.verify(Purpose::Stop, token, state.now());
    verified.map_err(|error| unusable(state, error).into())
}

fn unusable(state: &AppState, error: TokenError) -> Response {
    let texts = &state.content.get().texts;
    let own = &texts.registration;
    let (status, why) = match error {
        TokenError::Expired => (StatusCode::GONE, own.link_expired()),
        TokenError::Forged => (StatusCode::NOT_FOUND, own.link_cut()),
    };
    let action = Action::new(SEMINARS, texts.problem.to_seminars());
    let text = format!("{why}\n{}", own.stop_link());
    let explanation = Explanation::new(own.stop_link_title(), &text, action);
    TokenPage::Shows.wrap(explanation.page(state, status, STOP))
}
