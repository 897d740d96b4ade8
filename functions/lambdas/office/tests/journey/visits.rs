//! The book of visits: a request is answered by an entry, next steps are done, and each business counts once a year.

use axum::http::StatusCode;
use base::contact::PhoneNumber;
use figures::{BusinessNumbers, Figures};
use jiff::SignedDuration;
use testkit::browser::{Browser, Form};
use testkit::site::Site;
use visits::{Visit, VisitRequest};

const VISITS: &str = "/office/visits";
const SAVED: &str = "/office/visits?done=saved";
const ENTRY: &str = "/office/visits/entry";

async fn ask_for_a_visit(site: &Site) -> Visit {
    let request = VisitRequest {
        name: "見本 髙子".to_owned(),
        business: "見本旅館".to_owned(),
        mail: None,
        phone: PhoneNumber::parse("0267-00-0000").ok(),
        place: "見本町（見本）".to_owned(),
        wish: Some("午後がよいです".to_owned()),
    };
    let visit = Visit::new(request, &site.state.keys, site.state.now());
    assert!(site.state.store.request_visit(&visit, 90).await.unwrap());
    visit
}

/// The form of a new entry, filled in.
async fn filled(browser: &mut Browser, business: &str, result: &str) -> Form {
    browser.open(ENTRY).await;
    let form = browser.page.form().set("business", business);
    form.set("result", result)
}

async fn businesses(site: &Site) -> u32 {
    let year = base::time::fiscal_year(site.state.today());
    let lines = site.state.store.ledger(year).await.unwrap();
    Figures::count(
        &lines,
        &BusinessNumbers::default(),
        year,
        site.state.today(),
    )
    .visits
}

#[tokio::test]
async fn a_request_waits_on_the_page_of_today_until_its_visit_is_entered() {
    let site = crate::site().await;
    ask_for_a_visit(&site).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open("/office/").await.words();
    assert!(words.contains("訪問の申込みと予定 1件"), "{words}");
    assert!(words.contains("0267-00-0000"), "{words}");
    let links = browser.page.links();
    let link = links
        .iter()
        .find(|link| link.starts_with(ENTRY))
        .unwrap()
        .clone();
    let words = browser.open(&link).await.words();
    assert!(words.contains("午後がよいです"), "{words}");
    let form = browser.page.form();
    assert_eq!(form.values("business"), ["見本旅館"]);
    assert_eq!(form.values("who"), ["窓口の係（見本）"]);
    let form = form.set("result", "again").set("step", "作業の数を聞く");
    let form = form.set(
        "step_on",
        &(site.state.today() + jiff::Span::new().days(3)).to_string(),
    );
    browser.submit(form.clone()).await;
    assert_eq!(browser.page.path, SAVED, "{}", browser.page.words());
    let words = browser.page.words();
    assert!(words.contains("帳面に書きました"), "{words}");
    assert!(words.contains("営業訪問企業数：1事業者"), "{words}");
    assert!(!words.contains("申込み 1件"), "{words}");
    // The button was pressed twice.
    browser.submit(form).await;
    assert_eq!(browser.page.path, SAVED);
    let book = site.state.store.visit_book(site.state.now()).await.unwrap();
    assert_eq!((book.open_requests.len(), book.entries.len()), (0, 1));
    assert_eq!(businesses(&site).await, 1);
    // On its day it cannot wait, and it is done with one press.
    site.clock.pass(SignedDuration::from_hours(72));
    let mut browser = crate::office(&site).await;
    let words = browser.open("/office/").await.words();
    let urgent = words.find("すぐにすること").unwrap();
    assert!(urgent < words.find("作業の数を聞く").unwrap(), "{words}");
    browser.open(VISITS).await;
    let form = browser.page.form();
    browser.submit(form.clone()).await;
    browser.submit(form).await;
    let words = browser.page.words();
    assert!(!words.contains("作業の数を聞く"), "{words}");
    assert_eq!(businesses(&site).await, 1);
}

#[tokio::test]
async fn each_business_counts_once_and_only_where_somebody_was_met() {
    let site = crate::site().await;
    let mut browser = crate::office(&site).await;
    for (business, result) in [
        ("株式会社見本旅館", "again"),
        ("見本旅館（株）", "begun"),
        ("見本農園", "nobody"),
        ("見本商店", "no_need"),
    ] {
        let form = filled(&mut browser, business, result).await;
        browser.submit(form).await;
        assert_eq!(browser.page.path, SAVED, "{}", browser.page.words());
    }
    let form = filled(&mut browser, "見本工業", "again").await;
    browser.submit(form.set("way", "phone")).await;
    assert_eq!(businesses(&site).await, 2);
    // Nobody was met after all: what counted is taken back.
    let links = browser.page.links();
    let mut entries = Vec::new();
    for link in links.iter().filter(|link| link.contains("entry?id=")) {
        browser.open(link).await;
        if browser.page.form().values("business") == ["見本商店"] {
            entries.push(link.clone());
        }
    }
    browser.open(&entries[0]).await;
    let form = browser.page.form().set("result", "nobody");
    browser.submit(form).await;
    assert_eq!(businesses(&site).await, 1);
}

