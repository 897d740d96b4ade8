//! A seminar's calendar file for everybody, as the site's `seminars/calendar.ics` has it, for this one seminar.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use calendar::{Maker, Method};
use web::{AppState, HandlerResult};

use crate::facts;

pub(crate) async fn file(State(state): State<AppState>, Path(slug): Path<String>) -> HandlerResult {
    let seminar = facts::find(&state, &slug)?;
    let content = state.content.get();
    let maker = Maker {
        programme: &content.programme,
        base_url: &state.settings.base_url,
        now: state.now(),
    };
    // The name is a seminar's, which holds nothing that a header could misread.
    let name = format!("attachment; filename=\"{}.ics\"", seminar.slug);
    let headers = [
        (
            header::CONTENT_TYPE,
            Method::Publish.media_type().to_owned(),
        ),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "public, max-age=300".to_owned()),
    ];
    Ok((headers, calendar::public(&seminar, &maker)).into_response())
}
