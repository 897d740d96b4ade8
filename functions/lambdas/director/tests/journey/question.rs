//! One question, one answer, version 2 with its difference on both sides; and the employer's word on the partner.

use axum::http::StatusCode;
use base::people::Holder;
use jiff::SignedDuration;
use job_spec::SpecField;
use placements::{Link, Placement, Status};
use testkit::browser::Browser;

use crate::decide::form_to;
use crate::site::{Sent, Site};
use testkit::sample::contact;

const QUESTION: &str = "量は、月に何件くらいですか。";
const ANSWER: &str = "月に３０件まで。増えるときは先に話します。";

/// The director asks about two fields.
async fn ask(sent: &Sent<'_>) -> Browser {
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/ask");
    assert_eq!(
        form.choices()["fields"].len(),
        25,
        "all but what the rules fill"
    );
    let form = form
        .tick("fields", "volume")
        .tick("fields", "payment_date")
        .set("question", QUESTION);
    browser.submit(form).await;
    assert!(
        browser.page.words().contains("質問を送りました"),
        "{}",
        browser.page.words()
    );
    browser
}

/// Every field but the one that was answered.
fn others(placement: &Placement) -> Vec<SpecField> {
    let fields = placement.spec.fields.iter();
    fields
        .filter(|field| field.id != "volume")
        .cloned()
        .collect()
}

#[tokio::test]
async fn an_answer_with_a_directive_is_warned_once_keeps_its_words_and_the_director_is_told() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    ask(&sent).await;
    let mut employer = site.at(&Link::Answer { id: sent.id(1) }).await;
    let directive = "毎日9時から17時まで作業してください。";
    employer.answer(&[("volume", directive)]).await;
    assert_eq!(employer.page.status, StatusCode::OK);
    let words = employer.page.words();
    for told in ["まだ送っていません", "時間を決める言い方（9時から17時）"]
    {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert_eq!(employer.page.form().values("volume"), [directive]);
    let before = sent.placement().await.spec.version;
    assert_eq!(before, 1, "nothing was sent");
    let form = employer.page.form();
    employer.submit(form).await;
    assert!(
        employer.page.path.ends_with("&sent=1"),
        "{}",
        employer.page.words()
    );
    let spec = sent.placement().await.spec;
    let volume = spec.fields.iter().find(|field| field.id == "volume");
    assert_eq!(volume.unwrap().value, directive);
    let words = sent.decide("b").await.page.words();
    assert!(
        words.contains("働く時間を決める言い方（9時から17時）"),
        "{words}"
    );
}

#[tokio::test]
async fn a_question_opens_exactly_its_fields_and_its_answer_is_version_two() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let before = sent.placement().await;
    ask(&sent).await;
    assert_eq!(site.messages().await.len(), 1, "one mail, to the employer");
    let link = Link::Answer { id: sent.id(1) };
    let mut employer = site.at(&link).await;
    assert!(employer.page.words().contains(QUESTION));
    let form = employer.page.form();
    let volume = before
        .spec
        .fields
        .iter()
        .find(|field| field.id == "volume")
        .unwrap();
    assert_eq!(
        form.values("volume"),
        [volume.value.as_str()],
        "nothing is typed again"
    );
    assert_eq!(form.values("payment_date"), [""]);
    assert!(form.values("work").is_empty(), "only what was asked");
    employer.submit(form.clone()).await;
    assert_eq!(
        employer.page.errors(),
        ["volume"],
        "an answer says something"
    );
    employer.submit(form.clear("volume")).await;
    assert_eq!(
        employer.page.errors(),
        ["volume"],
        "what was there is not lost"
    );
    employer.answer(&[("volume", ANSWER)]).await;
    assert!(
        employer.page.path.ends_with("&sent=1"),
        "{}",
        employer.page.words()
    );
    for side in [employer, sent.decide("b").await] {
        let words = side.page.words();
        assert!(words.contains("第2版"), "{words}");
        let (old, new) = (volume.value.lines().next().unwrap(), ANSWER);
        assert!(words.contains(old) && words.contains(new), "{words}");
        let html = side.page.html();
        assert!(
            html.contains("<del>") && html.contains("<ins>"),
            "the difference is marked"
        );
    }
    let after = sent.placement().await;
    assert_eq!((after.spec.version, after.status), (2, Status::Waiting));
    assert_eq!(after.holder, Holder::Group { group: "b".into() });
    assert_eq!(others(&after), others(&before));
}

#[tokio::test]
async fn an_answered_question_only_shows() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    ask(&sent).await;
    let link = Link::Answer { id: sent.id(1) };
    let mut employer = site.at(&link).await;
    employer.answer(&[("volume", ANSWER)]).await;
    // The link only shows now; a form left open in another window changes nothing.
    let mut late = site.at(&link).await;
    assert!(late.page.forms().is_empty());
    let values = [
        ("t".to_owned(), site.token(&link)),
        ("volume".to_owned(), "ちがう答え".to_owned()),
    ];
    // What was typed is not on the sheet, and is said not to be.
    let page = late.post("/director/answer", &values).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.words().contains("ちがう答え"), "{}", page.words());
    assert_eq!(sent.placement().await.spec.version, 2);
}

