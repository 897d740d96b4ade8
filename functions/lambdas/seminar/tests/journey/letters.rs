//! What mails lead to beside one's own registration: stopping them, and the seminar as a calendar file.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::contact::EmailAddress;
use base::token::Purpose;
use jiff::SignedDuration;
use seminars::stop_subject;
use tower::ServiceExt;

use crate::guest::{FORM, ROOM};

#[tokio::test]
async fn mails_are_stopped_by_the_button_not_by_the_link() {
    let site = crate::site().await;
    let keys = &site.state.keys;
    let who = stop_subject(keys, &EmailAddress::parse("one@example.jp").unwrap());
    let until = site.state.now() + SignedDuration::from_hours(24);
    let link = format!(
        "/registration/stop?t={}",
        keys.sign(Purpose::Stop, &who, until)
    );
    let stopped = async || site.state.store.are_mails_stopped(&who).await.unwrap();
    let mut browser = site.browser();
    browser.open(&link).await;
    assert!(!stopped().await);
    let one_click = [("List-Unsubscribe".to_owned(), "One-Click".to_owned())];
    for _ in 0..2 {
        browser.post(&link, &one_click).await;
        assert_eq!(browser.page.status, StatusCode::OK);
        assert!(stopped().await);
    }
    assert_eq!(
        browser.open("/registration/stop?t=x").await.status,
        StatusCode::NOT_FOUND
    );
    site.clock.pass(SignedDuration::from_hours(25));
    assert_eq!(browser.open(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_seminar_is_one_calendar_entry_without_where_to_connect() {
    let site = crate::site().await;
    let answer = async |path: String| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let router = seminar::router(site.state.clone());
        router.oneshot(request).await.unwrap()
    };
    let (parts, body) = answer(format!("{FORM}/calendar.ics")).await.into_parts();
    let kind = parts.headers[header::CONTENT_TYPE].to_str().unwrap();
    assert!(kind.starts_with("text/calendar"), "{kind}");
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
    assert!(!text.contains(ROOM), "{text}");
    let unknown = answer("/registration/none/calendar.ics".to_owned()).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}
