//! From accepting to the payment, one tap each; and what the figures make of it.

use axum::http::StatusCode;
use figures::ending::Ending;
use placements::{Stage, Status};
use testkit::browser::Browser;

use crate::decide::form_to;
use crate::site::Site;

async fn accepted(site: &Site) -> (crate::site::Sent<'_>, Browser) {
    let sent = site.sent(&["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/accept");
    browser.submit(form).await;
    (sent, browser)
}

async fn tap(browser: &mut Browser) {
    let form = form_to(browser, "/director/advance");
    browser.submit(form).await;
    assert_eq!(
        browser.page.status,
        StatusCode::OK,
        "{}",
        browser.page.words()
    );
}

#[tokio::test]
async fn an_order_is_followed_to_its_payment_with_full_width_digits() {
    let site = Site::open().await;
    let (sent, mut browser) = accepted(&site).await;
    tap(&mut browser).await;
    let order = form_to(&browser, "/director/advance");
    assert_eq!(order.values("stage"), ["order"]);
    assert_eq!(order.values("on"), ["2026-11-24"]);
    browser.submit(order.clone()).await;
    assert_eq!(browser.page.errors(), ["amount", "hours"]);
    let order = order.set("amount", "１２，５００").set("hours", "８．５");
    browser.submit(order).await;
    let done = sent.placement().await.order().unwrap();
    assert_eq!((done.amount, done.hours), (Some(12_500), Some(8.5)));
    assert!(
        browser.page.words().contains("12,500円、8.5時間"),
        "{}",
        browser.page.words()
    );
    for _ in 0..3 {
        tap(&mut browser).await;
    }
    let placement = sent.placement().await;
    let stage = Stage::Payment;
    assert_eq!(placement.status, Status::Accepted { stage });
    assert!(!placement.is_open());
    let words = browser.page.words();
    assert!(words.contains("支払いまで終わりました"), "{words}");
}

#[tokio::test]
async fn a_wrong_amount_is_put_right_and_a_day_to_come_is_refused() {
    let site = Site::open().await;
    let (sent, mut browser) = accepted(&site).await;
    tap(&mut browser).await;
    let order = form_to(&browser, "/director/advance")
        .set("amount", "1250")
        .set("hours", "8");
    browser.submit(order.clone().set("on", "2026-11-25")).await;
    assert_eq!(browser.page.errors(), ["on"]);
    browser.submit(order.set("amount", "１２．５")).await;
    assert_eq!(browser.page.errors(), ["amount"]);
    let order = form_to(&browser, "/director/advance").set("amount", "1250");
    browser.submit(order).await;
    let fix = form_to(&browser, "/director/correct")
        .set("stage", "order")
        .set("fixed_on", "2026-11-20")
        .set("fixed_amount", "12500ドル");
    browser.submit(fix).await;
    assert_eq!(browser.page.errors(), ["fixed_amount"]);
    let fix = form_to(&browser, "/director/correct").set("fixed_amount", "￥12,500円");
    browser.submit(fix).await;
    let done = sent.placement().await.order().unwrap();
    assert_eq!((done.amount, done.hours), (Some(12_500), Some(8.0)));
    assert_eq!(done.on.to_string(), "2026-11-20");
}

#[tokio::test]
async fn an_accepted_job_ends_with_a_reason() {
    let site = Site::open().await;
    let (sent, mut browser) = accepted(&site).await;
    let end = form_to(&browser, "/director/end");
    assert!(
        !end.choices()["ending"].contains(&"trial".to_owned()),
        "only the office strikes off"
    );
    browser.submit(end.clone()).await;
    assert_eq!(browser.page.errors(), ["ending"]);
    browser.submit(end.clone().set("ending", "other")).await;
    assert_eq!(browser.page.errors(), ["ended_note"]);
    browser.submit(end.set("ending", "no_worker")).await;
    let reason = Ending::NoWorker;
    assert_eq!(sent.placement().await.status, Status::Ended { reason });
    assert!(browser.page.forms().is_empty());
}

#[tokio::test]
async fn nobody_records_a_directors_work_but_the_deputy_and_the_office() {
    let site = Site::open().await;
    let (sent, _) = accepted(&site).await;
    for (seat, may) in [
        ("a", false),
        ("deputy-a", false),
        ("deputy-b", true),
        ("office", true),
    ] {
        let browser = sent.decide(seat).await;
        let found = browser
            .page
            .forms()
            .iter()
            .any(|form| form.action == "/director/advance");
        assert_eq!(found, may, "{seat}");
    }
    let stranger = site.token(&sent.decide_link("a"));
    let values = [
        ("t", stranger.as_str()),
        ("stage", "quote"),
        ("on", "2026-11-24"),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut browser = site.browser();
    browser.post("/director/advance", &values).await;
    assert_eq!(browser.page.status, StatusCode::CONFLICT);
    assert!(sent.placement().await.stages.is_empty());
}
