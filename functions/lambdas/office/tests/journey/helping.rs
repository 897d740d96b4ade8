//! The office begins an inventory for an employer: how they sit together is asked, and the draft is the office's to write.

use axum::http::StatusCode;
use base::source::DraftSource;
use base::token::Purpose;
use jiff::SignedDuration;
use store::Draft;
use submissions::assisted::HelpWay;
use testkit::browser::Browser;
use testkit::site::Site;

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
    let draft = begun(&site, &browser).await;
    let helper = draft.holders.reading_helper().unwrap();
    assert_eq!(helper.way, HelpWay::Counter);
    let people = &site.state.content.get().programme.office.people;
    assert_eq!(helper.name, people[0].name);
    assert_eq!(draft.holders.browsers().len(), 1);
}

/// The draft to which the last answer leads.
async fn begun(site: &Site, browser: &Browser) -> Draft {
    let to = browser.page.location().unwrap();
    let token = to.strip_prefix("/inventory/help?t=").unwrap();
    let (state, now) = (&site.state, site.state.now());
    let handle = state.keys.verify(Purpose::Help, token, now).unwrap();
    state.store.draft(&handle, now).await.unwrap().unwrap()
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
    let link = link.unwrap();
    let form = browser.open(link).await.form();
    assert_eq!(form.values("way"), ["phone"]);
    assert!(
        browser
            .page
            .words()
            .contains("見本旅館への訪問から始めます")
    );
    browser.post("/office/help", &form.all()).await;
    let (_, visit) = link.split_once('=').unwrap();
    let draft = begun(&site, &browser).await;
    assert_eq!(draft.answers.source, Some(DraftSource::Visit));
    let helper = draft.holders.reading_helper().unwrap();
    assert_eq!(helper.visit.as_deref(), Some(visit));
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

/// A draft that this office has begun, and the way to where its agreement is recorded.
async fn waiting(site: &Site, browser: &mut Browser) -> (String, String) {
    waiting_of(site, browser, "counter").await
}

/// The same, written down at the counter, on the phone or from a paper.
async fn waiting_of(site: &Site, browser: &mut Browser, way: &str) -> (String, String) {
    browser.open("/office/help").await;
    let form = browser.page.form().set("way", way);
    let way = ("way".into(), form.values("way").concat());
    browser.post("/office/help", &[way]).await;
    let handle = begun(site, browser).await.handle();
    let until = site.state.now() + SignedDuration::from_hours(1);
    let way = paths::agreement(&handle, "shown", until, &site.state.keys);
    (handle, way)
}

#[tokio::test]
async fn whoever_is_signed_in_records_the_agreement_under_their_name() {
    let site = site().await;
    let mut browser = office(&site).await;
    let (handle, way) = waiting(&site, &mut browser).await;
    let form = browser.open(&way).await.form();
    assert_eq!(form.values("agreed_way"), ["spoken"], "as they spoke");
    for (name, value) in [
        ("agreed", ""),
        ("agreed_on", "2026-12-01"),
        ("agreed_on", "2026-02-30"),
        ("agreed_on", "2019-04-01"),
        ("agreed_way", "screen"),
    ] {
        let mut posted = form.clone().set("agreed", "yes").all();
        posted.retain(|(other, _)| other != name);
        posted.push((name.to_owned(), value.to_owned()));
        browser.post("/office/help/agreement", &posted).await;
        assert_eq!(
            browser.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name} {value}"
        );
    }
    // The last refusal kept what was typed.
    assert_eq!(browser.page.form().values("agreed"), ["yes"]);
    let form = browser.open(&way).await.form().set("agreed", "yes");
    browser.post("/office/help/agreement", &form.all()).await;
    assert_eq!(browser.page.location().unwrap(), "/inventory/send");
    let (store, now) = (&site.state.store, site.state.now());
    let draft = store.draft(&handle, now).await.unwrap().unwrap();
    assert_eq!(draft.holders.recorded_agreement("changed since"), None);
    let agreement = draft.holders.recorded_agreement("shown").unwrap();
    let people = &site.state.content.get().programme.office.people;
    assert_eq!(agreement.recorded_by, people[0].name);
    assert_eq!(agreement.on, jiff::civil::date(2026, 11, 30));
    assert!(agreement.text.contains("担当者に届けてよいです"));
}

#[tokio::test]
async fn nobody_agreed_to_words_before_they_were_written_but_on_a_paper_of_their_own() {
    let site = site().await;
    let mut browser = office(&site).await;
    for (helped, agreed, day, is_taken) in [
        ("phone", "phone", "2026年11月29日", false),
        ("counter", "spoken", "2026年11月29日", false),
        ("visit", "signed", "2026年11月29日", false),
        ("paper", "phone", "2026年11月29日", false),
        ("paper", "signed", "2026年11月29日", true),
        ("paper", "signed", "2019年4月1日", false),
        ("phone", "phone", "2026年11月30日", true),
    ] {
        let (_, way) = waiting_of(&site, &mut browser, helped).await;
        let form = browser.open(&way).await.form().set("agreed", "yes");
        let form = form.set("agreed_way", agreed).set("agreed_on", day);
        browser.post("/office/help/agreement", &form.all()).await;
        let page = &browser.page;
        let told = format!("{helped} {agreed} {day}");
        match is_taken {
            true => assert_eq!(page.location().unwrap(), "/inventory/send", "{told}"),
            false => {
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
                assert!(
                    page.words().contains("聞いた内容がまだありません"),
                    "{told}"
                );
            }
        }
    }
}

#[tokio::test]
async fn an_agreement_is_recorded_by_nobody_else_and_not_for_ever() {
    let site = site().await;
    let mut browser = office(&site).await;
    let (handle, way) = waiting(&site, &mut browser).await;
    let posted = browser.open(&way).await.form().set("agreed", "yes").all();
    let mut director = site.browser();
    site.sign_in(&mut director, "director-a@example.jp").await;
    for (mut who, status) in [
        (director, StatusCode::NOT_FOUND),
        (site.browser(), StatusCode::UNAUTHORIZED),
    ] {
        who.open(&way).await;
        assert_eq!(who.page.status, status);
        who.post("/office/help/agreement", &posted).await;
        assert_eq!(who.page.status, status);
    }
    for nothing in ["", "?t=", "?t=k.x.1.y"] {
        browser
            .open(&format!("/office/help/agreement{nothing}"))
            .await;
        assert_eq!(browser.page.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    site.clock.pass(SignedDuration::from_hours(1));
    browser.post("/office/help/agreement", &posted).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    let (store, now) = (&site.state.store, site.state.now());
    let draft = store.draft(&handle, now).await.unwrap().unwrap();
    assert_eq!(draft.holders.recorded_agreement("shown"), None);
}
