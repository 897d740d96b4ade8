//! The partner's answers: signed, forged, late, twice, and by hand.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use base::people::{Actor, Holder};
use jiff::SignedDuration;
use placements::Status;
use placements::handover::{SIGNATURE, TIMESTAMP, secret, sign};
use testkit::browser::Page;
use testkit::log::Log;
use tokio::task::JoinSet;

use crate::decide::form_to;
use crate::site::{Sent, Site};
use testkit::sample::{contact, partners_link, tonari};

/// A spec that lies with the partner.
pub async fn handed(site: &Site) -> Sent<'_> {
    let mut who = contact();
    who.share_with = vec!["tonari".to_owned()];
    let sent = site.sent_by(who, &["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/handover");
    browser.submit(form).await;
    assert_eq!(sent.placement().await.status, Status::WithPartner);
    site.messages().await;
    sent
}

fn answer(sent: &Sent<'_>, answer: &str, text: &str) -> String {
    let (schema, id) = ("handover-answer.v1", sent.id(1));
    format!(r#"{{"schema":"{schema}","id":"{id}","answer":"{answer}","text":"{text}"}}"#)
}

/// What the partner's system sends, with a signature of `seconds` ago by this secret.
async fn call(site: &Site, body: &str, secret: &str, seconds: i64) -> Page {
    site.browser()
        .raw(signed(site, body, secret, seconds))
        .await
}

fn signed(site: &Site, body: &str, secret: &str, seconds: i64) -> Request<Body> {
    let timestamp = site.state.now().as_second() - seconds;
    let signature = sign(secret.as_bytes(), timestamp, body.as_bytes());
    Request::builder()
        .method(Method::POST)
        .uri("/director/partner")
        .header("content-type", "application/json")
        .header(TIMESTAMP, timestamp)
        .header(SIGNATURE, signature)
        .body(Body::from(body.to_owned()))
        .unwrap()
}

fn ours(site: &Site) -> String {
    secret(&site.state.keys, "tonari")
}

#[tokio::test]
async fn a_signed_answer_is_taken_once_and_answered_the_same_again() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let body = answer(&sent, "taken", "");
    for _ in 0..3 {
        let page = call(&site, &body, &ours(&site), 0).await;
        assert_eq!(
            (page.status, page.html().as_str()),
            (StatusCode::OK, r#"{"status":"taken"}"#)
        );
    }
    let accepted = sent.placement().await.accepted.unwrap();
    assert_eq!(accepted.0, tonari());
    assert_eq!(
        site.messages().await.len(),
        2,
        "director and employer, once"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_equal_answers_at_once_one_is_recorded_and_all_hear_the_same() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let body = answer(&sent, "not_taken", "いまは受けられません。");
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let (browser, request) = (site.browser(), signed(&site, &body, &ours(&site), 0));
        calls.spawn(async move { browser.raw(request).await });
    }
    for page in calls.join_all().await {
        assert_eq!(page.html(), r#"{"status":"returned"}"#);
    }
    let history = sent.placement().await.history;
    let own = history.iter().filter(|entry| entry.by == tonari());
    assert_eq!(own.count(), 1);
    assert_eq!(
        site.messages().await.len(),
        2,
        "director and employer, once"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_partner_and_director_at_once_one_wins_and_the_other_is_told() {
    for _ in 0..5 {
        let site = Site::open().await;
        let sent = handed(&site).await;
        let mut director = sent.decide("b").await;
        let form = form_to(&director, "/director/accept");
        let request = signed(&site, &answer(&sent, "taken", ""), &ours(&site), 0);
        let partner = site.browser();
        let accept = tokio::spawn(async move {
            director.submit(form).await;
            director.page
        });
        let take = tokio::spawn(async move { partner.raw(request).await });
        let (accepted, taken) = (accept.await.unwrap(), take.await.unwrap());
        let by = sent.placement().await.accepted.unwrap().0;
        if by == tonari() {
            assert_eq!(taken.status, StatusCode::OK);
            assert_eq!(accepted.status, StatusCode::CONFLICT);
            let words = accepted.words();
            assert!(
                words.contains("隣の市振興公社（見本）が、2026年"),
                "{words}"
            );
        } else {
            assert_eq!(by, Actor::Director { group: "b".into() });
            assert_eq!(accepted.status, StatusCode::OK);
            assert_eq!(taken.status, StatusCode::CONFLICT);
        }
    }
}

#[tokio::test]
async fn a_forged_old_or_altered_answer_changes_nothing() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let before = sent.case().await;
    let body = answer(&sent, "taken", "");
    let other = "0".repeat(64);
    for (secret, seconds) in [(other, 0), (ours(&site), 301), (ours(&site), -301)] {
        let page = call(&site, &body, &secret, seconds).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    }
    let unsigned = Request::post("/director/partner")
        .body(Body::from(body))
        .unwrap();
    let page = site.browser().raw(unsigned).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sent.case().await, before);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn what_is_no_answer_or_comes_too_late_is_said_in_json() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let secret = ours(&site);
    for (body, status) in [
        ("{}".to_owned(), 422),
        (answer(&sent, "maybe", ""), 422),
        (answer(&sent, "not_taken", ""), 422),
        (answer(&sent, "taken", "").replace("-1\"", "-9\""), 404),
        (" ".repeat(300_000), 413),
    ] {
        let page = call(&site, &body, &secret, 0).await;
        let begin = body.get(..200).unwrap_or(&body);
        assert_eq!(page.status.as_u16(), status, "{begin}");
        assert!(page.html().starts_with("{\"error\""), "{}", page.html());
    }
    let mut director = sent.decide("b").await;
    let form = form_to(&director, "/director/accept");
    director.submit(form).await;
    let page = call(&site, &answer(&sent, "taken", ""), &secret, 0).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let by = sent.placement().await.accepted.unwrap().0;
    assert_eq!(by, Actor::Director { group: "b".into() });
}

#[tokio::test]
async fn a_refusal_comes_back_to_the_director_with_its_reason() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let body = answer(&sent, "not_taken", "いまは受けられません。");
    let page = call(&site, &body, &ours(&site), 0).await;
    assert_eq!(page.html(), r#"{"status":"returned"}"#);
    assert_eq!(
        sent.placement().await.holder,
        Holder::Group { group: "b".into() }
    );
    assert!(
        sent.decide("b")
            .await
            .page
            .words()
            .contains("いまは受けられません。")
    );
}

#[tokio::test]
async fn logs_tell_what_went_on_and_name_nobody() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let refused = call(&site, "{}", "guessed", 0).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let reason = "佐藤さんが休みです。";
    call(&site, &answer(&sent, "not_taken", reason), &ours(&site), 0).await;
    let log = Log::text();
    for told in ["a placement went on", "was refused", "the partner answered"] {
        assert!(log.contains(told), "{told}: {log}");
    }
    for personal in ["花子", "hanako", "090-", "09012", "佐藤", "?t="] {
        assert!(!log.contains(personal), "{personal}: {log}");
    }
}

/// What becomes of the call is done by `dispatch`; here its outcomes are recorded as it does.
#[tokio::test]
async fn who_looks_after_it_reads_what_became_of_the_call() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let (store, minute) = (&site.state.store, SignedDuration::from_mins(1));
    let id = format!("{}-1-handover-partner-tonari", sent.reference.fact());
    let says = async |by: &str, words: &str| {
        let page = sent.decide(by).await.page.words();
        assert!(page.contains(words), "{words}: {page}");
    };
    says("b", "シートを、これから送ります").await;
    for (reason, words) in [
        ("http-503", "いま動いていないようです（返事の番号 503）"),
        ("timeout", "返事が、時間のうちに来ませんでした"),
        ("connection", "つながりませんでした"),
    ] {
        let now = site.state.now();
        let claim = store.claim(&id, now, minute).await.unwrap().unwrap();
        let again = now + minute;
        store.retry_later(&claim, now, again, reason).await.unwrap();
        says("b", words).await;
        says("office", words).await;
        site.pass(minute);
    }
    says("b", "3回試しました").await;
    let now = site.state.now();
    let claim = store.claim(&id, now, minute).await.unwrap().unwrap();
    store.dead_letter(&claim, "http-422", now).await.unwrap();
    says("b", "もう自動では送りません。事務局に知らせました").await;
    assert!(store.revive(&id, now).await.unwrap());
    let claim = store.claim(&id, now, minute).await.unwrap().unwrap();
    store.answered(&claim, now, "http-202").await.unwrap();
    says("office", "シートを受け取りました（返事の番号 202）").await;
    let stranger = sent.decide("c").await.page.words();
    assert!(!stranger.contains("返事の番号"), "{stranger}");
}

