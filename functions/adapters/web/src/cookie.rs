//! The cookies of the questionnaire: a signed draft id, and the signed reference of what was sent before; nothing else.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use base::reference::Reference;
use base::token::{Purpose, TokenError};
use cookie::{Cookie, SameSite};
use jiff::SignedDuration;

use crate::state::AppState;

const NAME: &str = "draft";
/// The reference of what this browser sent last, when it has begun something new.
const SENT: &str = "sent";
/// Longer than a draft lives, so that a returning visitor is told that it was deleted.
const DAYS: i64 = 60;

/// What the browser said about its draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    /// It carries no draft, or none of ours.
    None,
    /// It carries this draft's id.
    Draft(String),
    /// It carried one long ago.
    Expired,
}

impl FromRequestParts<AppState> for Session {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        Ok(Session::read(&parts.headers, state))
    }
}

impl Session {
    fn read(headers: &HeaderMap, state: &AppState) -> Session {
        let Some(token) = value(headers, NAME) else {
            return Session::None;
        };
        match state.keys.verify(Purpose::Resume, &token, state.now()) {
            Ok(id) => Session::Draft(id),
            Err(TokenError::Expired) => Session::Expired,
            Err(TokenError::Forged) => Session::None,
        }
    }
}

/// What this browser sent before it began something new, if it is still kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentBefore(pub Option<Reference>);

impl FromRequestParts<AppState> for SentBefore {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let verify = |token: String| state.keys.verify(Purpose::Status, &token, state.now()).ok();
        let reference = value(&parts.headers, SENT).and_then(verify);
        Ok(SentBefore(
            reference.and_then(|text| Reference::parse(&text)),
        ))
    }
}

fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| Cookie::split_parse(line.to_owned()))
        .flatten();
    let cookie = pairs.find(|cookie| cookie.name() == name)?;
    Some(cookie.value().to_owned())
}

/// `Set-Cookie` that keeps the reference of what was sent on this device, as long as a draft's.
pub fn sent_cookie(state: &AppState, reference: &Reference) -> HeaderValue {
    let lasts = SignedDuration::from_hours(24 * DAYS);
    let expires = state.now() + lasts;
    let token = state
        .keys
        .sign(Purpose::Status, reference.as_str(), expires);
    header_value(state, SENT, token, lasts)
}

/// `Set-Cookie` that makes the browser forget what it sent.
pub fn clear_sent_cookie(state: &AppState) -> HeaderValue {
    header_value(state, SENT, String::new(), SignedDuration::ZERO)
}

/// `Set-Cookie` that ties the browser to the draft.
pub fn draft_cookie(state: &AppState, draft_id: &str) -> HeaderValue {
    let lasts = SignedDuration::from_hours(24 * DAYS);
    let token = state
        .keys
        .sign(Purpose::Resume, draft_id, state.now() + lasts);
    header_value(state, NAME, token, lasts)
}

/// `Set-Cookie` that makes the browser forget its draft.
pub fn clear_draft_cookie(state: &AppState) -> HeaderValue {
    header_value(state, NAME, String::new(), SignedDuration::ZERO)
}

fn header_value(
    state: &AppState,
    name: &'static str,
    value: String,
    lasts: SignedDuration,
) -> HeaderValue {
    let cookie = Cookie::build((name, value))
        .path("/inventory")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.settings.is_https())
        .max_age(cookie::time::Duration::seconds(lasts.as_secs()));
    HeaderValue::try_from(cookie.build().to_string()).expect("tokens are URL-safe ASCII")
}
