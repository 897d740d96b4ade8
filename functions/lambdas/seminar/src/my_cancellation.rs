//! Gives up one's own place, once that is ticked.

use axum::extract::{Query, State};
use axum::response::Response;
use forms::{Confirmation, Field, FieldError};
use seminars::Standing;
use serde::Serialize;
use web::{AppState, Form, HandlerResult, TokenPage};

use crate::facts::SeminarView;
use crate::opened_registration::{
    OpenedRegistration, Phase, RegistrationQuery, find, find_changeable, status,
};

#[derive(Serialize)]
struct CancelPage {
    seminar: SeminarView,
    token: String,
    waiting: bool,
    late: bool,
    confirmation: Field,
    errors: Vec<FieldError>,
}

/// Asks before a place is given up.
pub(crate) async fn ask(
    State(state): State<AppState>,
    Query(RegistrationQuery { t, .. }): Query<RegistrationQuery>,
) -> HandlerResult {
    let found = find_changeable(&state, t).await?;
    Ok(cancel_page(&state, found, Vec::new()))
}

fn cancel_page(state: &AppState, found: OpenedRegistration, errors: Vec<FieldError>) -> Response {
    let words = &state.content.get().words;
    let page = CancelPage {
        seminar: SeminarView::of(&found.seminar),
        waiting: found.registration.state != Standing::Confirmed,
        late: found.phase == Phase::Late,
        confirmation: Confirmation::Cancel.field(words, None, &errors),
        errors,
        token: found.token,
    };
    let path = "/registration/mine/cancel";
    let status = status(&page.errors);
    TokenPage::Posts.wrap(state.page(status, "registration/cancel.html", path, &page))
}

/// Gives the place up. Again it changes nothing and says the same.
pub(crate) async fn cancel(
    State(state): State<AppState>,
    Query(RegistrationQuery { t, .. }): Query<RegistrationQuery>,
    Form(input): Form,
) -> HandlerResult {
    let found = find(&state, t).await?;
    if found.changeable() {
        let content = state.content.get();
        if let Some(error) = Confirmation::Cancel.missing(&content, &input) {
            return Ok(cancel_page(&state, found, vec![error]));
        }
        let id = &found.registration.id;
        let cancelled = state
            .store
            .cancel_registration(&found.seminar, id, state.now());
        cancelled.await?;
        tracing::info!("a registration was cancelled by its holder");
    }
    Ok(found.page("&did=cancelled"))
}
