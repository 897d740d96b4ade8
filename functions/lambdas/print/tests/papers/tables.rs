//! The files for Excel: every table with what it says, only for the office, only with a fresh code, and noted.

use std::collections::BTreeMap;
use std::io::Cursor;

use axum::http::StatusCode;
use base::contact::PhoneNumber;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use jiff::SignedDuration;
use seminars::{Application, Attend};
use testkit::site::Site;
use town::seminar::Seminar;

const EXPORT: &str = "/office/export.xlsx";

async fn site() -> Site {
    Site::open(crate::PRINT).await
}

fn seminar(site: &Site) -> Seminar {
    let content = site.state.content.get();
    content
        .seminars
        .iter()
        .find(|it| it.slug == "2027-01-20-hajimete")
        .unwrap()
        .clone()
}

async fn register(site: &Site) {
    let application = Application {
        name: "=1+1".to_owned(),
        business: "見本旅館".to_owned(),
        mail: None,
        phone: PhoneNumber::parse("0267-00-0000").ok(),
        seats: 2,
        attend: Attend::Venue,
        question: None,
    };
    let (planned, now) = (seminar(site), site.state.now());
    let done = site
        .state
        .store
        .register(&planned, "a1", &application, now)
        .await;
    done.unwrap();
}

/// The cells of each sheet, by its name.
fn sheets(bytes: &[u8]) -> BTreeMap<String, Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let cells = |name: String| {
        let range = book.worksheet_range(&name).unwrap();
        let cells = range.cells().map(|(_, _, cell)| cell.clone()).collect();
        (name, cells)
    };
    names.into_iter().map(cells).collect()
}

#[tokio::test]
async fn everything_is_one_file_with_a_sheet_for_each_table() {
    let site = site().await;
    register(&site).await;
    let mut browser = site.browser();
    site.sign_in(&mut browser, "office@example.jp").await;
    let page = browser.fetch(EXPORT).await.clone();
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let disposition = page.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment;"), "{disposition}");
    let sheets = sheets(&page.body);
    for name in ["仕事", "訪問の帳面", "2026年度の台帳", "サイトを変えた記録"]
    {
        assert!(
            sheets.contains_key(name),
            "no {name} in {:?}",
            sheets.keys()
        );
    }
    let list = sheets.iter().find(|(name, _)| {
        name.contains("はじめての外注") && name.starts_with(|c: char| c.is_ascii_digit())
    });
    let seminars: Vec<&Vec<Data>> = sheets
        .values()
        .filter(|cells| cells.contains(&Data::String("=1+1".to_owned())))
        .collect();
    assert!(list.is_some());
    assert_eq!(seminars.len(), 1, "a formula is what was typed");
    assert!(seminars[0].contains(&Data::String("0267-00-0000".to_owned())));
    assert!(
        seminars[0].contains(&Data::Float(2.0)),
        "what can be added up is a number"
    );
    let acts = site
        .state
        .store
        .office_events("2027-01-20-hajimete")
        .await
        .unwrap();
    assert_eq!(acts.len(), 1, "whoever takes a list is noted");
}

#[tokio::test]
async fn a_list_is_for_the_office_alone_and_needs_a_fresh_code() {
    let site = site().await;
    register(&site).await;
    let roster = "/office/attendees.xlsx?slug=2027-01-20-hajimete";
    let mut browser = site.browser();
    for path in [EXPORT, roster] {
        assert_eq!(browser.fetch(path).await.status, StatusCode::UNAUTHORIZED);
    }
    site.sign_in(&mut browser, "director-a@example.jp").await;
    for path in [EXPORT, roster] {
        assert_eq!(browser.fetch(path).await.status, StatusCode::NOT_FOUND);
    }
    site.sign_in(&mut browser, "office@example.jp").await;
    let page = browser.fetch(roster).await.clone();
    assert_eq!(page.status, StatusCode::OK);
    let sheets = sheets(&page.body);
    let business = Data::String("見本旅館".to_owned());
    assert!(sheets.values().all(|cells| cells.contains(&business)));
    assert_eq!(
        browser.fetch("/office/attendees.xlsx?slug=x").await.status,
        StatusCode::NOT_FOUND
    );
    site.clock.pass(SignedDuration::from_hours(2));
    for path in [EXPORT, roster] {
        let page = browser.fetch(path).await;
        assert_ne!(page.status, StatusCode::OK, "{path}");
        assert!(!page.html().contains("見本旅館"));
    }
}
