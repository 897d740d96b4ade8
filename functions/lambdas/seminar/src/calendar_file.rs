//! A seminar's calendar file for everybody, as the site's `seminars/calendar.ics` has it, for this one seminar.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use calendar::{Maker, Method};
use web::{AppState, HandlerResult, attachment};

use crate::facts;

pub(crate) async fn file(State(state): State<AppState>, Path(slug): Path<String>) -> HandlerResult {
    let seminar = facts::find(&state, &slug)?;
    let content = state.content.get();
    let maker = Maker {
        content: &content,
        base_url: &state.settings.base_url,
        now: state.now(),
    };
    let media = HeaderValue::from_static(Method::Publish.media_type());
    let name = attachment(&format!("{}.ics", seminar.slug), "seminar.ics");
    let cached = HeaderValue::from_static("public, max-age=300");
    let headers = [
        (header::CONTENT_TYPE, media),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, cached),
    ];
    Ok((headers, calendar::public(&seminar, &maker)).into_response())
}
