//! Who is signed in: the browser's cookies, the device behind them, and the page for whom a page is not.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use base::people::Actor;
use cookie::{Cookie, SameSite};
use jiff::SignedDuration;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use placements::SpecId;
use sign_in::{CODE_LASTS, DAY, FRESH, Member, Platform, Role, hashed};
use store::Device;

use crate::cookie::value_of;
use crate::handler::HandlerError;
use crate::headers::see_other;
use crate::problem::{Action, Explanation};
use crate::state::AppState;

/// The mark of the address and the browser's secret.
const SIGNED_IN: &str = "signed_in";
/// The secret of a browser that waits for a code.
const ASKED: &str = "asked_code";
/// How one signs in, for programs; browsers know no such scheme and show the page.
const CHALLENGE: &str = "Code";
/// Between mark and secret, and between a spec's id and as whom it is opened; neither holds it.
const BETWEEN: char = '.';

/// Who asks for a page.
#[derive(Clone, Debug)]
pub enum Visitor {
    /// Nobody is signed in.
    Stranger,
    /// Somebody was: the day is over, or it was ended.
    SignedOut,
    /// Somebody was whose address the settings name no more.
    Gone,
    /// Somebody is.
    Member(SignedIn),
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who, as the settings name them now.
    pub member: Member,
    /// On which device.
    pub device: Device,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = HandlerError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Visitor, HandlerError> {
        let Some(value) = value_of(&parts.headers, SIGNED_IN) else {
            return Ok(Visitor::Stranger);
        };
        let Some((mark, secret)) = value.split_once(BETWEEN) else {
            return Ok(Visitor::Stranger);
        };
        let id = hashed(secret);
        let Some(device) = state.store.device(mark, &id, state.now()).await? else {
            return Ok(Visitor::SignedOut);
        };
        let programme = &state.content.get().programme;
        Ok(match Member::marked(programme, &state.keys, mark) {
            Some(member) => Visitor::Member(SignedIn { member, device }),
            None => Visitor::Gone,
        })
    }
}

impl Visitor {
    /// Who is signed in, if anybody.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Visitor::Member(signed_in) => Some(signed_in),
            _ => None,
        }
    }

    /// Who is signed in; `to`: the page that is asked for.
    ///
    /// # Errors
    /// The page that says that one has to sign in, and why.
    pub fn member(&self, state: &AppState, to: &str) -> Result<&SignedIn, HandlerError> {
        let texts = &state.content.get().texts.sign_in;
        let (title, text) = match self {
            Visitor::Member(signed_in) => return Ok(signed_in),
            Visitor::Stranger => (texts.needed_title(), texts.needed().to_owned()),
            Visitor::SignedOut => (texts.over_title(), texts.over(DAY.as_hours())),
            Visitor::Gone => (texts.gone_title(), texts.gone().to_owned()),
        };
        let action = Action::new(&with_way(paths::DIRECTOR, to), texts.sign_in());
        let explanation = Explanation::new(title, &text, action);
        // Not 403: CloudFront puts its own page in the place of those.
        let mut page = explanation.page(state, StatusCode::UNAUTHORIZED, paths::DIRECTOR);
        let way = HeaderValue::from_static(CHALLENGE);
        page.headers_mut().insert(header::WWW_AUTHENTICATE, way);
        Err(page.into())
    }

    /// Lets people of the office pass.
    ///
    /// # Errors
    /// As [`Visitor::member`], and the page that says that this is the office's.
    pub fn office(&self, state: &AppState, to: &str) -> Result<&SignedIn, HandlerError> {
        let signed_in = self.member(state, to)?;
        match signed_in.member.role(&Actor::Office) {
            Some(_) => Ok(signed_in),
            None => Err(not_yours(state)),
        }
    }

    /// The placement that an address names for somebody who is signed in, and as whom they open it. Such an address
    /// opens nothing by itself, as [`case_address`] says.
    pub fn opens(&self, address: &str) -> Option<(SpecId, &Role)> {
        let (id, code) = address.split_once(BETWEEN)?;
        let role = self.signed_in()?.member.role(&Actor::parse(code)?)?;
        Some((SpecId::parse(id)?, role))
    }
}

/// Whether an address names a placement for somebody who is signed in, and is not a mailed token.
pub fn is_case_address(address: &str) -> bool {
    let parts = address.split_once(BETWEEN);
    parts.is_some_and(|(id, code)| SpecId::parse(id).is_some() && !code.contains(BETWEEN))
}

/// What names a placement in an address, for somebody who is signed in. It is no secret: without the browser's cookie
/// it opens nothing, so a list hands out no right that outlives its own.
pub fn case_address(id: &SpecId, by: &Actor) -> String {
    format!("{id}{BETWEEN}{}", by.code())
}

/// The page for somebody who is signed in, but not as somebody whose page it is.
pub fn not_yours(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts.sign_in;
    let action = Action::new(paths::DIRECTOR, texts.to_start());
    let explanation = Explanation::new(texts.not_yours_title(), texts.not_yours(), action);
    let page = explanation.page(state, StatusCode::NOT_FOUND, paths::DIRECTOR);
    page.into()
}

