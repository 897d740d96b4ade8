//! The office registers somebody who calls or stands at the door, and notes what was told by phone to who has no mail.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use forms::{FieldError, Input, Page};
use seminars::form::RegistrationForm as Use;
use seminars::{Registered, caller_id, form, registration_id};
use serde::Serialize;
use town::seminar::Seminar;
use web::{AppState, Form, HandlerResult, Problem, Visitor, see_other};

use crate::facts::{self, SeminarView, StatusView};
use crate::listed::{back, is_over, list};
use crate::office::doer;

#[derive(Serialize)]
struct AddPage {
    seminar: SeminarView,
    shown: StatusView,
    page: Page,
    errors: Vec<FieldError>,
    action: String,
    list: String,
}

/// What was typed, with what is wrong with it.
type Typed<'a> = (&'a Input, Vec<FieldError>);

/// Asks who it is.
pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> HandlerResult {
    visitor.office(&state, &add(&slug))?;
    let seminar = facts::find(&state, &slug)?;
    if is_over(&state, &seminar) {
        return Ok(see_other(&list(&slug)));
    }
    show(&state, &seminar, None).await
}

fn add(slug: &str) -> String {
    format!("{}/add", list(slug))
}

async fn show(state: &AppState, seminar: &Seminar, typed: Option<Typed<'_>>) -> HandlerResult {
    let content = state.content.get();
    let status = match typed {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (typed, errors) = typed.map_or((None, Vec::new()), |(typed, errors)| (Some(typed), errors));
    let path = add(&seminar.slug);
    let page = AddPage {
        seminar: SeminarView::of(seminar),
        shown: StatusView::of(facts::status(state, seminar).await?, &content),
        page: form::page(seminar, Use::AtOffice, &content, typed, &errors),
        errors,
        action: path.clone(),
        list: list(&seminar.slug),
    };
    Ok(state.page(status, "registration/office_add.html", &path, &page))
}

/// Registers them, and shows the list at their name.
pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(input): Form,
) -> HandlerResult {
    let by = doer(visitor.office(&state, &add(&slug))?);
    let seminar = facts::find(&state, &slug)?;
    let content = state.content.get();
    let application = match form::accept(&seminar, Use::AtOffice, &content, &input) {
        Ok(application) => application,
        Err(errors) => return show(&state, &seminar, Some((&input, errors))).await,
    };
    let id = match &application.mail {
        Some(mail) => registration_id(&state.keys, &seminar, mail),
        None => caller_id(&state.keys, &seminar, &application),
    };
    let (store, now) = (&state.store, state.now());
    let registered = store.register_at_office(&seminar, &id, &application, by, now);
    let texts = &content.texts.registration;
    let (field, message) = match registered.await? {
        Registered::Confirmed | Registered::Waiting { .. } => return Ok(back(&slug, &id)),
        Registered::Again { .. } => {
            let known = state.store.registration(&slug, &id).await?;
            // The button was pressed twice.
            if known.is_some_and(|known| known.application() == application) {
                return Ok(back(&slug, &id));
            }
            ("mail", texts.office_again())
        }
        Registered::Full => ("seats", texts.office_full()),
        Registered::Closed | Registered::Unconfirmed => ("person", texts.office_closed()),
    };
    let error = FieldError {
        field: field.to_owned(),
        message: message.to_owned(),
    };
    show(&state, &seminar, Some((&input, vec![error]))).await
}

/// Notes that somebody without a mail address was told by phone.
pub(crate) async fn told(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(input): Form,
) -> HandlerResult {
    let by = doer(visitor.office(&state, &list(&slug))?);
    let seminar = facts::find(&state, &slug)?;
    let id = input.one("id");
    state
        .store
        .registration(&slug, id)
        .await?
        .ok_or(Problem::NotFound)?;
    let told = state.store.told_by_phone(&seminar, id, by, state.now());
    told.await?;
    Ok(see_other(&format!("{}#r-{id}", list(&slug))))
}
