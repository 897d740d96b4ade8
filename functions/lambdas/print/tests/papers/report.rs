//! The report of a year as a paper and as tables: what the office sees, for the office alone.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use reports::{Kpi, OutsideFigure, ReportNotes};
use testkit::site::Site;

use crate::squeezed;

const PAPER: &str = "/office/report.pdf?year=2026";
const TABLES: &str = "/office/report.xlsx?year=2026";

async fn written(site: &Site) {
    let outside = OutsideFigure {
        amount: 27_000,
        source: "町の決算（見本）".to_owned(),
    };
    let notes = ReportNotes {
        year: 2026,
        version: 1,
        targets: [(Kpi::Visits, 10), (Kpi::Income, 54_000)].into(),
        outside: [(Kpi::Income, outside)].into(),
        evaluation: "宿の仕事が動き始めた（見本）。".to_owned(),
        ..ReportNotes::default()
    };
    assert!(site.state.store.keep_report_notes(&notes).await.unwrap());
}

#[tokio::test]
async fn the_meetings_paper_and_the_tables_say_what_the_page_says() {
    let site = Site::open(crate::PRINT).await;
    written(&site).await;
    let mut browser = site.browser();
    site.sign_in(&mut browser, "office@example.jp").await;
    let page = browser.fetch(PAPER).await.clone();
    assert_eq!(page.status, StatusCode::OK);
    let said = squeezed(&testkit::pdf::text(&page.body, "-raw"));
    for part in [
        "2026年度の検証シート",
        "営業訪問企業数は、この年度の記録がまだありません",
        "宿の仕事が動き始めた（見本）。",
        "町の決算（見本）",
        "業務委託料収入額の数え方：年度内にたのむ側から入金があった金額",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let page = browser.fetch(TABLES).await.clone();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(page.body)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 10, "{names:?}");
    let plan = book.worksheet_range(&names[0]).unwrap();
    let visits: Vec<String> = plan
        .rows()
        .nth(3)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    const NONE: &str = "記録なし";
    assert_eq!(
        visits,
        ["営業訪問企業数", "事業者", "10", NONE, NONE, NONE, "", NONE]
    );
    let income: Vec<&Data> = plan.rows().nth(1).unwrap().iter().collect();
    // Target, reached, counted here, from elsewhere, the share reached, and since the first year.
    let mut wanted = [54_000.0, 27_000.0, 0.0, 27_000.0, 0.5, 27_000.0].map(Data::Float);
    wanted[2] = Data::String(NONE.to_owned());
    assert_eq!(income[2..], wanted.iter().collect::<Vec<_>>());
    let said: Vec<String> = plan.rows().map(|row| row[0].to_string()).collect();
    let said = said.join("\n");
    for part in [
        "業務委託料収入額の「ほかの記録から」の出典：町の決算（見本）",
        "業務委託料収入額の数え方：年度内にたのむ側から入金があった金額",
        "ディレクター延べ数の数え方：",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[tokio::test]
async fn nobody_else_takes_it_and_there_is_none_of_a_year_to_come() {
    let site = Site::open(crate::PRINT).await;
    for path in [PAPER, TABLES] {
        assert_eq!(
            site.browser().fetch(path).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let mut browser = site.browser();
    site.sign_in(&mut browser, "office@example.jp").await;
    for year in ["2019", "2030"] {
        let path = format!("/office/report.pdf?year={year}");
        assert_eq!(browser.fetch(&path).await.status, StatusCode::NOT_FOUND);
    }
}