impl SignedIn {
    /// Under which name they act as this actor.
    pub fn name(&self, actor: &Actor) -> &str {
        let role = self.member.role(actor);
        role.map_or("", |role| role.name.as_str())
    }

    /// The names of all their roles, each once.
    pub fn names(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for role in &self.member.roles {
            if !names.contains(&role.name.as_str()) {
                names.push(&role.name);
            }
        }
        names.join("・")
    }

    /// Lets pass who typed a code a moment ago: data leaves, mails go elsewhere, or many places are given up.
    /// `to`: where to go on.
    ///
    /// # Errors
    /// The way to the page where a fresh code is typed.
    pub fn proven(&self, state: &AppState, to: &str) -> Result<(), HandlerError> {
        match self.is_proven(state) {
            true => Ok(()),
            false => Err(see_other(&with_way(paths::AGAIN, to)).into()),
        }
    }

    /// Whether they typed a code a moment ago.
    pub fn is_proven(&self, state: &AppState) -> bool {
        self.device.proven + FRESH > state.now()
    }
}

/// An address that remembers where to go on afterwards.
pub fn with_way(path: &str, to: &str) -> String {
    match way(to) {
        "" => path.to_owned(),
        to => format!("{path}?to={}", utf8_percent_encode(to, NON_ALPHANUMERIC)),
    }
}

/// Where to go on, if it is a page of ours for those who sign in; else nothing, so that no address leads away.
pub fn way(to: &str) -> &str {
    let ours = ["/director/", "/office/", "/registration/office"];
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.?=&%#".contains(&b);
    let is_ours = ours.iter().any(|begin| to.starts_with(begin));
    match is_ours && to.len() < 300 && !to.contains("//") && to.bytes().all(plain) {
        true => to,
        false => "",
    }
}

/// What kind of device the browser of a request runs on.
pub fn platform(headers: &HeaderMap) -> Platform {
    let agent = headers.get(header::USER_AGENT);
    Platform::of(agent.and_then(|it| it.to_str().ok()).unwrap_or_default())
}

/// The secret of a browser that waits for a code.
#[derive(Clone)]
pub struct CodeAsker(pub Option<String>);

impl FromRequestParts<AppState> for CodeAsker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        Ok(CodeAsker(value_of(&parts.headers, ASKED)))
    }
}

/// `Set-Cookie`s around signing in. A cookie's secret leaves the server once, to its browser.
#[derive(Clone, Copy, Debug)]
pub enum SignInCookie<'a> {
    /// The browser waits for a code.
    Asked {
        /// Its secret.
        secret: &'a str,
    },
    /// It waits for none.
    Answered,
    /// It is signed in.
    SignedIn {
        /// [`sign_in::mark`]
        mark: &'a str,
        /// Its secret.
        secret: &'a str,
    },
    /// It is not.
    SignedOut,
}

impl SignInCookie<'_> {
    /// The header's value.
    pub fn header(self, state: &AppState) -> (header::HeaderName, HeaderValue) {
        let none = SignedDuration::ZERO;
        // Only our own pages lead to the code's; lists are also reached from bookmarks and mails.
        let (asked, signed_in) = (
            (ASKED, "/director", SameSite::Strict),
            (SIGNED_IN, "/", SameSite::Lax),
        );
        let ((name, path, same_site), value, lasts) = match self {
            SignInCookie::Asked { secret } => (asked, secret.to_owned(), CODE_LASTS),
            SignInCookie::Answered => (asked, String::new(), none),
            SignInCookie::SignedIn { mark, secret } => {
                (signed_in, format!("{mark}{BETWEEN}{secret}"), DAY)
            }
            SignInCookie::SignedOut => (signed_in, String::new(), none),
        };
        let cookie = Cookie::build((name, value))
            .path(path)
            .http_only(true)
            .same_site(same_site)
            .secure(state.settings.is_https())
            .max_age(cookie::time::Duration::seconds(lasts.as_secs()));
        let value = HeaderValue::try_from(cookie.build().to_string());
        (
            header::SET_COOKIE,
            value.expect("marks and secrets are plain ASCII"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_leads_to_our_own_pages_alone() {
        for ours in [
            "/director/office",
            "/director/decide?t=K7M3-FXWP-1.office",
            "/registration/office/list/2027-01-20-hajimete?many=unsure#many",
        ] {
            assert_eq!(way(ours), ours);
        }
        for other in [
            "",
            "https://evil.example/director/",
            "//evil.example/director/",
            "/director//evil.example",
            "/director/\\evil.example",
            "/director/\r\nset-cookie: a=b",
            "/inventory/",
            "javascript:alert(1)",
        ] {
            assert_eq!(way(other), "", "{other}");
        }
        let there = with_way("/director/", "/director/figures?year=2026");
        assert_eq!(there, "/director/?to=%2Fdirector%2Ffigures%3Fyear%3D2026");
    }

    #[test]
    fn an_address_of_a_list_is_told_from_a_mailed_token() {
        assert!(is_case_address("K7M3-FXWP-1.office"));
        for other in ["", "K7M3-FXWP-1", "k1.abc.123.def", "K7M3-FXWP-1.a.b"] {
            assert!(!is_case_address(other), "{other}");
        }
    }
}
