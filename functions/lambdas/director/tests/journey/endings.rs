//! One of two workers' orders ends: announced in time, seen before it leaves, explained when asked, paid as agreed.

use axum::http::StatusCode;
use jiff::SignedDuration;
use placements::Link;
use testkit::browser::{Browser, Form};

use crate::decide::form_to;
use crate::machine::decides_nothing;
use crate::orders::{accepted, filled, issue, order_page, work_link, worker_page};
use crate::site::{Sent, Site};

const ENDING: &str = "/director/order/ending";

/// An inn's review replies with two workers, each with a share.
async fn two_workers(site: &Site) -> Sent<'_> {
    let sent = accepted(site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page)
        .set("count", "100")
        .set("ceiling", "")
        .set("worker1_count", "60");
    page.submit(form).await;
    let form = form_to(&page, "/director/order")
        .set("worker2_name", "見本 たろう")
        .set("worker2_mail", "")
        .set("worker2_count", "40");
    page.submit(form).await;
    issue(&mut page).await;
    site.messages().await;
    sent
}

pub(crate) async fn ending_page(sent: &Sent<'_>, worker: u32) -> Browser {
    let mut browser = sent.site.browser();
    let token = sent.site.token(&sent.decide_link("b"));
    let address = format!("{ENDING}?t={token}&worker={worker}");
    browser.open(&address).await;
    browser
}

/// What a director writes; the order was made on 24 November 2026.
pub(crate) fn written(page: &Browser, last_day: &str, basis: &str) -> Form {
    form_to(page, ENDING)
        .set("last_day", last_day)
        .set("basis", basis)
        .set("reason", "来月から、口コミの数が減るため")
}

/// Looks at the notice, and announces it.
pub(crate) async fn announce(page: &mut Browser, form: Form) {
    page.submit(form.press(ENDING, "look", "1")).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    let seen = form_to(page, ENDING);
    page.submit(seen).await;
    let words = page.page.words();
    assert!(words.contains("終了の予告を記録しました"), "{words}");
}

#[tokio::test]
async fn one_workers_order_ends_after_thirty_days_and_the_other_goes_on() {
    let site = Site::open().await;
    let sent = two_workers(&site).await;
    let before = sent.placement().await.orders.order(2).cloned();
    let mut page = ending_page(&sent, 1).await;
    let soon = written(&page, "2026-12-20", "long").press(ENDING, "look", "1");
    page.submit(soon).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = page.page.words();
    assert!(
        words.contains("2026年12月24日（木）か、そのあと"),
        "{words}"
    );
    let again = form_to(&page, ENDING);
    assert_eq!(again.values("reason"), ["来月から、口コミの数が減るため"]);
    let look = written(&page, "2026-12-31", "long").press(ENDING, "look", "1");
    page.submit(look).await;
    assert!(page.page.words().contains("終了の予告"));
    assert!(site.messages().await.is_empty(), "a look sends nothing");
    let seen = form_to(&page, ENDING);
    let mut other = ending_page(&sent, 1).await;
    other
        .submit(seen.clone().set("last_day", "2027-01-31"))
        .await;
    assert_eq!(other.page.status, StatusCode::CONFLICT, "not what was seen");
    for _ in 0..2 {
        page.submit(seen.clone()).await;
        let words = page.page.words();
        assert!(
            words.contains("2026年12月31日（木）に終わります"),
            "{words}"
        );
    }
    let mails = site.messages().await;
    assert_eq!(mails.len(), 1, "pressed twice is told once: {mails:?}");
    assert!(mails[0].ends_with("-ending-worker-1"), "{mails:?}");
    let placement = sent.placement().await;
    assert_eq!(placement.orders.order(2).cloned(), before);
    let order = order_page(&sent, "b").await;
    assert!(order.page.words().contains("終了の予告（PDF）を開く"));
}

