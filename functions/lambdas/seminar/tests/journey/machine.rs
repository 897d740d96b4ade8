//! A mail filter opens a link and submits the forms behind it as they were served: nothing is cancelled, confirmed or stopped.

use axum::http::StatusCode;
use base::contact::EmailAddress;
use base::token::Purpose;
use jiff::SignedDuration;
use seminars::{Standing, stop_subject};
use testkit::browser::Browser;
use testkit::site::Site;

use crate::abuse::{VENUE, from, reader};
use crate::guest::{self, LIST, mine, register, stored, token};

const ONE: &str = "one@example.jp";

/// Submits the only form behind this address as it was served.
async fn machine(site: &Site, address: &str) -> Browser {
    let mut machine = site.browser();
    machine.open(address).await;
    let served = machine.page.form();
    machine.submit(served.by_a_machine()).await;
    machine
}

#[tokio::test]
async fn a_machine_gives_up_no_place_and_its_owner_still_can() {
    let site = crate::site().await;
    register(&site, ONE).await;
    site.messages().await;
    let before = stored(&site, ONE).await;
    let own = format!("/registration/mine/cancel?t={}", token(&site, ONE));
    let id = guest::id(&site, ONE);
    let browser = machine(&site, &own).await;
    assert_eq!(browser.page.errors(), ["confirm_cancel"]);
    let mut browser = guest::office(&site).await;
    browser.open(&format!("{LIST}/cancel?id={id}")).await;
    let served = browser.page.form();
    browser.submit(served.by_a_machine()).await;
    assert_eq!(browser.page.errors(), ["confirm_cancel_for"]);
    assert_eq!(stored(&site, ONE).await, before);
    // To change it as served changes nothing.
    let change = format!("/registration/mine/change?t={}", token(&site, ONE));
    let browser = machine(&site, &change).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let after = stored(&site, ONE).await.unwrap();
    assert_eq!(Some(after.application()), before.map(|it| it.application()));
    assert!(site.messages().await.is_empty());
    let mut owner = machine(&site, &own).await;
    let form = owner.page.form().confirmed();
    owner.submit(form).await;
    let state = stored(&site, ONE).await.unwrap().state;
    assert_eq!(state, Standing::Cancelled);
}

#[tokio::test]
async fn a_machine_confirms_no_address() {
    let site = crate::site().await;
    let browser = reader(&site).await;
    for number in 1..=6 {
        from(&browser, VENUE, &format!("guest-{number}@example.jp")).await;
    }
    let mail = "guest-6@example.jp";
    let mut browser = machine(&site, &mine(&site, mail)).await;
    assert_eq!(browser.page.errors(), ["confirm_address"]);
    let state = async || stored(&site, mail).await.unwrap().state;
    assert_eq!(state().await, Standing::Unconfirmed);
    let form = browser.page.form().confirmed();
    browser.submit(form).await;
    assert_eq!(state().await, Standing::Confirmed);
}

#[tokio::test]
async fn a_machine_stops_no_mails_and_a_mail_programs_one_click_does() {
    let site = crate::site().await;
    let keys = &site.state.keys;
    let who = stop_subject(keys, &EmailAddress::parse(ONE).unwrap());
    let until = site.state.now() + SignedDuration::from_hours(24);
    let link = keys.sign(Purpose::Stop, &who, until);
    let link = format!("/registration/stop?t={link}");
    let stopped = async || site.state.store.are_mails_stopped(&who).await.unwrap();
    let mut browser = machine(&site, &link).await;
    assert_eq!(browser.page.errors(), ["confirm_stop"]);
    assert!(!stopped().await);
    let form = browser.page.form().confirmed();
    browser.submit(form).await;
    assert_eq!(browser.page.heading(), "お知らせをやめました");
    assert!(stopped().await);
}
