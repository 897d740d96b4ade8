//! Month by month: inspected, invoiced, paid by the client and to the worker, and what everybody reads of it.

use axum::http::StatusCode;
use jiff::SignedDuration;
use testkit::browser::{Browser, Form};

use crate::client::submit;
use crate::decide::form_to;
use crate::money::{recorded, send};
use crate::orders::{accepted, filled, issue, order_page, worker_page};
use crate::quotes::agree;
use crate::site::{Sent, Site};

/// Work that a worker delivered on the day it was ordered: 120 units at 50 yen.
pub async fn delivered(site: &Site) -> Sent<'_> {
    let sent = accepted(site, &["inn02"]).await;
    order(&sent).await;
    site.messages().await;
    sent
}

/// The same of a job that was accepted.
pub async fn order(sent: &Sent<'_>) {
    let mut page = order_page(sent, "b").await;
    let form = filled(&page)
        .set("unit_yen", "50")
        .set("count", "120")
        .set("ceiling", "150");
    page.submit(form).await;
    issue(&mut page).await;
    deliver(sent, "120").await;
}

/// The first worker delivers.
pub async fn deliver(sent: &Sent<'_>, quantity: &str) {
    let mut worker = worker_page(sent, 1).await;
    let form = form_to(&worker, "/work/delivered")
        .set("url", "https://example.jp/file")
        .set("quantity", quantity);
    worker.submit(form).await;
    assert_eq!(worker.page.status, StatusCode::OK);
}

/// The books, for their director.
pub async fn months(sent: &Sent<'_>, by: &str) -> Browser {
    let mut browser = sent.site.browser();
    let token = sent.site.token(&sent.decide_link(by));
    browser.open(&format!("/director/months?t={token}")).await;
    browser
}

/// Opens the form of a kind, of the newest month.
pub async fn form(page: &mut Browser, kind: &str) -> Form {
    let links = page.page.links().into_iter();
    let mut links = links.filter(|link| link.contains(&format!("form={kind}&")));
    let link = links
        .next()
        .unwrap_or_else(|| panic!("no {kind}: {}", page.page.words()));
    page.open(&link).await;
    open(page)
}

/// Records the next stage of a job: which one it was, and the job's page after it.
pub async fn advance(sent: &Sent<'_>) -> (String, Browser) {
    let mut page = sent.decide("b").await;
    let form = form_to(&page, "/director/advance");
    let stage = form.values("stage")[0].to_owned();
    page.submit(form).await;
    (stage, page)
}

/// The form that is open and records something.
pub fn open(page: &Browser) -> Form {
    form_to(page, "/director/months").confirmed()
}

#[tokio::test]
async fn a_month_goes_from_delivery_to_both_payments_and_each_reads_their_side() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = months(&sent, "b").await;
    let words = page.page.words();
    assert!(
        words.contains("120（上限150の80%）") && words.contains("上限に近づいて"),
        "{words}"
    );
    let it = form(&mut page, "inspect").await;
    page.submit(it).await;
    let words = page.page.words();
    assert!(
        words.contains("記録しました") && words.contains("6,000円＋税600円＝6,600円"),
        "{words}"
    );
    let it = form(&mut page, "invoice").await.set("unit_yen", "70");
    page.submit(it).await;
    let it = form(&mut page, "income").await;
    page.submit(it).await;
    let it = form(&mut page, "pay").await;
    page.submit(it).await;
    let words = page.page.words();
    for told in [
        "9,240円（税抜8,400円・税840円）",
        "請求8,400円−報酬6,000円＝2,400円",
        "6,600円",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let worker = worker_page(&sent, 1).await;
    let words = worker.page.words();
    assert!(
        words.contains("6,600円を、") && words.contains("にはらいました"),
        "{words}"
    );
    assert!(
        !words.contains("8,400"),
        "the client's price is not the worker's: {words}"
    );
    let placement = sent.placement().await;
    let content = site.state.content.get();
    let history = placement.history.iter();
    let words: String = history
        .filter_map(|entry| entry.narrate(&placement, &content))
        .collect();
    assert!(!words.contains("請求"), "no paper has left: {words}");
    assert!(
        words.contains("入金を確かめました") && !words.contains("6,600"),
        "{words}"
    );
    assert!(
        site.messages().await.is_empty(),
        "nobody is mailed what they see on their page"
    );
}

