//! Kills the program while people press 送る, starts it again and lets them press again.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::reference::Reference;
use base::time::Clock;
use jiff::SignedDuration;
use kiridashi::{DATABASE, Local, Mode};
use reqwest::redirect::Policy;
use store::ambient::SystemClock;
use store::embedded::Embedded;
use testkit::ambient::StoppedClock;
use testkit::browser::Browser;
use testkit::employer::{FARM_AS_SUGGESTED, INN, walk};

use crate::audit::{Arrived, Audit, audit};
use crate::dice::Dice;
use crate::program::{Program, options};
use crate::visitors::number_in;

/// Within how many milliseconds after the presses it ends.
const WITHIN: u64 = 150;

/// What was found afterwards.
#[derive(Debug)]
pub struct Survivors {
    /// Numbers that employers hold.
    pub receipts: Vec<Reference>,
    /// How many of them had to press again.
    pub pressed_again: usize,
    /// The table.
    pub audit: Audit,
    /// The mails.
    pub arrived: Arrived,
}

/// Somebody whose inventory is ready, with the form before them.
struct Ready {
    cookies: String,
    body: String,
}

/// So many kills, each while three employers send.
///
/// # Errors
/// When the program does not come back, or what it left cannot be read.
pub async fn kills(binary: &Path, data: &Path, rounds: usize, dice: &Dice) -> Result<Survivors> {
    // reqwest asks for a provider even where nothing is encrypted; a second installation is refused.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build()?;
    let mut receipts = Vec::new();
    let mut pressed_again = 0;
    let mut program = Program::start(binary, data).await?;
    for _ in 0..rounds {
        let mut ready = Vec::new();
        for employer in [&INN, &FARM_AS_SUGGESTED, &FARM_AS_SUGGESTED] {
            let mut browser = Browser::new(across(&client, &program.address));
            walk(&mut browser, employer, "send").await;
            ready.push(Ready::of(&browser));
        }
        let moment = Duration::from_millis(dice.below(WITHIN));
        let [one, two, three] =
            [0, 1, 2].map(|at: usize| ready[at].press(&client, &program.address));
        let pressed = async { tokio::join!(one, two, three) };
        let ended = tokio::time::timeout(moment, pressed).await;
        program.kill().await?;
        program = Program::start(binary, data).await?;
        let first = ended
            .map(|(one, two, three)| [one, two, three])
            .unwrap_or_default();
        for (ready, told) in ready.iter().zip(first) {
            let told = match told {
                Some(told) => told,
                None => {
                    pressed_again += 1;
                    let again = ready.press(&client, &program.address).await;
                    again.context("no receipt although nothing goes wrong")?
                }
            };
            receipts.push(told);
        }
    }
    program.kill().await?;
    let (audit, arrived) = settled(data).await?;
    Ok(Survivors {
        receipts,
        pressed_again,
        audit,
        arrived,
    })
}

impl Ready {
    fn of(browser: &Browser) -> Ready {
        let cookies = browser
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        Ready {
            cookies: cookies.collect::<Vec<_>>().join("; "),
            body: browser.page.form().body(),
        }
    }

    /// The number, unless the program ended before it told it.
    async fn press(&self, client: &reqwest::Client, address: &str) -> Option<Reference> {
        let sent = client
            .post(format!("{address}/inventory/send"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &self.cookies)
            .body(self.body.clone());
        let answer = sent.send().await.ok()?;
        let location = answer.headers().get("location")?.to_str().ok()?.to_owned();
        let page = client
            .get(format!("{address}{location}"))
            .header("cookie", &self.cookies);
        number_in(&page.send().await.ok()?.text().await.ok()?)
    }
}

/// Everything is asked of the program at that address.
fn across(client: &reqwest::Client, address: &str) -> Router {
    let (client, address) = (client.clone(), address.to_owned());
    Router::new().fallback(move |request: Request| {
        let (client, address) = (client.clone(), address.clone());
        async move {
            let asked = ask(&client, &address, request).await;
            asked.unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
        }
    })
}

async fn ask(client: &reqwest::Client, address: &str, request: Request) -> Result<Response> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await?;
    let asked = client.request(parts.method, format!("{address}{}", parts.uri));
    let answer = asked.headers(parts.headers).body(body).send().await?;
    let mut response = Response::builder().status(answer.status());
    if let Some(headers) = response.headers_mut() {
        *headers = answer.headers().clone();
    }
    Ok(response.body(Body::from(answer.bytes().await?))?)
}

/// Lets everything leave, hours later and undisturbed; what is in the table and the mail folder then.
async fn settled(data: &Path) -> Result<(Audit, Arrived)> {
    let later = SystemClock.now() + SignedDuration::from_hours(3);
    let clock = Arc::new(StoppedClock::at(later));
    let running = Local::start(options(data.to_owned(), Mode::Stepped, clock)).await?;
    running.settle().await?;
    running.stop().await?;
    let embedded = Embedded::open(&data.join(DATABASE)).await?;
    let mails = std::fs::read_dir(data.join("mail"))?;
    let mails = mails.map(|file| std::fs::read(file?.path()));
    let mails: Vec<_> = mails.collect::<std::io::Result<_>>()?;
    Ok((audit(&embedded.client()).await?, Arrived::read(mails)?))
}

impl Survivors {
    /// Everything that must not be.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = self.audit.unequal(&self.receipts);
        wrong.extend(
            self.audit
                .waiting
                .iter()
                .map(|id| format!("never left: {id}")),
        );
        wrong.extend(self.audit.dead.iter().map(|id| format!("given up: {id}")));
        wrong.extend(
            self.audit
                .orphans
                .iter()
                .map(|what| format!("orphan: {what}")),
        );
        let missing = self.arrived.missing(&self.audit).into_iter();
        wrong.extend(missing.map(|id| format!("never arrived: {id}")));
        wrong
    }
}
