//! One registration of the office's list, as a link or a form there names it.

use axum::response::Response;
use seminars::{Registration, Standing};
use serde::Deserialize;
use town::seminar::Seminar;
use web::{AppState, HandlerError, Problem, Visitor, see_other};

use crate::facts;
use paths::ATTENDEES;

/// The query of a page about one registration: its id.
#[derive(Deserialize)]
pub(crate) struct ListedQuery {
    #[serde(default)]
    pub id: String,
}

/// The list of a seminar.
pub(crate) fn list(slug: &str) -> String {
    format!("{ATTENDEES}/{slug}")
}

/// Whether nobody comes any more: it is called off, or it has ended.
pub(crate) fn is_over(state: &AppState, seminar: &Seminar) -> bool {
    seminar.is_cancelled() || state.now() >= seminar.end
}

/// A registration with its seminar, opened by the office.
pub(crate) struct Listed {
    pub seminar: Seminar,
    pub registration: Registration,
}

impl Listed {
    /// Opens a registration, for the office alone.
    ///
    /// # Errors
    /// When nobody of the office is signed in, there is no such seminar or registration, or the store does not answer.
    pub async fn open(
        state: &AppState,
        visitor: &Visitor,
        slug: &str,
        id: &str,
    ) -> Result<Listed, HandlerError> {
        visitor.office(state, &list(slug))?;
        let seminar = facts::find(state, slug)?;
        let registration = state.store.registration(slug, id).await?;
        Ok(Listed {
            seminar,
            registration: registration.ok_or(Problem::NotFound)?,
        })
    }

    /// Whether the office may still change it: it is not cancelled, and the seminar has not begun.
    pub fn is_changeable(&self, state: &AppState) -> bool {
        self.registration.state != Standing::Cancelled && state.now() < self.seminar.start
    }

    /// The list again, at this registration.
    pub fn back(&self) -> Response {
        back(&self.seminar.slug, &self.registration.id)
    }
}

/// The list, at a registration. `id` is known to be one of ours, so it needs no escaping.
pub(crate) fn back(slug: &str, id: &str) -> Response {
    see_other(&format!("{ATTENDEES}/{slug}#r-{id}"))
}
