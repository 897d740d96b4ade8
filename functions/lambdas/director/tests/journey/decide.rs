//! One winner, whoever clicks when; links that only show; declining on.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::people::{Actor, Holder};
use jiff::SignedDuration;
use placements::{Event, Link, Status};
use testkit::browser::{Browser, Form};
use testkit::sample;

use crate::site::Site;

/// The form of the page that is sent there, confirmed as by a person who means it.
pub fn form_to(browser: &Browser, action: &str) -> Form {
    let forms = browser.page.forms();
    let found = forms.into_iter().find(|form| form.action == action);
    let found = found.unwrap_or_else(|| panic!("no form to {action}: {}", browser.page.words()));
    found.confirmed()
}

#[tokio::test]
async fn who_reads_a_sheet_that_the_office_wrote_knows_what_of_it_and_how_the_employer_agreed() {
    let site = Site::open().await;
    let helped = Some(sample::assistance(site.state.now()));
    let sent = site.sent_with(sample::contact(), &["inn02"], helped).await;
    let words = sent.decide("b").await.page.words();
    for told in [
        "見本 窓口（窓口）が手伝って書きました（電話）。",
        "（見本 窓口が記録）",
        "「この内容で届けてよいです。」（2026年",
        "窓口が書いたところ仕事の種類、口コミ返信の下書き：回数",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let alone = site.sent(&["inn02"]).await.decide("b").await.page.words();
    assert!(!alone.contains("書いた人"), "{alone}");
}

#[tokio::test]
async fn the_first_screen_says_what_how_much_until_when_and_what_is_open() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let browser = sent.decide("b").await;
    let (words, placement) = (browser.page.words(), sent.placement().await);
    let at = |text: &str| {
        words
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {words}"))
    };
    let order = [
        "何を",
        "どのくらい",
        "いつまで",
        "まだ決まっていないこと",
        "返事を選ぶ",
        "たのんだ人",
    ];
    assert!(
        order.windows(2).all(|pair| at(pair[0]) < at(pair[1])),
        "{words}"
    );
    for field in placement
        .spec
        .fields
        .iter()
        .filter(|field| !field.value.is_empty())
    {
        let line = field.value.lines().next().unwrap();
        assert!(
            words.contains(line.trim()),
            "{} is missing: {line}",
            field.label
        );
    }
    for told in [
        "見本旅館 髙﨑",
        "090-1234-5678",
        "hanako@example.jp",
        &placement.id.to_string(),
    ] {
        assert!(words.contains(told), "{told}");
    }
    let why = placement
        .choice
        .words("", &site.state.content.get().texts.routing);
    assert!(
        !why.is_empty() && words.contains("あなたに届いた理由"),
        "{words}"
    );
}

