//! Whole ways from a sheet that was sent to work that was paid, as different employers and workers go them; and each way
//! out before.

use axum::http::StatusCode;
use base::people::Holder;
use jiff::SignedDuration;
use placements::{Stage, Status};
use testkit::sample;

use crate::decide::form_to;
use crate::months::{form, months};
use crate::orders::{filled, issue, order_page, worker_page};
use crate::quotes::{agree, answer, employer, quote_form, send};
use crate::recruit;
use crate::site::{Sent, Site};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The code of the director who has it.
async fn holder(sent: &Sent<'_>) -> String {
    let holder = sent.placement().await.holder;
    holder.group().expect("a group has it").to_owned()
}

async fn accept(sent: &Sent<'_>) -> String {
    let by = holder(sent).await;
    let mut page = sent.decide(&by).await;
    let form = form_to(&page, "/director/accept");
    page.submit(form).await;
    assert_eq!(page.page.status, StatusCode::OK);
    by
}

/// Inspects the newest month, invoices it, and records both payments.
async fn settle_month(sent: &Sent<'_>, by: &str, unit_yen: &str) {
    let mut page = months(sent, by).await;
    let it = form(&mut page, "inspect").await;
    page.submit(it).await;
    let mut it = form(&mut page, "invoice").await;
    if it.values("unit_yen") == [""] {
        it = it.set("unit_yen", unit_yen);
    }
    page.submit(it).await;
    for kind in ["income", "pay"] {
        let it = form(&mut page, kind).await;
        page.submit(it).await;
        let words = page.page.words();
        assert!(words.contains("記録しました"), "{kind}: {words}");
    }
    assert!(!sent.placement().await.owes_workers());
}

async fn finished(sent: &Sent<'_>, by: &str) {
    for stage in [Stage::Inspection, Stage::Payment] {
        let mut page = sent.decide(by).await;
        let form = form_to(&page, "/director/advance");
        assert_eq!(form.values("stage"), [stage.code()]);
        page.submit(form).await;
        assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    }
    assert!(!sent.placement().await.is_open());
}

#[tokio::test]
async fn a_builders_single_job_is_quoted_agreed_to_done_and_paid() {
    let site = Site::open().await;
    let sent = site.sent(&["con01"]).await;
    let spec = sent.placement().await.spec;
    assert_eq!(spec.industry_label, "建設");
    let by = accept(&sent).await;
    let mut page = order_page(&sent, &by).await;
    let form = filled(&page)
        .set("unit_yen", "12000")
        .set("unit", "1現場")
        .set("count", "1")
        .set("ceiling", "");
    page.submit(form).await;
    agree(&sent, &by).await;
    let mut page = order_page(&sent, &by).await;
    issue(&mut page).await;
    let mut worker = worker_page(&sent, 1).await;
    let words = worker.page.words();
    assert!(
        words.contains("1現場につき12,000円") && !words.contains("上限の数は"),
        "{words}"
    );
    let form = form_to(&worker, "/work/received");
    worker.submit(form).await;
    site.pass(DAY * 9);
    crate::months::deliver(&sent, "1").await;
    let placement = sent.placement().await;
    assert_eq!(
        placement.status,
        Status::Accepted {
            stage: Stage::Delivery
        }
    );
    settle_month(&sent, &by, "15000").await;
    finished(&sent, &by).await;
    let words = worker_page(&sent, 1).await.page.words();
    assert!(words.contains("13,200円"), "with its tax: {words}");
}

