//! One's own registration, for whoever has its signed link: see, change, confirm. A GET changes nothing.

use axum::extract::{Query, State};
use axum::response::Response;
use forms::{Confirmation, Field, FieldError, Input, Page};
use paths::REGISTRATION;
use seminars::form;
use seminars::form::RegistrationForm as Use;
use seminars::{AddressConfirmed, Attend, Changed, Standing};
use serde::Serialize;
use town::Content;
use town::texts::RegistrationTexts;
use web::words::moment;
use web::{AppState, Form, HandlerResult, TokenPage};

use crate::facts::SeminarView;
use crate::opened_registration::{
    OpenedRegistration, Phase, RegistrationQuery, find, find_changeable, status,
};

#[derive(Serialize)]
struct RegistrationPage {
    seminar: SeminarView,
    token: String,
    phase: Phase,
    #[serde(flatten)]
    standing: Standing,
    /// Whether it may still be changed or cancelled.
    changeable: bool,
    /// Whether mails say where to connect.
    joins_online: bool,
    rows: Vec<AnswerRow>,
    kept_until: String,
    did: &'static str,
    /// The box that says whose the address is.
    confirmation: Field,
    errors: Vec<FieldError>,
}

/// One line about the registration.
#[derive(Serialize)]
struct AnswerRow {
    key: String,
    value: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(RegistrationQuery { t, did }): Query<RegistrationQuery>,
) -> HandlerResult {
    let found = find(&state, t).await?;
    Ok(mine(&state, found, &did, Vec::new()))
}

fn mine(
    state: &AppState,
    found: OpenedRegistration,
    did: &str,
    errors: Vec<FieldError>,
) -> Response {
    let content = state.content.get();
    let keep = content.programme.retention.registration_days;
    let page = RegistrationPage {
        seminar: SeminarView::of(&found.seminar),
        phase: found.phase,
        standing: found.registration.state,
        changeable: found.changeable(),
        joins_online: found.registration.state == Standing::Confirmed
            && found.registration.attend == Attend::Online,
        rows: rows(&found, &content),
        kept_until: moment(found.seminar.forget_at(keep)),
        did: match (did, found.registration.state) {
            ("cancelled", Standing::Cancelled) => "cancelled",
            ("confirmed", Standing::Confirmed | Standing::Waiting { .. }) => "confirmed",
            ("full", Standing::Unconfirmed) => "full",
            ("changed", Standing::Confirmed | Standing::Waiting { .. }) => "changed",
            _ => "",
        },
        confirmation: Confirmation::Address.field(&content.words, None, &errors),
        errors,
        token: found.token,
    };
    let status = status(&page.errors);
    TokenPage::Shows.wrap(state.page(status, "registration/mine.html", REGISTRATION, &page))
}

fn rows(found: &OpenedRegistration, content: &Content) -> Vec<AnswerRow> {
    let texts = &content.texts.registration;
    let given = &found.registration;
    let row = |key: &str, value: &str| AnswerRow {
        key: key.to_owned(),
        value: value.to_owned(),
    };
    let question = given.question.as_deref().unwrap_or("");
    vec![
        row(texts.row_name(), &given.name),
        row(texts.row_business(), &given.business),
        row(
            texts.row_mail(),
            given.mail.as_ref().map_or("", |mail| mail.as_str()),
        ),
        row(texts.row_seats(), &texts.seats(given.seats)),
        row(
            texts.row_attend(),
            given.attend.label(&content.texts.seminars),
        ),
        row(texts.row_question(), question),
        row(texts.row_at(), &moment(given.created_at)),
    ]
}

#[derive(Serialize)]
struct ChangePage {
    seminar: SeminarView,
    token: String,
    page: Page,
    errors: Vec<FieldError>,
    late: bool,
}

pub(crate) async fn ask_change(
    State(state): State<AppState>,
    Query(RegistrationQuery { t, .. }): Query<RegistrationQuery>,
) -> HandlerResult {
    let found = find_changeable(&state, t).await?;
    Ok(change_page(&state, &found, None, Vec::new()))
}

fn change_page(
    state: &AppState,
    found: &OpenedRegistration,
    typed: Option<&Input>,
    errors: Vec<FieldError>,
) -> Response {
    let given = found.registration.application();
    let content = state.content.get();
    let form = Use::Change(&given);
    let page = ChangePage {
        seminar: SeminarView::of(&found.seminar),
        token: found.token.clone(),
        page: form::page(&found.seminar, form, &content, typed, &errors),
        late: found.phase == Phase::Late,
        errors,
    };
    let path = "/registration/mine/change";
    let status = status(&page.errors);
    TokenPage::Posts.wrap(state.page(status, "registration/change.html", path, &page))
}

pub(crate) async fn change(
    State(state): State<AppState>,
    Query(RegistrationQuery { t, .. }): Query<RegistrationQuery>,
    Form(input): Form,
) -> HandlerResult {
    let found = find_changeable(&state, t).await?;
    let given = found.registration.application();
    let content = state.content.get();
    let accepted = form::accept(&found.seminar, Use::Change(&given), &content, &input);
    let application = match accepted {
        Ok(application) => application,
        Err(errors) => return Ok(change_page(&state, &found, Some(&input), errors)),
    };
    let id = &found.registration.id;
    let changed = state
        .store
        .change_registration(&found.seminar, id, &application, state.now());
    Ok(match changed.await? {
        Changed::Done => found.page("&did=changed"),
        Changed::TooLate | Changed::Unknown => found.page(""),
        Changed::NoRoom => {
            let error = no_room(&found, &content.texts.registration);
            change_page(&state, &found, Some(&input), vec![error])
        }
    })
}

fn no_room(found: &OpenedRegistration, texts: &RegistrationTexts) -> FieldError {
    let message = match found.phase {
        Phase::Open => texts.no_room(),
        _ => texts.no_room_late(),
    };
    FieldError {
        field: "seats".to_owned(),
        message: message.to_owned(),
    }
}

/// Says that the address is the reader's own, and so gets a place that had to wait for it.
pub(crate) async fn confirm(
    State(state): State<AppState>,
    Query(RegistrationQuery { t, .. }): Query<RegistrationQuery>,
    Form(input): Form,
) -> HandlerResult {
    let found = find(&state, t).await?;
    if found.registration.state == Standing::Unconfirmed {
        let content = state.content.get();
        if let Some(error) = Confirmation::Address.missing(&content, &input) {
            return Ok(mine(&state, found, "", vec![error]));
        }
    }
    let (id, now) = (&found.registration.id, state.now());
    let confirmed = state.store.confirm_address(&found.seminar, id, now).await?;
    tracing::info!(?confirmed, "an address was confirmed");
    Ok(match confirmed {
        AddressConfirmed::Confirmed | AddressConfirmed::Waiting => found.page("&did=confirmed"),
        AddressConfirmed::Full => found.page("&did=full"),
        AddressConfirmed::Closed | AddressConfirmed::Unknown => found.page(""),
    })
}
