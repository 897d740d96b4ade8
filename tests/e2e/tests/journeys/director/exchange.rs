//! Two Kiridashi, each with its own store and keys, exchange jobs: to the payment there and back, with one of them stopped
//! half-way, a forged message and a repeated one.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use base::token::Keys;
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::mail::Mail;
use e2e::town::{Paused, Town, replace};
use e2e::{inspect, walk_in};
use jiff::SignedDuration;
use placements::exchange::{ID, SIGNATURE, TIMESTAMP, seal};
use serde_json::json;

use super::orders::order;
use super::{
    B, DECIDE, OFFICE, PARTNER, Post, STATUS, accept, advance, hand_over, says, send, unfold,
};
use crate::employer::INN;

/// What each town calls the other, as the sample does.
const OTHER: &str = "隣の市振興公社（見本）";

/// The public keys that a town shows.
async fn keys_of(town: &Town) -> Result<String> {
    let shown = Visitor::stranger(&town.base())?
        .get("/.well-known/kiridashi")
        .await?;
    ensure!(shown.status == 200, "{}", shown.text());
    let card: serde_json::Value = serde_json::from_slice(&shown.body)?;
    ensure!(card["takes"].to_string().contains("handover.v1"), "{card}");
    Ok(card["keys"].to_string())
}

/// The office of a town enters the other, as the partner's page says.
async fn know(town: &Town, other: &Town) -> Result<()> {
    let keys = keys_of(other).await?;
    let base = other.base();
    town.edit(|content| {
        let programme = content.join("programme.toml");
        let sample = "# kiridashi = \"https://kiridashi.example.jp\"";
        replace(&programme, sample, &format!("kiridashi = \"{base}\""));
        replace(
            &programme,
            "# keys = [\"whpk_…\"]",
            &format!("keys = {keys}"),
        );
    })
}

/// All mails that arrived since the last time.
#[derive(Default)]
struct Letters {
    seen: BTreeSet<String>,
}

impl Letters {
    async fn arrived(&mut self, town: &Town) -> Result<Vec<Mail>> {
        let mut mails = town.post().await?;
        mails.retain(|mail| self.seen.insert(mail.message_id.clone()));
        for mail in &mails {
            ensure!(mail.defects.is_empty(), "{:?}", mail.defects);
        }
        Ok(mails)
    }

    async fn to(&mut self, town: &Town, who: &str) -> Result<Mail> {
        let new = self.arrived(town).await?;
        let told: Vec<_> = new
            .iter()
            .map(|mail| (mail.to.clone(), mail.subject.clone()))
            .collect();
        let mut to = new.into_iter().filter(|mail| mail.to == [who]);
        to.next()
            .with_context(|| format!("nothing to {who}: {told:?}"))
    }
}

/// Posts what a Kiridashi with these keys would.
async fn post(town: &Town, keys: &Keys, body: &serde_json::Value) -> Result<(u16, String)> {
    let (id, at) = ("x-1-update-employer", town.now().as_second());
    let body = body.to_string();
    let headers = [
        (ID, id.to_owned()),
        (TIMESTAMP, at.to_string()),
        (SIGNATURE, seal(keys, id, at, body.as_bytes())),
    ];
    let answer = Visitor::stranger(&town.base())?
        .json("/director/partner", &headers, body)
        .await?;
    Ok((answer.status, answer.text()))
}

/// The employer of a town agrees, and its director hands the first sheet over. Gives the director's page.
async fn handed(browser: &Browser, town: &Town, post: &mut Post<'_>) -> Result<(String, Mail)> {
    let [offer, _, receipt] = post.to([B, OFFICE, INN.mail]).await?;
    let decide = offer.link(DECIDE)?;
    let decide = format!("{}{}", town.base(), path(decide, &town.base()));
    hand_over(browser, &decide).await?;
    let [asked] = post.to([INN.mail]).await?;
    browser.goto(asked.link("/director/consent?t=")?).await?;
    browser.choose("answer", "yes", true).await?;
    browser.press("この答えを送る").await?;
    Ok((decide, receipt))
}