#[tokio::test]
async fn accepting_gives_it_to_the_director_and_notifies_the_employer_once() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/accept");
    browser.submit(form.clone()).await;
    assert!(
        browser.page.words().contains("引き受けました"),
        "{}",
        browser.page.words()
    );
    let told = site.messages().await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("-update-employer"), "{told:?}");
    // A second press of the same button changes nothing and is no error.
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    assert_eq!(sent.case().await.entries().len(), 1);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn reading_changes_nothing_however_often_and_by_whom() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let address = site.address(&sent.decide_link("b"));
    let token = address.split_once('?').unwrap().1;
    let before = sent.case().await;
    let paths = [
        "decide", "accept", "decline", "ask", "handover", "advance", "correct", "end", "reassign",
    ];
    for path in paths {
        for method in [Method::GET, Method::HEAD] {
            let uri = format!("/director/{path}?{token}&reason=x&done=accepted");
            let request = Request::builder().method(method).uri(uri);
            let request = request.body(Body::empty()).unwrap();
            let page = site.browser().raw(request).await.status;
            let wanted = if path == "decide" {
                StatusCode::OK
            } else {
                StatusCode::METHOD_NOT_ALLOWED
            };
            assert_eq!(page, wanted, "{path}");
        }
    }
    assert_eq!(sent.case().await, before);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn another_site_may_not_decide() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let address = site.address(&sent.decide_link("b"));
    let token = address.split_once("?t=").unwrap().1;
    let request = Request::builder()
        .method(Method::POST)
        .uri("/director/accept")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(format!("t={token}")))
        .unwrap();
    assert_eq!(
        site.browser().raw(request).await.status,
        StatusCode::FORBIDDEN
    );
    assert!(sent.case().await.entries().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_accept_at_once_one_wins_and_the_others_are_told_who() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    // Everybody of the tag declines, so that all directors are asked at once.
    let mut browser = sent.decide("b").await;
    let decline = form_to(&browser, "/director/decline").set("reason", "12月はいっぱいです。");
    browser.submit(decline).await;
    assert_eq!(sent.placement().await.holder, Holder::AllDirectors);
    site.messages().await;
    let seats = ["a", "c", "deputy-a", "deputy-c", "office"];
    let mut pages = Vec::new();
    for seat in seats {
        pages.push(sent.decide(seat).await);
    }
    let racing: Vec<_> = pages
        .into_iter()
        .map(|mut browser| {
            let form = form_to(&browser, "/director/accept");
            tokio::spawn(async move {
                browser.submit(form).await;
                (browser.page.status, browser.page.words())
            })
        })
        .collect();
    let mut won = 0;
    for race in racing {
        match race.await.unwrap() {
            (StatusCode::OK, _) => won += 1,
            (StatusCode::CONFLICT, words) => {
                assert!(words.contains("先に決まったので"), "{words}");
                assert!(
                    words.contains("2026年11月24日（火）9時30分に返事をしました"),
                    "{words}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(won, 1);
    let entries = sent.case().await.entries().to_vec();
    let accepted = entries
        .iter()
        .filter(|entry| entry.event == Event::Accepted)
        .count();
    assert_eq!(accepted, 1);
    assert_eq!(site.messages().await.len(), 1, "the employer is told once");
}

#[tokio::test]
async fn declining_needs_a_reason_and_goes_on_to_the_next_and_at_last_to_the_office() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut browser = sent.decide("b").await;
    let empty = form_to(&browser, "/director/decline");
    browser.submit(empty).await;
    assert_eq!(browser.page.errors(), ["reason"]);
    for group in ["b", "a", "c"] {
        let mut browser = sent.decide(group).await;
        let form = form_to(&browser, "/director/decline");
        browser
            .submit(form.set("reason", "手がいっぱいです。"))
            .await;
        assert!(
            browser.page.words().contains("断りました"),
            "{}",
            browser.page.words()
        );
        assert!(
            browser.page.forms().is_empty(),
            "the director has nothing left to decide"
        );
    }
    assert_eq!(sent.placement().await.holder, Holder::Office);
    let mut office = sent.decide("office").await;
    assert!(office.page.words().contains("手がいっぱいです。"));
    let form = form_to(&office, "/director/reassign").set("to", "deputy-c");
    office.submit(form).await;
    let deputy = Holder::Deputy { group: "c".into() };
    assert_eq!(sent.placement().await.holder, deputy);
    assert!(!sent.decide("deputy-c").await.page.forms().is_empty());
}

#[tokio::test]
async fn an_old_link_says_what_happened_and_a_forged_one_says_nothing() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let address = site.address(&sent.decide_link("b"));
    site.pass(SignedDuration::from_hours(24 * 31));
    let mut browser = site.browser();
    browser.open(&address).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let words = browser.page.words();
    assert!(
        words.contains("期限が過ぎた") && !words.contains("hanako@example.jp"),
        "{words}"
    );
    let token = address.split_once("?t=").unwrap().1.to_owned();
    let accept = [("t".to_owned(), token)];
    browser.post("/director/accept", &accept).await;
    assert!(
        sent.case().await.entries().is_empty(),
        "an old link decides nothing"
    );
    browser.open(&address).await;
    // Who signs in decides after all.
    let links = browser.page.links();
    let way = links.iter().find(|link| link.starts_with("/director/?to="));
    let asked = browser.open(way.unwrap()).await.form();
    browser
        .submit(asked.set("mail", "director-b@example.jp"))
        .await;
    let code = site.code().await.unwrap();
    browser.answer(&[("code", &code)]).await;
    form_to(&browser, "/director/accept");
    for forged in ["?t=forged", &format!("?t=x{}", accept[0].1)] {
        let page = browser.open(&format!("/director/decide{forged}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{forged}");
        assert!(!page.words().contains(sent.reference.as_str()));
    }
}

#[tokio::test]
async fn who_never_had_it_sees_no_contact_and_no_button() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let browser = sent.decide("c").await;
    assert!(browser.page.forms().is_empty());
    assert!(!browser.page.words().contains("hanako@example.jp"));
    let deputy = sent.decide("deputy-c").await;
    assert!(deputy.page.forms().is_empty());
}

/// A sheet that could not reach the director is mailed to the deputy, who then has to be able to answer.
#[tokio::test]
async fn a_deputy_may_answer_for_the_director_at_any_time() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut deputy = sent.decide("deputy-b").await;
    let words = deputy.page.words();
    assert!(words.contains("代わりに、あなたが返事をする"), "{words}");
    assert!(words.contains("hanako@example.jp"), "{words}");
    let form = form_to(&deputy, "/director/accept");
    deputy.submit(form).await;
    let by = Actor::Deputy { group: "b".into() };
    assert_eq!(sent.placement().await.accepted.unwrap().0, by);
}

#[tokio::test]
async fn who_was_replaced_in_the_settings_decides_nothing_with_an_old_mail() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let old = site.address(&sent.decide_link("b"));
    let mut gone = site.list("b").await;
    let successor = "successor@example.jp";
    site.edit(|programme| programme.directors[1].mail = successor.to_owned());
    gone.open(&old).await;
    assert_eq!(gone.page.status, StatusCode::OK);
    let words = gone.page.words();
    assert!(gone.page.forms().is_empty(), "{words}");
    assert!(
        words.contains("いまの担当のアドレスではありません"),
        "{words}"
    );
    assert!(!words.contains("hanako@example.jp") && !words.contains("これまでのこと"));
    let token = old.split_once("?t=").unwrap().1.to_owned();
    for action in ["accept", "end", "advance"] {
        let form = [("t".to_owned(), token.clone())];
        gone.post(&format!("/director/{action}"), &form).await;
    }
    assert!(sent.case().await.entries().is_empty());
    assert!(site.messages().await.is_empty(), "no link goes anywhere");
    gone.open("/director/home").await;
    assert_eq!(gone.page.status, StatusCode::UNAUTHORIZED);
    assert!(gone.page.words().contains("町の設定から"), "it says why");
    assert!(!gone.page.words().contains(sent.reference.as_str()));
    assert!(
        !sent.decide("b").await.page.forms().is_empty(),
        "the successor"
    );
}

