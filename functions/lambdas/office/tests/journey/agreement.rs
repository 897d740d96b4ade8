//! An employer who rings takes back what they agreed to: whoever hears it records how, on which day and under their own name.

use axum::http::StatusCode;
use figures::ending::Ending;
use jiff::civil::date;
use placements::{Case, Status};
use store::Submitted;
use submissions::Submission;
use submissions::agreement_record::Stand;
use submissions::assisted::AgreedWay;
use testkit::browser::{Browser, Form};
use testkit::sample;
use testkit::site::Site;

use crate::{office, site};

const PAGE: &str = "/office/agreement";

async fn send(site: &Site, submission: &Submission) {
    let (store, now) = (&site.state.store, site.state.now());
    let draft = sample::draft(&site.state.random_id(), now);
    store.create_draft(&draft).await.unwrap();
    let messages = submission.messages();
    let sent = store.submit(&draft.id, submission, &messages);
    assert!(matches!(sent.await.unwrap(), Submitted::New(_)));
    site.messages().await;
}

/// What the office wrote with an inn was sent.
async fn assisted(site: &Site) {
    let (content, now) = (site.state.content.get(), site.state.now());
    send(site, &sample::assisted(&["inn02"], &content, now)).await;
}

async fn case(site: &Site) -> Case {
    let case = site.state.store.case(&sample::reference()).await.unwrap();
    case.unwrap()
}

fn form(browser: &Browser) -> Form {
    let mut forms = browser.page.forms().into_iter();
    let form = forms.find(|form| form.action == PAGE);
    form.unwrap_or_else(|| panic!("{}", browser.page.words()))
}

/// The page, as somebody types the number whom the employer reads it out to.
async fn opened(site: &Site) -> Browser {
    let mut browser = office(site).await;
    browser.open("/office/help").await;
    assert!(browser.page.html().contains("action=\"/office/agreement\""));
    browser.open(&format!("{PAGE}?of=k7m3fxwp")).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    browser
}

#[tokio::test]
async fn the_office_records_that_an_employer_took_it_back_and_later_agreed_again() {
    let site = site().await;
    assisted(&site).await;
    let mut browser = opened(&site).await;
    let words = browser.page.words();
    assert!(
        words.contains("同意の文：「この内容で届けてよいです。」"),
        "{words}"
    );
    let pressed = form(&browser)
        .set("agreed_way", "phone")
        .set("agreed_on", "2026年11月30日")
        .tick("agreed", "yes");
    browser.submit(pressed.clone()).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let name = site.state.content.get().programme.office.people[0]
        .name
        .clone();
    let words = browser.page.words();
    for part in [
        "同意の取り消しを記録しました".to_owned(),
        format!("事業者の同意の取り消し：2026年11月30日（月）、電話で聞いた（{name}が記録）"),
    ] {
        assert!(words.contains(&part), "{part} in {words}");
    }
    let after = case(&site).await;
    let reason = Ending::Withdrawn;
    assert_eq!(after.placement(1).unwrap().status, Status::Ended { reason });
    let record = after.agreement_records().pop().unwrap();
    assert_eq!(record.agreement.way, AgreedWay::Phone);
    assert_eq!(record.agreement.on, date(2026, 11, 30));
    assert_eq!(record.agreement.recorded_by, name);
    assert_eq!(record.agreement.text, "この内容で届けてよいです。");
    assert_eq!(site.messages().await.len(), 3, "holder, office, employer");
    // Pressed once more it is said already.
    browser.submit(pressed.clone()).await;
    assert_eq!(case(&site).await, after);
    assert!(site.messages().await.is_empty());
    let again = form(&browser)
        .set("agreed_way", "signed")
        .tick("agreed", "yes");
    browser.submit(again).await;
    let records = case(&site).await.agreement_records();
    let stands: Vec<_> = records.iter().map(|record| record.stand).collect();
    assert_eq!(stands, [Stand::Agreed, Stand::TakenBack, Stand::Agreed]);
    assert_eq!(records[1], record, "the old one stays");
    assert_eq!(site.messages().await.len(), 2, "office, employer");
    // The page from before both says nothing any more, and they read why.
    let both = case(&site).await;
    browser.submit(pressed).await;
    let words = browser.page.words();
    assert!(
        words.contains("まだ記録していません。この画面を開いたあとで"),
        "{words}"
    );
    assert_eq!(case(&site).await, both);
}