fn path<'a>(link: &'a str, base: &str) -> &'a str {
    link.strip_prefix(base).unwrap_or(link)
}

/// A place beside the journey where a program may be stopped and started.
fn aside<T: Send>(act: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(act).join().expect("it ends well"))
}

fn pass(ours: &Town, theirs: &Town, time: SignedDuration) {
    ours.pass(time);
    theirs.pass(time);
}

/// The director at this page records an order of so many yen and hours.
async fn ordered(browser: &Browser, page: &str, yen: &str, hours: &str) -> Result<()> {
    browser.goto(page).await?;
    advance(browser, "見積もりを出した").await?;
    order(browser, yen, hours).await
}

/// And on to its payment.
async fn paid(browser: &Browser) -> Result<()> {
    for button in ["納品された", "検収した", "支払った"] {
        advance(browser, button).await?;
    }
    says(browser, "支払いまで終わりました").await
}

#[test]
fn a_job_goes_to_another_kiridashi_and_comes_back_paid() {
    let (ours, theirs) = (
        Town::with_own_content(|_| {}),
        Town::with_own_content(|_| {}),
    );
    walk_in(&ours, Screen::PHONE, async |ours, browser| {
        know(ours, &theirs).await?;
        know(&theirs, ours).await?;
        let reference = send(browser, &INN).await?;
        let mut own = Post::about(ours, &reference);
        let paused = aside(|| theirs.pause());
        let (decide, _) = handed(browser, ours, &mut own).await?;
        let theirs = arrives_late(ours, browser, paused, &decide, &mut own).await?;
        let mut letters = Letters::default();
        let offer = letters.to(&theirs, B).await?;
        let number = format!("{reference}-1");
        ensure!(offer.words().contains(&number), "{}", offer.text);
        let page = offer.link(DECIDE)?.to_owned();
        browser.goto(&page).await?;
        says(
            browser,
            &format!("連携先から渡された仕事・相手の番号 {number}"),
        )
        .await?;
        ensure!(
            !browser.text("main").await?.contains("に渡す"),
            "passed once"
        );
        inspect(browser, "exchange-1-received").await?;
        question(ours, &theirs, browser, &page, &mut letters, &mut own).await?;

        browser.goto(&page).await?;
        accept(browser).await?;
        letters.arrived(&theirs).await?;
        let [_, employer] = own.to([B, INN.mail]).await?;
        browser.goto(employer.link(STATUS)?).await?;
        says(browser, &format!("{OTHER}が進めています")).await?;
        believed_once(ours, &theirs, &number, &mut own).await?;

        ordered(browser, &page, "30000", "20").await?;
        letters.arrived(&theirs).await?;
        browser.goto(&decide).await?;
        says(browser, "30,000円").await?;
        inspect(browser, "exchange-3-ordered").await?;
        browser.goto(&page).await?;
        paid(browser).await?;
        letters.arrived(&theirs).await?;
        own.to([]).await?;
        browser.goto(&decide).await?;
        says(browser, "支払いまで終わりました").await?;
        inspect(browser, "exchange-4-paid").await?;
        aside(|| theirs.stop())
    });
    ours.stop().expect("a clean end");
}

/// The other town is down when the sheet is handed over, and gets it once it is there again.
async fn arrives_late(
    ours: &Town,
    browser: &Browser,
    paused: Paused,
    decide: &str,
    own: &mut Post<'_>,
) -> Result<Town> {
    let [told] = own.to([B]).await?;
    ensure!(told.subject.contains("同意の返事"), "{}", told.subject);
    browser.goto(decide).await?;
    says(browser, "つながりませんでした").await?;
    let theirs = aside(|| paused.go_on());
    pass(ours, &theirs, SignedDuration::from_mins(5));
    own.to([]).await?;
    browser.goto(decide).await?;
    says(browser, "シートを受け取りました（返事の番号 202）").await?;
    inspect(browser, "exchange-0-handed").await?;
    Ok(theirs)
}

