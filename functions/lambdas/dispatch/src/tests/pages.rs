//! The file with an employer's draft, asked for as API Gateway asks.

use std::collections::BTreeSet;

use domain::answers::Pick;
use domain::industry::Industry;
use domain::token::Purpose;
use serde_json::{Value, json};

use super::*;

/// What API Gateway passes on for `GET /inventory/draft.pdf`.
fn asked(cookies: &[String]) -> Woken {
    let event = json!({
        "version": "2.0", "routeKey": "GET /inventory/draft.pdf", "rawPath": "/inventory/draft.pdf",
        "rawQueryString": "", "headers": {"host": "example.jp"}, "cookies": cookies, "isBase64Encoded": false,
        "requestContext": {
            "accountId": "000000000000", "apiId": "x", "domainName": "example.jp", "domainPrefix": "x",
            "requestId": "x", "routeKey": "GET /inventory/draft.pdf", "stage": "$default",
            "time": "24/Nov/2026:03:00:00 +0000", "timeEpoch": 1_795_489_200_000_i64,
            "http": {"method": "GET", "path": "/inventory/draft.pdf", "protocol": "HTTP/1.1",
                     "sourceIp": "192.0.2.1", "userAgent": "x"}}});
    serde_json::from_value(event).unwrap()
}

async fn answer(office: &Office, cookies: &[String]) -> Value {
    let Woken::Page(request) = asked(cookies) else {
        panic!("a page's request was taken for a delivery");
    };
    let answer = Printer::new(&office.dispatch).answer(*request).await;
    serde_json::to_value(Reply::Page(Box::new(answer.unwrap()))).unwrap()
}

#[tokio::test]
async fn an_employers_draft_is_printed_for_her_alone() {
    let office = Office::open().await;
    let task = CONTENT.offered(Industry::Inn)[0];
    let mut draft = draft();
    draft.answers.industry = Some(Industry::Inn);
    draft.answers.picks = vec![Pick {
        key: task.key(),
        name: None,
    }];
    draft.answers.tasks.insert(task.key(), task.answers());
    draft.answers.chosen = Some(BTreeSet::from([task.key()]).into_iter().collect());
    office.dispatch.store.create_draft(&draft).await.unwrap();

    let token = office.dispatch.keys.sign(
        Purpose::Resume,
        &draft.id,
        noon() + SignedDuration::from_hours(1),
    );
    let file = answer(&office, &[format!("draft={token}")]).await;
    assert_eq!(file["statusCode"], 200);
    assert_eq!(file["headers"]["content-type"], "application/pdf");
    assert_eq!(file["isBase64Encoded"], true);
    // `%PDF-` in Base64.
    assert!(file["body"].as_str().unwrap().starts_with("JVBERi"));

    let stranger = answer(&office, &[]).await;
    assert_ne!(stranger["statusCode"], 200);
    assert_ne!(stranger["headers"]["content-type"], "application/pdf");
}

#[test]
fn what_is_to_be_delivered_is_not_taken_for_a_page() {
    for event in [SCHEDULED, r#"{"Records":[]}"#] {
        let woken = serde_json::from_str(event).unwrap();
        assert!(matches!(woken, Woken::Deliver(_)), "{event}");
    }
}
