//! How many places the seminars have left, in words, for the small script on the public pages; never a number.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use jiff::SignedDuration;
use seminars::SeminarStatus;
use serde::Serialize;
use town::texts::RegistrationTexts;
use web::{AppState, HandlerResult, Problem};

use crate::facts;

/// Pages about what is longer over say so themselves.
const AFTER: SignedDuration = SignedDuration::from_hours(24 * 30);

#[derive(Serialize)]
struct AvailabilityPage {
    seminars: BTreeMap<String, SeminarPlaces>,
}

#[derive(Serialize)]
struct SeminarPlaces {
    #[serde(flatten)]
    shown: facts::StatusView,
    text: String,
}

pub(crate) async fn show(State(state): State<AppState>) -> HandlerResult {
    let content = state.content.get();
    let mut seminars = BTreeMap::new();
    for seminar in &content.seminars {
        if state.now() < seminar.end + AFTER {
            let status = facts::status(&state, seminar).await?;
            let place = SeminarPlaces {
                shown: facts::StatusView::of(status, &content),
                text: text(status, &content.texts.registration).to_owned(),
            };
            seminars.insert(seminar.slug.clone(), place);
        }
    }
    let json = serde_json::to_vec(&AvailabilityPage { seminars }).map_err(|error| {
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
fn text(status: SeminarStatus, texts: &RegistrationTexts) -> &str {
    match status {
        SeminarStatus::Open => texts.places_open(),
        SeminarStatus::Few => texts.places_few(),
        SeminarStatus::Waitlist => texts.places_waitlist(),
        SeminarStatus::Full => texts.places_full(),
        SeminarStatus::Closed => texts.places_closed(),
        SeminarStatus::Cancelled => texts.places_cancelled(),
        SeminarStatus::Over => texts.places_over(),
    }
}
