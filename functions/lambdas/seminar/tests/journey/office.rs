//! The office: its link goes to its own address only; lists, the door and the table say what is so and are recorded.

use axum::http::StatusCode;
use jiff::SignedDuration;
use messages::delivery::{DeliveryVerdict, StatusCode as EnhancedStatus};
use seminars::Standing;
use testkit::browser::{Browser, Page};
use testkit::site::Site;

use crate::guest::{self, SLUG, filled, list, office, register, seminar, stored, wait_until};

const ONE: &str = "one@example.jp";
const TWO: &str = "two@example.jp";

#[tokio::test]
async fn the_link_is_mailed_to_the_office_whoever_asks() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let page = browser.open("/registration/office").await;
    assert!(page.form().choices().is_empty());
    browser.answer(&[]).await;
    assert!(browser.page.words().contains("名簿のリンクを送ります"));
    assert!(!browser.page.html().contains("list?t="));
    let messages = site.messages().await;
    assert_eq!(messages.len(), 1);
    assert!(messages[0].ends_with("-office"), "{messages:?}");
    for _ in 0..9 {
        browser.answer(&[]).await;
        assert_eq!(browser.page.status, StatusCode::OK);
    }
    let words = browser.page.words();
    assert!(words.contains("最後に届いたメールのリンク"), "{words}");
    assert_eq!(
        site.messages().await.len(),
        5,
        "six mails an hour from one network"
    );
}

/// Registers with a question.
async fn ask(site: &Site, mail: &str, name: &str, question: &str) {
    let mut browser = site.browser();
    let form = filled(site, &mut browser, mail).await;
    let form = form.set("person", name).set("question", question);
    browser.submit(form).await;
}

#[tokio::test]
async fn the_list_shows_who_comes_who_waits_and_what_they_ask() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| seminar.capacity = 1);
    ask(&site, ONE, "見本 髙子", "<b>駐車場</b>は？").await;
    register(&site, TWO).await;
    let mut browser = site.browser();
    browser
        .open(&format!("/registration/office/list?t={}", office(&site)))
        .await;
    let words = browser.page.words();
    assert!(
        words.contains("席 1／1人") && words.contains("キャンセル待ち 1組"),
        "{words}"
    );
    assert!(words.contains("終わったセミナー"), "{words}");
    assert!(!words.contains("髙子"), "{words}");
    let links = browser.page.links();
    let link = links
        .iter()
        .find(|link| link.contains(SLUG))
        .unwrap()
        .clone();
    let words = browser.open(&link).await.words();
    for fact in [
        "見本 髙子",
        ONE,
        "<b>駐車場</b>は？",
        "1番目",
        TWO,
        "名簿を見た",
    ] {
        assert!(words.contains(fact), "no {fact} in {words}");
    }
    assert!(words.contains("当日になると"), "{words}");
    browser.open(&link).await;
    assert_eq!(site.state.store.office_events(SLUG).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_table_opens_elsewhere_and_calculates_nothing() {
    let site = crate::site().await;
    let formula = "=HYPERLINK(\"https://evil.example\",\"見る\")";
    ask(&site, ONE, formula, "+81\n2行目, \"引用\"").await;
    ask(&site, TWO, "見本 﨑子", "").await;
    let mut browser = site.browser();
    let path = list(&site).replace("?t=", "/csv?t=");
    let page = browser.fetch(&path).await.clone();
    assert_eq!(page.headers["content-type"], "text/csv; charset=utf-8");
    let disposition = page.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment;") && disposition.contains("%E5%90%8D%E7%B0%BF"));
    let bytes = page.body.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let mut table = csv::Reader::from_reader(bytes);
    assert_eq!(table.headers().unwrap().get(2), Some("名前"));
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(&rows[0][2], format!("'{formula}"));
    assert_eq!(&rows[0][7], "'+81\n2行目, \"引用\"");
    assert_eq!((&rows[1][2], &rows[1][4]), ("見本 﨑子", TWO));
    let words = browser.open(&list(&site)).await.words();
    assert!(words.contains("名簿をダウンロードした"), "{words}");
}

/// Presses the button of this value in the form about this address.
async fn tap<'a>(site: &Site, browser: &'a mut Browser, mail: &str, value: &str) -> &'a Page {
    let id = guest::id(site, mail);
    let forms = browser.page.forms();
    let form = forms
        .into_iter()
        .find(|form| form.values("id") == [id.as_str()]);
    let action = list(site).replace("?t=", "/mark?t=");
    let form = form.unwrap().press(&action, "mark", value);
    let page = browser.submit(form).await;
    assert_eq!(page.path, list(site));
    page
}

