//! The office: who is signed in sees its lists; the door and the table say what is so and are recorded by name.

use axum::http::StatusCode;
use jiff::SignedDuration;
use messages::delivery::{DeliveryVerdict, StatusCode as EnhancedStatus};
use seminars::Standing;
use testkit::browser::{Browser, Page};
use testkit::publish::publish;
use testkit::site::Site;

use crate::guest::{self, LIST, SLUG, filled, register, seminar, stored, wait_until};

const ONE: &str = "one@example.jp";
const TWO: &str = "two@example.jp";
const OFFICE: &str = "office@example.jp";

#[tokio::test]
async fn the_office_comes_in_by_signing_in() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let page = browser.fetch("/registration/office").await;
    let there = page.location().unwrap();
    assert_eq!(there, "/director/?to=%2Fregistration%2Foffice%2Flist");
    let mut browser = guest::office(&site).await;
    let page = browser.fetch("/registration/office").await;
    assert_eq!(page.location().unwrap(), "/registration/office/list");
    site.sign_in(&mut browser, "director-a@example.jp").await;
    browser.open(LIST).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    assert!(browser.page.words().contains("仕事のページではありません"));
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
    let mut browser = guest::office(&site).await;
    browser.open("/registration/office/list").await;
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
async fn who_registered_is_seen_though_the_page_is_gone() {
    let site = crate::site().await;
    ask(&site, ONE, "見本 髙子", "駐車場は？").await;
    register(&site, TWO).await;
    let path = format!("seminars/{SLUG}.md");
    publish(&site.state.store, &[(&path, None)], site.state.now()).await;
    let mut content = (*site.state.content.get()).clone();
    content.seminars.retain(|seminar| seminar.slug != SLUG);
    site.state.content.replace(content);
    let mut browser = guest::office(&site).await;
    let words = browser.open("/registration/office/list").await.words();
    assert!(words.contains("ページがなくなったセミナー"), "{words}");
    assert!(words.contains("申込みとキャンセル待ち 2組"), "{words}");
    let mut links = browser.page.links().into_iter();
    let link = links.find(|link| link.contains(SLUG)).unwrap();
    let words = browser.open(&link).await.words();
    for fact in [
        "見本 髙子",
        ONE,
        TWO,
        "このセミナーのページは、もうありません",
    ] {
        assert!(words.contains(fact), "no {fact} in {words}");
    }
    for link in browser.page.links() {
        let status = match link.starts_with("/registration/office/") {
            true => browser.fetch(&link).await.status,
            false => continue,
        };
        assert!(!status.is_client_error(), "{link}: {status}");
    }
    let page = browser
        .open("/registration/office/list/2027-01-01-nai")
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_that_is_gone_without_anybody_registered_is_no_line() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let path = "seminars/2027-02-03-kakidashi.md";
    publish(&site.state.store, &[(path, None)], site.state.now()).await;
    let mut browser = guest::office(&site).await;
    let words = browser.open("/registration/office/list").await.words();
    assert!(!words.contains("ページがなくなった"), "{words}");
}

#[tokio::test]
async fn the_table_opens_elsewhere_and_calculates_nothing() {
    let site = crate::site().await;
    let formula = "=HYPERLINK(\"https://evil.example\",\"見る\")";
    ask(&site, ONE, formula, "+81\n2行目, \"引用\"").await;
    ask(&site, TWO, "見本 﨑子", "").await;
    let mut browser = guest::office(&site).await;
    let path = format!("{LIST}/csv");
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
    assert_eq!(&rows[0][8], "'+81\n2行目, \"引用\"");
    assert_eq!((&rows[1][2], &rows[1][4]), ("見本 﨑子", TWO));
    let words = browser.open(LIST).await.words();
    assert!(words.contains("名簿をダウンロードした"), "{words}");
}

/// Presses the button of this value in the form about this address.
async fn tap<'a>(site: &Site, browser: &'a mut Browser, mail: &str, value: &str) -> &'a Page {
    let id = guest::id(site, mail);
    let forms = browser.page.forms();
    let form = forms
        .into_iter()
        .find(|form| form.values("id") == [id.as_str()]);
    let action = format!("{LIST}/mark");
    let form = form.unwrap().press(&action, "mark", value);
    let page = browser.submit(form).await;
    assert!(page.path.starts_with(LIST), "{}", page.path);
    page
}

#[tokio::test]
async fn a_tap_at_the_door_checks_in_and_another_takes_it_back() {
    let site = crate::site().await;
    register(&site, ONE).await;
    register(&site, TWO).await;
    let mut browser = guest::office(&site).await;
    browser.open(LIST).await;
    let forms = browser.page.forms();
    assert!(
        forms
            .iter()
            .all(|form| form.action.contains("/cancel_many"))
    );
    wait_until(&site, seminar(&site).start - SignedDuration::from_mins(10));
    site.sign_in(&mut browser, OFFICE).await;
    browser.open(LIST).await;
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
    let mut browser = guest::office(&site).await;
    let mark = format!("{LIST}/mark");
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
    let mut browser = guest::office(&site).await;
    browser.open(LIST).await;
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
    assert_eq!(back, format!("{LIST}#r-{id}"));
}

