//! Somebody of the office copies a worksheet: once, in the paper's order, and what they wrote is known as theirs.

use axum::http::StatusCode;
use base::industry::Industry;
use submissions::assisted::HelpWay;
use testkit::browser::Browser;
use testkit::site::Site;

use crate::assisted::begun_as;
use crate::journeys::draft;

/// The browser of who opened this draft by its number.
async fn opened(site: &Site, id: &str) -> Browser {
    let way = begun_as(site, id, HelpWay::Paper, Some(Industry::Inn)).await;
    let mut browser = site.browser();
    browser.open(&way).await;
    browser
}

#[tokio::test]
async fn a_worksheet_is_copied_once_and_what_is_unclear_is_asked() {
    let site = crate::site().await;
    let mut browser = opened(&site, "sheetk7m3fxwp").await;
    assert_eq!(browser.page.path, "/inventory/copy");
    assert!(browser.page.words().contains("K7M3-FXWP"));
    let form = browser.page.form().set("box1_1", "2").set("box1_6", "7");
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.page.title().starts_with("エラー："));
    let form = browser.page.form();
    assert_eq!(form.values("box1_6"), ["7"], "what was typed stays");
    browser
        .submit(form.set("box1_6", "？").set("box2_1", "4"))
        .await;
    assert_eq!(browser.page.path, "/inventory/task/inn02");
    let form = browser.page.form();
    assert_eq!(form.values("procedure"), ["unknown"]);
    assert_eq!(form.values("times"), [""]);
    let stored = draft(&site, &browser).await;
    for step in ["pick", "task/inn02"] {
        assert!(stored.holders.is_offices(step, "any"), "{step}");
    }
    browser.open("/inventory/copy").await;
    assert_eq!(browser.page.path, "/inventory/task/inn02", "it is copied");
}

#[tokio::test]
async fn what_was_not_begun_on_paper_has_nothing_to_copy() {
    let site = crate::site().await;
    let mut browser = opened(&site, "0123456789abcdef").await;
    assert_eq!(browser.page.path, "/inventory/pick");
    browser.open("/inventory/copy").await;
    assert_eq!(browser.page.path, "/inventory/pick");
}
