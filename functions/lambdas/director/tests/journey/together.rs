//! Papers over several jobs over HTTP: offered, ticked, seen, sent once, answered and paid in one sum.

use axum::http::StatusCode;
use testkit::browser::{Browser, Form};
use testkit::sample;

use crate::decide::form_to;
use crate::money::send;
use crate::months::{advance, form, months, open, order};
use crate::orders::worker_page;
use crate::site::{Sent, Site};

/// A job from its acceptance to what is recorded of its month, invoiced at so many yen each.
async fn recorded(sent: &Sent<'_>, unit_yen: &str) {
    let mut page = sent.decide("b").await;
    let accept = form_to(&page, "/director/accept");
    page.submit(accept).await;
    order(sent).await;
    let mut page = months(sent, "b").await;
    let it = form(&mut page, "inspect").await;
    page.submit(it).await;
    let it = form(&mut page, "invoice").await.set("unit_yen", unit_yen);
    page.submit(it).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    sent.site.messages().await;
}

/// Two jobs of one submission. 8,400 yen of net each, and 8,412.
async fn two(site: &Site) -> Sent<'_> {
    let sent = site.sent(&["inn02", "inn10"]).await;
    recorded(&sent, "70").await;
    recorded(&sent.job(2), "70").await;
    sent
}

/// Ticks the jobs that go on the paper, which is shown again.
async fn choose(page: &mut Browser, change: impl FnOnce(Form) -> Form) {
    let mut forms = page.page.views().into_iter();
    let form = forms.find(|form| form.asks("with"));
    let form = form.unwrap_or_else(|| panic!("no jobs to choose: {}", page.page.words()));
    let address = format!("/director/months?{}", change(form).body());
    page.open(&address).await;
}

fn said(page: &Browser, all: &[&str]) {
    let words = page.page.words();
    for said in all {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[tokio::test]
async fn jobs_of_one_submission_go_on_one_invoice_that_is_paid_in_one_sum() {
    let site = Site::open().await;
    let sent = two(&site).await;
    let number = format!("{}-S202611", sent.reference);
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "sendinvoice").await;
    said(
        &page,
        &["同じ紙にまとめる、ほかの仕事", &number, "18,480円"],
    );
    page.submit(it).await;
    said(
        &page,
        &["請求書を出しました", "をまとめた紙です（全部で18,480円）"],
    );
    assert_eq!(site.messages().await.len(), 1);
    // The other job knows it, and nothing is left to send.
    let mut page = months(&sent.job(2), "b").await;
    said(&page, &[&number, "9,240円（税抜8,400円・税840円）"]);
    assert!(
        !page
            .page
            .links()
            .iter()
            .any(|link| link.contains("form=sendinvoice"))
    );
    let it = form(&mut page, "income").await;
    assert_eq!(it.values("yen"), ["18480"]);
    page.submit(it.set("yen", "18000")).await;
    assert_eq!(page.page.errors(), ["difference"]);
    let it = open(&page).set("difference", "awaited");
    page.submit(it).await;
    said(&page, &["9,000円（ほかの仕事と合わせた18,000円のうち）"]);
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "income").await;
    assert_eq!(it.values("yen"), ["480"]);
    page.submit(it).await;
    for spec in [1, 2] {
        let placement = sent.job(spec).placement().await;
        assert!(placement.accounts.awaited().is_empty());
    }
}

#[tokio::test]
async fn what_is_not_ticked_stays_on_a_paper_of_its_own() {
    let site = Site::open().await;
    let sent = two(&site).await;
    let mut page = months(&sent, "b").await;
    form(&mut page, "sendinvoice").await;
    choose(&mut page, |form| form.clear("with")).await;
    said(&page, &[&format!("{}-S202611", sent.id(1)), "9,240円"]);
    let it = open(&page);
    page.submit(it).await;
    said(&page, &["請求書を出しました"]);
    let other = sent.job(2).placement().await;
    assert!(other.accounts.invoice_papers.is_empty());
}