#[tokio::test]
async fn what_cannot_be_is_refused_beside_its_field_and_kept() {
    let site = crate::site().await;
    let mut browser = crate::office(&site).await;
    let tomorrow = (site.state.today() + jiff::Span::new().days(1)).to_string();
    for (field, value, message) in [
        ("business", "　", "事業者の名前を書いてください。"),
        ("on", tomorrow.as_str(), "話した日は、今日か"),
        ("on", "2026-02-30", "日"),
        ("on", "1990-01-01", "年より前です"),
        ("step", "電話する", "いつまでにするか"),
        ("step_on", tomorrow.as_str(), "何をするかを"),
        ("who", "", "話した人の名前"),
    ] {
        let form = filled(&mut browser, "見本旅館", "again").await;
        browser
            .submit(form.set("note", "残る言葉").set(field, value))
            .await;
        assert_eq!(
            browser.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field}"
        );
        let words = browser.page.words();
        assert!(words.contains(message), "{field}: {words}");
        assert!(browser.page.title().starts_with("エラー："), "{field}");
        assert_eq!(browser.page.form().values("note"), ["残る言葉"], "{field}");
    }
    let form = filled(&mut browser, "見本旅館", "again").await;
    let past = form.set("step", "電話する").set("step_on", "2020-01-01");
    browser.submit(past).await;
    assert!(browser.page.words().contains("話した日かその後の日"));
    let book = site.state.store.visit_book(site.state.now()).await.unwrap();
    assert!(book.entries.is_empty());
}

#[tokio::test]
async fn who_changes_an_entry_that_somebody_else_has_changed_sees_both_and_loses_nothing() {
    let site = crate::site().await;
    let mut first = crate::office(&site).await;
    let form = filled(&mut first, "見本旅館", "again").await;
    first.submit(form).await;
    let links = first.page.links();
    let link = links
        .iter()
        .find(|link| link.contains("entry?id="))
        .unwrap()
        .clone();
    let mut second = site.browser();
    site.sign_in(&mut second, "office-2@example.jp").await;
    first.open(&link).await;
    second.open(&link).await;
    let form = first.page.form().set("note", "一人目のメモ");
    first.submit(form).await;
    let form = second.page.form().set("note", "二人目のメモ");
    second.submit(form).await;
    assert_eq!(second.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = second.page.words();
    assert!(
        words.contains("一人目のメモ") && words.contains("先に直しました"),
        "{words}"
    );
    let form = second.page.form();
    assert_eq!(form.values("note"), ["二人目のメモ"]);
    let both = form.set("note", "一人目のメモ。二人目のメモ");
    second.submit(both).await;
    assert_eq!(second.page.path, SAVED);
    assert!(second.page.words().contains("一人目のメモ。二人目のメモ"));
}

#[tokio::test]
async fn what_is_changed_after_going_back_is_a_change_of_what_was_entered() {
    let site = crate::site().await;
    let mut browser = crate::office(&site).await;
    let form = filled(&mut browser, "見本旅館", "again").await;
    browser.submit(form.clone()).await;
    browser.submit(form.set("note", "書きわすれたこと")).await;
    assert_eq!(browser.page.path, SAVED, "{}", browser.page.words());
    let book = site.state.store.visit_book(site.state.now()).await.unwrap();
    assert_eq!(book.entries.len(), 1);
    assert_eq!(book.entries[0].note, "書きわすれたこと");
}

#[tokio::test]
async fn the_book_goes_by_its_time_and_its_count_stays() {
    let site = crate::site().await;
    let mut browser = crate::office(&site).await;
    let form = filled(&mut browser, "見本旅館", "again").await;
    browser.submit(form).await;
    let year = base::time::fiscal_year(site.state.today());
    let years = site.state.content.get().programme.retention.visit_years;
    site.clock
        .pass(SignedDuration::from_hours(24 * 367 * i64::from(years)));
    let book = site.state.store.visit_book(site.state.now()).await.unwrap();
    assert_eq!(book.entries, []);
    let lines = site.state.store.ledger(year).await.unwrap();
    assert_eq!(
        Figures::count(
            &lines,
            &BusinessNumbers::default(),
            year,
            site.state.today()
        )
        .visits,
        1
    );
}

#[tokio::test]
async fn the_table_calculates_nothing_and_needs_a_fresh_code() {
    let site = crate::site().await;
    let mut browser = crate::office(&site).await;
    let form = filled(&mut browser, "=1+1", "again").await;
    browser.submit(form).await;
    let page = browser.fetch("/office/visits.csv").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.html();
    assert!(text.contains("'=1+1"), "{text}");
    site.clock.pass(SignedDuration::from_hours(2));
    let page = browser.fetch("/office/visits.csv").await;
    assert_ne!(page.status, StatusCode::OK);
}
