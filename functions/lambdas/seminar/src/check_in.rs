//! What the office does about one registration: a tap at the door, taken back or not, and cancelling for a caller.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use seminars::{Mark, Marked, Standing};
use serde::{Deserialize, Serialize};
use web::{AppState, Form, HandlerResult, Problem, TokenPage, see_other};

use crate::facts::{self, Facts};
use crate::office::{BY, LIST, TokenQuery, verify};

/// Notes that somebody came or did not, or takes that back, and shows the list again at this registration.
pub(crate) async fn mark(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(TokenQuery { t }): Query<TokenQuery>,
    Form(input): Form,
) -> HandlerResult {
    verify(&state, &t)?;
    let seminar = facts::find(&state, &slug)?;
    let mark = match input.one("mark") {
        "check_in" => Mark::CheckIn,
        "absent" => Mark::Absent,
        "clear" => Mark::Clear,
        _ => return Err(Problem::BadRequest.into()),
    };
    let (id, now) = (input.one("id"), state.now());
    match state.store.check_in(&seminar, id, mark, BY, now).await? {
        Marked::Unknown => Err(Problem::NotFound.into()),
        // The list shows how it stands, also where somebody else was faster or it is too early.
        Marked::Done | Marked::Already | Marked::TooEarly => Ok(back(&slug, &t, id)),
    }
}

/// The list, at this registration. `id` is known to be one of ours, so it needs no escaping.
pub(crate) fn back(slug: &str, token: &str, id: &str) -> Response {
    see_other(&format!("{LIST}/{slug}?t={token}#r-{id}"))
}

/// The query of a page about one registration: the link's token, and whose.
#[derive(Deserialize)]
pub(crate) struct IdQuery {
    #[serde(default)]
    pub t: String,
    #[serde(default)]
    pub id: String,
}

#[derive(Serialize)]
struct CancelPage {
    seminar: Facts,
    token: String,
    id: String,
    name: String,
    business: String,
}

/// Asks before somebody's place is given up.
pub(crate) async fn ask_cancel(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(IdQuery { t, id }): Query<IdQuery>,
) -> HandlerResult {
    verify(&state, &t)?;
    let seminar = facts::find(&state, &slug)?;
    let given = state.store.registration(&slug, &id).await?;
    let given = given.ok_or(Problem::NotFound)?;
    if given.state == Standing::Cancelled || state.now() >= seminar.start {
        return Ok(back(&slug, &t, &given.id));
    }
    let page = CancelPage {
        seminar: Facts::of(&seminar),
        token: t,
        id: given.id,
        name: given.name,
        business: given.business,
    };
    let path = format!("{LIST}/{slug}/cancel");
    let template = "registration/office_cancel.html";
    Ok(TokenPage::Posts.wrap(state.page(StatusCode::OK, template, &path, &page)))
}

/// Cancels for somebody who called. Again it changes nothing.
pub(crate) async fn cancel(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(TokenQuery { t }): Query<TokenQuery>,
    Form(input): Form,
) -> HandlerResult {
    verify(&state, &t)?;
    let seminar = facts::find(&state, &slug)?;
    let given = state.store.registration(&slug, input.one("id")).await?;
    let id = given.ok_or(Problem::NotFound)?.id;
    state
        .store
        .cancel_for(&seminar, &id, BY, state.now())
        .await?;
    Ok(back(&slug, &t, &id))
}

/// Cancels all that are ticked, once it is ticked that this is meant.
pub(crate) async fn cancel_many(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(TokenQuery { t }): Query<TokenQuery>,
    Form(input): Form,
) -> HandlerResult {
    verify(&state, &t)?;
    let seminar = facts::find(&state, &slug)?;
    let (ids, meant) = (input.all("ids"), input.one("meant") == "yes");
    let list = format!("{LIST}/{slug}?t={t}");
    if ids.is_empty() || !meant {
        return Ok(see_other(&format!("{list}&many=unsure#many")));
    }
    let done = state
        .store
        .cancel_many(&seminar, ids, BY, state.now())
        .await?;
    tracing::info!(done, "registrations were cancelled by the office");
    Ok(see_other(&format!("{list}&many={done}#many")))
}
