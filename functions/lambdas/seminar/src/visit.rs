//! Asking the office to come: the form, and the page that says what happens next.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::budget;
use forms::{FieldError, Input, Page};
use serde::Serialize;
use visits::Visit;
use web::{AppState, Client, Form, HandlerResult, Problem, see_other};

use crate::bot_guard;

const VISIT: &str = "/registration/visit";
const DONE: &str = "/registration/visit/done";

#[derive(Serialize)]
struct Ask {
    page: Page,
    errors: Vec<FieldError>,
    opened: String,
    too_many: bool,
}

pub(crate) async fn ask(State(state): State<AppState>) -> HandlerResult {
    Ok(show(&state, StatusCode::OK, None, Vec::new()))
}

fn show(
    state: &AppState,
    status: StatusCode,
    typed: Option<&Input>,
    errors: Vec<FieldError>,
) -> Response {
    let page = Ask {
        page: visits::page(&state.content.get(), typed, &errors),
        errors,
        opened: typed.map_or_else(
            || bot_guard::fresh(state, VISIT),
            |input| bot_guard::again(state, VISIT, input),
        ),
        too_many: status == StatusCode::TOO_MANY_REQUESTS,
    };
    state.page(status, "registration/visit.html", VISIT, &page)
}

/// Takes a request. Sent twice it is taken once.
pub(crate) async fn take(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let content = state.content.get();
    let again = |status, errors| Ok(show(&state, status, Some(&input), errors));
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let request = match visits::accept(&content, &input) {
        Ok(request) => request,
        Err(errors) => return again(wrong, errors),
    };
    let button = &content.words.page("visit").submit;
    if let Err(error) = bot_guard::check(&state, VISIT, &input, button) {
        return again(wrong, vec![error]);
    }
    let address = request
        .mail
        .as_ref()
        .map(|mail| mail.as_str().to_ascii_lowercase());
    if !spend(&state, &client, address.as_deref()).await? {
        return again(StatusCode::TOO_MANY_REQUESTS, Vec::new());
    }
    let visit = Visit::new(request, &state.keys, state.now());
    let keep = content.programme.retention.registration_days;
    state.store.request_visit(&visit, keep).await?;
    tracing::info!("a visit was asked for");
    Ok(see_other(DONE))
}

async fn spend(state: &AppState, client: &Client, address: Option<&str>) -> Result<bool, Problem> {
    if !state.spend(&budget::OFFICE, client.network()).await? {
        return Ok(false);
    }
    match address {
        Some(address) => state.spend(&budget::ADDRESS, address).await,
        None => Ok(true),
    }
}

#[derive(Serialize)]
struct Done {}

pub(crate) async fn done(State(state): State<AppState>) -> HandlerResult {
    Ok(state.page(
        StatusCode::OK,
        "registration/visit_done.html",
        DONE,
        &Done {},
    ))
}
