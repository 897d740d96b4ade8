//! An employer takes back by their status link what they agreed to, and agrees again: each time a record, told once.

use axum::http::StatusCode;
use base::people::Actor;
use base::reference::Reference;
use jiff::SignedDuration;
use placements::{Case, Command, Placement, SpecId, Stage, Status};
use store::{Decided, Submitted};
use submissions::Submission;
use submissions::agreement_record::Stand;
use submissions::assisted::AgreedWay;
use testkit::browser::{Browser, Form};
use testkit::sample;
use testkit::site::Site;

const CHANGE: &str = "/inventory/agreement";

async fn send(site: &Site, submission: Submission) -> Reference {
    let (store, now) = (&site.state.store, site.state.now());
    let draft = sample::draft(&site.state.random_id(), now);
    store.create_draft(&draft).await.unwrap();
    let messages = submission.messages();
    let sent = store.submit(&draft.id, &submission, &messages);
    assert!(matches!(sent.await.unwrap(), Submitted::New(_)));
    site.messages().await;
    submission.reference
}

/// What the office wrote with an inn was sent.
async fn assisted(site: &Site) -> Reference {
    let (content, now) = (site.state.content.get(), site.state.now());
    send(site, sample::assisted(&["inn02"], &content, now)).await
}

async fn case(site: &Site, reference: &Reference) -> Case {
    let case = site.state.store.case(reference).await.unwrap();
    case.unwrap()
}

async fn only(site: &Site, reference: &Reference) -> Placement {
    case(site, reference).await.placement(1).unwrap().clone()
}

async fn stands(site: &Site, reference: &Reference) -> Vec<Stand> {
    let records = case(site, reference).await.agreement_records();
    records.iter().map(|record| record.stand).collect()
}

/// Where the employer reads what became of it.
fn address(site: &Site, reference: &Reference) -> String {
    let until = site.state.now() + SignedDuration::from_hours(24 * 365);
    paths::status(reference, until, &site.state.keys)
}

async fn status(site: &Site, reference: &Reference) -> Browser {
    let mut browser = site.browser();
    browser.open(&address(site, reference)).await;
    browser
}

fn form(browser: &Browser) -> Option<Form> {
    let mut forms = browser.page.forms().into_iter();
    forms.find(|form| form.action == CHANGE)
}

async fn press(browser: &mut Browser) -> Form {
    let form = form(browser).expect("the form").tick("sure", "yes");
    browser.submit(form.clone()).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    form
}

async fn decide(site: &Site, reference: &Reference, command: &Command) {
    let id = SpecId {
        reference: reference.clone(),
        spec: 1,
    };
    let (state, programme) = (&site.state, &site.state.content.get().programme);
    let decided = state
        .store
        .decide(&id, command, &Actor::Office, state.now(), programme);
    assert!(matches!(decided.await, Ok(Decided::Done(_))), "{command:?}");
    site.messages().await;
}

/// Of which notice to whom the messages are that wait to be sent.
async fn told(site: &Site) -> Vec<String> {
    let messages = site.messages().await.into_iter();
    let mut told: Vec<String> = messages
        .map(|id| id.splitn(3, '-').last().unwrap().to_owned())
        .collect();
    told.sort();
    told
}

