//! The office registers who calls or stands at the door; who has no mail is told by phone, and nobody forgets to.

use axum::http::StatusCode;
use jiff::SignedDuration;
use seminars::Standing;
use testkit::browser::{Browser, Form};

use crate::guest::{LIST, SLUG, edit, office, register, seminar, wait_until};

fn add() -> String {
    format!("{LIST}/add")
}

async fn filled(browser: &mut Browser, name: &str) -> Form {
    browser.open(&add()).await;
    assert_eq!(
        browser.page.status,
        StatusCode::OK,
        "{}",
        browser.page.words()
    );
    let form = browser.page.form().set("person", name);
    form.set("business", "見本農園").set("attend", "venue")
}

#[tokio::test]
async fn a_caller_without_mail_is_registered_once_and_gets_no_mail() {
    let site = crate::site().await;
    let mut browser = office(&site).await;
    let words = browser.open(LIST).await.words();
    assert!(words.contains("電話や窓口の申込みを入れる"), "{words}");
    let form = filled(&mut browser, "見本 電子")
        .await
        .set("phone", "0267-00-0001");
    for _ in 0..2 {
        browser.submit(form.clone()).await;
        assert!(
            browser.page.path.starts_with(LIST),
            "{}",
            browser.page.words()
        );
    }
    // The same caller, entered again by somebody else who heard another number.
    let again = filled(&mut browser, "見本　電子").await;
    let again = again.set("phone", "０２６７-00-0001").set("seats", "2");
    browser.submit(again).await;
    assert_eq!(browser.page.errors(), ["mail"]);
    assert!(browser.page.words().contains("もう申し込んでいます"));
    let people = site.state.store.attendees(SLUG).await.unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].state, Standing::Confirmed);
    assert_eq!(site.messages().await, Vec::<String>::new());
    let words = browser.open(LIST).await.words();
    for said in [
        "見本 電子",
        "0267-00-0001",
        "メールはありません",
        "電話や窓口の申込みを入れた",
    ] {
        assert!(words.contains(said), "no {said} in {words}");
    }
    assert!(!words.contains("電話で知らせてください"), "{words}");
}

#[tokio::test]
async fn a_caller_with_mail_is_told_as_everybody_is_and_is_not_registered_twice() {
    let site = crate::site().await;
    let mut browser = office(&site).await;
    let form = filled(&mut browser, "見本 髙子")
        .await
        .set("mail", "taro@example.jp");
    browser.submit(form).await;
    let messages = site.messages().await;
    assert_eq!(messages.len(), 1);
    assert!(messages[0].ends_with("-confirmed"), "{messages:?}");
    let form = filled(&mut browser, "見本 髙子")
        .await
        .set("mail", "TARO@example.jp");
    browser.submit(form.set("seats", "3")).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = browser.page.words();
    assert!(words.contains("もう申し込んでいます"), "{words}");
    assert_eq!(browser.page.form().values("mail"), ["TARO@example.jp"]);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn what_changes_is_told_by_phone_and_stands_on_the_list_until_it_was() {
    let site = crate::site().await;
    let mut browser = office(&site).await;
    for name in ["見本 電子", "見本 髙子"] {
        let form = filled(&mut browser, name)
            .await
            .set("phone", "0267-00-0001");
        browser.submit(form).await;
    }
    register(&site, "guest@example.jp").await;
    site.messages().await;
    edit(&site, |seminar| {
        seminar.start += SignedDuration::from_hours(1);
        seminar.end += SignedDuration::from_hours(1);
    });
    let told = site
        .state
        .store
        .sync_seminar(&seminar(&site), site.state.now())
        .await
        .unwrap();
    assert_eq!(told, 1, "the one with an address");
    let words = browser.open(LIST).await.words();
    assert_eq!(
        words.matches("電話で知らせてください").count(),
        2,
        "{words}"
    );
    let forms = browser.page.forms();
    let form = forms
        .into_iter()
        .find(|form| form.action.ends_with("/told"))
        .unwrap();
    browser.submit(form.clone()).await;
    browser.submit(form).await;
    let words = browser.page.words();
    assert_eq!(
        words.matches("電話で知らせてください").count(),
        1,
        "{words}"
    );
    assert_eq!(
        words.matches("電話で伝えた：").count() + words.matches("電話で伝えた（").count(),
        2,
        "one act, one button: {words}"
    );
}

#[tokio::test]
async fn at_the_door_there_is_a_place_while_there_is_one_and_never_more() {
    let site = crate::site().await;
    edit(&site, |seminar| seminar.capacity = 1);
    let planned = seminar(&site);
    wait_until(&site, planned.start + SignedDuration::from_mins(10));
    let mut browser = office(&site).await;
    let form = filled(&mut browser, "見本 当日")
        .await
        .set("mail", "door@example.jp");
    browser.submit(form).await;
    assert!(
        browser.page.path.starts_with(LIST),
        "{}",
        browser.page.words()
    );
    assert!(
        site.messages().await.is_empty(),
        "a mail with the way there helps nobody who is there"
    );
    let words = browser.page.words();
    assert!(words.contains("受付する"), "{words}");
    let form = filled(&mut browser, "見本 二人目")
        .await
        .set("phone", "0267-00-0001");
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        browser.page.words().contains("席がないか"),
        "{}",
        browser.page.words()
    );
    assert_eq!(browser.page.form().values("person"), ["見本 二人目"]);
    wait_until(&site, planned.end);
    let mut browser = office(&site).await;
    let words = browser.open(LIST).await.words();
    assert!(!words.contains("電話や窓口の申込みを入れる"), "{words}");
}

#[tokio::test]
async fn a_way_to_answer_is_needed_and_strangers_add_nobody() {
    let site = crate::site().await;
    let mut browser = office(&site).await;
    let form = filled(&mut browser, "見本 電子").await;
    browser.submit(form.clone()).await;
    assert_eq!(browser.page.errors(), ["mail"]);
    browser.submit(form.clone().set("phone", "12")).await;
    assert_eq!(browser.page.errors(), ["phone"]);
    let mut stranger = site.browser();
    let form = form.set("phone", "0267-00-0001");
    stranger.submit(form).await;
    assert_eq!(stranger.page.status, StatusCode::UNAUTHORIZED);
    assert!(site.state.store.attendees(SLUG).await.unwrap().is_empty());
}

#[tokio::test]
async fn nobody_is_added_or_written_to_once_it_is_called_off() {
    let site = crate::site().await;
    edit(&site, |seminar| {
        seminar.state = town::seminar::State::Cancelled {
            message: "雪のため".to_owned(),
        };
    });
    let mut browser = office(&site).await;
    for page in [add(), format!("{LIST}/write")] {
        browser.open(&page).await;
        assert_eq!(browser.page.path, LIST, "{page}");
    }
    browser.open("/registration/office").await;
    assert_eq!(browser.page.path, "/registration/office/list");
}
