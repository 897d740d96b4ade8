//! もう一度たのむ: the same work under a new number, once, and only by somebody who ticks the box.

use axum::http::StatusCode;
use base::people::Actor;
use base::reference::Reference;
use placements::{Command, SpecId, Stage};
use store::Decided;
use testkit::browser::Browser;
use testkit::site::Site;

use crate::journeys::{INN, draft, walk};

async fn decide(site: &Site, reference: &Reference, command: &Command) {
    let id = SpecId {
        reference: reference.clone(),
        spec: 1,
    };
    let programme = site.state.content.get().programme.clone();
    let (store, now) = (&site.state.store, site.state.now());
    let decided = store
        .decide(&id, command, &Actor::Office, now, &programme)
        .await;
    assert!(matches!(decided, Ok(Decided::Done(_))), "{command:?}");
}

/// An inn whose first sheet was ordered, at the page of what became of it.
async fn ordered() -> (Site, Browser, Reference) {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    browser.answer(&[]).await;
    let sent = draft(&site, &browser).await;
    let reference = sent.submitted.expect("it was sent");
    decide(&site, &reference, &Command::Accept).await;
    let order = Command::Advance {
        stage: Stage::Order,
        on: site.state.today(),
        amount: Some(21_000),
        hours: Some(15.0),
    };
    decide(&site, &reference, &order).await;
    let links = browser.page.links();
    let status = links
        .iter()
        .find(|link| link.starts_with("/inventory/status"));
    let status = status.expect("a link").clone();
    browser.open(&status).await;
    site.messages().await;
    (site, browser, reference)
}

#[tokio::test]
async fn the_same_work_is_asked_for_again_under_a_new_number_without_a_question() {
    let (site, mut browser, before) = ordered().await;
    let served = browser.page.form();
    assert_eq!(served.action, "/inventory/again");
    let mut machine = browser.clone();
    machine.submit(served.clone().by_a_machine()).await;
    assert_eq!(machine.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        machine.page.words().contains("まだ送っていません"),
        "{}",
        machine.page.words()
    );
    assert!(site.messages().await.is_empty());
    let mut again = browser.clone();
    again.submit(served.clone().set("again", "yes")).await;
    assert_eq!(again.page.status, StatusCode::OK, "{}", again.page.words());
    let words = again.page.words();
    assert!(
        words.contains("受付の様子") && !words.contains(before.as_str()),
        "{words}"
    );
    let mails = site.messages().await.len();
    assert!(mails > 0);
    // Pressed twice: one number.
    browser.submit(served.set("again", "yes")).await;
    assert_eq!(browser.page.words(), words);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn what_nobody_ordered_yet_is_not_asked_for_again() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    browser.answer(&[]).await;
    let links = browser.page.links();
    let status = links
        .iter()
        .find(|link| link.starts_with("/inventory/status"));
    browser.open(status.expect("a link")).await;
    assert!(
        !browser.page.words().contains("もう一度たのむ"),
        "{}",
        browser.page.words()
    );
}