#[tokio::test]
async fn a_farms_open_item_is_told_at_once_when_it_is_decided_and_reminded_of_until_then() {
    let site = Site::open().await;
    let sent = site.sent(&["agr05"]).await;
    let by = accept(&sent).await;
    let mut page = order_page(&sent, &by).await;
    let form = filled(&page)
        .set("count", "")
        .set("ceiling", "400")
        .set("place", "")
        .set("place_open", "集荷所の置き場所が、まだ決まりません")
        .set("place_open_on", "2026-12-04");
    page.submit(form).await;
    issue(&mut page).await;
    site.messages().await;
    let words = worker_page(&sent, 1).await.page.words();
    assert!(
        words.contains("集荷所の置き場所が、まだ決まりません"),
        "{words}"
    );
    // The day comes and nobody has decided.
    site.pass(DAY * 10);
    let programme = &site.state.content.get().programme;
    let (store, now) = (&site.state.store, site.state.now());
    let ticked = store.tick(&sent.reference, now, programme).await;
    assert!(ticked.expect("the store answers").is_some());
    let mails = site.messages().await;
    assert!(mails.iter().any(|id| id.contains("-due-")), "{mails:?}");
    let mut page = order_page(&sent, &by).await;
    let form = form_to(&page, "/director/order").set("place", "集荷所の2番の棚（見本）");
    page.submit(form).await;
    issue(&mut page).await;
    let mails = site.messages().await;
    assert_eq!(mails.len(), 1, "it is told at once: {mails:?}");
    let order = sent.placement().await.orders.orders[0].clone();
    assert!(order.is_supplement(), "補充");
    let words = worker_page(&sent, 1).await.page.words();
    assert!(
        words.contains("第2版") && words.contains("集荷所の2番の棚"),
        "{words}"
    );
    crate::months::deliver(&sent, "380").await;
    settle_month(&sent, &by, "90").await;
}

#[tokio::test]
async fn an_employer_with_a_phone_alone_comes_to_an_order_without_a_mail() {
    let site = Site::open().await;
    let mut who = sample::contact();
    who.mail = None;
    let sent = site.sent_by(who, &["inn02"]).await;
    let by = accept(&sent).await;
    let mut page = order_page(&sent, &by).await;
    let form = filled(&page);
    page.submit(form).await;
    let mut page = send(&sent, &by).await;
    let form = form_to(&page, "/director/order/quote/record")
        .set("heard", "agreed")
        .set("heard_how", "見本さんが、電話で。");
    page.submit(form).await;
    assert!(sent.placement().await.orders.is_quote_agreed());
    let mut page = order_page(&sent, &by).await;
    issue(&mut page).await;
    crate::months::deliver(&sent, "5").await;
    settle_month(&sent, &by, "300").await;
    let mails = site.messages().await;
    assert!(
        !mails.iter().any(|id| id.ends_with("-employer")),
        "{mails:?}"
    );
    for told in ["phone-office", "quoteprint-b", "quoteanswer-b"] {
        assert!(
            mails.iter().any(|id| id.ends_with(told)),
            "{told}: {mails:?}"
        );
    }
    finished(&sent, &by).await;
}

#[tokio::test]
async fn a_worker_without_mail_is_served_on_paper_until_they_are_paid() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let by = accept(&sent).await;
    let mut page = order_page(&sent, &by).await;
    let form = filled(&page).set("worker1_mail", "");
    page.submit(form).await;
    issue(&mut page).await;
    let token = site.token(&sent.decide_link("office"));
    let mut office = site.browser();
    let address = format!("/director/order/worker?t={token}&worker=1");
    office.open(&address).await;
    let form = form_to(&office, "/director/order/received");
    office.submit(form).await;
    site.pass(DAY * 20);
    let form = form_to(&office, "/director/order/delivered")
        .set("quantity", "7")
        .set("note", "紙で受け取りました。");
    office.submit(form).await;
    let order = sent.placement().await.orders.orders[0].clone();
    let who: Vec<String> = [&order.received[0].by, &order.deliveries[0].by]
        .map(|by| by.code())
        .into();
    assert_eq!(who, ["office", "office"], "it says who entered it");
    settle_month(&sent, &by, "300").await;
    let mails = site.messages().await;
    assert!(!mails.iter().any(|id| id.contains("-worker-")), "{mails:?}");
    finished(&sent, &by).await;
}

