//! Directors, their office, the partner and the employer they ask: by the links of the mails they get.

mod endings;
mod exchange;
mod keys;
mod links;
mod lost;
mod orders;
mod papers;
mod partner;
mod passing;
mod question;

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use e2e::browser::Browser;
use e2e::mail::Mail;
use e2e::sign_in::sign_in;
use e2e::town::Town;

use crate::employer::{Employer, Hands, Visit};

const A: &str = "director-a@example.jp";
const B: &str = "director-b@example.jp";
const C: &str = "director-c@example.jp";
const DEPUTY_A: &str = "deputy-a@example.jp";
const DEPUTY_C: &str = "deputy-c@example.jp";
const OFFICE: &str = "office@example.jp";
const PARTNER: &str = "partner@example.jp";

/// What the mails' links begin with.
const DECIDE: &str = "/director/decide?t=";
const STATUS: &str = "/inventory/status?t=";

const ACCEPT: &str = "引き受ける";

/// The employer sends the sheets.
pub(crate) async fn send(browser: &Browser, who: &Employer) -> Result<String> {
    let visit = Visit {
        browser,
        who,
        hands: Hands::Pointer,
        close: false,
    };
    visit.fill_in().await?;
    let reference = visit.send().await?;
    // What follows is other people's, at other devices.
    browser.client().delete_all_cookies().await?;
    Ok(reference)
}

/// The mails about one inventory, as they arrive.
struct Post<'a> {
    town: &'a Town,
    reference: &'a str,
    seen: BTreeSet<String>,
}

impl<'a> Post<'a> {
    fn about(town: &'a Town, reference: &'a str) -> Post<'a> {
        Post {
            town,
            reference,
            seen: BTreeSet::new(),
        }
    }

    /// Delivers what is due: one mail for each of these people and for nobody else, in this order.
    async fn to<const N: usize>(&mut self, people: [&str; N]) -> Result<[Mail; N]> {
        let mails = self.town.post_about(self.reference).await?;
        let new = mails.into_iter();
        let mut new: Vec<Mail> = new
            .filter(|mail| self.seen.insert(mail.message_id.clone()))
            .collect();
        let told: Vec<_> = new.iter().map(|mail| (&mail.to, &mail.subject)).collect();
        ensure!(new.len() == N, "not to {people:?}: {told:?}");
        let told = format!("{told:?}");
        let mut found = Vec::new();
        for person in people {
            let at = new.iter().position(|mail| mail.to == [person]);
            let mail = new.remove(at.with_context(|| format!("nothing to {person}: {told}"))?);
            ensure!(mail.defects.is_empty(), "{:?}", mail.defects);
            ensure!(mail.widest <= 76, "{} columns:\n{}", mail.widest, mail.text);
            found.push(mail);
        }
        found
            .try_into()
            .map_err(|_| anyhow::anyhow!("one mail each"))
    }
}

/// Opens a folded answer.
async fn unfold(browser: &Browser, summary: &str) -> Result<()> {
    let open = format!(
        "[...document.querySelectorAll('summary')].find(s => s.textContent.trim() === '{summary}')\
         .parentElement.open = true"
    );
    browser.evaluate(&open).await?;
    Ok(())
}

async fn says(browser: &Browser, words: &str) -> Result<()> {
    let text = browser.text("main").await?;
    ensure!(
        text.contains(words),
        "{words} is not on {}: {text}",
        browser.path().await?
    );
    Ok(())
}

async fn decline(browser: &Browser, link: &str, reason: &str) -> Result<()> {
    browser.goto(link).await?;
    unfold(browser, "断る").await?;
    browser.fill("reason", reason).await?;
    browser.press("理由を付けて断る").await?;
    says(browser, "断りました").await
}

async fn hand_over(browser: &Browser, link: &str) -> Result<()> {
    browser.goto(link).await?;
    unfold(browser, "隣の市振興公社（見本）に渡す").await?;
    browser.choose("confirm_hand_over", "yes", true).await?;
    browser.press("渡す手続きを始める").await
}

/// Takes the job on that is on the screen.
async fn accept(browser: &Browser) -> Result<()> {
    browser.choose("confirm_accept", "yes", true).await?;
    browser.press(ACCEPT).await
}

/// Records a stage that needs no sum, by its button.
async fn advance(browser: &Browser, button: &str) -> Result<()> {
    browser.choose("confirm_advance", "yes", true).await?;
    browser.press(button).await
}

/// Somebody of the programme signs in and is at their list.
async fn open_list(town: &Town, browser: &Browser, address: &str) -> Result<()> {
    browser.goto("/director/").await?;
    sign_in(town, browser, address).await?;
    says(browser, "サインインしています").await?;
    // The office begins with its day.
    if address == OFFICE {
        browser.press("すべての仕事の一覧").await?;
    }
    Ok(())
}
