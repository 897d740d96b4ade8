//! The cookie that ties a browser to its draft: a signed draft id, nothing else.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use base::token::{Purpose, TokenError};
use cookie::{Cookie, SameSite};
use jiff::SignedDuration;

use crate::state::AppState;

const NAME: &str = "draft";
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
        let lines = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        let mut pairs = lines
            .flat_map(|line| Cookie::split_parse(line.to_owned()))
            .flatten();
        let Some(cookie) = pairs.find(|cookie| cookie.name() == NAME) else {
            return Session::None;
        };
        match state
            .keys
            .verify(Purpose::Resume, cookie.value(), state.now())
        {
            Ok(id) => Session::Draft(id),
            Err(TokenError::Expired) => Session::Expired,
            Err(TokenError::Forged) => Session::None,
        }
    }
}

/// `Set-Cookie` that ties the browser to the draft.
pub fn draft_cookie(state: &AppState, draft_id: &str) -> HeaderValue {
    let lasts = SignedDuration::from_hours(24 * DAYS);
    let token = state
        .keys
        .sign(Purpose::Resume, draft_id, state.now() + lasts);
    header_value(state, token, lasts)
}

/// `Set-Cookie` that makes the browser forget its draft.
pub fn clear_draft_cookie(state: &AppState) -> HeaderValue {
    header_value(state, String::new(), SignedDuration::ZERO)
}

fn header_value(state: &AppState, value: String, lasts: SignedDuration) -> HeaderValue {
    let cookie = Cookie::build((NAME, value))
        .path("/inventory")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.settings.is_https())
        .max_age(cookie::time::Duration::seconds(lasts.as_secs()));
    HeaderValue::try_from(cookie.build().to_string()).expect("tokens are URL-safe ASCII")
}