#[tokio::test]
async fn jobs_of_another_submission_of_the_client_are_offered_and_never_put_on_it_by_themselves() {
    let site = Site::open().await;
    let (first, second) = (site.sent(&["inn02"]).await, site.sent(&["inn02"]).await);
    let stranger = base::contact::Contact {
        mail: base::contact::EmailAddress::parse("other@example.jp").ok(),
        ..sample::contact()
    };
    let other = site.sent_by(stranger, &["inn02"]).await;
    for sent in [&first, &second, &other] {
        recorded(sent, "70").await;
    }
    let mut page = months(&first, "b").await;
    form(&mut page, "sendinvoice").await;
    said(&page, &[&second.id(1).to_string(), "9,240円"]);
    assert!(!page.page.words().contains(&other.id(1).to_string()));
    let job = format!("{}.0", second.id(1));
    choose(&mut page, |form| form.tick("with", &job)).await;
    said(
        &page,
        &[&format!("{}-S202611", first.reference), "18,480円"],
    );
    let it = open(&page);
    page.submit(it).await;
    said(&page, &["請求書を出しました"]);
    assert_eq!(site.messages().await.len(), 1, "one mail");
    said(
        &months(&second, "b").await,
        &["をまとめた紙です（全部で18,480円）"],
    );
}

#[tokio::test]
async fn a_worker_of_two_jobs_answers_one_notice_and_is_paid_once() {
    let site = Site::open().await;
    let sent = two(&site).await;
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "sendnotices").await;
    said(&page, &["振り込む額：13,200円"]);
    page.submit(it).await;
    said(&page, &["支払通知書を出しました"]);
    assert_eq!(site.messages().await.len(), 1);
    // She answers on the page of the other job.
    let mut worker = worker_page(&sent.job(2), 1).await;
    said(&worker, &["13,200円"]);
    let answer = form_to(&worker, "/work/notice").set("answer", "agreed");
    worker.submit(answer).await;
    assert_eq!(worker.page.status, StatusCode::OK);
    said(
        &worker_page(&sent, 1).await,
        &["「これでよい」と答えました"],
    );
    assert_eq!(site.messages().await.len(), 1, "the director, once");
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "pay").await;
    assert_eq!(it.values("yen"), ["13200"]);
    page.submit(it).await;
    for spec in [1, 2] {
        let placement = sent.job(spec).placement().await;
        let paid: Vec<u64> = placement
            .accounts
            .pay
            .values()
            .map(|it| it.what.yen)
            .collect();
        assert_eq!(paid, [6_600]);
    }
}

#[tokio::test]
async fn a_paper_over_several_jobs_is_sent_anew_from_whichever_of_them_was_corrected() {
    let site = Site::open().await;
    let sent = two(&site).await;
    send(&sent, "sendinvoice").await;
    let mut page = months(&sent.job(2), "b").await;
    let it = form(&mut page, "invoice").await.set("unit_yen", "71");
    page.submit(it).await;
    let it = form(&mut page, "sendinvoice").await;
    let number = format!("{}-S202611-2", sent.reference);
    said(&page, &["いまの紙にある仕事なので", &number, "18,612円"]);
    page.submit(it).await;
    said(&page, &["請求書を出しました"]);
    said(
        &months(&sent, "b").await,
        &[&number, "をまとめた紙です（全部で18,612円）"],
    );
}

#[tokio::test]
async fn a_paper_over_jobs_that_are_paid_and_closed_is_sent_anew() {
    let site = Site::open().await;
    let (first, second) = (site.sent(&["inn02"]).await, site.sent(&["inn02"]).await);
    for sent in [&first, &second] {
        recorded(sent, "70").await;
    }
    let mut page = months(&first, "b").await;
    form(&mut page, "sendinvoice").await;
    let job = format!("{}.0", second.id(1));
    choose(&mut page, |form| form.tick("with", &job)).await;
    let it = open(&page);
    page.submit(it).await;
    send(&first, "income").await;
    for sent in [&first, &second] {
        send(sent, "pay").await;
        for stage in ["inspection", "payment"] {
            assert_eq!(advance(sent).await.0, stage);
        }
        assert!(!sent.placement().await.is_open());
    }
    let mut page = months(&first, "b").await;
    let it = form(&mut page, "invoice").await.set("unit_yen", "71");
    page.submit(it).await;
    let it = form(&mut page, "sendinvoice").await;
    let number = format!("{}-S202611-2", first.reference);
    said(&page, &["いまの紙にある仕事なので", &number, "18,612円"]);
    page.submit(it).await;
    said(&page, &["請求書を出しました"]);
    said(&months(&second, "b").await, &[&number]);
}