#[tokio::test]
async fn nothing_of_the_office_opens_unless_one_is_signed_in() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let mut browser = site.browser();
    let list = LIST;
    let refused = async |browser: &mut Browser| {
        for path in [
            "/registration/office/list",
            list,
            &format!("{list}/csv"),
            &format!("{list}/cancel"),
            &format!("{list}/address"),
            "/registration/office/list/none",
        ] {
            let page = browser.open(path).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
            let links = page.links();
            assert!(
                links.iter().any(|to| to.starts_with("/director/")),
                "{path}"
            );
            assert!(!page.html().contains("髙子"));
        }
        for path in ["mark", "cancel", "cancel_many", "address"] {
            browser.post(&format!("{list}/{path}"), &[]).await;
            assert_eq!(browser.page.status, StatusCode::UNAUTHORIZED, "{path}");
        }
    };
    refused(&mut browser).await;
    let forged = ["", "x", "x.y", &guest::token(&site, ONE)];
    for value in forged {
        let cookie = ("signed_in".to_owned(), value.to_owned());
        browser.cookies.extend([cookie]);
        refused(&mut browser).await;
    }
    let mut office = guest::office(&site).await;
    site.clock.pass(SignedDuration::from_hours(9));
    refused(&mut office).await;
    assert!(office.page.words().contains("サインインが終わっています"));
    let events = site.state.store.office_events(SLUG).await.unwrap();
    assert!(events.is_empty());
    let mut office = guest::office(&site).await;
    let page = office.open("/registration/office/list/none").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_the_office_does_bears_the_name_of_who_did_it() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let mut browser = guest::office(&site).await;
    browser.open(LIST).await;
    site.sign_in(&mut browser, "office-2@example.jp").await;
    let words = browser.open(LIST).await.words();
    assert!(words.contains("名簿を見た（窓口の係（見本））"), "{words}");
    assert!(words.contains("名簿を見た（課の係（見本））"), "{words}");
}

#[tokio::test]
async fn the_table_an_address_and_cancelling_many_need_a_fresh_code() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let mut browser = guest::office(&site).await;
    let (csv, id) = (format!("{LIST}/csv"), guest::id(&site, ONE));
    let address = format!("{LIST}/address?id={id}");
    for path in [&csv, &address] {
        assert_eq!(browser.fetch(path).await.status, StatusCode::OK, "{path}");
    }
    site.clock.pass(SignedDuration::from_mins(16));
    for path in [&csv, &address] {
        let there = browser.fetch(path).await.location().unwrap();
        assert!(there.starts_with("/director/again?to="), "{there}");
    }
    let values = [("id", id.as_str()), ("mail", "new@example.jp")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.post(&format!("{LIST}/address"), &values).await;
    let there = browser.page.location().unwrap();
    assert!(there.starts_with("/director/again?to="), "{there}");
    assert!(stored(&site, "new@example.jp").await.is_none());
    let values = [("ids", id.as_str()), ("meant", "yes")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.post(&format!("{LIST}/cancel_many"), &values).await;
    let there = browser.page.location().unwrap();
    assert!(there.starts_with("/director/again?to="), "{there}");
    assert_eq!(stored(&site, ONE).await.unwrap().state, Standing::Confirmed);
    let page = browser.open(LIST).await;
    assert_eq!(page.status, StatusCode::OK);
    let many = |page: &Page| {
        let forms = page.forms().into_iter();
        forms
            .filter(|form| form.action.ends_with("/cancel_many"))
            .count()
    };
    assert_eq!(many(page), 0, "no boxes are ticked in vain");
    let links = page.links();
    assert!(links.contains(&there), "{links:?}");
    site.sign_in(&mut browser, "office-2@example.jp").await;
    assert_eq!(many(browser.open(LIST).await), 1);
}

#[tokio::test]
async fn after_the_data_is_deleted_only_counts_are_left() {
    let site = crate::site().await;
    register(&site, ONE).await;
    let after = seminar(&site).forget_at(90) + SignedDuration::from_secs(1);
    wait_until(&site, after);
    site.state.store.forget_ended(90, after).await.unwrap();
    let mut browser = guest::office(&site).await;
    let words = browser.open(LIST).await.words();
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
async fn address_page(browser: &mut Browser) -> Page {
    browser.open(LIST).await;
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
    let mut browser = guest::office(&site).await;
    browser.open(LIST).await;
    assert!(!browser.page.words().contains("メールが届いていません"));
    give_back(&site, MISTYPED, "confirmed").await;
    site.messages().await;
    let words = browser.open(LIST).await.words();
    assert!(
        words.contains("メールが届いていません") && words.contains("bounce-5.1.1"),
        "{words}"
    );
    let page = address_page(&mut browser).await;
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
    let mut browser = guest::office(&site).await;
    address_page(&mut browser).await;
    browser.answer(&[("mail", "zwei@example.jp")]).await;
    let moved = stored(&site, "zwei@example.jp").await.unwrap();
    assert_eq!(moved.state, Standing::Waiting { position: 1 });
    give_back(&site, ONE, "confirmed").await;
    address_page(&mut browser).await;
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
    let mut browser = guest::office(&site).await;
    let words = browser.open(LIST).await.words();
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
