//! Guests with browsers, their links, and seminars as a test needs them.

use axum::http::StatusCode;
use base::contact::EmailAddress;
use base::token::Purpose;
use jiff::{SignedDuration, Timestamp};
use seminars::{Registration, registration_id, subject};
use testkit::browser::{Browser, Form};
use testkit::site::Site;
use town::Content;
use town::seminar::Seminar;

/// A seminar in the room and online, with twenty places.
pub const SLUG: &str = "2027-01-20-hajimete";
/// Its form.
pub const FORM: &str = "/registration/2027-01-20-hajimete";
/// Where it is joined.
pub const ROOM: &str = "meet.example.jp";

/// The seminar as it is now.
pub fn seminar(site: &Site) -> Seminar {
    let content = site.state.content.get();
    let found = content.seminars.iter().find(|s| s.slug == SLUG);
    found.unwrap().clone()
}

/// Changes the seminar as if the office had edited its page.
pub fn edit(site: &Site, change: impl FnOnce(&mut Seminar)) {
    let mut content = Content::embedded();
    let found = content.seminars.iter_mut().find(|s| s.slug == SLUG);
    change(found.unwrap());
    site.state.content.replace(content);
}

/// Moves the clock to this moment.
pub fn wait_until(site: &Site, at: Timestamp) {
    site.clock.pass(at.duration_since(site.state.now()));
}

/// The open form, filled in by somebody who took their time.
pub async fn filled(site: &Site, browser: &mut Browser, mail: &str) -> Form {
    browser.open(FORM).await;
    assert_eq!(
        browser.page.status,
        StatusCode::OK,
        "{}",
        browser.page.words()
    );
    site.clock.pass(SignedDuration::from_secs(20));
    let form = browser.page.form().set("person", "見本 髙子");
    let form = form.set("business", "見本旅館").set("mail", mail);
    form.set("attend", "venue").tick("consent", "yes")
}

/// Registers, and shows the page after it.
pub async fn register(site: &Site, mail: &str) -> Browser {
    let mut browser = site.browser();
    let form = filled(site, &mut browser, mail).await;
    browser.submit(form).await;
    assert_eq!(
        browser.page.path,
        format!("{FORM}/done"),
        "{}",
        browser.page.words()
    );
    browser
}

/// The id under which this address is registered.
pub fn id(site: &Site, mail: &str) -> String {
    let mail = EmailAddress::parse(mail).unwrap();
    registration_id(&site.state.keys, &seminar(site), &mail)
}

/// The registration of this address.
pub async fn stored(site: &Site, mail: &str) -> Option<Registration> {
    let id = id(site, mail);
    let found = site.state.store.registration(SLUG, &id).await;
    found.unwrap()
}

/// The token in the guest's mails.
pub fn token(site: &Site, mail: &str) -> String {
    let until = seminar(site).forget_at(90);
    let subject = subject(SLUG, &id(site, mail));
    site.state.keys.sign(Purpose::Registration, &subject, until)
}

/// The page that the guest's mails lead to.
pub fn mine(site: &Site, mail: &str) -> String {
    format!("/registration/mine?t={}", token(site, mail))
}

/// A browser in which somebody of the office is signed in.
pub async fn office(site: &Site) -> Browser {
    let mut browser = site.browser();
    site.sign_in(&mut browser, "office@example.jp").await;
    browser
}

/// The office's list of the seminar.
pub const LIST: &str = "/registration/office/list/2027-01-20-hajimete";
