//! いっしょに書く: a second device joins a draft with a code, and neither writes over the other.

use axum::http::StatusCode;
use base::join_code::JoinCode;
use jiff::SignedDuration;
use scraper::Html;
use testkit::browser::Browser;
use testkit::site::Site;

use crate::journeys::{INN, draft, walk};

const PAGE: &str = "/inventory/task/inn01";

/// Asks for a code on the page that is open, and reads it.
async fn code(browser: &mut Browser, changes: &[(&str, &str)]) -> String {
    let form = changes
        .iter()
        .fold(browser.page.form(), |form, (name, value)| {
            form.set(name, value)
        });
    let step = browser
        .page
        .path
        .trim_start_matches("/inventory/")
        .to_owned();
    browser
        .submit(form.press("/inventory/together", "_step", &step))
        .await;
    shown(browser)
}

fn shown(browser: &Browser) -> String {
    assert_eq!(
        browser.page.status,
        StatusCode::OK,
        "{}",
        browser.page.words()
    );
    let page = Html::parse_document(&browser.page.html());
    let code = scraper::Selector::parse(".join-code b").unwrap();
    page.select(&code).next().unwrap().text().collect()
}

/// A second device that types the code.
async fn join(site: &Site, code: &str) -> Browser {
    let mut other = site.browser();
    other.open("/inventory/join").await;
    other.answer(&[("code", code)]).await;
    other
}

/// An inn at its first task, and a second device at the same page.
async fn pair(site: &Site) -> (Browser, Browser) {
    let mut first = site.browser();
    walk(&mut first, &INN, "task/inn01").await;
    let code = code(&mut first, &[]).await;
    let second = join(site, &code).await;
    first.open(PAGE).await;
    (first, second)
}

