//! One's own registration: opening changes nothing, changing and cancelling do what they say, also late.

use axum::http::StatusCode;
use base::token::Purpose;
use jiff::SignedDuration;
use seminars::{Attend, Standing};

use crate::guest::{self, SLUG, mine, register, seminar, stored, token, wait_until};

const ONE: &str = "one@example.jp";
const TWO: &str = "two@example.jp";

#[tokio::test]
async fn opening_links_changes_nothing() {
    let site = crate::site().await;
    let mut browser = register(&site, ONE).await;
    let before = stored(&site, ONE).await;
    site.messages().await;
    for path in ["mine", "mine/change", "mine/cancel"] {
        for _ in 0..3 {
            let path = format!("/registration/{path}?t={}", token(&site, ONE));
            assert_eq!(browser.open(&path).await.status, StatusCode::OK);
            let policy = browser.page.headers["referrer-policy"].to_str().unwrap();
            assert!(
                matches!(policy, "no-referrer" | "strict-origin"),
                "{path}: {policy}"
            );
        }
    }
    assert_eq!(stored(&site, ONE).await, before);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn a_registration_is_shown_and_changed() {
    let site = crate::site().await;
    let mut browser = register(&site, ONE).await;
    site.messages().await;
    let words = browser.open(&mine(&site, ONE)).await.words();
    for fact in [
        "席があります",
        "見本 髙子",
        "見本旅館",
        ONE,
        "1人",
        "会場",
        "2027年1月20日（水）",
    ] {
        assert!(words.contains(fact), "no {fact} in {words}");
    }
    browser
        .open(&format!(
            "/registration/mine/change?t={}",
            token(&site, ONE)
        ))
        .await;
    let form = browser.page.form();
    assert_eq!(form.values("person"), ["見本 髙子"]);
    assert!(!form.choices().contains_key("mail"));
    let changed = [
        ("person", "見本 次郎"),
        ("seats", "3"),
        ("attend", "online"),
        ("question", "駐車場はありますか"),
    ];
    browser.answer(&changed).await;
    assert!(
        browser.page.words().contains("申込みを変えました"),
        "{}",
        browser.page.words()
    );
    let given = stored(&site, ONE).await.unwrap();
    assert_eq!(
        (given.name.as_str(), given.seats, given.attend),
        ("見本 次郎", 3, Attend::Online)
    );
    assert_eq!(site.messages().await, [format!("{}-1-updated-1", given.id)]);
}

#[tokio::test]
async fn wrong_changes_are_refused_with_what_was_typed() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| seminar.capacity = 2);
    let mut browser = register(&site, ONE).await;
    register(&site, TWO).await;
    let before = stored(&site, ONE).await;
    let change = format!("/registration/mine/change?t={}", token(&site, ONE));
    browser.open(&change).await;
    browser
        .answer(&[("person", "見本 三郎"), ("seats", "3")])
        .await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.page.errors(), ["seats"]);
    assert_eq!(browser.page.form().values("person"), ["見本 三郎"]);
    assert_eq!(browser.page.form().values("seats"), ["3"]);
    browser.open(&change).await;
    browser.answer(&[("business", "")]).await;
    assert_eq!(browser.page.errors(), ["business"]);
    assert_eq!(stored(&site, ONE).await, before);
}

#[tokio::test]
async fn cancelling_twice_frees_one_place_and_the_next_gets_it() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| seminar.capacity = 1);
    let mut browser = register(&site, ONE).await;
    let mut waiting = register(&site, TWO).await;
    register(&site, "three@example.jp").await;
    let words = waiting.open(&mine(&site, TWO)).await.words();
    assert!(
        words.contains("キャンセル待ちです。いま、1番目です"),
        "{words}"
    );
    assert!(!words.contains("席があります"), "{words}");
    site.messages().await;
    let cancel = format!("/registration/mine/cancel?t={}", token(&site, ONE));
    browser.open(&cancel).await;
    let form = browser.page.form().confirmed();
    for _ in 0..2 {
        browser.submit(form.clone()).await;
        assert_eq!(browser.page.status, StatusCode::OK);
        assert!(
            browser.page.words().contains("取り消してあります"),
            "{}",
            browser.page.words()
        );
    }
    assert_eq!(stored(&site, TWO).await.unwrap().state, Standing::Confirmed);
    let third = stored(&site, "three@example.jp").await.unwrap();
    assert_eq!(third.state, Standing::Waiting { position: 1 });
    let mut messages = site.messages().await;
    messages.sort();
    let mut wanted = [
        format!("{}-1-withdrawn", guest::id(&site, ONE)),
        format!("{}-1-promoted", guest::id(&site, TWO)),
    ];
    wanted.sort();
    assert_eq!(messages, wanted);
    assert!(
        waiting
            .open(&mine(&site, TWO))
            .await
            .words()
            .contains("席があります")
    );
    assert_eq!(browser.open(&cancel).await.path, mine(&site, ONE));
    assert!(
        browser
            .page
            .links()
            .contains(&format!("/registration/{SLUG}"))
    );
}

