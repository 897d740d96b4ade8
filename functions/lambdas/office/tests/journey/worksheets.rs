//! Papers on the office's pages: the list of them, and worksheets whose number opens a draft for as long as it lives.

use answers::Answers;
use axum::http::StatusCode;
use base::industry::Industry;
use base::reference::Reference;
use base::source::DraftSource;
use base::time::{fiscal_year, japan_date};
use base::token::Purpose;
use figures::count_sources;
use handouts::{Handout, sheet_draft};
use jiff::SignedDuration;
use store::{Draft, MOST_BROWSERS};
use submissions::assisted::HelpWay;
use testkit::browser::Browser;
use testkit::site::Site;

use crate::{office, site};

const LIST: &str = "/office/handouts";
const OPEN: &str = "/office/handouts/open";
const SHEETS: &str = "/office/handouts/sheets";

/// Begins worksheets; their numbers.
async fn begun(browser: &mut Browser, industry: &str, copies: &str) -> Vec<String> {
    let form = [("industry", industry), ("copies", copies)];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.post(SHEETS, &form).await;
    assert_eq!(browser.page.status, StatusCode::SEE_OTHER);
    let to = browser.page.location().unwrap();
    browser.open(&to).await;
    let (_, numbers) = to.split_once("numbers=").unwrap();
    numbers.split(',').map(str::to_owned).collect()
}

async fn typed(browser: &mut Browser, number: &str) {
    browser
        .post(OPEN, &[("number".to_owned(), number.to_owned())])
        .await;
}

async fn draft(site: &Site, number: &str) -> Draft {
    let id = sheet_draft(&Reference::parse(number).unwrap());
    let found = site.state.store.draft(&id, site.state.now());
    found.await.unwrap().unwrap()
}

#[tokio::test]
async fn every_paper_that_is_of_use_is_listed_and_the_day_leads_to_the_list() {
    let site = site().await;
    let mut browser = office(&site).await;
    let links = browser.open("/office/").await.links();
    assert!(links.contains(&LIST.to_owned()), "{links:?}");
    let links = browser.open(LIST).await.links();
    for handout in Handout::all(&site.state.content.get()) {
        let link = format!("/office/handout.pdf?of={}", handout.name());
        let over = matches!(&handout, Handout::Poster(it) if it.end < site.state.now());
        assert_eq!(links.contains(&link), !over, "{link}");
    }
}

#[tokio::test]
async fn a_number_opens_its_draft_for_whoever_copies_the_paper() {
    let site = site().await;
    let mut browser = office(&site).await;
    let numbers = begun(&mut browser, "inn", "3").await;
    assert_eq!(numbers.len(), 3);
    let page = browser.page.clone();
    assert!(numbers.iter().all(|number| page.words().contains(number)));
    let file = format!("/office/handout.pdf?numbers={}", numbers.join(","));
    assert!(page.links().contains(&file), "{:?}", page.links());
    let blank = draft(&site, &numbers[1]).await;
    assert_eq!(blank.answers.industry, Some(Industry::Inn));
    assert!(blank.holders.browsers().is_empty(), "nobody holds it yet");
    let small = numbers[1].to_lowercase().replace('-', " ");
    typed(&mut browser, &small).await;
    let to = browser.page.location().unwrap();
    let token = to.strip_prefix("/inventory/help?t=").unwrap();
    let (state, now) = (&site.state, site.state.now());
    let handle = state.keys.verify(Purpose::Help, token, now).unwrap();
    let opened = state.store.draft(&handle, now).await.unwrap().unwrap();
    assert_eq!(opened.id, blank.id);
    let helper = opened.holders.reading_helper().unwrap();
    assert_eq!(helper.way, HelpWay::Paper);
    let people = &state.content.get().programme.office.people;
    assert_eq!(helper.name, people[0].name);
}

/// What led to the questions, and how often, as the page of figures has it.
async fn counted(site: &Site) -> Vec<(String, u32)> {
    let year = fiscal_year(japan_date(site.state.now()));
    let begun = site.state.store.begun_by_source(year).await.unwrap();
    let counts = count_sources(&[], &begun, year, &site.state.content.get());
    let counts = counts.into_iter().map(|it| (it.label, it.begun));
    counts.collect()
}