#[tokio::test]
async fn what_cannot_be_true_is_said_at_its_field_and_what_was_typed_stays() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let cases = [
        ("passed", "121", "passed"),
        ("passed", "百二十くらい", "passed"),
        ("redo", "10", "passed"),
        ("on", "2031-01-01", "on"),
        ("on", "", "on"),
        ("unit_yen", "0", "unit_yen"),
        ("unit_yen", "", "unit_yen"),
        ("count2", "121", "count2"),
    ];
    for (field, typed, at) in cases {
        let mut page = months(&sent, "b").await;
        let sent_form = form(&mut page, "inspect")
            .await
            .set("unit2_yen", "60")
            .set(field, typed);
        page.submit(sent_form).await;
        assert_eq!(
            page.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field} {typed}"
        );
        assert_eq!(page.page.errors(), [at], "{field} {typed}");
        assert_eq!(form_to(&page, "/director/months").values(field), [typed]);
    }
    let mut page = months(&sent, "b").await;
    let redo = form(&mut page, "inspect")
        .await
        .set("passed", "110")
        .set("redo", "10");
    page.submit(redo.clone()).await;
    assert_eq!(page.page.errors(), ["reason"]);
    page.submit(redo.set("reason", "⑥写真の向きがちがいます。"))
        .await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    let worker = worker_page(&sent, 1).await;
    assert!(worker.page.words().contains("⑥写真の向きがちがいます。"));
    let it = form(&mut page, "pay").await.set("yen", "6000");
    page.submit(it).await;
    assert_eq!(page.page.errors(), ["yen"]);
    assert!(
        page.page.words().contains("報酬の減額"),
        "{}",
        page.page.words()
    );
}

#[tokio::test]
async fn a_second_month_has_its_own_row_and_a_correction_stays_one() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "inspect").await;
    page.submit(it).await;
    let it = form(&mut page, "pay").await;
    page.submit(it).await;
    // The same button again records nothing new.
    let before = sent.placement().await.history.len();
    let it = form(&mut page, "pay").await;
    page.submit(it).await;
    assert_eq!(sent.placement().await.history.len(), before);
    let it = form(&mut page, "pay").await.set("yen", "6,700");
    page.submit(it.clone()).await;
    assert_eq!(page.page.errors(), ["reason"], "more than was earned");
    page.submit(it.set("reason", "前の月の端数を足しました。"))
        .await;
    assert!(
        page.page.words().contains("（1回直しました）"),
        "{}",
        page.page.words()
    );
    site.pass(SignedDuration::from_hours(31 * 24));
    deliver(&sent, "30").await;
    let mut page = months(&sent, "b").await;
    let placement = sent.placement().await;
    let content = site.state.content.get();
    let rows = placement
        .accounts
        .months(&placement.orders, &content.programme);
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.workers[0].delivered, row.workers[0].paid.is_some()))
        .collect();
    assert_eq!(told, [(120, true), (30, false)]);
    let it = form(&mut page, "inspect").await;
    assert_eq!(it.values("passed"), ["30"]);
}

#[tokio::test]
async fn a_worker_who_is_not_paid_stays_on_top_of_the_list() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "inspect").await;
    page.submit(it).await;
    site.pass(SignedDuration::from_hours(90 * 24));
    let page = months(&sent, "b").await;
    assert!(
        page.page.words().contains("すぐにはらってください"),
        "{}",
        page.page.words()
    );
    let placement = sent.placement().await;
    let programme = site.state.content.get().programme.clone();
    assert!(
        placement
            .overdue_payment(site.state.today(), &programme)
            .is_some()
    );
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "pay").await;
    page.submit(it).await;
    let placement = sent.placement().await;
    assert_eq!(
        placement.overdue_payment(site.state.today(), &programme),
        None
    );
}

#[tokio::test]
async fn somebody_else_and_an_old_link_keep_no_books() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut stranger = site.browser();
    let token = site.token(&sent.decide_link("c"));
    stranger.open(&format!("/director/months?t={token}")).await;
    assert!(
        stranger
            .page
            .forms()
            .iter()
            .all(|form| form.action != "/director/months")
    );
    let own = form(&mut months(&sent, "b").await, "inspect").await;
    let mut values = own.all();
    for (name, value) in &mut values {
        if name == "t" {
            value.clone_from(&token);
        }
    }
    stranger.post("/director/months", &values).await;
    assert!(sent.placement().await.accounts.is_empty());
}

#[tokio::test]
async fn what_a_machine_submits_as_served_records_nothing() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    for kind in ["inspect", "invoice"] {
        let mut page = months(&sent, "b").await;
        form(&mut page, kind).await;
        let served = page.page.forms().remove(0);
        assert_eq!(served.action, "/director/months");
        page.submit(served.by_a_machine()).await;
        assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.page.errors().contains(&"confirm_books".to_owned()));
    }
    assert!(sent.placement().await.accounts.is_empty());
}

#[tokio::test]
async fn work_is_not_finished_while_a_worker_has_to_be_paid() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    send(&sent, "inspect").await;
    for stage in ["inspection", "payment"] {
        let (next, case) = advance(&sent).await;
        assert_eq!(next, stage);
        let refused = stage == "payment";
        assert_eq!(
            case.page.errors().is_empty(),
            !refused,
            "{}",
            case.page.words()
        );
    }
    assert!(sent.placement().await.is_open());
    send(&sent, "pay").await;
    let (_, case) = advance(&sent).await;
    assert!(!sent.placement().await.is_open(), "{}", case.page.words());
}

