//! A month of a job from the drafted sheet to the notices of pay, by keyboard alone, with its keys counted.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::keyboard;
use e2e::mail::Mail;
use e2e::town::Town;
use e2e::{inspect, walk_in};

use super::papers::{WORK, choose_day, share, taken_on};
use super::{B, Post, open_list, says, send};
use crate::employer::INN;

/// The month that is counted for: so many jobs, so many workers.
const MONTH: (usize, usize) = (10, 15);
/// What one job has here.
const WORKERS: usize = 2;

/// What one job takes.
#[derive(Debug, Default)]
struct Keys {
    /// The sheet of the next month: looked at, and issued.
    sheet: usize,
    /// The books opened from the list.
    books: usize,
    /// What each worker delivered, looked at.
    inspections: [usize; WORKERS],
    /// The notices of pay.
    notices: usize,
    /// The invoice recorded and sent, which the month's notices do not need.
    invoice: usize,
}

/// A job by the month until the end of March, with its first month's papers in the hands of two workers.
async fn begun(browser: &Browser, post: &mut Post<'_>) -> Result<Mail> {
    taken_on(browser, post).await?;
    browser.fill("ceiling", "120").await?;
    choose_day(browser, "until", "2027-03-31").await?;
    share(browser, post).await
}

/// Both workers deliver: one by the mailed link, one by telling the director.
async fn delivered(browser: &Browser, order: &Mail) -> Result<()> {
    open_job(browser, false).await?;
    browser.press("発注の準備と、発注した紙").await?;
    let links = browser.evaluate(
        "[...document.querySelectorAll('a[href*=\"/director/order/worker\"]')].map(a => a.getAttribute('href'))",
    );
    let links = links.await?;
    let second = links.as_array().and_then(|links| links.last());
    let second = second.and_then(|link| link.as_str()).unwrap_or_default();
    browser.goto(second).await?;
    browser.fill("quantity", "40").await?;
    browser.press("納品を記録する").await?;
    browser.goto(order.link(WORK)?).await?;
    browser.fill("quantity", "60").await?;
    browser.fill("url", "https://example.jp/folder/1").await?;
    browser.press("納品したと伝える").await?;
    says(browser, "納品を記録しました").await
}

const JOB: &str = "口コミ返信の下書き";

/// From the list to the job's page.
async fn open_job(browser: &Browser, by_keys: bool) -> Result<()> {
    browser.goto("/director/home").await?;
    match by_keys {
        true => keyboard::press(browser, JOB).await,
        false => browser.press(JOB).await,
    }
}

/// How many keys something takes.
async fn counted(browser: &Browser, act: impl AsyncFnOnce() -> Result<()>) -> Result<usize> {
    let before = browser.pressed();
    act().await?;
    Ok(browser.pressed() - before)
}

/// The sheet that the clock has drafted, looked at and issued.
async fn issue_sheet(browser: &Browser) -> Result<()> {
    open_job(browser, true).await?;
    keyboard::press(browser, "発注の準備と、発注した紙").await?;
    while browser.count("#cautions form").await? > 0 {
        let place = browser
            .evaluate("document.querySelector('#cautions [name=place]').value")
            .await?;
        let place = place.as_str().unwrap_or_default().to_owned();
        keyboard::choose(browser, &format!("how{place}"), "kept", true).await?;
        keyboard::fill(browser, &format!("reason{place}"), "前の月と同じ").await?;
        keyboard::press(browser, "これで記録する").await?;
    }
    keyboard::choose(browser, "confirm_issue", "yes", true).await?;
    keyboard::press(browser, "発注する").await?;
    says(browser, "発注しました").await
}

async fn open_books(browser: &Browser) -> Result<()> {
    open_job(browser, true).await?;
    let books = |words: &str| words.starts_with("月ごとの記録");
    keyboard::press_where(browser, books).await
}

/// A form of the books as it is proposed.
async fn record(
    browser: &Browser,
    link: &str,
    fields: &[(&str, &str)],
    button: &str,
) -> Result<()> {
    // The month's, not the next one's above it.
    let wanted = |words: &str| words.starts_with(link) && words.contains("2026年12月");
    keyboard::press_where(browser, wanted).await?;
    for (name, value) in fields {
        keyboard::fill(browser, name, value).await?;
    }
    keyboard::choose(browser, "confirm_books", "yes", true).await?;
    keyboard::press(browser, button).await?;
    let refused = browser.count(".error-summary").await? > 0;
    let words = match refused {
        true => browser.text("main").await?,
        false => String::new(),
    };
    ensure!(!refused, "{link}: {words}");
    Ok(())
}

fn printed(keys: &Keys) {
    let (jobs, workers) = MONTH;
    let each = keys.inspections.iter().sum::<usize>().div_ceil(WORKERS);
    let job = keys.sheet + keys.books + keys.notices;
    let month = jobs * job + workers * each;
    println!("keys of one job with {WORKERS} workers: {keys:?}");
    println!(
        "{jobs} jobs and {workers} workers, from drafts to notices: {jobs} x {job} + {workers} x {each} = {month} keys \
         (Tab from the top of each page included); with the invoices {}",
        month + jobs * keys.invoice
    );
}

#[test]
fn a_month_of_a_job_goes_from_its_draft_to_the_notices_by_keyboard_alone() {
    let town = Town::start();
    walk_in(&town, Screen::DESK, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        let order = begun(browser, &mut post).await?;
        browser.client().delete_all_cookies().await?;
        town.set("2026-12-21T00:30:00Z".parse()?);
        town.post().await?;
        open_list(town, browser, B).await?;
        browser.goto("/director/home").await?;
        inspect(browser, "keys-1-list").await?;
        let mut keys = Keys {
            sheet: counted(browser, async || issue_sheet(browser).await).await?,
            ..Keys::default()
        };
        delivered(browser, &order).await?;
        keys.books = counted(browser, async || open_books(browser).await).await?;
        for worker in &mut keys.inspections {
            let inspected = async || record(browser, "確認を記録する", &[], "記録する").await;
            *worker = counted(browser, inspected).await?;
        }
        inspect(browser, "keys-2-inspected").await?;
        let notices = async || record(browser, "支払通知書を送る", &[], "支払通知書を送る").await;
        keys.notices = counted(browser, notices).await?;
        says(browser, "支払通知書を出しました").await?;
        let invoice = async || {
            record(browser, "請求を記録する", &[("unit_yen", "70")], "記録する").await?;
            record(browser, "請求書を送る", &[], "請求書を送る").await
        };
        keys.invoice = counted(browser, invoice).await?;
        printed(&keys);
        browser.goto("/director/home?q=%E6%97%85%E9%A4%A8").await?;
        inspect(browser, "keys-3-found").await?;
        browser.press("探すのをやめる").await?;
        browser
            .press("紙と帳簿を、日付・金額・相手の名前で探す")
            .await?;
        inspect(browser, "keys-4-papers").await
    });
    town.stop().expect("a clean end");
}