#[tokio::test]
async fn who_lost_it_to_another_group_decides_nothing_any_more() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let (mut b, mut deputy) = (sent.decide("b").await, sent.decide("deputy-b").await);
    let mut office = sent.decide("office").await;
    let form = form_to(&office, "/director/reassign").set("to", "c");
    office.submit(form).await;
    let before = sent.case().await;
    for late in [&mut b, &mut deputy] {
        let form = form_to(late, "/director/accept");
        late.submit(form).await;
        assert_eq!(late.page.status, StatusCode::CONFLICT);
    }
    assert_eq!(sent.case().await, before);
    for by in ["b", "deputy-b"] {
        let page = sent.decide(by).await.page;
        assert!(page.forms().is_empty());
        assert!(!page.words().contains("hanako@example.jp"));
    }
}

#[tokio::test]
async fn the_office_may_end_it_as_a_trial() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut office = sent.decide("office").await;
    let form = form_to(&office, "/director/end").set("ending", "trial");
    office.submit(form).await;
    assert!(matches!(
        sent.placement().await.status,
        Status::Ended { .. }
    ));
    assert!(
        site.messages().await.is_empty(),
        "nobody is written to about a trial"
    );
    let late = sent.decide("b").await;
    assert!(late.page.forms().is_empty(), "{}", late.page.words());
}

#[tokio::test]
async fn a_link_of_a_group_that_is_gone_only_shows() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let link = Link::Decide {
        id: sent.id(1),
        by: Actor::Director { group: "z".into() },
    };
    let browser = site.at(&link).await;
    assert!(browser.page.forms().is_empty());
    assert!(!browser.page.words().contains("hanako@example.jp"));
}

#[tokio::test]
async fn a_link_opens_though_a_mail_program_lengthened_or_broke_it() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let address = site.address(&sent.decide_link("b"));
    let (start, token) = address.split_once("t=").unwrap();
    let (half, rest) = token.split_at(token.len() / 2);
    for mailed in [
        format!("{token}%E3%80%82"),
        format!("{token}%3E"),
        format!("{token}."),
        format!("{half}%20{rest}"),
        format!("{half}%0D%0A{rest}"),
        format!("3D{token}"),
    ] {
        let mut browser = site.browser();
        browser.open(&format!("{start}t={mailed}")).await;
        assert_eq!(browser.page.status, StatusCode::OK, "{mailed}");
        assert!(
            browser.page.words().contains("返事を選ぶ")
                || browser.page.words().contains("返事を選ぶ")
        );
    }
    let mut browser = site.browser();
    browser
        .open(&format!("{start}t={}", &token[..token.len() - 3]))
        .await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
}