#[tokio::test]
async fn by_hand_the_partner_sees_no_contact_asks_and_takes_it() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let link = partners_link(sent.id(1));
    let mut partner = site.at(&link).await;
    let words = partner.page.words();
    for secret in [
        "見本旅館",
        "見本 花子",
        "090-1234-5678",
        "hanako@example.jp",
    ] {
        assert!(!words.contains(secret), "{secret}: {words}");
    }
    let forms = partner.page.forms();
    let ask = forms
        .into_iter()
        .find(|form| form.values("answer") == ["question"]);
    let ask = ask.unwrap();
    partner.submit(ask.clone()).await;
    assert_eq!(partner.page.errors(), ["question"]);
    partner
        .submit(ask.set("question", "しめ切りは動かせますか。"))
        .await;
    assert!(partner.page.words().contains("質問を受け取りました"));
    let list = site.list("b").await.page.words();
    assert!(
        list.contains("あなた（連携先からの質問があります）"),
        "{list}"
    );
    assert!(
        sent.decide("b")
            .await
            .page
            .words()
            .contains("しめ切りは動かせますか。")
    );
    let take = partner.page.forms().remove(0).confirmed();
    partner.submit(take.clone()).await;
    assert_eq!(sent.placement().await.accepted.unwrap().0, tonari());
    partner.submit(take).await;
    assert_eq!(partner.page.status, StatusCode::OK, "pressed twice");
    let mut forged = site.browser();
    forged.open("/director/partner?t=forged").await;
    assert_eq!(forged.page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_question_that_is_called_back_twice_is_one_entry_and_one_mail() {
    let site = Site::open().await;
    let sent = handed(&site).await;
    let body = answer(&sent, "question", "何人分ですか。");
    for _ in 0..3 {
        let page = call(&site, &body, &ours(&site), 0).await;
        let said = (page.status, page.html());
        assert_eq!(
            said,
            (StatusCode::OK, r#"{"status":"with_partner"}"#.to_owned())
        );
    }
    let history = sent.placement().await.history;
    let asked = history.iter().filter(|entry| entry.by == tonari());
    assert_eq!(asked.count(), 1);
    assert_eq!(site.messages().await.len(), 1);
}

#[tokio::test]
async fn the_director_sees_which_words_are_hidden_and_the_partner_does_not_see_them() {
    let site = Site::open().await;
    let mut who = contact();
    who.share_with = vec!["tonari".to_owned()];
    who.business = "口コミ".to_owned();
    let sent = site.sent_by(who, &["inn02"]).await;
    let browser = sent.decide("b").await;
    let words = browser.page.words();
    assert!(words.contains("書きかえて渡します：口コミ"), "{words}");
    let mut browser = browser;
    let form = form_to(&browser, "/director/handover");
    browser.submit(form).await;
    let page = site.at(&partners_link(sent.id(1))).await;
    let words = page.page.words();
    assert!(
        words.contains("（事業者）") && !words.contains("口コミ"),
        "{words}"
    );
    assert!(
        words.contains("お金の目安") && words.contains("やり方"),
        "{words}"
    );
}

#[tokio::test]
async fn what_was_taken_on_can_still_go_to_the_partner_and_the_employers_word_is_entered_for_them()
{
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut director = sent.decide("b").await;
    let form = form_to(&director, "/director/accept");
    director.submit(form).await;
    let form = form_to(&director, "/director/handover");
    director.submit(form).await;
    assert_eq!(sent.placement().await.status, Status::AwaitingConsent);
    let page = sent.decide("b").await;
    let links = page.page.links();
    let heard = links
        .iter()
        .find(|link| link.starts_with("/director/consent?t="));
    let heard = heard.unwrap_or_else(|| panic!("{links:?}")).clone();
    let mut page = site.browser();
    page.open(&heard).await;
    let form = page.page.form().set("answer", "yes");
    page.submit(form).await;
    let placement = sent.placement().await;
    assert_eq!(placement.status, Status::WithPartner);
    let by = Actor::parse("b");
    assert!(
        placement
            .history
            .iter()
            .any(|entry| Some(&entry.by) == by.as_ref()
                && entry.event == placements::Event::ConsentGiven)
    );
}
