//! Two partners: the employer agrees to each by name, one declines, the other takes it, and neither answers for the other.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base::people::Actor;
use placements::handover::{SIGNATURE, TIMESTAMP, secret, sign};
use placements::{Link, Status};
use testkit::browser::Page;
use testkit::sample::{contact, partners_link, tonari};
use town::Partner;

use crate::decide::form_to;
use crate::site::{Sent, Site};

const FIRST: &str = "隣の市振興公社（見本）";
const SECOND: &str = "山の市公社（見本）";
const TERMS: &str = "費用は1割です。月末に締めて、翌月末にはらいます。";

fn yama() -> Actor {
    Actor::parse("partner-yama").unwrap()
}

/// A town with two partners, of which the second has what no task of the questionnaire needs.
async fn town() -> Site {
    let site = Site::open().await;
    site.edit(|programme| {
        let second = Partner {
            id: "yama".to_owned(),
            name: SECOND.to_owned(),
            mail: "yama@example.jp".to_owned(),
            tags: Vec::new(),
            tools: Vec::new(),
            terms: TERMS.to_owned(),
            ..programme.partners[0].clone()
        };
        programme.partners.push(second);
    });
    site
}

/// The director hands it over to the partner of that id.
async fn hand_over(sent: &Sent<'_>, to: &str) {
    let mut director = sent.decide("b").await;
    let form = form_to(&director, "/director/handover").set("to", to);
    director.submit(form).await;
    assert_eq!(director.page.status, StatusCode::OK);
}

/// What the system of the partner of that id sends.
async fn answered(sent: &Sent<'_>, partner: &str, answer: &str) -> Page {
    let id = sent.id(1);
    let body = format!(
        r#"{{"schema":"handover-answer.v1","id":"{id}","answer":"{answer}","text":"人がいません。"}}"#
    );
    let state = &sent.site.state;
    let (secret, now) = (secret(&state.keys, partner), state.now().as_second());
    let request = Request::post("/director/partner")
        .header("content-type", "application/json")
        .header(TIMESTAMP, now)
        .header(SIGNATURE, sign(secret.as_bytes(), now, body.as_bytes()))
        .body(Body::from(body));
    sent.site.browser().raw(request.unwrap()).await
}

#[tokio::test]
async fn the_first_declines_the_second_takes_and_the_employer_agrees_to_each_by_name() {
    let site = town().await;
    let sent = site.sent(&["inn02"]).await;
    let words = sent.decide("b").await.page.words();
    assert!(words.contains(FIRST) && words.contains(SECOND), "{words}");
    assert!(words.contains(TERMS), "{words}");
    hand_over(&sent, "yama").await;
    assert_eq!(sent.placement().await.status, Status::AwaitingConsent);
    let consent = Link::Consent { id: sent.id(1) };
    let mut employer = site.at(&consent).await;
    let words = employer.page.words();
    assert!(words.contains(SECOND) && words.contains(TERMS), "{words}");
    assert!(!words.contains(FIRST), "{words}");
    let yes = employer.page.form().set("answer", "yes");
    employer.submit(yes.clone()).await;
    assert!(sent.placement().await.waits_for("yama"));
    let told = site.messages().await;
    assert!(
        told.iter().any(|id| id.ends_with("-partner-yama")),
        "{told:?}"
    );
    let page = answered(&sent, "yama", "not_taken").await;
    assert_eq!(page.html(), r#"{"status":"returned"}"#);

    // The one that declined comes last, and is not chosen beforehand.
    let director = sent.decide("b").await;
    let form = form_to(&director, "/director/handover");
    assert_eq!(form.values("to"), ["tonari"]);
    assert_eq!(form.choices()["to"], ["tonari", "yama"]);
    let words = director.page.words();
    assert!(
        words.contains("引き受けられないという返事でした"),
        "{words}"
    );
    hand_over(&sent, "tonari").await;
    // The answer about the other one, once more from a page that was left open, says nothing of this one.
    employer.submit(yes).await;
    let placement = sent.placement().await;
    assert_eq!(placement.status, Status::AwaitingConsent);
    assert_eq!(placement.consent_to("tonari"), None);
    let mut employer = site.at(&consent).await;
    let yes = employer.page.form().set("answer", "yes");
    employer.submit(yes).await;
    let page = answered(&sent, "tonari", "taken").await;
    assert_eq!(page.html(), r#"{"status":"taken"}"#);
    assert_eq!(sent.placement().await.accepted.unwrap().0, tonari());

    let words = sent.decide("b").await.page.words();
    let line = format!("事業者が、{SECOND}に渡すことに同意しました");
    assert!(words.contains(&line), "{words}");
    assert!(
        words.contains(&format!("{FIRST}が引き受けました")),
        "{words}"
    );
    // Both are gone from the settings, and the sheet still reads.
    site.edit(|programme| programme.partners.clear());
    let words = sent.decide("b").await.page.words();
    assert!(words.contains("前の連携先が引き受けました"), "{words}");
}

#[tokio::test]
async fn one_partner_answers_nothing_that_lies_with_another() {
    let site = town().await;
    let mut who = contact();
    who.share_with = vec!["tonari".to_owned(), "yama".to_owned()];
    let sent = site.sent_by(who, &["inn02"]).await;
    hand_over(&sent, "tonari").await;
    let before = sent.case().await;
    assert!(before.placement(1).unwrap().waits_for("tonari"));
    for answer in ["taken", "not_taken", "question"] {
        let page = answered(&sent, "yama", answer).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.html());
    }
    let page = answered(&sent, "stranger", "taken").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sent.case().await, before);
    // Nor by hand: a link of the other one opens nothing that may be read or answered.
    let link = Link::Partner {
        id: sent.id(1),
        partner: "yama".to_owned(),
    };
    let page = site.at(&link).await.page;
    assert!(page.forms().is_empty(), "{}", page.words());
    let own = site.at(&partners_link(sent.id(1))).await.page;
    assert!(!own.forms().is_empty());
    assert!(!sent.placement().await.may_see(&yama()));
}

#[tokio::test]
async fn a_town_without_a_partner_offers_none() {
    let site = Site::open().await;
    site.edit(|programme| programme.partners.clear());
    let sent = site.sent(&["inn02"]).await;
    let page = sent.decide("b").await.page;
    let forms = page.forms();
    assert!(forms.iter().all(|form| form.action != "/director/handover"));
    assert!(!page.words().contains("連携先"), "{}", page.words());
}
