//! Handing work to the partner town: to its system over real HTTP, and by mail where it has none.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::mail::Mail;
use e2e::town::Town;
use e2e::{inspect, walk, walk_in};
use jiff::SignedDuration;
use partner::{Mood, Partner};

use super::orders::order;
use super::{B, DECIDE, OFFICE, PARTNER, Post, STATUS, advance, hand_over, open_list, says, send};
use crate::employer::INN;

const CONSENT: &str = "/director/consent?t=";

/// Nothing of the employer's is in it: neither name nor contact.
fn names_nobody(told: &str) -> Result<()> {
    for personal in ["髙﨑", "okami@", "090-1234-5678", "09012345678"] {
        ensure!(!told.contains(personal), "{personal} in {told}");
    }
    Ok(())
}

/// The director hands the first sheet over, and the employer agrees by the link in the mail.
async fn agreed(browser: &Browser, post: &mut Post<'_>) -> Result<String> {
    let [offer, ..] = post.to([B, OFFICE, INN.mail]).await?;
    let decide = offer.link(DECIDE)?;
    hand_over(browser, decide).await?;
    says(browser, "事業者の返事を待っています").await?;
    inspect(browser, "partner-1-asked").await?;
    let [asked]: [Mail; 1] = post.to([INN.mail]).await?;
    ensure!(
        asked.subject.contains("ほかの町の相手に渡してもよいですか"),
        "{}",
        asked.subject
    );
    ensure!(asked.reply_to == [B], "{:?}", asked.reply_to);
    browser.goto(asked.link(CONSENT)?).await?;
    inspect(browser, "partner-2-consent").await?;
    browser.choose("answer", "yes", true).await?;
    browser.press("この答えを送る").await?;
    inspect(browser, "partner-3-agreed").await?;
    Ok(decide.to_owned())
}

#[test]
fn the_partners_system_is_called_until_it_takes_the_sheet_and_its_answers_are_believed_once() {
    let (town, partner) = Town::sharing();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        partner.set(Mood::Failing);
        let decide = agreed(browser, &mut post).await?;
        ensure!(
            partner.knocks().is_empty(),
            "nothing leaves before the employer agrees"
        );
        let [told] = post.to([B]).await?;
        ensure!(told.subject.contains("同意の返事"), "{}", told.subject);
        delivered(town, browser, &partner, &decide).await?;

        let id = format!("{reference}-1");
        answers(town, browser, &partner, &id, &mut post).await?;
        returned(town, browser, &partner, &decide, &mut post).await?;
        let [status] = taken(town, &partner, &id, &mut post).await?;
        browser.goto(&decide).await?;
        says(browser, "隣の市振興公社（見本）が引き受けました").await?;
        inspect(browser, "partner-8-taken").await?;
        browser.goto(status.link(STATUS)?).await?;
        says(browser, "隣の市振興公社（見本）が進めています").await?;
        ensure!(partner.jobs().len() == 2 && partner.calls().len() == 3);
        Ok(())
    });
    town.stop().expect("a clean end");
}

/// Down, then too slow, then well: three knocks under one key, each signed anew, and each told in plain
/// words to who looks after it.
async fn delivered(town: &Town, browser: &Browser, partner: &Partner, decide: &str) -> Result<()> {
    browser.goto(decide).await?;
    says(browser, "いま動いていないようです（返事の番号 503）").await?;
    inspect(browser, "partner-4-failing").await?;
    for (mood, words) in [
        (Mood::Slow, "時間のうちに来ませんでした"),
        (Mood::Kind, "シートを受け取りました（返事の番号 202）"),
    ] {
        partner.set(mood);
        // Not before its time.
        let knocks = partner.knocks().len();
        town.post().await?;
        ensure!(partner.knocks().len() == knocks);
        town.pass(SignedDuration::from_mins(5));
        town.post().await?;
        browser.goto(decide).await?;
        says(browser, words).await?;
    }
    inspect(browser, "partner-5-delivered").await?;
    let knocks = partner.knocks();
    ensure!(knocks.len() == 3, "{knocks:?}");
    ensure!(
        knocks.iter().all(|knock| knock.key == knocks[0].key),
        "{knocks:?}"
    );
    ensure!(
        knocks.is_sorted_by(|one, next| one.timestamp < next.timestamp),
        "{knocks:?}"
    );
    let (calls, jobs) = (partner.calls(), partner.jobs());
    ensure!(
        calls.len() == 2 && jobs.len() == 1,
        "kept when it was slow, and the same again"
    );
    names_nobody(&jobs[0].body.to_string())
}

