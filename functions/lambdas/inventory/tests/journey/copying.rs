//! Somebody of the office copies a worksheet: once, in the paper's order, and what they wrote is known as theirs.

use axum::http::StatusCode;
use base::industry::Industry;
use base::token::Purpose;
use jiff::SignedDuration;
use store::{Draft, DraftBrowser, browser_handle};
use submissions::assisted::{HelpWay, Helper};
use testkit::browser::Browser;
use testkit::site::Site;

use crate::journeys::draft;

/// The browser of who opened this draft by its number.
async fn opened(site: &Site, id: &str) -> Browser {
    let (state, now) = (&site.state, site.state.now());
    let until = now + SignedDuration::from_hours(24 * 30);
    let mut draft = Draft::blank(id.to_owned(), state.content.get().version, now, until);
    draft.answers.industry = Some(Industry::Inn);
    let browser = DraftBrowser {
        id: state.random_id(),
        platform: sign_in::Platform::Other,
        since: now,
    };
    let handle = browser_handle(&draft.id, &browser.id);
    let helper = Helper {
        name: "見本 窓口".into(),
        way: HelpWay::Paper,
    };
    draft.holders.let_help(&browser.id, helper);
    draft.holders.let_in(browser);
    state.store.create_draft(&draft).await.unwrap();
    let until = now + SignedDuration::from_mins(5);
    let token = state.keys.sign(Purpose::Help, &handle, until);
    let mut browser = site.browser();
    browser.open(&format!("/inventory/help?t={token}")).await;
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
        assert!(stored.holders.helper_of(step).is_some(), "{step}");
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