#[tokio::test]
async fn the_worker_reads_when_it_ends_asks_why_and_is_paid_for_what_was_done() {
    let site = Site::open().await;
    let sent = two_workers(&site).await;
    let mut page = ending_page(&sent, 1).await;
    let form = written(&page, "2026-12-31", "long");
    announce(&mut page, form).await;
    site.messages().await;
    let mut worker = worker_page(&sent, 1).await;
    let words = worker.page.words();
    assert!(
        words.contains("2026年12月31日（木）で、この発注は終わります")
            && words.contains("理由を知りたい"),
        "{words}"
    );
    assert!(!words.contains("口コミの数が減る"), "{words}");
    let work: Link = work_link(&sent, 1).await;
    decides_nothing(&sent, &work, 5).await;
    let form = form_to(&worker, "/work/reason");
    worker.submit(form.clone()).await;
    let words = worker.page.words();
    assert!(words.contains("来月から、口コミの数が減るため"), "{words}");
    worker.submit(form).await;
    let mails = site.messages().await;
    assert_eq!(mails.len(), 1, "asked twice is told once: {mails:?}");
    // A month later, after the end: what was done is delivered, received and paid.
    site.pass(SignedDuration::from_hours(24 * 40));
    let form = form_to(&worker, "/work/delivered")
        .set("url", "https://example.jp/file")
        .set("quantity", "20");
    worker.submit(form).await;
    assert_eq!(worker.page.status, StatusCode::OK);
    let words = worker.page.words();
    assert!(words.contains("数：20"), "{words}");
    let placement = sent.placement().await;
    let programme = &site.state.content.get().programme;
    let progress = placement.order_progress().expect("it goes on");
    assert_eq!(placement.orders.pay_days(&progress, programme).len(), 1);
    // The rest of the work goes to the other, whose terms alone are new.
    let mut page = order_page(&sent, "b").await;
    let form = form_to(&page, "/director/order")
        .set("worker1_count", "20")
        .set("worker2_count", "80")
        .set("delivery", "2027-01-29")
        .set("inspection", "2027-02-05")
        .set("payment", "2027-02-26");
    page.submit(form).await;
    issue(&mut page).await;
    let orders = sent.placement().await.orders;
    let versions = |of: u32| orders.order(of).expect("an order").versions.len();
    assert_eq!((versions(1), versions(2)), (1, 2));
}

#[tokio::test]
async fn without_mail_the_notice_is_printed_and_the_reason_entered_by_who_hears_it() {
    let site = Site::open().await;
    let sent = two_workers(&site).await;
    let mut page = ending_page(&sent, 2).await;
    let form = written(&page, "2026-11-30", "agreed").set("explanation", "");
    page.submit(form.press(ENDING, "look", "1")).await;
    let words = page.page.words();
    assert!(
        words.contains("どう話し合ったかを書いてください"),
        "{words}"
    );
    let form = written(&page, "2026-11-30", "agreed")
        .set("explanation", "11月24日に、電話で話し合いました。");
    announce(&mut page, form).await;
    let mails = site.messages().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].ends_with("-endprint-b"), "{mails:?}");
    let form = form_to(&page, "/director/order/ending/reason");
    page.submit(form).await;
    let words = page.page.words();
    assert!(
        words.contains("理由を聞かれたことを記録しました"),
        "{words}"
    );
    let order = sent.placement().await.orders.order(2).cloned();
    let ending = order.and_then(|order| order.ending).expect("it ends");
    assert!(ending.asked);
    assert_eq!(ending.paper().by.code(), "b", "it says who entered it");
}

#[tokio::test]
async fn what_a_machine_submits_announces_nothing_and_nobody_else_opens_the_page() {
    let site = Site::open().await;
    let sent = two_workers(&site).await;
    let before = sent.case().await;
    let page = ending_page(&sent, 1).await;
    for form in page.page.forms() {
        let mut machine = ending_page(&sent, 1).await;
        machine.submit(form.by_a_machine()).await;
        assert_eq!(machine.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut stranger = site.browser();
    let token = site.token(&sent.decide_link("a"));
    stranger.open(&format!("{ENDING}?t={token}&worker=1")).await;
    let forms = stranger.page.forms().into_iter();
    let mut actions = forms.map(|form| form.action);
    assert!(!actions.any(|it| it.starts_with(ENDING)));
    let mut nobody = ending_page(&sent, 3).await;
    assert_eq!(nobody.page.status, StatusCode::BAD_REQUEST);
    nobody.open("/").await;
    assert_eq!(sent.case().await, before);
    assert!(site.messages().await.is_empty());
}