/// Forged, stale, altered; then a question, sent twice.
async fn answers(
    town: &Town,
    browser: &Browser,
    partner: &Partner,
    id: &str,
    post: &mut Post<'_>,
) -> Result<()> {
    let (base, now) = (town.base(), town.now().as_second());
    let taken = Partner::says(id, "taken", "");
    let forger = Partner::start("a guessed secret")?;
    ensure!(forger.answer(&base, now, &taken)?.status == 401);
    ensure!(partner.answer(&base, now - 301, &taken)?.status == 401);
    ensure!(
        partner
            .answer(&base, now, &Partner::says(id, "maybe", ""))?
            .status
            == 422
    );
    post.to([]).await?;
    let question = Partner::says(id, "question", "しめ切りは動かせますか。");
    let first = partner.answer(&base, now, &question)?;
    ensure!(
        first.status == 200 && first.body.contains("with_partner"),
        "{first:?}"
    );
    let [asked] = post.to([B]).await?;
    ensure!(
        asked.words().contains("しめ切りは動かせますか。"),
        "{}",
        asked.text
    );
    ensure!(asked.reply_to == [PARTNER], "{:?}", asked.reply_to);
    browser.goto(asked.link(DECIDE)?).await?;
    says(browser, "しめ切りは動かせますか。").await?;
    says(
        browser,
        "質問を知らせたメールに返信するか、質問にあるページで答えます",
    )
    .await?;
    inspect(browser, "partner-6-question").await
}

/// The partner does not take it, and the director hands it over once more.
async fn returned(
    town: &Town,
    browser: &Browser,
    partner: &Partner,
    decide: &str,
    post: &mut Post<'_>,
) -> Result<()> {
    let id = format!("{}-1", post.reference);
    let no = Partner::says(&id, "not_taken", "いまは人がいません。");
    let now = town.now().as_second();
    for _ in 0..2 {
        let reply = partner.answer(&town.base(), now, &no)?;
        ensure!(
            reply.status == 200 && reply.body.contains("returned"),
            "{reply:?}"
        );
    }
    let [told, employer] = post.to([B, INN.mail]).await?;
    ensure!(
        told.words().contains("いまは人がいません。"),
        "{}",
        told.text
    );
    ensure!(
        !employer.words().contains("いまは人がいません。"),
        "{}",
        employer.text
    );
    let late = partner.answer(&town.base(), now, &Partner::says(&id, "taken", ""))?;
    ensure!(late.status == 409, "{late:?}");
    browser.goto(decide).await?;
    says(browser, "いまは人がいません。").await?;
    inspect(browser, "partner-7-returned").await?;
    hand_over(browser, decide).await?;
    let [employer] = post.to([INN.mail]).await?;
    ensure!(
        employer.subject.contains("連携先に渡しました"),
        "{}",
        employer.subject
    );
    Ok(())
}

/// It takes the work, and says so three times.
async fn taken(town: &Town, partner: &Partner, id: &str, post: &mut Post<'_>) -> Result<[Mail; 1]> {
    let yes = Partner::says(id, "taken", "");
    for _ in 0..3 {
        let reply = partner.answer(&town.base(), town.now().as_second(), &yes)?;
        ensure!(
            reply.status == 200 && reply.body.contains("taken"),
            "{reply:?}"
        );
    }
    let [_, employer] = post.to([B, INN.mail]).await?;
    Ok([employer])
}

#[test]
fn a_partner_without_a_system_answers_by_the_link_of_its_mail() {
    walk(Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        let decide = agreed(browser, &mut post).await?;
        let [mail, told] = post.to([PARTNER, B]).await?;
        ensure!(told.subject.contains("同意の返事"), "{}", told.subject);
        let [paper, json] = &mail.files[..] else {
            anyhow::bail!("{} files", mail.files.len())
        };
        let json = String::from_utf8(json.bytes()?)?;
        let paper = testkit::pdf::text(&paper.bytes()?, "-raw");
        for told in [&mail.text, &mail.html, &json, &paper] {
            names_nobody(told)?;
        }
        let json: serde_json::Value = serde_json::from_str(&json)?;
        ensure!(json["id"] == format!("{reference}-1"), "{json}");
        browser.goto(mail.link("/director/partner?t=")?).await?;
        names_nobody(&browser.text("main").await?)?;
        inspect(browser, "partner-page").await?;
        browser.choose("confirm_partner_take", "yes", true).await?;
        browser.press("受ける").await?;
        inspect(browser, "partner-page-taken").await?;
        let [_, status] = post.to([B, INN.mail]).await?;
        browser.goto(status.link(STATUS)?).await?;
        says(browser, "隣の市振興公社（見本）が進めています").await?;
        browser.goto(&decide).await?;
        says(browser, "にメールで送りました").await?;
        inspect(browser, "partner-page-director").await?;
        ensure!(
            browser.count("main form").await? > 0,
            "the director records how it goes on"
        );
        says(browser, "仕事の進みぐあい").await?;
        to_the_end(town, browser, status.link(STATUS)?).await
    });
}

/// What the partner does is recorded to its end by who handed it over; what it is paid is no income of the town's.
async fn to_the_end(town: &Town, browser: &Browser, status: &str) -> Result<()> {
    advance(browser, "見積もりを出した").await?;
    order(browser, "30000", "20").await?;
    for button in ["納品された", "検収した", "支払った"] {
        advance(browser, button).await?;
    }
    says(browser, "支払いまで終わりました").await?;
    inspect(browser, "partner-page-paid").await?;
    browser.goto(status).await?;
    says(browser, "支払いまで終わりました").await?;
    browser.client().delete_all_cookies().await?;
    open_list(town, browser, OFFICE).await?;
    browser.goto("/director/office/figures").await?;
    inspect(browser, "partner-figures").await
}
