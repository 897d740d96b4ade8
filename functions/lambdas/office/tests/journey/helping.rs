//! The office begins an inventory for an employer: how they sit together is asked, and the draft is the office's to write.

use axum::http::StatusCode;
use base::token::Purpose;
use submissions::assisted::HelpWay;
use testkit::browser::Browser;

use crate::{office, site};

#[tokio::test]
async fn the_way_is_asked_and_the_draft_knows_who_helps() {
    let site = site().await;
    let mut browser = office(&site).await;
    let links = browser.open("/office/").await.links();
    assert!(links.contains(&"/office/help".to_owned()), "{links:?}");
    browser.open("/office/help").await;
    let form = browser.page.form();
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.page.title().starts_with("エラー："));
    let form = browser.page.form().set("way", "counter");
    browser
        .post(
            "/office/help",
            &[("way".into(), form.values("way").concat())],
        )
        .await;
    let to = browser.page.location().unwrap();
    let token = to.strip_prefix("/inventory/help?t=").unwrap();
    let (state, now) = (&site.state, site.state.now());
    let handle = state.keys.verify(Purpose::Help, token, now).unwrap();
    let draft = state.store.draft(&handle, now).await.unwrap().unwrap();
    let helper = draft.holders.reading_helper().unwrap();
    assert_eq!(helper.way, HelpWay::Counter);
    assert_eq!(
        helper.name,
        state.content.get().programme.office.people[0].name
    );
    assert_eq!(draft.holders.browsers().len(), 1);
}

#[tokio::test]
async fn a_visit_says_how_and_nobody_else_begins() {
    let site = site().await;
    let mut browser = office(&site).await;
    browser.open("/office/visits/entry").await;
    let form = browser.page.form();
    let form = form.set("business", "見本旅館").set("way", "phone");
    browser.submit(form.set("result", "begun")).await;
    let links = browser.open("/office/visits").await.links();
    let link = links
        .iter()
        .find(|link| link.starts_with("/office/help?visit="));
    let form = browser.open(link.unwrap()).await.form();
    assert_eq!(form.values("way"), ["phone"]);
    let mut director = site.browser();
    site.sign_in(&mut director, "director-a@example.jp").await;
    let mut stranger: Browser = site.browser();
    for (who, status) in [
        (&mut director, StatusCode::NOT_FOUND),
        (&mut stranger, StatusCode::UNAUTHORIZED),
    ] {
        who.open("/office/help").await;
        assert_eq!(who.page.status, status);
        who.post("/office/help", &[("way".into(), "phone".into())])
            .await;
        assert_eq!(who.page.status, status);
    }
}
