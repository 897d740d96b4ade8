//! Calls a partner town's system: one signed POST of versioned JSON. Whether and when again is `dispatch`'s.

use std::time::Duration;

use base::people::{Actor, Notice};
use base::token::Keys;
use jiff::Timestamp;
use placements::handover::{Handover, SIGNATURE, TIMESTAMP, secret, sign};
use placements::{News, Withdrawn};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use town::Content;

/// How long the partner's system may take to answer, as the page for its engineer says.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// The header that stays the same when the same call is made again.
const KEY: &str = "idempotency-key";

/// A call ready to be made. Who makes it says when, because the signature is good for minutes.
#[derive(Clone, PartialEq)]
pub struct Call {
    /// Where to.
    url: String,
    /// The message's id.
    key: String,
    secret: String,
    /// The JSON.
    body: Vec<u8>,
}

/// What it says and what signs it stay out of logs.
impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// Why a call was not taken. Repeats nothing of what was answered.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// A later try may succeed: `http-503`, `timeout`, `connection`, ….
    #[error("temporary failure: {0}")]
    Temporary(String),
    /// The partner's system refuses the call for good: `http-422`, `invalid-webhook`, ….
    #[error("permanent failure: {0}")]
    Permanent(String),
}

impl Call {
    /// The call that tells the message of this id; `None` where it is to be mailed: to others than
    /// partners, to a partner without a webhook, and reminders, which are for people.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn of(
        id: &str,
        news: &News,
        content: &Content,
        keys: &Keys,
    ) -> Result<Option<Call>, serde_json::Error> {
        let Actor::Partner { partner } = &news.to else {
            return Ok(None);
        };
        let settings = content.programme.partner(partner);
        let Some(url) = settings.and_then(|settings| settings.webhook.clone()) else {
            return Ok(None);
        };
        let body = match news.notice {
            Notice::TakenBack => serde_json::to_vec(&Withdrawn::of(news.only()))?,
            Notice::HandOver => {
                let contact = &news.case.submission().contact;
                serde_json::to_vec(&Handover::of(news.only(), contact, content))?
            }
            _ => return Ok(None),
        };
        Ok(Some(Call {
            url,
            key: id.to_owned(),
            secret: secret(keys, partner),
            body,
        }))
    }

    /// Makes the call, signed at that time, and waits so long for the answer. Gives the status answered,
    /// `http-2xx`.
    ///
    /// # Errors
    /// When it was not taken.
    pub async fn make(&self, now: Timestamp, timeout: Duration) -> Result<String, CallError> {
        let client = client(timeout).map_err(|_| CallError::Temporary("client".to_owned()))?;
        let seconds = now.as_second();
        let request = client
            .post(&self.url)
            .header("content-type", "application/json")
            .header(KEY, &self.key)
            .header(TIMESTAMP, seconds)
            .header(SIGNATURE, sign(self.secret.as_bytes(), seconds, &self.body))
            .body(self.body.clone());
        match request.send().await {
            Ok(response) => judge(response.status()),
            Err(error) => Err(classify(&error)),
        }
    }
}

/// A client for one call: they are a handful a month, and nothing has to be kept warm.
fn client(timeout: Duration) -> reqwest::Result<Client> {
    // reqwest asks for a provider even where nothing is encrypted; a second installation is refused.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .timeout(timeout)
        // What is signed for one address is not carried on to another.
        .redirect(Policy::none())
        .user_agent(concat!("kiridashi/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// 408, 425 and 429 say themselves that later is better.
fn judge(status: StatusCode) -> Result<String, CallError> {
    let told = format!("http-{}", status.as_u16());
    match status.as_u16() {
        200..=299 => Ok(told),
        408 | 425 | 429 | 500..=599 => Err(CallError::Temporary(told)),
        _ => Err(CallError::Permanent(told)),
    }
}

fn classify(error: &reqwest::Error) -> CallError {
    if error.is_builder() {
        CallError::Permanent("invalid-webhook".to_owned())
    } else if error.is_timeout() {
        CallError::Temporary("timeout".to_owned())
    } else {
        CallError::Temporary("connection".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(url: String) -> Call {
        Call {
            url,
            key: "k7m3fxwp-4-handover-partner-tonari".to_owned(),
            secret: "a shared secret".to_owned(),
            body: b"{}".to_vec(),
        }
    }

    #[test]
    fn only_what_may_pass_by_itself_is_tried_again() {
        let judged = |code| judge(StatusCode::from_u16(code).unwrap());
        for code in [200, 202, 204] {
            assert_eq!(judged(code), Ok(format!("http-{code}")));
        }
        for code in [408, 425, 429, 500, 502, 503, 504] {
            assert_eq!(
                judged(code),
                Err(CallError::Temporary(format!("http-{code}")))
            );
        }
        for code in [301, 307, 400, 401, 403, 404, 409, 410, 413, 422] {
            assert_eq!(
                judged(code),
                Err(CallError::Permanent(format!("http-{code}")))
            );
        }
    }

    #[tokio::test]
    async fn a_system_that_never_answers_is_not_waited_for() {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let call = call(url);
        let made = call.make(Timestamp::UNIX_EPOCH, Duration::from_millis(50));
        assert_eq!(made.await, Err(CallError::Temporary("timeout".to_owned())));
    }

    #[tokio::test]
    async fn a_webhook_that_is_no_address_is_for_people_to_mend() {
        let call = call("not an address".to_owned());
        let made = call.make(Timestamp::UNIX_EPOCH, TIMEOUT);
        let wanted = CallError::Permanent("invalid-webhook".to_owned());
        assert_eq!(made.await, Err(wanted));
    }

    #[test]
    fn the_engineers_page_tells_how_long_we_wait() {
        let page = include_str!("../../../../content/partner-api.md");
        let told = format!("{}秒たっても返事がないとき", TIMEOUT.as_secs());
        assert!(page.contains(&told), "{told}");
    }

    #[test]
    fn neither_secret_nor_body_reaches_a_log() {
        let shown = format!("{:?}", call("https://example.jp/".to_owned()));
        assert!(
            !shown.contains("shared") && !shown.contains("{}"),
            "{shown}"
        );
    }
}