#[tokio::test]
async fn a_question_needs_words_and_fields_and_keeps_what_was_typed() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/ask").set("question", QUESTION);
    browser.submit(form).await;
    assert_eq!(browser.page.errors(), ["fields"]);
    let form = form_to(&browser, "/director/ask");
    assert_eq!(form.values("question"), [QUESTION]);
    browser
        .submit(form.tick("fields", "work").clear("question"))
        .await;
    assert_eq!(browser.page.errors(), ["question"]);
    let form = form_to(&browser, "/director/ask");
    assert_eq!(form.values("fields"), ["work"]);
    assert!(sent.case().await.entries().is_empty());
}

#[tokio::test]
async fn an_old_question_is_not_answered_and_the_page_says_whom_to_call() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    ask(&sent).await;
    let address = site.address(&Link::Answer { id: sent.id(1) });
    site.pass(SignedDuration::from_hours(24 * 31));
    let mut employer = site.browser();
    employer.open(&address).await;
    assert!(employer.page.forms().is_empty());
    assert!(employer.page.words().contains("0267-00-0000"));
    let mut forged = site.browser();
    forged.open("/director/answer?t=forged").await;
    assert_eq!(forged.page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_goes_to_the_partner_before_the_employer_agrees() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/handover");
    browser.submit(form).await;
    assert_eq!(sent.placement().await.status, Status::AwaitingConsent);
    let told = site.messages().await;
    assert!(
        told.iter().all(|id| !id.ends_with("-partner-tonari")),
        "{told:?}"
    );
    let link = Link::Consent { id: sent.id(1) };
    let mut employer = site.at(&link).await;
    let yes = employer.page.form().set("answer", "yes");
    employer.submit(yes.clone()).await;
    assert!(employer.page.words().contains("同意をいただいています"));
    assert_eq!(sent.placement().await.status, Status::WithPartner);
    assert!(
        site.messages()
            .await
            .iter()
            .any(|id| id.ends_with("-partner-tonari"))
    );
    // Pressed again, it changes nothing.
    employer.submit(yes).await;
    assert_eq!(employer.page.status, StatusCode::OK);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn a_refused_consent_leaves_it_with_the_director_and_cannot_be_asked_again() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/handover");
    browser.submit(form.clone()).await;
    let mut employer = site.at(&Link::Consent { id: sent.id(1) }).await;
    let no = employer.page.form().set("answer", "no");
    employer.submit(no).await;
    let placement = sent.placement().await;
    assert_eq!(placement.holder, Holder::Group { group: "b".into() });
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::CONFLICT);
    assert!(
        browser.page.words().contains("同意していない"),
        "{}",
        browser.page.words()
    );
}

#[tokio::test]
async fn consent_given_with_the_questionnaire_hands_over_at_once() {
    let site = Site::open().await;
    let mut who = contact();
    who.share_with = vec!["tonari".to_owned()];
    let sent = site.sent_by(who, &["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/handover");
    browser.submit(form).await;
    assert_eq!(sent.placement().await.status, Status::WithPartner);
}

#[tokio::test]
async fn what_the_employer_answers_by_phone_is_entered_on_the_same_page() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut director = sent.decide("b").await;
    let ask = form_to(&director, "/director/ask")
        .tick("fields", "volume")
        .set("question", "月に何件ありますか。");
    director.submit(ask).await;
    let page = sent.decide("office").await;
    let links = page.page.links();
    let heard = links
        .iter()
        .find(|link| link.starts_with("/director/answer?t="));
    let heard = heard.unwrap_or_else(|| panic!("{links:?}")).clone();
    let mut page = site.browser();
    page.open(&heard).await;
    let form = page
        .page
        .form()
        .set("volume", "月に40件（電話で聞きました）");
    page.submit(form).await;
    let placement = sent.placement().await;
    assert_eq!(placement.spec.version, 2, "{}", page.page.words());
    let office = base::people::Actor::Office;
    assert!(placement.history.iter().any(|entry| entry.by == office));
}

#[tokio::test]
async fn what_comes_after_a_question_was_closed_is_said_not_to_have_arrived() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    ask(&sent).await;
    let mut employer = site.at(&Link::Answer { id: sent.id(1) }).await;
    let typed = form_to(&employer, "/director/answer").set("volume", "1か月に60件です。");
    let mut director = sent.decide("b").await;
    let decline = form_to(&director, "/director/decline").set("reason", "手がいっぱいです。");
    director.submit(decline).await;
    let page = site.at(&Link::Answer { id: sent.id(1) }).await;
    let words = page.page.words();
    assert!(
        words.contains("とりやめになりました") && !words.contains("届いています"),
        "{words}"
    );
    employer.submit(typed).await;
    assert_eq!(employer.page.status, StatusCode::CONFLICT);
    let words = employer.page.words();
    assert!(
        words.contains("届いていません") && words.contains("1か月に60件です。"),
        "{words}"
    );
}

#[tokio::test]
async fn consent_is_asked_for_while_a_question_is_open() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    ask(&sent).await;
    site.messages().await;
    let mut director = sent.decide("b").await;
    let form = form_to(&director, "/director/handover");
    director.submit(form).await;
    assert_eq!(sent.placement().await.status, Status::AwaitingConsent);
    let mut employer = site.at(&Link::Consent { id: sent.id(1) }).await;
    let yes = employer.page.form().set("answer", "yes");
    employer.submit(yes).await;
    assert_eq!(sent.placement().await.status, Status::WithPartner);
}