#[tokio::test]
async fn what_is_still_possible_is_said_plainly() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| seminar.capacity = 1);
    let mut browser = register(&site, ONE).await;
    let mut waiting = register(&site, TWO).await;
    wait_until(&site, seminar(&site).deadline);
    let words = browser.open(&mine(&site, ONE)).await.words();
    assert!(
        words.contains("人数は増やせません") && words.contains("申込みを取り消す"),
        "{words}"
    );
    let words = waiting.open(&mine(&site, TWO)).await.words();
    assert!(words.contains("順番は来ません"), "{words}");
    browser
        .open(&format!(
            "/registration/mine/change?t={}",
            token(&site, ONE)
        ))
        .await;
    browser.answer(&[("person", "見本 次郎")]).await;
    assert_eq!(stored(&site, ONE).await.unwrap().name, "見本 次郎");
    browser
        .open(&format!(
            "/registration/mine/cancel?t={}",
            token(&site, ONE)
        ))
        .await;
    let cancel = browser.page.form().confirmed();
    wait_until(&site, seminar(&site).start);
    let words = browser.submit(cancel).await.words();
    assert!(words.contains("もう始まっています"), "{words}");
    assert_eq!(stored(&site, ONE).await.unwrap().state, Standing::Confirmed);
    for path in ["change", "cancel"] {
        let path = format!("/registration/mine/{path}?t={}", token(&site, ONE));
        assert_eq!(browser.open(&path).await.path, mine(&site, ONE));
    }
    wait_until(&site, seminar(&site).end);
    let words = browser.open(&mine(&site, ONE)).await.words();
    assert!(words.contains("このセミナーは終わりました"), "{words}");
    assert!(!words.contains("取り消す"), "{words}");
}

#[tokio::test]
async fn a_cancelled_seminar_asks_nobody_to_do_anything() {
    let site = crate::site().await;
    let mut browser = register(&site, ONE).await;
    guest::edit(&site, |seminar| {
        let message = "大雪のため、開きません。".to_owned();
        seminar.state = town::seminar::State::Cancelled { message };
    });
    let words = browser.open(&mine(&site, ONE)).await.words();
    assert!(
        words.contains("大雪のため") && words.contains("手続きは、いりません"),
        "{words}"
    );
    assert!(browser.page.forms().is_empty());
}

#[tokio::test]
async fn a_link_opens_though_a_mail_program_lengthened_or_broke_it() {
    let site = crate::site().await;
    let mut browser = register(&site, ONE).await;
    let token = token(&site, ONE);
    let (start, end) = token.split_at(token.len() / 2);
    for mailed in [
        format!("{token}%E3%80%82"),
        format!("{token}."),
        format!("{token}%EF%BC%89"),
        format!("{token}%0D%0A"),
        format!("{start}%0D%0A{end}"),
        format!("{start}+{end}"),
        format!("3D{token}"),
    ] {
        for path in ["mine", "mine/change", "mine/cancel"] {
            let path = format!("/registration/{path}?t={mailed}");
            assert_eq!(browser.open(&path).await.status, StatusCode::OK, "{path}");
        }
    }
}

#[tokio::test]
async fn a_link_that_is_forged_expired_or_for_something_else_opens_nothing() {
    let site = crate::site().await;
    let mut browser = register(&site, ONE).await;
    let genuine = token(&site, ONE);
    let other = site.state.keys.sign(
        Purpose::Status,
        &seminars::subject(SLUG, &guest::id(&site, ONE)),
        seminar(&site).forget_at(90),
    );
    let nobody = token(&site, "nobody@example.jp");
    for bad in ["", "x", &genuine[1..], &other, &nobody] {
        for path in ["mine", "mine/change", "mine/cancel"] {
            let path = format!("/registration/{path}?t={bad}");
            assert_eq!(
                browser.open(&path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        for path in ["mine/change", "mine/cancel"] {
            browser
                .post(&format!("/registration/{path}?t={bad}"), &[])
                .await;
            assert_eq!(browser.page.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    assert_eq!(stored(&site, ONE).await.unwrap().state, Standing::Confirmed);
    wait_until(
        &site,
        seminar(&site).forget_at(90) + SignedDuration::from_secs(1),
    );
    assert_eq!(
        browser.open(&mine(&site, ONE)).await.status,
        StatusCode::GONE
    );
}