#[tokio::test]
async fn an_employer_takes_it_back_before_anything_is_ordered_and_nothing_goes_on() {
    let site = crate::site().await;
    let reference = assisted(&site).await;
    let mut browser = status(&site, &reference).await;
    let words = browser.page.words();
    for part in [
        "電話で聞いた（見本 窓口が記録）",
        "同意の文：「この内容で届けてよいです。」",
        "取り下げになります",
        "同意を取り消す",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let pressed = press(&mut browser).await;
    let words = browser.page.words();
    for part in [
        "同意の取り消しを記録しました",
        "事業者の同意：2026年11月30日（月）、電話で聞いた（見本 窓口が記録）",
        "事業者の同意の取り消し：2026年11月30日（月）、自分のスマホやパソコンで",
        "もう一度同意する",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let status = only(&site, &reference).await.status;
    assert!(matches!(status, Status::Ended { .. }), "{status:?}");
    let holder = "agreement-b".to_owned();
    let everybody = [
        holder,
        "agreement-employer".into(),
        "agreement-office".into(),
    ];
    assert_eq!(told(&site).await, everybody);
    // Pressed once more, and on a page that is out of date.
    let before = case(&site, &reference).await;
    browser.submit(pressed).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    assert_eq!(case(&site, &reference).await, before);
    assert!(site.messages().await.is_empty());
    let record = before.agreement_records().pop().unwrap();
    assert_eq!(record.agreement.way, AgreedWay::Screen);
    assert_eq!(record.agreement.recorded_by, "");
    assert_eq!(record.agreement.text, "この内容で届けてよいです。");
}

#[tokio::test]
async fn who_only_looks_or_submits_the_page_as_it_was_served_changes_nothing() {
    let site = crate::site().await;
    let reference = assisted(&site).await;
    let before = case(&site, &reference).await;
    let mut scanner = status(&site, &reference).await;
    for form in scanner.page.forms() {
        let mut scanner = scanner.clone();
        scanner.submit(form.by_a_machine()).await;
        assert_eq!(scanner.page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(scanner.page.title().starts_with("エラー："));
        assert_eq!(scanner.page.errors(), ["sure"]);
        let words = scanner.page.words();
        assert!(words.contains("まだ取り消していません"), "{words}");
    }
    for path in [
        format!("{}&done=taken_back", address(&site, &reference)),
        address(&site, &reference).replace("/status", "/agreement"),
    ] {
        let words = scanner.open(&path).await.words();
        assert!(!words.contains("記録しました"), "{words}");
    }
    assert_eq!(case(&site, &reference).await, before);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn an_order_stays_when_the_agreement_is_taken_back_and_its_director_is_told() {
    let site = crate::site().await;
    let reference = assisted(&site).await;
    decide(&site, &reference, &Command::Accept).await;
    let order = Command::Advance {
        stage: Stage::Order,
        on: site.state.today(),
        amount: Some(21_000),
        hours: Some(15.0),
    };
    decide(&site, &reference, &order).await;
    let before = only(&site, &reference).await.status;
    let mut browser = status(&site, &reference).await;
    assert!(browser.page.words().contains("そのまま続きます"));
    press(&mut browser).await;
    assert_eq!(only(&site, &reference).await.status, before);
    // The office accepted it, so that it is told once of both.
    assert_eq!(
        told(&site).await,
        ["agreement-employer", "agreement-office"]
    );
    let wanted = [Stand::Agreed, Stand::TakenBack];
    assert_eq!(stands(&site, &reference).await, wanted);
}

#[tokio::test]
async fn an_employer_agrees_again_and_nothing_begins_by_itself() {
    let site = crate::site().await;
    let reference = assisted(&site).await;
    let mut browser = status(&site, &reference).await;
    let taken = press(&mut browser).await;
    site.messages().await;
    site.clock.pass(SignedDuration::from_hours(24));
    press(&mut browser).await;
    let words = browser.page.words();
    for part in [
        "もう一度の同意を記録しました",
        "事業者の同意の取り消し：2026年11月30日（月）",
        "事業者の同意：2026年12月1日（火）、自分のスマホやパソコンで",
        "もう一度たのむ",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let wanted = [Stand::Agreed, Stand::TakenBack, Stand::Agreed];
    assert_eq!(stands(&site, &reference).await, wanted);
    assert_eq!(
        told(&site).await,
        ["agreement-employer", "agreement-office"]
    );
    assert!(!only(&site, &reference).await.is_open());
    // The words of today are agreed to, and each has its own day.
    let operator = site.state.content.get().programme.operator.name.clone();
    let last = case(&site, &reference).await.agreement_records().pop();
    assert!(last.unwrap().agreement.text.contains(&operator));
    // A page from before, on which they said no, says nothing any more, and they read why.
    browser.submit(taken).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let words = browser.page.words();
    assert!(
        words.contains("まだ記録していません。この画面を開いたあとで"),
        "{words}"
    );
    assert!(!words.contains("メールで知らせます"), "{words}");
    assert_eq!(stands(&site, &reference).await.len(), 3);
}

#[tokio::test]
async fn what_an_employer_wrote_alone_has_no_agreement_to_take_back() {
    let site = crate::site().await;
    let (content, now) = (site.state.content.get(), site.state.now());
    let own = send(&site, sample::submission(&["inn02"], &content, now)).await;
    let mut browser = status(&site, &own).await;
    assert!(!browser.page.words().contains("同意"));
    assert!(form(&browser).is_none());
    let before = case(&site, &own).await;
    let address = address(&site, &own);
    let token = address.split_once("?t=").unwrap().1;
    let posted = [("t", token), ("stand", "taken_back"), ("sure", "yes")];
    let posted = posted.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.post(CHANGE, &posted).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    browser.post(CHANGE, &posted[1..]).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    assert_eq!(case(&site, &own).await, before);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn changing_to_and_fro_all_day_is_slowed() {
    let site = crate::site().await;
    let reference = assisted(&site).await;
    let mut browser = status(&site, &reference).await;
    for _ in 0..6 {
        press(&mut browser).await;
    }
    let form = form(&browser).unwrap().tick("sure", "yes");
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stands(&site, &reference).await.len(), 7);
}