/// The director there asks; whoever handed it over reads it here and answers on the page there.
async fn question(
    ours: &Town,
    theirs: &Town,
    browser: &Browser,
    page: &str,
    letters: &mut Letters,
    own: &mut Post<'_>,
) -> Result<()> {
    browser.goto(page).await?;
    unfold(browser, "質問する").await?;
    browser.choose("fields", "volume", true).await?;
    browser.fill("question", "月に何件くらいですか。").await?;
    browser.press("質問を送る").await?;
    letters.arrived(theirs).await?;
    let [asked] = own.to([B]).await?;
    ensure!(
        asked.words().contains("月に何件くらいですか。"),
        "{}",
        asked.text
    );
    ensure!(asked.reply_to == [PARTNER], "{:?}", asked.reply_to);
    let link = asked.link(&format!("{}/director/answer?t=", theirs.base()));
    browser
        .goto(link.or_else(|_| asked.link("/director/answer?t="))?)
        .await?;
    browser.fill("volume", "月に30件まで").await?;
    inspect(browser, "exchange-2-answer").await?;
    browser.press("答えを送る").await?;
    let answered = letters.to(theirs, B).await?;
    ensure!(
        answered.words().contains("月に30件まで"),
        "{}",
        answered.text
    );
    ensure!(ours.now() == theirs.now(), "one time for both");
    Ok(())
}

/// A forged report changes nothing, nor does a true one that comes again.
async fn believed_once(ours: &Town, theirs: &Town, number: &str, own: &mut Post<'_>) -> Result<()> {
    let failed = json!({
        "schema": "handover-answer.v2", "id": number, "state": "failed", "text": "やめました。",
    });
    let forger = Keys::parse("f1:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCA").expect("keys");
    let (status, told) = post(ours, &forger, &failed).await?;
    ensure!(status == 401, "{status} {told}");
    let accepted = json!({ "schema": "handover-answer.v2", "id": number, "state": "accepted" });
    for _ in 0..2 {
        let (status, told) = post(ours, &theirs.keys(), &accepted).await?;
        ensure!(status == 200 && told.contains("taken"), "{status} {told}");
    }
    own.to([]).await.map(drop)
}

#[test]
fn a_job_of_the_other_kiridashi_is_rejected_and_the_second_time_taken_to_its_payment() {
    let (ours, theirs) = (
        Town::with_own_content(|_| {}),
        Town::with_own_content(|_| {}),
    );
    walk_in(&theirs, Screen::DESK, async |theirs, browser| {
        know(&ours, theirs).await?;
        know(theirs, &ours).await?;
        let reference = send(browser, &INN).await?;
        let mut own = Post::about(theirs, &reference);
        let (decide, _) = handed(browser, theirs, &mut own).await?;
        own.to([B]).await?;
        let mut letters = Letters::default();
        let offer = letters.to(&ours, OFFICE).await?;
        // The office here says no to its end, and the other director has it again.
        browser.goto(offer.link(DECIDE)?).await?;
        unfold(browser, "終わりにする").await?;
        inspect(browser, "exchange-5-reject").await?;
        browser.choose("ending", "no_worker", true).await?;
        browser.press("この仕事を終わりにする").await?;
        letters.arrived(&ours).await?;
        let [told, _] = own.to([B, INN.mail]).await?;
        ensure!(told.words().contains("引き受けられない"), "{}", told.text);
        // Handed over once more, somebody there takes it to its end.
        hand_over(browser, &decide).await?;
        own.to([INN.mail]).await?;
        let offer = letters.to(&ours, B).await?;
        let page = offer.link(DECIDE)?.to_owned();
        browser.goto(&page).await?;
        accept(browser).await?;
        letters.arrived(&ours).await?;
        own.to([B, INN.mail]).await?;
        ordered(browser, &page, "12000", "8").await?;
        paid(browser).await?;
        letters.arrived(&ours).await?;
        own.to([]).await?;
        browser.goto(&decide).await?;
        says(browser, "支払いまで終わりました").await?;
        says(browser, "12,000円").await?;
        aside(|| ours.stop())
    });
    theirs.stop().expect("a clean end");
}