#[tokio::test]
async fn a_code_opens_the_page_with_what_was_typed_on_it_once() {
    let site = crate::site().await;
    let mut first = site.browser();
    walk(&mut first, &INN, "task/inn01").await;
    let code = code(&mut first, &[("minutes", "たぶん8")]).await;
    let words = first.page.words();
    let spoken = JoinCode::parse(&code).unwrap().spoken();
    for said in ["1回だけ", &spoken, "127.0.0.1:8787/inventory/join"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // As it is typed on a phone.
    let mut second = join(&site, &code.to_lowercase().replace('-', " ")).await;
    assert_eq!(second.page.path, PAGE);
    assert_eq!(second.page.form().values("minutes"), ["たぶん8"]);
    assert_eq!(
        draft(&site, &first).await.id,
        draft(&site, &second).await.id
    );
    let third = join(&site, &code).await;
    assert_eq!(third.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(third.page.title().starts_with("エラー："));
    assert_eq!(third.page.form().values("code"), [code.as_str()]);
    // What the second wrote is there for the first.
    second.answer(&[("minutes", "9")]).await;
    let form = first.open(PAGE).await.form();
    assert_eq!(form.values("minutes"), ["9"]);
    first.open("/inventory/together?step=task/inn01").await;
    let words = first.page.words();
    assert!(
        words.contains("もう使われました") && words.contains("いま書ける機器"),
        "{words}"
    );
    // Another code, without the page being touched.
    let other = {
        first.answer(&[]).await;
        shown(&first)
    };
    assert_ne!(other, code);
    assert_eq!(first.open(PAGE).await.form().values("minutes"), ["9"]);
}

#[tokio::test]
async fn the_picture_leads_to_the_code_and_looking_at_it_uses_nothing_up() {
    let site = crate::site().await;
    let mut first = site.browser();
    walk(&mut first, &INN, "pick").await;
    let code = code(&mut first, &[]).await;
    let rows = base::qr_code::rows(&format!("http://127.0.0.1:8787/inventory/join?code={code}"));
    let path = base::qr_code::path(&rows.unwrap());
    assert!(
        first.page.html().contains(&path),
        "the picture is this address"
    );
    let mut second = site.browser();
    for _ in 0..3 {
        second.open(&format!("/inventory/join?code={code}")).await;
        assert_eq!(second.page.form().values("code"), [code.as_str()]);
        assert_eq!(second.page.headers["referrer-policy"], "strict-origin");
    }
    second.answer(&[]).await;
    assert_eq!(second.page.path, "/inventory/pick");
}

#[tokio::test]
async fn who_holds_the_draft_uses_no_code_up() {
    let site = crate::site().await;
    let mut first = site.browser();
    walk(&mut first, &INN, "pick").await;
    let code = code(&mut first, &[]).await;
    first.open(&format!("/inventory/join?code={code}")).await;
    first.answer(&[]).await;
    assert_eq!(first.page.path, "/inventory/pick");
    let second = join(&site, &code).await;
    assert_eq!(second.page.path, "/inventory/pick");
    assert_eq!(draft(&site, &first).await.holders.browsers().len(), 2);
}

#[tokio::test]
async fn a_code_is_tried_five_times_and_lasts_a_quarter_of_an_hour() {
    let site = crate::site().await;
    let mut first = site.browser();
    walk(&mut first, &INN, "pick").await;
    let tried = code(&mut first, &[]).await;
    let (place, secret) = tried.split_once('-').unwrap();
    let wrong = if secret == "AAAA" { "FFFF" } else { "AAAA" };
    for _ in 0..5 {
        let guess = join(&site, &format!("{place}-{wrong}")).await;
        assert_eq!(guess.page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(guess.cookies.is_empty());
    }
    let late = join(&site, &tried).await;
    assert_eq!(late.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    first.open("/inventory/together?step=pick").await;
    first.answer(&[]).await;
    let second = shown(&first);
    site.clock.pass(SignedDuration::from_mins(15));
    let late = join(&site, &second).await;
    assert_eq!(late.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (typed, said) in [
        ("", "8文字"),
        ("K7M3", "8文字"),
        ("AAAA-FFFF", "見まちがい"),
    ] {
        let page = join(&site, typed).await.page;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.words().contains(said), "{typed}: {}", page.words());
    }
    assert_eq!(draft(&site, &first).await.holders.browsers().len(), 1);
}

#[tokio::test]
async fn what_was_sent_or_thrown_away_is_joined_by_nobody() {
    let site = crate::site().await;
    let mut first = site.browser();
    walk(&mut first, &INN, "contact").await;
    let code = code(&mut first, &[]).await;
    first.open("/inventory/contact").await;
    walk(&mut first, &INN, "send").await;
    first.answer(&[]).await;
    assert_eq!(first.page.path, "/inventory/sent");
    let late = join(&site, &code).await;
    assert_eq!(late.page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn guessing_all_day_is_slowed() {
    let site = crate::site().await;
    for _ in 0..60 {
        let guess = join(&site, "AAAA-FFFF").await;
        assert_eq!(guess.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = join(&site, "AAAA-FFFF").await;
    assert_eq!(slowed.page.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_comes_second_is_told_and_loses_nothing() {
    let site = crate::site().await;
    let (mut first, mut second) = pair(&site).await;
    second.answer(&[("minutes", "9"), ("times", "4")]).await;
    assert_eq!(second.page.status, StatusCode::OK);
    first.answer(&[("minutes", "8"), ("period", "week")]).await;
    assert_eq!(first.page.status, StatusCode::CONFLICT);
    let (words, form) = (first.page.words(), first.page.form());
    assert!(
        words.contains("相手が、このページを先に書きました"),
        "{words}"
    );
    assert!(words.contains("先に書かれた答え：9"), "{words}");
    // Theirs where only they wrote, ours where we wrote.
    assert_eq!(form.values("times"), ["4"]);
    assert_eq!(form.values("minutes"), ["8"]);
    assert_eq!(form.values("period"), ["week"]);
    // Nothing was written over so far.
    let key = answers::TaskKey("inn01".into());
    let stored = draft(&site, &second).await;
    assert_eq!(stored.answers.tasks[&key].minutes, 9.0);
    first.answer(&[]).await;
    assert_eq!(first.page.status, StatusCode::OK, "{}", first.page.words());
    let stored = draft(&site, &second).await;
    let task = &stored.answers.tasks[&key];
    assert_eq!((task.minutes, task.times), (8.0, 4));
}

#[tokio::test]
async fn who_writes_the_same_or_another_page_is_not_disturbed() {
    let site = crate::site().await;
    let (mut first, mut second) = pair(&site).await;
    second.answer(&[("minutes", "9")]).await;
    first.answer(&[("minutes", "9")]).await;
    assert_eq!(first.page.status, StatusCode::OK, "{}", first.page.words());
    // Each at the next page, one of them without a word there.
    second.open("/inventory/task/inn02").await;
    first.open("/inventory/industry").await;
    second.answer(&[("minutes", "6")]).await;
    assert_eq!(
        second.page.status,
        StatusCode::OK,
        "{}",
        second.page.words()
    );
    first.answer(&[("people", "4")]).await;
    assert_eq!(first.page.status, StatusCode::OK, "{}", first.page.words());
}

#[tokio::test]
async fn half_typed_pages_and_two_tabs_are_kept_from_each_other_too() {
    let site = crate::site().await;
    let mut tab = site.browser();
    walk(&mut tab, &INN, "task/inn01").await;
    let mut other = tab.clone();
    let save = |browser: &Browser, minutes: &str| {
        let form = browser.page.form().set("minutes", minutes);
        form.press("/inventory/save", "_step", "task/inn01")
    };
    let form = save(&other, "たぶん9");
    other.submit(form).await;
    let form = save(&tab, "8かな");
    tab.submit(form).await;
    assert_eq!(tab.page.status, StatusCode::CONFLICT);
    let words = tab.page.words();
    assert!(
        words.contains("ほかの画面で先に") && words.contains("たぶん9"),
        "{words}"
    );
    assert_eq!(tab.page.form().values("minutes"), ["8かな"]);
    let form = save(&tab, "8かな");
    tab.submit(form).await;
    assert_eq!(other.open(PAGE).await.form().values("minutes"), ["8かな"]);
}