#[tokio::test]
async fn a_sheet_counts_as_begun_when_it_is_first_opened_and_only_then() {
    let site = site().await;
    let mut browser = office(&site).await;
    let numbers = begun(&mut browser, "inn", "3").await;
    assert_eq!(counted(&site).await, [], "only printed");
    // Two of the office at once, and the first again.
    let mut colleague = office(&site).await;
    tokio::join!(
        typed(&mut browser, &numbers[0]),
        typed(&mut colleague, &numbers[0])
    );
    typed(&mut browser, &numbers[0]).await;
    assert_eq!(draft(&site, &numbers[0]).await.holders.browsers().len(), 3);
    let inn = |times| [("書き出しの紙（宿泊・飲食）".to_owned(), times)];
    assert_eq!(counted(&site).await, inn(1));
    for _ in 0..=MOST_BROWSERS {
        typed(&mut browser, &numbers[2]).await;
    }
    typed(&mut browser, "MMMM-MMMM").await;
    assert_eq!(counted(&site).await, inn(2));
}

#[tokio::test]
async fn a_number_opens_as_long_as_the_draft_lives_however_often() {
    let site = site().await;
    let mut browser = office(&site).await;
    let number = begun(&mut browser, "agr", "1").await.remove(0);
    let days = site.state.content.get().programme.retention.draft_days;
    let nearly = SignedDuration::from_hours(24 * i64::from(days) - 1);
    site.clock.pass(nearly);
    site.sign_in(&mut browser, "office@example.jp").await;
    for _ in 0..25 {
        typed(&mut browser, &number).await;
        assert_eq!(browser.page.status, StatusCode::SEE_OTHER);
    }
    // Whoever opened it keeps it for as long again.
    site.clock.pass(nearly);
    site.sign_in(&mut browser, "office@example.jp").await;
    typed(&mut browser, &number).await;
    assert_eq!(browser.page.status, StatusCode::SEE_OTHER);
    site.clock.pass(nearly + SignedDuration::from_hours(2));
    site.sign_in(&mut browser, "office@example.jp").await;
    typed(&mut browser, &number).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        browser
            .page
            .words()
            .contains("この番号の書き出しは、ありません")
    );
}

#[tokio::test]
async fn a_number_that_opens_nothing_is_told_and_kept() {
    let site = site().await;
    let mut browser = office(&site).await;
    let number = begun(&mut browser, "inn", "1").await.remove(0);
    let content = site.state.content.get();
    let sent = testkit::sample::submission(&["inn02"], &content, site.state.now());
    let id = sheet_draft(&Reference::parse(&number).unwrap());
    site.state.store.submit(&id, &sent, &[]).await.unwrap();
    for (wrong, told) in [
        ("", "8文字で"),
        ("K7M3", "8文字で"),
        ("MMMM-MMMM", "ありません"),
        (number.as_str(), sent.reference.as_str()),
    ] {
        typed(&mut browser, wrong).await;
        let page = &browser.page;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.title().starts_with("エラー："), "{}", page.title());
        assert!(page.words().contains(told), "{wrong}: {}", page.words());
        let mut forms = page.forms().into_iter();
        assert!(
            forms.any(|form| form.values("number") == [wrong]),
            "{wrong}"
        );
        let mut forms = page.forms().into_iter();
        assert!(forms.any(|form| form.values("copies") == ["1"]), "{wrong}");
    }
    browser
        .post(SHEETS, &[("copies".into(), "1000".into())])
        .await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.page.errors().len(), 2);
}

#[tokio::test]
async fn papers_and_numbers_are_the_offices_alone() {
    let site = site().await;
    let mut browser = office(&site).await;
    let number = begun(&mut browser, "inn", "1").await.remove(0);
    let mut director = site.browser();
    site.sign_in(&mut director, "director-a@example.jp").await;
    let mut stranger = site.browser();
    for (who, status) in [
        (&mut director, StatusCode::NOT_FOUND),
        (&mut stranger, StatusCode::UNAUTHORIZED),
    ] {
        for path in [LIST, &format!("{SHEETS}?numbers={number}")] {
            assert_eq!(who.open(path).await.status, status, "{path}");
        }
        typed(who, &number).await;
        assert_eq!(who.page.status, status);
        let form = [("industry".to_owned(), "inn".to_owned())];
        who.post(SHEETS, &form).await;
        assert_eq!(who.page.status, status);
    }
    let untouched = Answers {
        source: Some(DraftSource::Worksheet(Industry::Inn)),
        industry: Some(Industry::Inn),
        ..Answers::default()
    };
    assert_eq!(draft(&site, &number).await.answers, untouched);
}
