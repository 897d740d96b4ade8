//! What a partner's system tells us, signed: its answer to what it got, or a sheet that it hands to us; see
//! `placements::handover` and `placements::exchange`.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use base::people::Actor;
use base::text;
use placements::exchange::{self, ProgressReport};
use placements::handover::{
    ANSWER_SCHEMA, PartnerAnswer, SCHEMA, SIGNATURE, TIMESTAMP, secret, verify,
};
use placements::{Command, SpecId, Withdrawn};
use serde::Deserialize;
use store::Decided;
use town::Partner;
use web::{AppState, HandlerResult};

use crate::partner::has_said;
use crate::replies::{actor, error, is_short, standing};
use crate::{given, reported};

/// The largest message read, in bytes: a sheet as long as sheets may be, and what stands around it.
const LIMIT: usize = 256 * 1024;

/// The part of every message that says which it is.
#[derive(Deserialize)]
struct Kind {
    schema: String,
}

/// Takes a message: signed JSON. The same message again is answered the same.
pub(crate) async fn take(State(state): State<AppState>, request: Request) -> HandlerResult {
    let (parts, body) = request.into_parts();
    let Some(bytes) = read(body).await else {
        return Ok(error(StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    };
    let Some(partner) = signer(&state, &parts.headers, &bytes) else {
        tracing::warn!("a callback without a signature of a partner was refused");
        return Ok(error(StatusCode::UNAUTHORIZED, "signature"));
    };
    let kind = serde_json::from_slice::<Kind>(&bytes);
    match kind.as_ref().map_or("", |kind| kind.schema.as_str()) {
        ANSWER_SCHEMA => answered(&state, &partner, &bytes).await,
        ProgressReport::SCHEMA => reported::take(&state, &partner, &bytes).await,
        SCHEMA => given::take(&state, &partner, &message_id(&parts.headers), &bytes).await,
        Withdrawn::SCHEMA => given::take_back(&state, &partner, &bytes).await,
        _ => Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "body")),
    }
}

async fn read(body: Body) -> Option<Bytes> {
    axum::body::to_bytes(body, LIMIT).await.ok()
}

/// What stays the same when the same message is sent again; empty where it does not say.
fn message_id(headers: &HeaderMap) -> String {
    let id = headers.get(exchange::ID);
    let id = id.and_then(|value| value.to_str().ok());
    text::line(id.unwrap_or_default())
}

/// The partner of the settings that has signed it, with the secret shared with its system or as a Kiridashi.
fn signer(state: &AppState, headers: &HeaderMap, body: &[u8]) -> Option<Partner> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let content = state.content.get();
    let mut partners = content.programme.partners.iter();
    let signed = match text(SIGNATURE) {
        Some(signature) => {
            let timestamp = text(TIMESTAMP)?.parse().ok()?;
            partners.find(|partner| {
                let secret = secret(&state.keys, &partner.id);
                verify(secret.as_bytes(), timestamp, body, signature, state.now())
            })
        }
        None => {
            let id = text(exchange::ID)?;
            let timestamp = text(exchange::TIMESTAMP)?.parse().ok()?;
            let signatures = text(exchange::SIGNATURE)?;
            let message = (id, timestamp, body);
            partners.find(|it| exchange::is_sealed_by(&it.keys, message, signatures, state.now()))
        }
    };
    signed.cloned()
}

async fn answered(state: &AppState, partner: &Partner, bytes: &[u8]) -> HandlerResult {
    let Ok(answer) = serde_json::from_slice::<PartnerAnswer>(bytes) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "body"));
    };
    let Some(id) = SpecId::parse(&answer.id) else {
        return Ok(error(StatusCode::NOT_FOUND, "unknown_id"));
    };
    let Some(command) = command_of(answer) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "text"));
    };
    decide(state, &id, &command, &actor(partner)).await
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
    (!words.is_empty() && is_short(words)).then_some(command)
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
