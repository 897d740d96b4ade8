//! A partner's system answers with a signed callback; see `placements::handover`.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::people::Actor;
use base::text;
use forms::limits;
use placements::handover::{PartnerAnswer, SIGNATURE, TIMESTAMP, secret, verify};
use placements::{Command, Placement, SpecId, Status};
use serde_json::{Value, json};
use store::Decided;
use web::{AppState, HandlerResult};

use crate::partner::has_said;

/// The largest callback read, in bytes.
const LIMIT: usize = 16 * 1024;

/// Takes a callback: JSON signed over `timestamp.body`. The same answer again is answered the same.
pub(crate) async fn take(State(state): State<AppState>, request: Request) -> HandlerResult {
    let (parts, body) = request.into_parts();
    let Some(bytes) = read(body).await else {
        return Ok(error(StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    };
    let Some(by) = signer(&state, &parts.headers, &bytes) else {
        tracing::warn!("a callback without a signature of a partner was refused");
        return Ok(error(StatusCode::UNAUTHORIZED, "signature"));
    };
    let Ok(answer) = serde_json::from_slice::<PartnerAnswer>(&bytes) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "body"));
    };
    let Some(id) = SpecId::parse(&answer.id) else {
        return Ok(error(StatusCode::NOT_FOUND, "unknown_id"));
    };
    let Some(command) = command_of(answer) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "text"));
    };
    decide(&state, &id, &command, &by).await
}

async fn read(body: Body) -> Option<Bytes> {
    axum::body::to_bytes(body, LIMIT).await.ok()
}

/// The partner of the settings whose secret has signed it.
fn signer(state: &AppState, headers: &HeaderMap, body: &[u8]) -> Option<Actor> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (timestamp, signature) = (text(TIMESTAMP)?.parse().ok()?, text(SIGNATURE)?);
    let content = state.content.get();
    let signed = content.programme.partners.iter().find(|partner| {
        let secret = secret(&state.keys, &partner.id);
        verify(secret.as_bytes(), timestamp, body, signature, state.now())
    });
    signed.map(|partner| Actor::Partner {
        partner: partner.id.clone(),
    })
}

/// The command of an answer whose words are there where they are needed, and not too many.
fn command_of(answer: PartnerAnswer) -> Option<Command> {
    let text = text::lines(&answer.text);
    let command = PartnerAnswer { text, ..answer }.command();
    let words = match &command {
        Command::PartnerDecline { reason } => reason,
        Command::PartnerAsk { question } => question,
        _ => return Some(command),
    };
    (!words.is_empty() && limits::excess(words, limits::NOTE).is_none()).then_some(command)
}

async fn decide(state: &AppState, id: &SpecId, command: &Command, by: &Actor) -> HandlerResult {
    let programme = &state.content.get().programme;
    let decided = state.store.decide(id, command, by, state.now(), programme);
    Ok(match decided.await? {
        Decided::Done(case) => {
            tracing::info!(spec = %id, by = by.code(), "the partner answered");
            standing(case.placement(id.spec))
        }
        Decided::Unknown => error(StatusCode::NOT_FOUND, "unknown_id"),
        Decided::Refused(_, case) => match case.placement(id.spec) {
            Some(placement) if has_said(placement, by, command) => standing(Some(placement)),
            _ => error(StatusCode::CONFLICT, "not_open"),
        },
    })
}

/// The answer to the partner's system: the placement's state.
fn standing(placement: Option<&Placement>) -> Response {
    let status = match placement.map(|placement| placement.status) {
        Some(Status::WithPartner) => "with_partner",
        Some(Status::Accepted { .. }) => "taken",
        _ => "returned",
    };
    json(StatusCode::OK, &json!({ "status": status }))
}

fn error(status: StatusCode, error: &str) -> Response {
    json(status, &json!({ "error": error }))
}

fn json(status: StatusCode, body: &Value) -> Response {
    let media = [(axum::http::header::CONTENT_TYPE, "application/json")];
    (status, media, body.to_string()).into_response()
}
