//! How the seminars' places stand, in words, for the small script on the public pages; never a number.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use jiff::SignedDuration;
use seminars::Status;
use serde::Serialize;
use town::texts::RegistrationTexts;
use web::{AppState, HandlerResult, Problem};

use crate::facts;

/// Pages about what is longer over say so themselves.
const AFTER: SignedDuration = SignedDuration::from_hours(24 * 30);

#[derive(Serialize)]
struct Availability {
    seminars: BTreeMap<String, Place>,
}

#[derive(Serialize)]
struct Place {
    #[serde(flatten)]
    shown: facts::Shown,
    text: String,
}

pub(crate) async fn show(State(state): State<AppState>) -> HandlerResult {
    let content = state.content.get();
    let mut seminars = BTreeMap::new();
    for seminar in &content.seminars {
        if state.now() < seminar.end + AFTER {
            let status = facts::status(&state, seminar).await?;
            let place = Place {
                shown: facts::Shown::of(status, &content),
                text: text(status, &content.texts.registration).to_owned(),
            };
            seminars.insert(seminar.slug.clone(), place);
        }
    }
    let json = serde_json::to_vec(&Availability { seminars }).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "no JSON");
        Problem::Internal
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=60"),
    ];
    Ok((headers, json).into_response())
}

/// What a status means for somebody who thinks of coming.
fn text(status: Status, texts: &RegistrationTexts) -> &str {
    match status {
        Status::Open => texts.places_open(),
        Status::Few => texts.places_few(),
        Status::Waitlist => texts.places_waitlist(),
        Status::Full => texts.places_full(),
        Status::Closed => texts.places_closed(),
        Status::Cancelled => texts.places_cancelled(),
        Status::Over => texts.places_over(),
    }
}
