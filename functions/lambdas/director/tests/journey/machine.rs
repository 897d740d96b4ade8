//! A mail filter opens a link and submits the forms behind it as they were served: it decides nothing, and the link works on.

use axum::http::StatusCode;
use placements::{Link, Status};
use testkit::browser::Browser;
use testkit::sample::contact;

use crate::decide::form_to;
use crate::site::{Sent, Site};

/// Submits every form of the page as it was served: each is refused with the page, and nothing is recorded or mailed.
pub async fn decides_nothing(sent: &Sent<'_>, link: &Link, forms: usize) {
    let site = sent.site;
    let before = sent.case().await;
    site.messages().await;
    let served = site.at(link).await.page.forms();
    assert_eq!(served.len(), forms, "{link:?}");
    for form in served {
        let mut machine = site.at(link).await;
        let action = form.action.clone();
        machine.submit(form.by_a_machine()).await;
        let words = machine.page.words();
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        assert_eq!(machine.page.status, status, "{action}: {words}");
        assert!(!machine.page.errors().is_empty(), "{action}: {words}");
        assert_eq!(sent.case().await, before, "{action}");
    }
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn what_a_machine_submits_as_served_decides_nothing_for_directors_deputies_and_office() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    for by in ["b", "deputy-b"] {
        // To accept, ask, decline and hand over.
        decides_nothing(&sent, &sent.decide_link(by), 4).await;
    }
    // To accept, ask, hand over, end and reassign.
    decides_nothing(&sent, &sent.decide_link("office"), 5).await;
    let mut director = sent.decide("b").await;
    director
        .submit(form_to(&director, "/director/accept"))
        .await;
    for stage in 0..5 {
        // To record, ask and end; to correct, once there is something to correct.
        let corrected = usize::from(stage > 0);
        // To hand over, until there is an order.
        let handed = usize::from(stage < 2);
        decides_nothing(&sent, &sent.decide_link("b"), 3 + corrected + handed).await;
        let form = form_to(&director, "/director/advance");
        let form = match form.values("stage")[..] {
            ["order"] => form.set("amount", "12500").set("hours", "8"),
            _ => form,
        };
        director.submit(form).await;
        assert_eq!(director.page.status, StatusCode::OK);
    }
    assert!(
        !sent.placement().await.is_open(),
        "it went on to its payment"
    );
}

#[tokio::test]
async fn what_a_machine_submits_as_served_neither_agrees_nor_answers_nor_takes() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut director = sent.decide("b").await;
    let ask = form_to(&director, "/director/ask")
        .tick("fields", "volume")
        .set("question", "月に何件ありますか。");
    director.submit(ask).await;
    decides_nothing(&sent, &Link::Answer { id: sent.id(1) }, 1).await;
    let mut director = sent.decide("b").await;
    let form = form_to(&director, "/director/handover");
    director.submit(form).await;
    assert_eq!(sent.placement().await.status, Status::AwaitingConsent);
    decides_nothing(&sent, &Link::Consent { id: sent.id(1) }, 1).await;
    let mut who = contact();
    who.share_with = vec!["tonari".to_owned()];
    let sent = site.sent_by(who, &["inn02"]).await;
    let mut director = sent.decide("b").await;
    let form = form_to(&director, "/director/handover");
    director.submit(form).await;
    assert_eq!(sent.placement().await.status, Status::WithPartner);
    decides_nothing(&sent, &testkit::sample::partners_link(sent.id(1)), 3).await;
}

#[tokio::test]
async fn a_spoiled_link_has_a_plain_page_and_the_true_one_works_after_it_and_after_the_machine() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let address = site.address(&sent.decide_link("b"));
    let last = if address.ends_with('A') { "B" } else { "A" };
    let spoiled = format!("{}{last}", &address[..address.len() - 1]);
    let mut machine: Browser = site.browser();
    machine.open(&spoiled).await;
    assert_eq!(machine.page.status, StatusCode::NOT_FOUND);
    assert!(machine.page.heading().contains("見つかりません"));
    machine.open(&address).await;
    let served = machine.page.forms().remove(0);
    assert_eq!(served.action, "/director/accept");
    machine.submit(served.by_a_machine()).await;
    assert_eq!(machine.page.errors(), ["confirm_accept"]);
    assert!(machine.page.words().contains("まだ何も変わっていません"));
    assert!(site.messages().await.is_empty());
    // The page that came back works as it stands.
    let form = form_to(&machine, "/director/accept");
    machine.submit(form).await;
    assert!(machine.page.words().contains("引き受けました"));
    assert_eq!(site.messages().await.len(), 1);
}
