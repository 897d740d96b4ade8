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
use store::embedded::Embedded;
use testkit::ambient::StoppedClock;
use testkit::browser::{Browser, Page};
use testkit::employer::{FARM_AS_SUGGESTED, INN, walk};

use crate::audit::{Arrived, Audit, audit};
use crate::dice::Dice;
use crate::program::{Later, Place, Program, options};
use crate::visitors::number_in;

/// Within how many milliseconds after the presses it ends.
const WITHIN: u64 = 150;

/// How often everything is made to leave that can.
const PATIENCE: usize = 10;

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
pub(crate) struct Ready {
    cookies: String,
    body: String,
}

/// So many kills, each while three employers send.
///
/// # Errors
/// When the program does not come back, or what it left cannot be read.
pub async fn kills(binary: &Path, data: &Path, rounds: u64, dice: &Dice) -> Result<Survivors> {
    let client = client()?;
    let mut receipts = Vec::new();
    let mut pressed_again = 0;
    let mut program = Program::start(binary, &Place::of(data), 0).await?;
    for round in 1..=rounds {
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
        program = Program::start(binary, &Place::of(data), round).await?;
        let first = match ended {
            Ok((one, two, three)) => [one.ok(), two.ok(), three.ok()],
            Err(_) => [None, None, None],
        };
        for (ready, told) in ready.iter().zip(first) {
            receipts.push(match told {
                Some(told) => told,
                None => {
                    pressed_again += 1;
                    let again = ready.press(&client, &program.address).await;
                    again.with_context(|| format!("pressed again after kill {round}"))?
                }
            });
        }
    }
    program.kill().await?;
    let (audit, arrived) = settled(data, rounds + 3).await?;
    Ok(Survivors {
        receipts,
        pressed_again,
        audit,
        arrived,
    })
}

/// A browser's connection, without its cookies.
///
/// # Errors
/// When none can be made.
pub fn client() -> Result<reqwest::Client> {
    // reqwest asks for a provider even where nothing is encrypted; a second installation is refused.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().redirect(Policy::none());
    Ok(client.no_proxy().build()?)
}

impl Ready {
    pub(crate) fn of(browser: &Browser) -> Ready {
        let cookies = browser
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        Ready {
            cookies: cookies.collect::<Vec<_>>().join("; "),
            body: browser.page.form().body(),
        }
    }

    /// The number; what came instead where the program ended before it told it. Where a night has passed since, the
    /// days on the sheet are others, and the page is shown once more.
    pub(crate) async fn press(&self, client: &reqwest::Client, address: &str) -> Result<Reference> {
        let mut answer = self.post(client, address, self.body.clone()).await?;
        if answer.status() == StatusCode::CONFLICT {
            let page = Page {
                body: answer.bytes().await?,
                ..Page::default()
            };
            answer = self.post(client, address, page.form().body()).await?;
        }
        let status = answer.status();
        let location = answer.headers().get("location").cloned();
        let location = location.with_context(|| format!("{status} leads nowhere"))?;
        let location = location.to_str()?;
        let page = client
            .get(format!("{address}{location}"))
            .header("cookie", &self.cookies);
        let page = page.send().await?.text().await?;
        number_in(&page).with_context(|| format!("no number at {location}"))
    }

    async fn post(
        &self,
        client: &reqwest::Client,
        address: &str,
        body: String,
    ) -> reqwest::Result<reqwest::Response> {
        let sent = client
            .post(format!("{address}/inventory/send"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &self.cookies);
        sent.body(body).send().await
    }
}

/// Everything is asked of the program at that address.
pub fn across(client: &reqwest::Client, address: &str) -> Router {
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
pub(crate) async fn settled(data: &Path, hours: u64) -> Result<(Audit, Arrived)> {
    let later = Later(SignedDuration::from_hours(i64::try_from(hours)?));
    let clock = Arc::new(StoppedClock::at(later.now()));
    let running = Local::start(options(data.to_owned(), Mode::Stepped, clock)).await?;
    // One goes as far as a sweep reaches; after a long run more than that is due.
    for _ in 0..PATIENCE {
        if running.settle().await.is_ok() {
            break;
        }
    }
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
        let mut wrong = self.audit.wrong(&self.receipts, &self.arrived);
        let dead = self.audit.dead.iter();
        wrong.extend(dead.map(|id| format!("given up: {id}")));
        wrong
    }
}