/// Somebody ends the job, for that reason.
async fn end(sent: &Sent<'_>, by: &str, why: &str) {
    let mut page = sent.decide(by).await;
    let form = form_to(&page, "/director/end").set("ending", why);
    page.submit(form).await;
    let status = sent.placement().await.status;
    assert!(matches!(status, Status::Ended { .. }), "{status:?}");
}

#[tokio::test]
async fn a_sheet_that_every_director_declines_is_the_offices_which_ends_it() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    for _ in 0..10 {
        let placement = sent.placement().await;
        let by = match placement.holder {
            Holder::Office => break,
            Holder::AllDirectors => {
                let declined: Vec<_> = placement.declined.iter().map(|it| &it.group).collect();
                let content = site.state.content.get();
                let groups = content.programme.directors.iter();
                let mut left = groups.filter(|group| !declined.contains(&&group.id));
                left.next().expect("somebody is left").id.clone()
            }
            holder => holder.group().expect("a group").to_owned(),
        };
        let mut page = sent.decide(&by).await;
        let form = form_to(&page, "/director/decline").set("reason", "busy");
        page.submit(form).await;
        assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    }
    assert_eq!(sent.placement().await.holder, Holder::Office);
    end(&sent, "office", "terms").await;
}

#[tokio::test]
async fn a_refused_quote_is_written_anew_and_agreed_to_or_ends_the_job() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let by = accept(&sent).await;
    let mut page = order_page(&sent, &by).await;
    let form = filled(&page);
    page.submit(form).await;
    send(&sent, &by).await;
    let refuse = async || {
        let mut page = employer(&sent).await;
        let form = answer(&page, "refuse").set("reason", "高いです。");
        page.submit(form.confirmed()).await;
        assert!(page.page.heading().contains("断られています"));
    };
    refuse().await;
    let mut page = quote_form(&sent, &by).await;
    let form = form_to(&page, "/director/order/quote").set("line1_unit_yen", "80");
    page.submit(form).await;
    let form = form_to(&page, "/director/order/quote/send");
    page.submit(form).await;
    assert_eq!(sent.placement().await.orders.quotes.len(), 2);
    refuse().await;
    end(&sent, &by, "terms").await;
    let mut late = employer(&sent).await;
    assert!(late.page.forms().is_empty(), "{}", late.page.words());
    late.open("/director/order").await;
}

#[tokio::test]
async fn where_nobody_is_found_the_notice_ends_and_so_does_the_job() {
    let site = Site::open().await;
    let sent = recruit::opened(&site).await;
    site.pass(DAY * 15);
    let public = site.at(&recruit::link(&sent)).await;
    assert_eq!(public.page.status, StatusCode::GONE);
    end(&sent, "b", "no_worker").await;
}

#[tokio::test]
async fn a_worker_who_declines_says_so_and_another_takes_their_place() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let by = accept(&sent).await;
    let mut page = order_page(&sent, &by).await;
    let form = filled(&page);
    page.submit(form).await;
    issue(&mut page).await;
    let mut worker = worker_page(&sent, 1).await;
    let form = form_to(&worker, "/work/trouble").set("trouble", "この条件では、受けられません。");
    worker.submit(form).await;
    let mails = site.messages().await;
    assert!(
        mails.iter().any(|id| id.ends_with("-trouble-office")),
        "{mails:?}"
    );
    let mut page = order_page(&sent, &by).await;
    let form = form_to(&page, "/director/order")
        .set("worker1_name", "見本 じろう")
        .set("worker1_mail", "jiro@example.jp");
    page.submit(form).await;
    issue(&mut page).await;
    assert_eq!(worker_page(&sent, 1).await.page.status, StatusCode::OK);
    let order = sent.placement().await.orders.orders[0].clone();
    assert_eq!(order.latest().terms.worker, "見本 じろう");
}