#[tokio::test]
async fn a_tap_at_the_door_checks_in_and_another_takes_it_back() {
    let site = crate::site().await;
    register(&site, ONE).await;
    register(&site, TWO).await;
    let mut browser = site.browser();
    browser.open(&list(&site)).await;
    let forms = browser.page.forms();
    assert!(
        forms
            .iter()
            .all(|form| form.action.contains("/cancel_many"))
    );
    wait_until(&site, seminar(&site).start - SignedDuration::from_mins(10));
    browser.open(&list(&site)).await;
    let words = tap(&site, &mut browser, ONE, "check_in").await.words();
    assert!(words.contains("13:50に受付しました"), "{words}");
    assert!(stored(&site, ONE).await.unwrap().checked_in_at.is_some());
    tap(&site, &mut browser, ONE, "clear").await;
    assert!(stored(&site, ONE).await.unwrap().checked_in_at.is_none());
    tap(&site, &mut browser, ONE, "check_in").await;
    let words = tap(&site, &mut browser, TWO, "absent").await.words();
    assert!(stored(&site, TWO).await.unwrap().no_show);
    for act in [
        "受付した：見本 髙子",
        "受付を取り消した：見本 髙子",
        "欠席にした：見本 髙子",
    ] {
        assert!(words.contains(act), "no {act} in {words}");
    }
    assert!(words.contains("2027年1月20日（水）13時50分"), "{words}");
}

#[tokio::test]
async fn before_the_day_and_for_strangers_the_door_stays_shut() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let mut browser = site.browser();
    let mark = list(&site).replace("?t=", "/mark?t=");
    let pairs = |id: &str, mark: &str| {
        [
            ("id".to_owned(), id.to_owned()),
            ("mark".to_owned(), mark.to_owned()),
        ]
    };
    browser
        .post(&mark, &pairs(&guest::id(&site, ONE), "check_in"))
        .await;
    let back = browser.page.location().unwrap();
    assert!(back.contains("#r-"), "{back}");
    assert!(stored(&site, ONE).await.unwrap().checked_in_at.is_none());
    browser.post(&mark, &pairs("nobody", "check_in")).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    browser
        .post(&mark, &pairs(&guest::id(&site, ONE), "promote"))
        .await;
    assert_eq!(browser.page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_office_cancels_for_a_caller_and_the_next_gets_the_place() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| seminar.capacity = 1);
    register(&site, ONE).await;
    register(&site, TWO).await;
    let mut browser = site.browser();
    browser.open(&list(&site)).await;
    let id = guest::id(&site, ONE);
    let links = browser.page.links();
    let link = links
        .iter()
        .find(|l| l.contains("/cancel?") && l.contains(&id))
        .unwrap()
        .clone();
    let asked = browser.open(&link).await.heading();
    assert!(asked.starts_with("見本 髙子さんの申込み"), "{asked}");
    assert_eq!(stored(&site, ONE).await.unwrap().state, Standing::Confirmed);
    let form = browser.page.form().confirmed();
    let words = browser.submit(form).await.words();
    assert!(words.contains("申込みを取り消した：見本 髙子"), "{words}");
    assert_eq!(stored(&site, ONE).await.unwrap().state, Standing::Cancelled);
    assert_eq!(stored(&site, TWO).await.unwrap().state, Standing::Confirmed);
    let back = browser.fetch(&link).await.location().unwrap();
    assert_eq!(back, format!("{}#r-{id}", list(&site)));
}

