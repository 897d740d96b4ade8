//! Registering for a seminar: the form, and an answer that is the same whoever is registered already.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::budget;
use base::token::Purpose;
use forms::{FieldError, Input, Page};
use seminars::form;
use seminars::form::RegistrationForm as Use;
use seminars::{PublicOutcome, SeminarStatus, registration_id};
use serde::Serialize;
use town::seminar::Seminar;
use web::{AppState, Client, Form, HandlerResult, HeldBack, Overspent, Problem, see_other};

use crate::bot_guard;
use crate::facts::{self, SeminarView};

#[derive(Serialize)]
struct FormPage {
    seminar: SeminarView,
    shown: facts::StatusView,
    page: Page,
    errors: Vec<FieldError>,
    action: String,
    opened: String,
    held_back: Option<HeldBack>,
}

/// Why a form is shown again.
enum ShownAgain<'a> {
    /// It is not.
    Not,
    /// Something has to be put right.
    Wrong(&'a Input, Vec<FieldError>),
    /// Too much came from one network or for one address.
    TooMany(&'a Input, Overspent),
}

pub(crate) async fn ask(State(state): State<AppState>, Path(slug): Path<String>) -> HandlerResult {
    let seminar = facts::find(&state, &slug)?;
    show(&state, &seminar, ShownAgain::Not).await
}

async fn show(state: &AppState, seminar: &Seminar, again: ShownAgain<'_>) -> HandlerResult {
    let status = facts::status(state, seminar).await?;
    if !matches!(
        status,
        SeminarStatus::Open | SeminarStatus::Few | SeminarStatus::Waitlist
    ) {
        let code = match again {
            ShownAgain::Not => StatusCode::OK,
            _ => StatusCode::CONFLICT,
        };
        return Ok(closed(state, seminar, status, code));
    }
    let (code, typed, errors, held_back) = match again {
        ShownAgain::Not => (StatusCode::OK, None, Vec::new(), None),
        ShownAgain::Wrong(input, errors) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Some(input), errors, None)
        }
        ShownAgain::TooMany(input, overspent) => (
            Problem::from(overspent).status(),
            Some(input),
            Vec::new(),
            Some(overspent.into()),
        ),
    };
    let content = state.content.get();
    let path = path(seminar);
    let opened = typed.map_or_else(
        || bot_guard::fresh(state, &path),
        |input| bot_guard::again(state, &path, input),
    );
    let page = FormPage {
        seminar: SeminarView::of(seminar),
        shown: facts::StatusView::of(status, &content),
        page: form::page(seminar, Use::New, &content, typed, &errors),
        errors,
        opened,
        held_back,
        action: path.clone(),
    };
    Ok(state.page(code, "registration/form.html", &path, &page))
}

fn path(seminar: &Seminar) -> String {
    format!("/registration/{}", seminar.slug)
}

#[derive(Serialize)]
struct Closed {
    seminar: SeminarView,
    shown: facts::StatusView,
    /// Whether somebody has just tried to register.
    refused: bool,
}

/// The page of a seminar for which nobody can register.
fn closed(
    state: &AppState,
    seminar: &Seminar,
    status: SeminarStatus,
    code: StatusCode,
) -> Response {
    let page = Closed {
        seminar: SeminarView::of(seminar),
        shown: facts::StatusView::of(status, &state.content.get()),
        refused: code != StatusCode::OK,
    };
    state.page(code, "registration/closed.html", &path(seminar), &page)
}

/// Takes a registration. Nothing in the answer depends on whether the address is registered already.
pub(crate) async fn take(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let seminar = facts::find(&state, &slug)?;
    let content = state.content.get();
    if !seminar.is_open(state.now()) {
        return show(&state, &seminar, ShownAgain::Wrong(&input, Vec::new())).await;
    }
    let application = match form::accept(&seminar, Use::New, &content, &input) {
        Ok(application) => application,
        Err(errors) => return show(&state, &seminar, ShownAgain::Wrong(&input, errors)).await,
    };
    let button = &content.words.page("registration").submit;
    if let Err(error) = bot_guard::check(&state, &path(&seminar), &input, button) {
        return show(&state, &seminar, ShownAgain::Wrong(&input, vec![error])).await;
    }
    let address = application.mail.as_ref();
    let spent = state.spend(&budget::REGISTRATION, &client, address, None);
    if let Some(overspent) = spent.await? {
        return show(&state, &seminar, ShownAgain::TooMany(&input, overspent)).await;
    }
    let mail = application.mail.as_ref().ok_or(Problem::BadRequest)?;
    let id = registration_id(&state.keys, &seminar, mail);
    // A customer of a provider may have all IPv6 networks around it.
    let network = client.network();
    let network = network.wider.as_ref().unwrap_or(&network.own);
    let network = state
        .keys
        .pseudonym(Purpose::Budget, &format!("seat/{network}"));
    let outcome = state
        .store
        .register_from(&seminar, &id, &application, &network, state.now());
    let refused = match outcome.await?.shown() {
        PublicOutcome::Accepted => {
            tracing::info!("a registration was taken");
            return Ok(see_other(&format!("{}/done", path(&seminar))));
        }
        PublicOutcome::Full => SeminarStatus::Full,
        PublicOutcome::Closed => SeminarStatus::Closed,
    };
    Ok(closed(&state, &seminar, refused, StatusCode::CONFLICT))
}

#[derive(Serialize)]
struct Done {
    seminar: SeminarView,
}

/// What happens next. It names neither the person nor the outcome: a mail does.
pub(crate) async fn done(State(state): State<AppState>, Path(slug): Path<String>) -> HandlerResult {
    let seminar = facts::find(&state, &slug)?;
    let page = Done {
        seminar: SeminarView::of(&seminar),
    };
    let path = format!("{}/done", path(&seminar));
    Ok(state.page(StatusCode::OK, "registration/done.html", &path, &page))
}