#[tokio::test]
async fn a_day_to_come_a_day_before_they_agreed_and_a_missing_way_are_asked_again() {
    let site = site().await;
    assisted(&site).await;
    let before = case(&site).await;
    let browser = opened(&site).await;
    let filled = form(&browser)
        .set("agreed_way", "spoken")
        .tick("agreed", "yes");
    let unchosen = form(&browser).tick("agreed", "yes");
    for (form, fields) in [
        (
            filled.clone().set("agreed_on", "2026-12-01"),
            vec!["agreed_on"],
        ),
        (
            filled.clone().set("agreed_on", "2026-11-29"),
            vec!["agreed_on"],
        ),
        (
            filled.clone().set("agreed_on", "2026-02-30"),
            vec!["agreed_on"],
        ),
        (filled.clone().clear("agreed"), vec!["agreed"]),
        (unchosen, vec!["agreed_way"]),
        (form(&browser).by_a_machine(), vec!["agreed_way", "agreed"]),
    ] {
        let mut tried = browser.clone();
        let day = form.values("agreed_on").concat();
        tried.submit(form).await;
        assert_eq!(tried.page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(tried.page.title().starts_with("エラー："));
        assert_eq!(tried.page.errors(), fields);
        let kept = self::form(&tried);
        assert_eq!(kept.values("agreed_on"), [day]);
        if !fields.contains(&"agreed_way") {
            assert_eq!(
                kept.values("agreed_way"),
                ["spoken"],
                "what was typed stays"
            );
        }
    }
    let mut tried = browser.clone();
    let seen = form(&browser).values("seen").concat();
    let screen = [
        ("of", "K7M3-FXWP"),
        ("seen", &seen),
        ("stand", "taken_back"),
        ("agreed_way", "screen"),
        ("agreed_on", "2026-11-30"),
        ("agreed", "yes"),
    ];
    let screen = screen.map(|(name, value)| (name.to_owned(), value.to_owned()));
    tried.post(PAGE, &screen).await;
    assert_eq!(tried.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(case(&site).await, before);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn nobody_but_the_office_records_it_and_only_of_what_the_office_wrote() {
    let site = site().await;
    assisted(&site).await;
    let before = case(&site).await;
    let posted = form(&opened(&site).await)
        .set("agreed_way", "phone")
        .tick("agreed", "yes");
    let path = format!("{PAGE}?of=K7M3-FXWP");
    let mut stranger = site.browser();
    stranger.open(&path).await;
    assert_eq!(stranger.page.status, StatusCode::UNAUTHORIZED);
    stranger.submit(posted.clone()).await;
    assert_eq!(stranger.page.status, StatusCode::UNAUTHORIZED);
    let mut director = site.browser();
    site.sign_in(&mut director, "director-a@example.jp").await;
    director.open(&path).await;
    assert_eq!(director.page.status, StatusCode::NOT_FOUND);
    director.submit(posted.clone()).await;
    assert_eq!(director.page.status, StatusCode::NOT_FOUND);
    assert_eq!(case(&site).await, before);

    let own = crate::site().await;
    let (content, now) = (own.state.content.get(), own.state.now());
    send(&own, &sample::submission(&["inn02"], &content, now)).await;
    let before = case(&own).await;
    let mut browser = office(&own).await;
    for number in ["K7M3-FXWP", "", "K7M3-FXWR", "x"] {
        browser.open(&format!("{PAGE}?of={number}")).await;
        assert_eq!(browser.page.status, StatusCode::NOT_FOUND, "{number}");
        assert!(browser.page.words().contains("同意の記録がありません"));
    }
    browser.submit(posted).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    assert_eq!(case(&own).await, before);
    assert!(own.messages().await.is_empty());
}
