//! The questionnaire's cookies: signed ids of drafts with the browser's own, and the signed reference of what was sent
//! before, nothing else. One names the draft that is open, another those that were open before, so that opening a
//! second one loses none.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::AppendHeaders;
use base::reference::Reference;
use base::token::{Purpose, TokenError};
use cookie::{Cookie, SameSite};
use jiff::SignedDuration;
use store::draft_id;

use crate::state::AppState;

const NAME: &str = "draft";
/// The reference of what this browser sent last, when it has begun something new.
const SENT: &str = "sent";
const OTHERS: &str = "drafts_before";
/// Between the tokens of several drafts; no token holds it.
const BETWEEN: char = '~';
/// So many drafts are remembered beside the open one.
const MOST_OTHERS: usize = 4;
/// Longer than a draft lives, so that a returning visitor is told that it was deleted.
const LASTS: SignedDuration = SignedDuration::from_hours(24 * 60);

/// What the browser said about its draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    /// It carries no draft, or none of ours.
    None,
    /// It carries this draft's handle.
    Draft(String),
    /// It carried one long ago.
    Expired,
}

/// The drafts that the browser may open, as handles: the draft's id and the browser's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldDrafts {
    /// The one that is open.
    pub open: Option<String>,
    /// Those that were open before, the last one first.
    pub others: Vec<String>,
}

impl FromRequestParts<AppState> for HeldDrafts {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let open = match Session::read(&parts.headers, state) {
            Session::Draft(id) => Some(id),
            Session::None | Session::Expired => None,
        };
        let others = value_of(&parts.headers, OTHERS).unwrap_or_default();
        let others = others.split(BETWEEN).take(MOST_OTHERS).filter_map(|token| {
            let verified = state.keys.verify(Purpose::Resume, token, state.now());
            let held = verified.ok().filter(|it| is_handle(it));
            held.filter(|it| Some(it) != open.as_ref())
        });
        Ok(HeldDrafts {
            others: others.collect(),
            open,
        })
    }
}

impl HeldDrafts {
    /// The handle under which it holds this draft, if it does.
    pub fn handle_of(&self, id: &str) -> Option<&String> {
        self.all().find(|held| draft_id(held) == id)
    }

    /// The one that a page was served for, by its [`draft_mark`].
    pub fn marked(&self, state: &AppState, mark: &str) -> Option<&String> {
        self.all().find(|held| draft_mark(state, held) == mark)
    }

    /// All of them, the open one first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.open.iter().chain(&self.others)
    }

    /// `Set-Cookie`s of a browser that opens this draft and still holds the others.
    pub fn opening(&self, state: &AppState, handle: &str) -> DraftCookies {
        let id = draft_id(handle);
        let others = self.all().filter(|held| draft_id(held) != id).cloned();
        let opened = HeldDrafts {
            open: Some(handle.to_owned()),
            others: others.take(MOST_OTHERS).collect(),
        };
        opened.cookies(state)
    }

    /// `Set-Cookie`s of a browser that no longer holds this draft.
    pub fn without(&self, state: &AppState, id: &str) -> DraftCookies {
        self.only(state, |held| draft_id(held) != id)
    }

    /// `Set-Cookie`s of a browser that holds only these of its drafts.
    pub fn only(&self, state: &AppState, is_kept: impl Fn(&str) -> bool) -> DraftCookies {
        let open = self.open.clone().filter(|open| is_kept(open));
        let others = self.others.iter().filter(|held| is_kept(held));
        let kept = HeldDrafts {
            open,
            others: others.cloned().collect(),
        };
        kept.cookies(state)
    }

    fn cookies(&self, state: &AppState) -> DraftCookies {
        let open = match &self.open {
            Some(id) => draft_cookie(state, id),
            None => clear_draft_cookie(state),
        };
        let tokens = self.others.iter().map(|id| sign(state, id));
        let tokens = tokens.collect::<Vec<_>>().join(&BETWEEN.to_string());
        let lasts = match self.others.is_empty() {
            true => SignedDuration::ZERO,
            false => LASTS,
        };
        let others = header_value(state, OTHERS, tokens, lasts);
        AppendHeaders([open, others].map(|cookie| (header::SET_COOKIE, cookie)))
    }
}

/// What every page of a draft carries, so that its forms and papers stay its own whichever draft the browser has opened
/// since: it tells the browser's own drafts apart and opens none. `held` is the draft's id or a handle of it.
pub fn draft_mark(state: &AppState, held: &str) -> String {
    state.keys.pseudonym(Purpose::Form, draft_id(held))
}

/// A short name of what a page shows: a form that carries it says what somebody looked at who sends it.
pub fn shown_mark(state: &AppState, shown: &str) -> String {
    state.keys.pseudonym(Purpose::Form, shown)
}

/// What a browser is told to remember of its drafts.
pub type DraftCookies = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

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
        let Some(token) = value_of(headers, NAME) else {
            return Session::None;
        };
        match state.keys.verify(Purpose::Resume, &token, state.now()) {
            Ok(handle) if is_handle(&handle) => Session::Draft(handle),
            // The token of a mailed link, which opens a draft by its button alone.
            Ok(_) => Session::None,
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
        let reference = value_of(&parts.headers, SENT).and_then(verify);
        Ok(SentBefore(
            reference.and_then(|text| Reference::parse(&text)),
        ))
    }
}

pub(crate) fn value_of(headers: &HeaderMap, name: &str) -> Option<String> {
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
    let token = state
        .keys
        .sign(Purpose::Status, reference.as_str(), state.now() + LASTS);
    header_value(state, SENT, token, LASTS)
}

/// `Set-Cookie` that makes the browser forget what it sent.
pub fn clear_sent_cookie(state: &AppState) -> HeaderValue {
    header_value(state, SENT, String::new(), SignedDuration::ZERO)
}

/// `Set-Cookie` that opens the draft in the browser.
fn draft_cookie(state: &AppState, handle: &str) -> HeaderValue {
    header_value(state, NAME, sign(state, handle), LASTS)
}

/// Whether it names a browser too, as no mailed link does.
fn is_handle(subject: &str) -> bool {
    draft_id(subject) != subject
}

fn sign(state: &AppState, handle: &str) -> String {
    let until = state.now() + LASTS;
    state.keys.sign(Purpose::Resume, handle, until)
}

/// `Set-Cookie` that makes the browser forget the draft that is open.
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
