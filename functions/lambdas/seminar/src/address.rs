//! The office puts the mail address of a registration right whose mails do not arrive.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Field, FieldError, Input};
use seminars::form::{accept_address, address_field};
use seminars::{Application, Readdressed, Registration, Standing, registration_id};
use serde::Serialize;
use town::seminar::Seminar;
use web::{AppState, Form, HandlerError, HandlerResult, Problem, TokenPage};

use crate::check_in::{IdQuery, back};
use crate::facts::{self, Facts};
use crate::office::{BY, LIST, TokenQuery, verify};

#[derive(Serialize)]
struct AddressPage {
    seminar: Facts,
    token: String,
    id: String,
    name: String,
    business: String,
    waiting: bool,
    field: Field,
    errors: Vec<FieldError>,
}

/// Asks for the right address.
pub(crate) async fn ask(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(IdQuery { t, id }): Query<IdQuery>,
) -> HandlerResult {
    verify(&state, &t)?;
    let seminar = facts::find(&state, &slug)?;
    let given = find(&state, &slug, &id).await?;
    if given.state == Standing::Cancelled || state.now() >= seminar.start {
        return Ok(back(&slug, &t, &given.id));
    }
    Ok(page(&state, &seminar, &given, t, None, Vec::new()))
}

/// Gives the registration to the address typed, keeping place and turn, and mails what was not read; to the
/// same address, it mails it again.
pub(crate) async fn put_right(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(TokenQuery { t }): Query<TokenQuery>,
    Form(input): Form,
) -> HandlerResult {
    verify(&state, &t)?;
    let seminar = facts::find(&state, &slug)?;
    let given = find(&state, &slug, input.one("id")).await?;
    let mail = match accept_address(&state.content.get(), &input) {
        Ok(mail) => mail,
        Err(errors) => return Ok(page(&state, &seminar, &given, t, Some(&input), errors)),
    };
    let to = registration_id(&state.keys, &seminar, &mail);
    let (store, now) = (&state.store, state.now());
    if to == given.id {
        let unreached = store.unreached(&slug).await?;
        if let Some(unreached) = unreached.get(&given.id) {
            store.revive(&unreached.message, now).await?;
        }
        return Ok(back(&slug, &t, &given.id));
    }
    let application = Application {
        mail,
        ..given.application()
    };
    let ids = (given.id.as_str(), to.as_str());
    let done = store.readdress(&seminar, ids, &application, BY, now);
    Ok(match done.await? {
        Readdressed::Done => back(&slug, &t, &to),
        Readdressed::Unknown | Readdressed::TooLate => back(&slug, &t, &given.id),
        Readdressed::Taken => {
            let taken = FieldError {
                field: "mail".to_owned(),
                message: state
                    .content
                    .get()
                    .texts
                    .registration
                    .address_taken()
                    .to_owned(),
            };
            page(&state, &seminar, &given, t, Some(&input), vec![taken])
        }
    })
}

async fn find(state: &AppState, slug: &str, id: &str) -> Result<Registration, HandlerError> {
    let found = state.store.registration(slug, id).await?;
    Ok(found.ok_or(Problem::NotFound)?)
}

fn page(
    state: &AppState,
    seminar: &Seminar,
    given: &Registration,
    token: String,
    typed: Option<&Input>,
    errors: Vec<FieldError>,
) -> Response {
    let status = match errors.as_slice() {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let content = state.content.get();
    let page = AddressPage {
        seminar: Facts::of(seminar),
        token,
        id: given.id.clone(),
        name: given.name.clone(),
        business: given.business.clone(),
        waiting: given.state != Standing::Confirmed,
        field: address_field(&content, &given.mail, typed, &errors),
        errors,
    };
    let path = format!("{LIST}/{}/address", seminar.slug);
    let template = "registration/office_address.html";
    TokenPage::Posts.wrap(state.page(status, template, &path, &page))
}