#[tokio::test]
async fn nothing_of_the_office_opens_without_its_own_link() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let expired = office(&site);
    let guests = guest::token(&site, ONE);
    let list = format!("/registration/office/list/{SLUG}");
    let mut browser = site.browser();
    for token in ["", "x", &guests] {
        for path in [
            "/registration/office/list",
            &list,
            &format!("{list}/csv"),
            &format!("{list}/cancel"),
        ] {
            let page = browser.open(&format!("{path}?t={token}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(
                page.links().contains(&"/registration/office".to_owned()),
                "{path}"
            );
            assert!(!page.html().contains("髙子"));
        }
        for path in ["mark", "cancel"] {
            browser.post(&format!("{list}/{path}?t={token}"), &[]).await;
            assert_eq!(browser.page.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    site.clock.pass(SignedDuration::from_hours(25));
    assert_eq!(
        browser.open(&format!("{list}?t={expired}")).await.status,
        StatusCode::GONE
    );
    assert!(
        site.state
            .store
            .office_events(SLUG)
            .await
            .unwrap()
            .is_empty()
    );
    let path = format!("/registration/office/list/none?t={}", office(&site));
    assert_eq!(browser.open(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn after_the_data_is_deleted_only_counts_are_left() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let after = seminar(&site).forget_at(90) + SignedDuration::from_secs(1);
    wait_until(&site, after);
    site.state.store.forget_ended(90, after).await.unwrap();
    let mut browser = site.browser();
    let words = browser.open(&list(&site)).await.words();
    assert!(
        words.contains("個人情報は、消しました") && words.contains("個人情報を消した"),
        "{words}"
    );
    assert!(!words.contains("髙子") && !words.contains(ONE), "{words}");
    assert!(words.contains("1／20人"), "{words}");
}

/// The mail of this registration comes back for good.
async fn give_back(site: &Site, mail: &str, notice: &str) {
    let (store, now) = (&site.state.store, site.state.now());
    let id = format!("{}-1-{notice}", guest::id(site, mail));
    let lease = SignedDuration::from_mins(5);
    let claim = store.claim(&id, now, lease).await.unwrap().unwrap();
    store.delivered(&claim, now).await.unwrap();
    let sent = store.sent(&id).await.unwrap().unwrap();
    let status = EnhancedStatus::parse("5.1.1");
    let bounced = DeliveryVerdict::Bounced(status);
    assert!(store.returned(&sent, "b1", &bounced, now).await.unwrap());
}

/// The page on which this registration's address is put right, by the list's link.
async fn address_page(site: &Site, browser: &mut Browser) -> Page {
    browser.open(&list(site)).await;
    let links = browser.page.links();
    let link = links.iter().find(|link| link.contains("/address?"));
    let link = link.unwrap_or_else(|| panic!("{links:?}")).clone();
    browser.open(&link).await;
    browser.page.clone()
}

#[tokio::test]
async fn a_confirmation_that_came_back_is_put_right_on_the_list_and_keeps_its_place() {
    const MISTYPED: &str = "mihon@gmial.example";
    const RIGHT: &str = "mihon@gmail.example";
    let site = crate::site().await;
    guest::edit(&site, |seminar| {
        (seminar.capacity, seminar.waitlist) = (1, 3)
    });
    ask(&site, MISTYPED, "見本 いち", "").await;
    ask(&site, TWO, "見本 にい", "").await;
    let mut browser = site.browser();
    browser.open(&list(&site)).await;
    assert!(!browser.page.words().contains("メールが届いていません"));
    give_back(&site, MISTYPED, "confirmed").await;
    site.messages().await;
    let words = browser.open(&list(&site)).await.words();
    assert!(
        words.contains("メールが届いていません") && words.contains("bounce-5.1.1"),
        "{words}"
    );
    let page = address_page(&site, &mut browser).await;
    assert_eq!(page.form().values("mail"), [MISTYPED]);
    browser.answer(&[("mail", "mihon@")]).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.answer(&[("mail", TWO)]).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.page.words().contains("もう申込みがあります"));
    browser.answer(&[("mail", RIGHT)]).await;
    let words = browser.page.words();
    assert!(!words.contains("メールが届いていません"), "{words}");
    assert!(
        words.contains(RIGHT) && !words.contains(MISTYPED),
        "{words}"
    );
    assert!(
        words.contains("メールアドレスを直した：見本 いち"),
        "{words}"
    );
    assert_eq!(stored(&site, MISTYPED).await, None);
    let first = stored(&site, RIGHT).await.unwrap();
    assert_eq!(
        (first.state, first.name.as_str()),
        (Standing::Confirmed, "見本 いち")
    );
    let second = stored(&site, TWO).await.unwrap();
    assert_eq!(second.state, Standing::Waiting { position: 1 });
    assert_eq!(site.messages().await, [format!("{}-1-confirmed", first.id)]);
    // What was mailed to the mistyped address opens nothing any more.
    let mut stranger = site.browser();
    stranger.open(&guest::mine(&site, MISTYPED)).await;
    assert_eq!(stranger.page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_waits_keeps_the_turn_and_a_right_address_is_mailed_again() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| {
        (seminar.capacity, seminar.waitlist) = (1, 3)
    });
    for mail in [ONE, TWO, "three@example.jp"] {
        register(&site, mail).await;
    }
    give_back(&site, TWO, "waiting").await;
    let mut browser = site.browser();
    address_page(&site, &mut browser).await;
    browser.answer(&[("mail", "zwei@example.jp")]).await;
    let moved = stored(&site, "zwei@example.jp").await.unwrap();
    assert_eq!(moved.state, Standing::Waiting { position: 1 });
    give_back(&site, ONE, "confirmed").await;
    address_page(&site, &mut browser).await;
    site.messages().await;
    browser.answer(&[]).await;
    assert!(!browser.page.words().contains("メールが届いていません"));
    let due = site.state.store.due(site.state.now(), 100).await.unwrap();
    let again = format!("{}-1-confirmed", guest::id(&site, ONE));
    assert!(due.contains(&again), "{due:?}");
}

#[tokio::test]
async fn what_a_second_person_with_the_same_address_asks_reaches_the_office() {
    let site = crate::site().await;
    ask(&site, ONE, "見本 一郎", "").await;
    ask(&site, ONE, "見本 花子", "駐車場はありますか（見本）").await;
    let given = stored(&site, ONE).await.unwrap();
    assert_eq!((given.name.as_str(), given.seats), ("見本 一郎", 1));
    let mut browser = site.browser();
    let words = browser.open(&list(&site)).await.words();
    for fact in [
        "見本 一郎",
        "数に入っていません",
        "見本 花子",
        "駐車場はありますか（見本）",
    ] {
        assert!(words.contains(fact), "no {fact} in {words}");
    }
    // Pressing twice says nothing new.
    ask(&site, TWO, "見本 次郎", "").await;
    ask(&site, TWO, "見本 次郎", "").await;
    let repeats = site.state.store.repeats(SLUG).await.unwrap();
    assert!(!repeats.contains_key(&guest::id(&site, TWO)));
}
