//! Asking the office to come: the form, and the page that says what happens next.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::budget;
use forms::{FieldError, Input, Page};
use paths::VISIT;
use serde::Serialize;
use visits::Visit;
use web::{AppState, Client, Form, HandlerResult, HeldBack, Overspent, Problem, see_other};

use crate::bot_guard;

const DONE: &str = "/registration/visit/done";

#[derive(Serialize)]
struct Ask {
    page: Page,
    errors: Vec<FieldError>,
    opened: String,
    held_back: Option<HeldBack>,
}

pub(crate) async fn ask(State(state): State<AppState>) -> HandlerResult {
    Ok(show(&state, StatusCode::OK, None, Vec::new(), None))
}

/// The form with what was typed, which may be sent later.
fn held_back(state: &AppState, input: &Input, overspent: Overspent) -> Response {
    let status = Problem::from(overspent).status();
    show(
        state,
        status,
        Some(input),
        Vec::new(),
        Some(overspent.into()),
    )
}

fn show(
    state: &AppState,
    status: StatusCode,
    typed: Option<&Input>,
    errors: Vec<FieldError>,
    held_back: Option<HeldBack>,
) -> Response {
    let page = Ask {
        page: visits::page(&state.content.get(), typed, &errors),
        errors,
        opened: typed.map_or_else(
            || bot_guard::fresh(state, VISIT),
            |input| bot_guard::again(state, VISIT, input),
        ),
        held_back,
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
    let again = |status, errors| Ok(show(&state, status, Some(&input), errors, None));
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let request = match visits::accept(&content, &input) {
        Ok(request) => request,
        Err(errors) => return again(wrong, errors),
    };
    let button = &content.words.page("visit").submit;
    if let Err(error) = bot_guard::check(&state, VISIT, &input, button) {
        return again(wrong, vec![error]);
    }
    let address = request.mail.as_ref();
    let spent = state.spend(&budget::VISIT, &client, address, None);
    if let Some(overspent) = spent.await? {
        return Ok(held_back(&state, &input, overspent));
    }
    let visit = Visit::new(request, &state.keys, state.now());
    let keep = content.programme.retention.registration_days;
    state.store.request_visit(&visit, keep).await?;
    tracing::info!("a visit was asked for");
    Ok(see_other(DONE))
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
