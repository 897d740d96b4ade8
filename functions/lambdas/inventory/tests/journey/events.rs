//! Events as API Gateway could pass them on, whatever a visitor put into them: each is answered with a page.

use axum::body::Body;
use testkit::odd_events;

#[tokio::test]
async fn every_odd_event_is_answered_with_a_page_and_no_error_of_ours() {
    let site = crate::site().await;
    let browser = site.browser();
    let events = odd_events::all("/inventory/");
    assert!(events.len() > 200, "only {} odd events", events.len());
    let mut wrong = Vec::new();
    for event in events {
        let request = web::request_of(&event.text);
        let page = browser
            .raw(request.map(|body| Body::from(body.to_vec())))
            .await;
        let status = page.status.as_u16();
        if status >= 500 || event.status.is_some_and(|expected| expected != status) {
            wrong.push(format!("{}: {status}", event.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
