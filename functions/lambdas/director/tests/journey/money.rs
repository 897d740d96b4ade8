//! Papers about money over HTTP: sent from the books, read and answered by the worker, sent anew where a record changed.

use axum::http::StatusCode;
use jiff::SignedDuration;
use testkit::browser::{Browser, Form};

use crate::decide::form_to;
use crate::months::{delivered, form, months};
use crate::orders::worker_page;
use crate::site::{Sent, Site};

/// An inspected and invoiced month.
pub async fn recorded(site: &Site) -> Sent<'_> {
    let sent = delivered(site).await;
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "inspect").await;
    page.submit(it).await;
    let it = form(&mut page, "invoice").await.set("unit_yen", "70");
    page.submit(it).await;
    sent
}

pub async fn send(sent: &Sent<'_>, kind: &str) -> Browser {
    let mut page = months(sent, "b").await;
    let it = form(&mut page, kind).await;
    page.submit(it).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    page
}

fn answer(page: &Browser, answer: &str) -> Form {
    form_to(page, "/work/notice").set("answer", answer)
}

#[tokio::test]
async fn an_invoice_and_a_notice_leave_once_and_are_listed_with_their_numbers() {
    let site = Site::open().await;
    let sent = recorded(&site).await;
    site.messages().await;
    let page = send(&sent, "sendinvoice").await;
    assert!(
        page.page.words().contains("請求書を出しました"),
        "{}",
        page.page.words()
    );
    assert_eq!(site.messages().await.len(), 1);
    let page = send(&sent, "sendnotices").await;
    let words = page.page.words();
    let id = sent.id(1);
    for said in [
        format!("{id}-S202611"),
        format!("{id}-a-P202611"),
        "返事を待っています".into(),
    ] {
        assert!(words.contains(&said), "{said}: {words}");
    }
    assert_eq!(site.messages().await.len(), 1);
    let links = page.page.links();
    let wanted = |kind: &str| {
        links
            .iter()
            .any(|link| link.contains(&format!("form={kind}&")))
    };
    assert!(
        !wanted("sendinvoice") && !wanted("sendnotices"),
        "{links:?}"
    );
}

#[tokio::test]
async fn a_paper_about_money_other_than_the_one_that_was_seen_does_not_leave() {
    let site = Site::open().await;
    let sent = recorded(&site).await;
    site.messages().await;
    let id = sent.id(1);
    let cases = [
        (
            "sendinvoice",
            "invoice",
            vec![("unit_yen", "71")],
            ["9,240円", "9,372円"],
        ),
        (
            "sendnotices",
            "inspect",
            vec![("passed", "119"), ("redo", "1"), ("reason", "①見本")],
            ["6,600円", "6,545円"],
        ),
    ];
    for (send, correct, typed, [seen, now]) in cases {
        let mut first = months(&sent, "b").await;
        let it = form(&mut first, send).await;
        let words = first.page.words();
        for said in [format!("{id}-"), seen.to_owned()] {
            assert!(words.contains(&said), "{said}: {words}");
        }
        let mut second = months(&sent, "b").await;
        let correction = form(&mut second, correct).await;
        let typed = typed.into_iter();
        let correction = typed.fold(correction, |form, (name, value)| form.set(name, value));
        second.submit(correction).await;
        let told = site.messages().await;
        let mended = correct == "inspect";
        assert_eq!(
            told.len(),
            usize::from(mended),
            "what to mend is told: {told:?}"
        );
        first.submit(it).await;
        let words = first.page.words();
        assert_eq!(first.page.status, StatusCode::CONFLICT, "{words}");
        for said in ["内容が変わっていました", now] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(!words.contains(seen), "{words}");
        assert!(site.messages().await.is_empty(), "{send}");
        let again = form_to(&first, "/director/months").confirmed();
        first.submit(again.clone()).await;
        assert_eq!(first.page.status, StatusCode::OK, "{}", first.page.words());
        assert_eq!(site.messages().await.len(), 1, "{send}");
        // Pressed twice.
        first.submit(again).await;
        assert_eq!(first.page.status, StatusCode::OK);
        assert!(site.messages().await.is_empty(), "{send}");
    }
}

