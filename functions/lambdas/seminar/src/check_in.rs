//! What the office does about one registration: a tap at the door, taken back or not, and cancelling for a caller.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Confirmation, Field, FieldError};
use seminars::{Mark, Marked, Standing};
use serde::Serialize;
use web::{AppState, Form, HandlerResult, Problem, Visitor, see_other};

use crate::facts::{self, SeminarView};
use crate::listed::{Listed, ListedQuery, back, list};
use crate::office::doer;

/// Notes that somebody came or did not, or takes that back, and shows the list again at this registration.
pub(crate) async fn mark(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(input): Form,
) -> HandlerResult {
    let by = doer(visitor.office(&state, &list(&slug))?);
    let seminar = facts::find(&state, &slug)?;
    let mark = match input.one("mark") {
        "check_in" => Mark::CheckIn,
        "absent" => Mark::Absent,
        "clear" => Mark::Clear,
        _ => return Err(Problem::BadRequest.into()),
    };
    let (id, now) = (input.one("id"), state.now());
    match state.store.check_in(&seminar, id, mark, by, now).await? {
        Marked::Unknown => Err(Problem::NotFound.into()),
        // The list shows how it stands, also where somebody else was faster or it is too early.
        Marked::Done | Marked::Already | Marked::TooEarly => Ok(back(&slug, id)),
    }
}

#[derive(Serialize)]
struct OfficeCancelPage {
    seminar: SeminarView,
    id: String,
    name: String,
    business: String,
    confirmation: Field,
    errors: Vec<FieldError>,
}

/// Asks before somebody's place is given up.
pub(crate) async fn ask_cancel(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(ListedQuery { id }): Query<ListedQuery>,
) -> HandlerResult {
    let listed = Listed::open(&state, &visitor, &slug, &id).await?;
    if !listed.is_changeable(&state) {
        return Ok(listed.back());
    }
    Ok(cancel_page(&state, listed, Vec::new()))
}

fn cancel_page(state: &AppState, listed: Listed, errors: Vec<FieldError>) -> Response {
    let status = match errors.as_slice() {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let path = format!("{}/cancel", list(&listed.seminar.slug));
    let page = OfficeCancelPage {
        seminar: SeminarView::of(&listed.seminar),
        id: listed.registration.id,
        name: listed.registration.name,
        business: listed.registration.business,
        confirmation: Confirmation::CancelFor.field(&state.content.get().words, None, &errors),
        errors,
    };
    let template = "registration/office_cancel.html";
    state.page(status, template, &path, &page)
}

/// Cancels for somebody who called. Again it changes nothing.
pub(crate) async fn cancel(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(input): Form,
) -> HandlerResult {
    let listed = Listed::open(&state, &visitor, &slug, input.one("id")).await?;
    let content = state.content.get();
    if listed.registration.state != Standing::Cancelled
        && let Some(error) = Confirmation::CancelFor.missing(&content, &input)
    {
        return Ok(cancel_page(&state, listed, vec![error]));
    }
    let (seminar, id) = (&listed.seminar, &listed.registration.id);
    let by = doer(visitor.office(&state, &list(&slug))?);
    let cancelled = state.store.cancel_for(seminar, id, by, state.now());
    cancelled.await?;
    Ok(listed.back())
}

/// Cancels all that are ticked, once it is ticked that this is meant. One press empties a room, so a fresh code comes
/// first; the list shows its boxes only then.
pub(crate) async fn cancel_many(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, &list(&slug))?;
    signed_in.proven(&state, &format!("{}#many", list(&slug)))?;
    let by = doer(signed_in);
    let seminar = facts::find(&state, &slug)?;
    let (ids, meant) = (input.all("ids"), input.one("meant") == "yes");
    let list = list(&slug);
    if ids.is_empty() || !meant {
        return Ok(see_other(&format!("{list}?many=unsure#many")));
    }
    let done = state
        .store
        .cancel_many(&seminar, ids, by, state.now())
        .await?;
    tracing::info!(done, "registrations were cancelled by the office");
    Ok(see_other(&format!("{list}?many={done}#many")))
}
