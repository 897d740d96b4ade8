//! The end of one worker's order, in the browser: announced in time, read by the worker, explained when asked, and paid.

use anyhow::{Result, ensure};
use base::time::{japan_date, japanese};
use e2e::browser::{Browser, Screen};
use e2e::mail::{Mail, pdf_text};
use e2e::town::Town;
use e2e::{inspect, walk_in};
use jiff::ToSpan;

use super::papers::{WORK, WORKER, choose_day, share, taken_on};
use super::{B, Post, says, send};
use crate::employer::INN;

const WHY: &str = "来月から、口コミの数が減るため";

/// An order to two workers, one of whom has no mail.
async fn ordered(browser: &Browser, post: &mut Post<'_>) -> Result<Mail> {
    taken_on(browser, post).await?;
    share(browser, post).await
}

/// The director tries a day that is too early, then announces a lawful one.
async fn announce(town: &Town, browser: &Browser) -> Result<String> {
    let today = japan_date(town.now());
    browser
        .press("この人の発注を終わりにする（見本 はなこ）")
        .await?;
    inspect(browser, "ending-1-form").await?;
    let soon = today.saturating_add(10.days());
    choose_day(browser, "last_day", &soon.to_string()).await?;
    browser.choose("basis", "long", true).await?;
    browser.fill("reason", WHY).await?;
    browser.press("見本を見る").await?;
    says(browser, "か、そのあと").await?;
    inspect(browser, "ending-2-too-early").await?;
    let last_day = today.saturating_add(35.days());
    choose_day(browser, "last_day", &last_day.to_string()).await?;
    browser.press("見本を見る").await?;
    says(browser, "終了の予告を出す").await?;
    inspect(browser, "ending-3-seen").await?;
    browser
        .choose("confirm_announce_ending", "yes", true)
        .await?;
    browser.press("終了の予告を出す").await?;
    says(browser, "終了の予告を記録しました").await?;
    inspect(browser, "ending-4-announced").await?;
    Ok(japanese(last_day))
}

/// The worker reads the notice, asks why, and delivers what is done.
async fn read(browser: &Browser, link: &str, last_day: &str) -> Result<()> {
    browser.client().delete_all_cookies().await?;
    browser.goto(link).await?;
    says(browser, &format!("{last_day}で、この発注は終わります")).await?;
    ensure!(
        !browser.text("main").await?.contains(WHY),
        "only who asks is told"
    );
    inspect(browser, "ending-5-worker").await?;
    browser.choose("confirm_ask_reason", "yes", true).await?;
    browser.press("理由を知りたい").await?;
    says(browser, WHY).await?;
    inspect(browser, "ending-6-why").await?;
    browser.fill("quantity", "20").await?;
    browser.fill("url", "https://example.jp/folder/1").await?;
    browser.press("納品したと伝える").await?;
    says(browser, "納品を記録しました").await
}

#[test]
fn one_of_two_orders_ends_by_a_notice_that_its_worker_reads_on_a_phone() {
    // What all visitors may send in an hour is not for this one to use up.
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        ordered(browser, &mut post).await?;
        let last_day = announce(town, browser).await?;
        let [notice] = post.to([WORKER]).await?;
        let papers = notice.files.iter().filter(|it| it.name.ends_with(".pdf"));
        let [paper] = papers.collect::<Vec<_>>()[..] else {
            anyhow::bail!("{:?}", notice.files)
        };
        let printed = pdf_text(&paper.bytes()?)?;
        for said in ["終了の予告", last_day.as_str(), "見本 はなこ"] {
            ensure!(printed.contains(said), "{said}: {printed}");
        }
        ensure!(!printed.contains(WHY), "{printed}");
        read(browser, notice.link(WORK)?, &last_day).await?;
        let [explained, delivered] = post.to([WORKER, B]).await?;
        ensure!(explained.words().contains(WHY), "{}", explained.text);
        ensure!(delivered.subject.contains("納品"), "{}", delivered.subject);
        Ok(())
    });
    town.stop().expect("a clean end");
}
