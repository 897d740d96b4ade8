//! Calls a partner town's system, or its own Kiridashi: one signed POST of versioned JSON. Whether and when again is
//! `dispatch`'s.

mod body;
mod exchange;

use std::time::Duration;

use base::token::Keys;
use jiff::Timestamp;
use placements::News;
use placements::handover::{SIGNATURE, TIMESTAMP, secret, sign};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use town::Partner;

use body::Body;
pub use body::Ours;

/// How long the partner's system may take to answer, as the page for its engineer says.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// The header that stays the same when the same call is made again.
const KEY: &str = "idempotency-key";

/// A call ready to be made. Who makes it says when, because the signature is good for minutes.
#[derive(Clone)]
pub struct Call {
    system: System,
    /// The message's id.
    key: String,
    body: Body,
}

/// Whose system it is, and what it knows us by.
#[derive(Clone)]
enum System {
    /// One that takes calls here and shares a secret with us.
    Own { url: String, secret: String },
    /// Another Kiridashi, which shows itself where to call it.
    Kiridashi { origin: String, keys: Keys },
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
    /// The partner's system refuses the call for good: `http-422`, `invalid-webhook`, `other-version`, ….
    #[error("permanent failure: {0}")]
    Permanent(String),
}

impl System {
    fn of(partner: &Partner, keys: &Keys) -> Option<System> {
        let kiridashi = partner.kiridashi.clone().map(|origin| System::Kiridashi {
            origin,
            keys: keys.clone(),
        });
        let own = partner.webhook.clone().map(|url| System::Own {
            url,
            secret: secret(keys, &partner.id),
        });
        kiridashi.or(own)
    }
}

impl Call {
    /// The call that tells the message of this id; `None` where it is to be mailed: to others than
    /// partners, to a partner without a system, and what is for people, such as reminders.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn of(id: &str, news: &News, ours: &Ours<'_>) -> Result<Option<Call>, serde_json::Error> {
        let programme = &ours.content.programme;
        let partner = body::told(news).and_then(|id| programme.partner(id));
        let Some(system) = partner.and_then(|partner| System::of(partner, ours.keys)) else {
            return Ok(None);
        };
        let key = id.to_owned();
        let body = Body::of(news, ours)?;
        Ok(body.map(|body| Call { system, key, body }))
    }

    /// Makes the call, signed at that time, and waits so long for the answer. Gives the status answered,
    /// `http-2xx`.
    ///
    /// # Errors
    /// When it was not taken.
    pub async fn make(&self, now: Timestamp, timeout: Duration) -> Result<String, CallError> {
        let client = client(timeout).map_err(|_| CallError::Temporary("client".to_owned()))?;
        let request = match &self.system {
            System::Own { url, secret } => self.to_own(client.post(url), secret, now),
            System::Kiridashi { origin, keys } => {
                let url = exchange::endpoint(&client, origin, self.body.schema).await?;
                exchange::sealed(client.post(url), keys, &self.key, &self.body.json, now)
            }
        };
        let request = request
            .header("content-type", "application/json")
            .body(self.body.json.clone());
        match request.send().await {
            Ok(response) => judge(response.status()),
            Err(error) => Err(classify(&error)),
        }
    }

    fn to_own(&self, request: RequestBuilder, secret: &str, now: Timestamp) -> RequestBuilder {
        let seconds = now.as_second();
        let signature = sign(secret.as_bytes(), seconds, &self.body.json);
        request
            .header(KEY, &self.key)
            .header(TIMESTAMP, seconds)
            .header(SIGNATURE, signature)
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
            system: System::Own {
                url,
                secret: "a shared secret".to_owned(),
            },
            key: "k7m3fxwp-4-handover-partner-tonari".to_owned(),
            body: Body {
                schema: "handover.v1",
                json: b"{}".to_vec(),
            },
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