#[tokio::test]
async fn the_invoice_is_proposed_as_the_client_agreed_to_and_without_a_quote_without_a_price() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let proposed = async || {
        let it = form(&mut months(&sent, "b").await, "invoice").await;
        [
            it.values("unit_yen")[0].to_owned(),
            it.values("due")[0].to_owned(),
        ]
    };
    assert_eq!(proposed().await, ["", "2026-12-31"]);
    agree(&sent, "b").await;
    let placement = sent.placement().await;
    let quote = placement.orders.quote().expect("a quote");
    let price = quote.sent.what.lines[0].price.unit_yen;
    assert_eq!(
        proposed().await,
        [price.to_string(), "2026-12-31".to_owned()]
    );
}

#[tokio::test]
async fn an_address_without_its_token_leads_to_the_list_or_to_signing_in() {
    let site = Site::open().await;
    let mut stranger = site.browser();
    stranger.open("/director/months").await;
    assert_eq!(stranger.page.status, StatusCode::UNAUTHORIZED);
    let mut own = site.signed_in("director-b@example.jp").await;
    own.open("/director/months").await;
    assert_eq!(own.page.status, StatusCode::OK);
    assert!(
        own.page.path.starts_with("/director/home"),
        "{}",
        own.page.path
    );
}

#[tokio::test]
async fn what_is_delivered_after_the_payment_is_on_the_list_until_it_is_paid() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    for kind in ["inspect", "pay"] {
        send(&sent, kind).await;
    }
    for stage in ["inspection", "payment"] {
        assert_eq!(advance(&sent).await.0, stage);
    }
    assert!(!sent.placement().await.is_open());
    site.pass(SignedDuration::from_hours(24));
    deliver(&sent, "31").await;
    let page = site.list("b").await;
    assert!(
        page.page.words().contains(&sent.id(1).to_string()),
        "{}",
        page.page.words()
    );
    assert!(
        worker_page(&sent, 1)
            .await
            .page
            .words()
            .contains("今月の上限の150を、1こえました")
    );
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "inspect")
        .await
        .set("passed", "150")
        .set("rejected", "1")
        .set("reason", "見本");
    page.submit(it).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    let it = form(&mut page, "pay").await.set("yen", "8250");
    page.submit(it).await;
    assert!(!sent.placement().await.is_open());
}

#[tokio::test]
async fn work_is_not_finished_while_a_month_that_passed_is_on_no_invoice() {
    let site = Site::open().await;
    let sent = recorded(&site).await;
    for kind in ["sendinvoice", "income", "pay"] {
        send(&sent, kind).await;
    }
    site.pass(SignedDuration::from_hours(31 * 24));
    deliver(&sent, "30").await;
    for kind in ["inspect", "pay"] {
        send(&sent, kind).await;
    }
    for stage in ["inspection", "payment"] {
        let (next, case) = advance(&sent).await;
        assert_eq!(next, stage);
        let refused = case.page.words().contains("合格したのに請求していない月");
        assert_eq!(refused, stage == "payment", "{}", case.page.words());
    }
}

#[tokio::test]
async fn what_is_sent_back_is_mended_and_counted_once_and_the_same_again_is_another_delivery() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = months(&sent, "b").await;
    let reason = "10件は、名前がちがいます。約束の1番";
    let parts = [("passed", "110"), ("redo", "10"), ("reason", reason)];
    submit(&mut page, "inspect", &parts).await;
    let mut worker = worker_page(&sent, 1).await;
    let form = form_to(&worker, "/work/delivered")
        .set("quantity", "10")
        .set("url", "https://example.jp/file");
    worker.submit(form.clone()).await;
    assert_eq!(worker.page.errors(), ["mends"]);
    let month = sent.placement().await.orders.order(1).unwrap().months()[0].month;
    worker
        .submit(form.clone().set("mends", &month.to_string()))
        .await;
    assert!(
        worker.page.words().contains("直しが終わりました"),
        "{}",
        worker.page.words()
    );
    let quantity = async || {
        let months = sent.placement().await.orders.order(1).unwrap().months();
        months.iter().map(|it| it.quantity).sum::<u32>()
    };
    assert_eq!(quantity().await, 120);
    let page = months(&sent, "b").await;
    let words = page.page.words();
    assert!(
        words.contains("120（上限150の80%）") && !words.contains("130"),
        "{words}"
    );
    // Nothing is left to mend: the form asks no more, and the same from it is another delivery.
    for wanted in [130, 140] {
        let mut worker = worker_page(&sent, 1).await;
        let form = form_to(&worker, "/work/delivered")
            .set("quantity", "10")
            .set("url", "https://example.jp/file");
        worker.submit(form.clone()).await;
        worker.submit(form).await;
        assert_eq!(quantity().await, wanted, "pressed twice is delivered once");
    }
}
