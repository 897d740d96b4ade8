//! One's own registration as its signed link opens it, with how far its seminar is.

use axum::http::StatusCode;
use axum::response::Response;
use base::token::{Purpose, TokenError};
use forms::FieldError;
use jiff::Timestamp;
use paths::REGISTRATION;
use seminars::{Registration, Standing, subject_parts};
use serde::{Deserialize, Serialize};
use town::seminar::Seminar;
use web::{Action, AppState, Explanation, HandlerError, TokenPage, see_other};

use crate::{SEMINARS, facts};

/// The query of these pages.
#[derive(Deserialize)]
pub(crate) struct RegistrationQuery {
    /// The link's token.
    #[serde(default)]
    pub t: String,
    /// What was just done: `changed` or `cancelled`.
    #[serde(default)]
    pub did: String,
}

/// How far the seminar is, for somebody who is registered.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// One may still register.
    Open,
    /// The deadline has passed.
    Late,
    /// It has begun.
    Begun,
    /// It is over.
    Over,
    /// It does not take place.
    Cancelled,
}

impl Phase {
    fn of(seminar: &Seminar, now: Timestamp) -> Phase {
        match () {
            () if seminar.is_cancelled() => Phase::Cancelled,
            () if seminar.is_open(now) => Phase::Open,
            () if now < seminar.start => Phase::Late,
            () if now < seminar.end => Phase::Begun,
            () => Phase::Over,
        }
    }
}

/// The registration behind a link, with its seminar.
pub(crate) struct OpenedRegistration {
    pub seminar: Seminar,
    pub registration: Registration,
    pub phase: Phase,
    pub token: String,
}

impl OpenedRegistration {
    /// Whether it may still be changed or cancelled.
    pub fn changeable(&self) -> bool {
        let state = self.registration.state;
        !matches!(state, Standing::Cancelled | Standing::Unconfirmed)
            && matches!(self.phase, Phase::Open | Phase::Late)
    }

    /// The page of the registration, which says what happened.
    pub fn page(&self, did: &str) -> Response {
        see_other(&format!("{REGISTRATION}?t={}{did}", self.token))
    }
}

/// Opens a registration by the token of its link.
///
/// # Errors
/// When the link is cut or has expired, or the store does not answer.
pub(crate) async fn find(
    state: &AppState,
    token: String,
) -> Result<OpenedRegistration, HandlerError> {
    let now = state.now();
    let subject = match state.keys.verify(Purpose::Registration, &token, now) {
        Ok(subject) => subject,
        Err(error) => return Err(link_unusable(state, error).into()),
    };
    let forged = || HandlerError::from(link_unusable(state, TokenError::Forged));
    let (slug, id) = subject_parts(&subject).ok_or_else(forged)?;
    let seminar = facts::find(state, slug)?;
    let registration = state.store.registration(slug, id).await?;
    Ok(OpenedRegistration {
        phase: Phase::of(&seminar, now),
        registration: registration.ok_or_else(forged)?,
        seminar,
        token,
    })
}

/// Opens a registration that may still be changed or cancelled.
///
/// # Errors
/// As [`find`]; and its own page where it may not, which says why.
pub(crate) async fn find_changeable(
    state: &AppState,
    token: String,
) -> Result<OpenedRegistration, HandlerError> {
    let found = find(state, token).await?;
    match found.changeable() {
        true => Ok(found),
        false => Err(found.page("").into()),
    }
}

fn link_unusable(state: &AppState, error: TokenError) -> Response {
    let content = state.content.get();
    let (texts, operator) = (&content.texts.registration, &content.programme.operator);
    let (status, why) = match error {
        TokenError::Expired => (StatusCode::GONE, texts.mine_link_expired()),
        TokenError::Forged => (StatusCode::NOT_FOUND, texts.mine_link_cut()),
    };
    let action = Action::new(SEMINARS, content.texts.problem.to_seminars());
    let what_to_do = texts.mine_link(&operator.name, &operator.phone);
    let text = format!("{why}\n{what_to_do}");
    let explanation = Explanation::new(texts.mine_link_title(), &text, action);
    TokenPage::Shows.wrap(explanation.page(state, status, REGISTRATION))
}

/// The status of a page with these mistakes.
pub(crate) fn status(errors: &[FieldError]) -> StatusCode {
    match errors {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
