//! What a page says about a seminar, and the pages for seminars that are not there.

use axum::http::StatusCode;
use axum::response::Response;
use seminars::SeminarStatus;
use serde::Serialize;
use town::Content;
use town::seminar::Seminar;
use town::seminar::State as Plan;
use web::{Action, AppState, Explanation, HandlerError};

use crate::SEMINARS;

/// A seminar in the words of the screen. Where to connect is not among them: only mails say that.
#[derive(Serialize)]
pub(crate) struct SeminarView {
    slug: String,
    title: String,
    /// Its page on the public site.
    page: String,
    when: String,
    deadline: String,
    venue: String,
    address: String,
    online: bool,
    fee: String,
    audience: String,
    bring: String,
    /// Who answers questions about it; empty: the operator.
    contact: String,
    sample: bool,
    moved: String,
    cancelled: String,
}

impl SeminarView {
    pub fn of(seminar: &Seminar) -> SeminarView {
        let (moved, cancelled) = match &seminar.state {
            Plan::Planned => ("", ""),
            Plan::Moved { message } => (message.as_str(), ""),
            Plan::Cancelled { message } => ("", message.as_str()),
        };
        let contact = seminar.contact.as_ref();
        SeminarView {
            slug: seminar.slug.clone(),
            title: seminar.title.clone(),
            page: seminar.page.clone(),
            when: seminar.when(),
            deadline: seminar.deadline_words(),
            venue: seminar.venue.clone(),
            address: seminar.address.clone(),
            online: seminar.online,
            fee: seminar.fee.clone(),
            audience: seminar.audience.clone(),
            bring: seminar.bring.clone(),
            contact: contact.map_or_else(String::new, |mail| mail.as_str().to_owned()),
            sample: seminar.sample,
            moved: moved.to_owned(),
            cancelled: cancelled.to_owned(),
        }
    }
}

/// A status with its word, for the component `seminar_status`.
#[derive(Clone, Serialize)]
pub(crate) struct StatusView {
    status: SeminarStatus,
    label: String,
}

impl StatusView {
    pub fn of(status: SeminarStatus, content: &Content) -> StatusView {
        StatusView {
            status,
            label: status.label(&content.texts.seminars).to_owned(),
        }
    }
}

/// The seminar of that name, or the page that says there is none.
pub(crate) fn find(state: &AppState, slug: &str) -> Result<Seminar, HandlerError> {
    let content = state.content.get();
    let found = content.seminars.iter().find(|seminar| seminar.slug == slug);
    found.cloned().ok_or_else(|| unknown(state).into())
}

fn unknown(state: &AppState) -> Response {
    let texts = &state.content.get().texts;
    let (own, action) = (
        &texts.registration,
        Action::new(SEMINARS, texts.problem.to_seminars()),
    );
    let explanation = Explanation::new(own.unknown_title(), own.unknown(), action);
    explanation.page(state, StatusCode::NOT_FOUND, "/registration/")
}

/// Whether a seminar has places now. Asks the store only while one may register.
pub(crate) async fn status(
    state: &AppState,
    seminar: &Seminar,
) -> Result<SeminarStatus, HandlerError> {
    let now = state.now();
    let places = if seminar.is_open(now) {
        state.store.availability(seminar).await?
    } else {
        seminars::Availability::default()
    };
    Ok(places.status(seminar, now))
}
