//! The office writes to everybody who comes: once each, kept, and nobody else reads it.

use axum::http::StatusCode;
use testkit::browser::Browser;
use testkit::site::Site;

use crate::guest::{LIST, SLUG, edit, office, register, seminar};

fn write() -> String {
    format!("{LIST}/write")
}

async fn typed(browser: &mut Browser, subject: &str) -> testkit::browser::Form {
    browser.open(&write()).await;
    assert_eq!(
        browser.page.status,
        StatusCode::OK,
        "{}",
        browser.page.words()
    );
    let form = browser.page.form().set("subject", subject);
    form.set(
        "text",
        "駐車場は、裏にあります。\n前の晩に雪が降ったら、電話してください。",
    )
    .tick("confirm_write_all", "yes")
}

async fn words(site: &Site) -> Vec<String> {
    let mut messages = site.messages().await;
    messages.retain(|id| id.contains("-word-"));
    messages
}

#[tokio::test]
async fn everybody_who_comes_is_written_to_once_and_who_waits_only_once_they_come() {
    let site = crate::site().await;
    edit(&site, |seminar| seminar.capacity = 2);
    for name in ["one", "two", "three"] {
        register(&site, &format!("{name}@example.jp")).await;
    }
    site.messages().await;
    let mut browser = office(&site).await;
    let form = typed(&mut browser, "駐車場のこと").await;
    assert!(
        browser.page.words().contains("2組"),
        "{}",
        browser.page.words()
    );
    for _ in 0..2 {
        browser.submit(form.clone()).await;
        assert!(
            browser.page.words().contains("みんなに送ります"),
            "{}",
            browser.page.words()
        );
    }
    assert_eq!(words(&site).await.len(), 2);
    assert_eq!(site.state.store.words(SLUG).await.unwrap().len(), 1);
    let shown = browser.open(&write()).await.words();
    assert!(
        shown.contains("駐車場のこと") && shown.contains("窓口の係（見本）"),
        "{shown}"
    );
    // Who gets a place later reads it then, and whoever registers afterwards has not missed it.
    edit(&site, |seminar| seminar.capacity = 4);
    let now = site.state.now();
    site.state
        .store
        .sync_seminar(&seminar(&site), now)
        .await
        .unwrap();
    assert_eq!(words(&site).await.len(), 1);
    register(&site, "four@example.jp").await;
    site.state
        .store
        .sync_seminar(&seminar(&site), now)
        .await
        .unwrap();
    assert_eq!(words(&site).await, Vec::<String>::new());
    let form = typed(&mut browser, "もう1つ").await;
    browser.submit(form).await;
    assert_eq!(words(&site).await.len(), 4);
}

#[tokio::test]
async fn nothing_is_sent_unread_or_empty_and_what_was_typed_stays() {
    let site = crate::site().await;
    register(&site, "one@example.jp").await;
    site.messages().await;
    let mut browser = office(&site).await;
    let form = typed(&mut browser, "件名").await;
    for (form, field) in [
        (form.clone().clear("confirm_write_all"), "confirm_write_all"),
        (form.clone().set("subject", "　"), "subject"),
        (form.clone().set("text", ""), "text"),
        (form.clone().set("text", &"長".repeat(1001)), "text"),
    ] {
        browser.submit(form).await;
        assert_eq!(
            browser.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field}"
        );
        assert_eq!(browser.page.errors(), [field]);
    }
    assert_eq!(words(&site).await, Vec::<String>::new());
    let mut stranger = site.browser();
    stranger.submit(form).await;
    assert_eq!(stranger.page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(words(&site).await, Vec::<String>::new());
}
