//! The office puts the mail address of a registration right whose mails do not arrive.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Field, FieldError, Input};
use seminars::form::{accept_address, address_field};
use seminars::{Application, Readdressed, Standing, registration_id};
use serde::Serialize;
use web::{AppState, Form, HandlerError, HandlerResult, SignedIn, Visitor};

use crate::facts::SeminarView;
use crate::listed::{Listed, ListedQuery, back, list};
use crate::office::doer;

#[derive(Serialize)]
struct AddressPage {
    seminar: SeminarView,
    id: String,
    name: String,
    business: String,
    waiting: bool,
    field: Field,
    errors: Vec<FieldError>,
}

/// Mails will go elsewhere, so a fresh code comes first; before the address is typed, so that nothing is lost.
fn proven<'a>(
    state: &AppState,
    visitor: &'a Visitor,
    listed: &Listed,
) -> Result<&'a SignedIn, HandlerError> {
    let (slug, id) = (&listed.seminar.slug, &listed.registration.id);
    let here = format!("{}/address?id={id}", list(slug));
    let signed_in = visitor.office(state, &here)?;
    signed_in.proven(state, &here)?;
    Ok(signed_in)
}

/// Asks for the right address.
pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(ListedQuery { id }): Query<ListedQuery>,
) -> HandlerResult {
    let listed = Listed::open(&state, &visitor, &slug, &id).await?;
    proven(&state, &visitor, &listed)?;
    match listed.is_changeable(&state) {
        true => Ok(page(&state, listed, None, Vec::new())),
        false => Ok(listed.back()),
    }
}

/// Gives the registration to the address typed, keeping place and turn, and mails what was not read; to the
/// same address, it mails it again.
pub(crate) async fn put_right(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(input): Form,
) -> HandlerResult {
    let listed = Listed::open(&state, &visitor, &slug, input.one("id")).await?;
    let signed_in = proven(&state, &visitor, &listed)?;
    let mail = match accept_address(&state.content.get(), &input) {
        Ok(mail) => mail,
        Err(errors) => return Ok(page(&state, listed, Some(&input), errors)),
    };
    let (seminar, given) = (&listed.seminar, &listed.registration);
    let to = registration_id(&state.keys, seminar, &mail);
    let (store, now) = (&state.store, state.now());
    if to == given.id {
        let unreached = store.unreached(&slug).await?;
        if let Some(unreached) = unreached.get(&given.id) {
            store.revive(&unreached.message, now).await?;
        }
        return Ok(listed.back());
    }
    let application = Application {
        mail: Some(mail),
        ..given.application()
    };
    let ids = (given.id.as_str(), to.as_str());
    let done = store.readdress(seminar, ids, &application, doer(signed_in), now);
    Ok(match done.await? {
        Readdressed::Done => back(&slug, &to),
        Readdressed::Unknown | Readdressed::TooLate => listed.back(),
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
            page(&state, listed, Some(&input), vec![taken])
        }
    })
}

fn page(
    state: &AppState,
    listed: Listed,
    typed: Option<&Input>,
    errors: Vec<FieldError>,
) -> Response {
    let status = match errors.as_slice() {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let content = state.content.get();
    let given = listed.registration;
    let page = AddressPage {
        seminar: SeminarView::of(&listed.seminar),
        waiting: given.state != Standing::Confirmed,
        field: address_field(&content, given.mail.as_ref(), typed, &errors),
        id: given.id,
        name: given.name,
        business: given.business,
        errors,
    };
    let path = format!("{}/address", list(&listed.seminar.slug));
    let template = "registration/office_address.html";
    state.page(status, template, &path, &page)
}