#[tokio::test]
async fn a_worker_confirms_a_notice_or_says_what_is_wrong_and_the_director_hears_of_it() {
    let site = Site::open().await;
    let sent = recorded(&site).await;
    send(&sent, "sendnotices").await;
    site.messages().await;
    let mut worker = worker_page(&sent, 1).await;
    let words = worker.page.words();
    assert!(
        words.contains("6,600円") && !words.contains("9,240"),
        "{words}"
    );
    let served = form_to(&worker, "/work/notice");
    worker.submit(served).await;
    assert_eq!(worker.page.errors(), ["answer"]);
    let it = answer(&worker, "objected");
    worker.submit(it).await;
    assert_eq!(worker.page.errors(), ["objection"]);
    let it = answer(&worker, "objected").set("objection", "合格は121です。");
    worker.submit(it.clone()).await;
    assert_eq!(
        worker.page.status,
        StatusCode::OK,
        "{}",
        worker.page.words()
    );
    worker.submit(it).await;
    assert_eq!(site.messages().await.len(), 1, "the director, once");
    assert!(
        months(&sent, "b")
            .await
            .page
            .words()
            .contains("合格は121です。")
    );
    // The record is put right: a new number, which is asked about again.
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "inspect")
        .await
        .set("passed", "119")
        .set("redo", "1")
        .set("reason", "①見本");
    page.submit(it).await;
    assert!(
        page.page.words().contains("新しい番号で送り直してください"),
        "{}",
        page.page.words()
    );
    send(&sent, "sendnotices").await;
    let mut worker = worker_page(&sent, 1).await;
    let words = worker.page.words();
    let old = format!("番号 {}-a-P202611 の紙の代わり", sent.id(1));
    assert!(words.contains(&old) && words.contains("6,545円"), "{words}");
    let it = answer(&worker, "agreed");
    worker.submit(it).await;
    assert!(
        worker.page.words().contains("「これでよい」と答えました"),
        "{}",
        worker.page.words()
    );
}

#[tokio::test]
async fn an_answer_to_a_notice_that_was_heard_by_phone_is_entered_with_who_heard_it_how_and_when() {
    let site = Site::open().await;
    let sent = recorded(&site).await;
    send(&sent, "sendnotices").await;
    site.messages().await;
    let mut page = sent.decide("office").await;
    let token = site.token(&sent.decide_link("office"));
    let address = format!("/director/order/worker?t={token}&worker=1");
    page.open(&address).await;
    let served = form_to(&page, "/director/order/notice");
    page.submit(served.by_a_machine()).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.page.errors(), ["answer", "heard_how"]);
    let heard = form_to(&page, "/director/order/notice")
        .set("answer", "objected")
        .set("heard_how", "本人から、電話で");
    page.submit(heard).await;
    assert_eq!(page.page.errors(), ["objection"], "{}", page.page.words());
    let heard = form_to(&page, "/director/order/notice").set("objection", "合格は121です。");
    page.submit(heard.clone().set("heard_on", "2026-11-23"))
        .await;
    assert_eq!(page.page.errors(), ["heard_on"], "before it was sent");
    page.submit(heard.clone()).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    assert!(
        page.page
            .words()
            .contains("支払通知書への返事を記録しました")
    );
    page.submit(heard.clone()).await;
    let told = site.messages().await;
    assert_eq!(
        told.len(),
        2,
        "once, to who looks after it and the worker: {told:?}"
    );
    assert!(
        told.iter().any(|it| it.ends_with("-payanswer-b")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|it| it.ends_with("-payanswer-worker-1")),
        "{told:?}"
    );
    let how = "2026年11月24日（火）に、事務局（見本）が聞いて、代わりに記録しました（本人から、電話で）。";
    let worker = worker_page(&sent, 1).await;
    for said in [how, "「ちがうところがある」と答えました", "合格は121です。"]
    {
        let words = worker.page.words();
        assert!(words.contains(said), "{said}: {words}");
    }
    let history = sent.decide("b").await.page.words();
    let log = "への返事を聞いて、記録しました（2026年11月24日（火）、本人から、電話で）。";
    assert_eq!(history.matches(log).count(), 1, "{history}");
}

#[tokio::test]
async fn an_answer_that_was_misheard_is_put_right_and_the_worker_reads_so() {
    let site = Site::open().await;
    let sent = recorded(&site).await;
    send(&sent, "sendnotices").await;
    site.messages().await;
    let token = site.token(&sent.decide_link("b"));
    let mut page = sent.decide("b").await;
    let address = format!("/director/order/worker?t={token}&worker=1");
    for (answer, how) in [("objected", "電話で"), ("agreed", "もう一度電話で")] {
        page.open(&address).await;
        let heard = form_to(&page, "/director/order/notice")
            .set("answer", answer)
            .set("objection", "合格は121です。")
            .set("heard_how", how);
        page.submit(heard).await;
        assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
        let told = site.messages().await;
        assert!(
            told.len() == 1 && told[0].ends_with("-payanswer-worker-1"),
            "{told:?}"
        );
    }
    let words = worker_page(&sent, 1).await.page.words();
    assert!(words.contains("「これでよい」と答えました"), "{words}");
    assert!(words.contains("もう一度電話で"), "{words}");
    assert!(!words.contains("合格は121です。"), "{words}");
}

#[tokio::test]
async fn a_client_who_pays_late_is_on_the_lists_until_they_have_paid() {
    let site = Site::open().await;
    let sent = recorded(&site).await;
    send(&sent, "sendinvoice").await;
    let late = "入金がおくれている仕事";
    assert!(!site.list("office").await.page.words().contains(late));
    site.pass(SignedDuration::from_hours(24 * 40));
    for of in ["office", "b"] {
        let words = site.list(of).await.page.words();
        assert!(words.contains(late), "{of}: {words}");
    }
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "income").await;
    page.submit(it).await;
    assert!(!site.list("office").await.page.words().contains(late));
}
