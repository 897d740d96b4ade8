//! Asking for a visit: taken once, with the same care, and without a mail address too.

use axum::http::StatusCode;
use figures::ledger::Fact;
use jiff::SignedDuration;
use testkit::browser::{Browser, Form};
use testkit::site::Site;

const VISIT: &str = "/registration/visit";

async fn filled(site: &Site, browser: &mut Browser) -> Form {
    browser.open(VISIT).await;
    site.clock.pass(SignedDuration::from_secs(20));
    let form = browser.page.form().set("business", "見本農園");
    let form = form
        .set("person", "見本 太郎")
        .set("phone", "０２６７−００−００００");
    form.set("visit_place", "見本町（見本）")
        .tick("consent", "yes")
}

async fn asked(site: &Site) -> usize {
    let lines = site.state.store.ledger(2026).await.unwrap();
    let asked = lines.iter().filter(|line| line.fact == Fact::Visited);
    asked.count()
}

#[tokio::test]
async fn a_visit_is_asked_for_once_however_often_it_is_pressed() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let form = filled(&site, &mut browser).await;
    for _ in 0..2 {
        browser.submit(form.clone()).await;
        assert_eq!(browser.page.path, "/registration/visit/done");
    }
    assert_eq!(asked(&site).await, 1);
    let messages = site.messages().await;
    assert_eq!(messages.len(), 1);
    assert!(messages[0].ends_with("-visit"), "{messages:?}");
    let form = filled(&site, &mut browser)
        .await
        .set("mail", "taro@example.jp");
    browser.submit(form).await;
    assert_eq!(site.messages().await.len(), 2);
}

#[tokio::test]
async fn a_wrong_form_is_refused_with_what_was_typed() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let form = filled(&site, &mut browser).await;
    let form = form
        .set("phone", "")
        .set("visit_place", "")
        .clear("consent");
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.page.errors(), ["mail", "visit_place", "consent"]);
    assert_eq!(browser.page.form().values("person"), ["見本 太郎"]);
    assert_eq!(asked(&site).await, 0);
}

#[tokio::test]
async fn scripts_are_held_back_and_lose_nothing() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let form = filled(&site, &mut browser).await;
    browser
        .submit(form.clone().set("homepage", "https://evil.example"))
        .await;
    assert_eq!(browser.page.errors(), ["send"]);
    for number in 0..10 {
        let form = form.clone().set("phone", &format!("0267-00-00{number:02}"));
        browser.submit(form).await;
        assert_eq!(browser.page.status, StatusCode::OK);
    }
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(browser.page.words().contains("まだ受け付けていません"));
    assert_eq!(browser.page.form().values("person"), ["見本 太郎"]);
    assert_eq!(asked(&site).await, 10);
}
