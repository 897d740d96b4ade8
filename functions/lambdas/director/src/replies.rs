//! What partners' systems are answered, and what their messages are read by.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::people::Actor;
use forms::limits;
use placements::{Placement, Status};
use serde_json::{Value, json};
use town::Partner;

/// Whoever that partner is among those who act.
pub(crate) fn actor(partner: &Partner) -> Actor {
    Actor::Partner {
        partner: partner.id.clone(),
    }
}

/// Whether these words are no more than a person may write on a page.
pub(crate) fn is_short(words: &str) -> bool {
    limits::excess(words, limits::NOTE).is_none()
}

/// The answer to the partner's system: the placement's state.
pub(crate) fn standing(placement: Option<&Placement>) -> Response {
    let status = match placement.map(|placement| placement.status) {
        Some(Status::WithPartner) => "with_partner",
        Some(Status::Accepted { .. }) => "taken",
        _ => "returned",
    };
    answer(StatusCode::OK, &json!({ "status": status }))
}

/// Why a message was not taken, as a code.
pub(crate) fn error(status: StatusCode, error: &str) -> Response {
    answer(status, &json!({ "error": error }))
}

/// An answer to a system.
pub(crate) fn answer(status: StatusCode, body: &Value) -> Response {
    let media = [(axum::http::header::CONTENT_TYPE, "application/json")];
    (status, media, body.to_string()).into_response()
}
