//! The report of a made-up year is the same in page, paper, spreadsheet and on the site.

#[path = "../../../../domain/reports/src/fixture.rs"]
mod fixture;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use reports::{
    Kpi, OutsideFigure, Policy, Rating, ReportNotes, ShownChoice, YearCount, public_page,
};

use self::fixture::{COUNTED, TODAY, decided, report_with, told};
use super::*;
use crate::workbook::workbook;

/// What a cell of Excel holds where a page says this.
fn held(said: &str) -> Data {
    let plain = said.replace(',', "");
    let share = plain
        .strip_suffix('%')
        .and_then(|it| it.parse::<f64>().ok());
    match (plain.parse(), share) {
        (Ok(number), _) => Data::Float(number),
        (_, Some(percent)) => Data::Float(percent / 100.0),
        _ if said.is_empty() => Data::Empty,
        _ => Data::String(said.to_owned()),
    }
}

#[test]
fn page_paper_spreadsheet_and_public_page_of_a_made_up_year_say_what_was_counted_by_hand() {
    let (report, content) = (report_with(&decided(true)), Content::embedded());
    let page = tables(&report, Audience::Office, &content);
    let paper = pdf::report(&report, &content, TODAY).unwrap();
    let paper: String = testkit::pdf::text(&paper, "-raw")
        .split_whitespace()
        .collect();
    let book = workbook(&sheets(&report, &content)).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
    let names = book.sheet_names();
    let public = public_page(&report, &content, TODAY).unwrap();
    for (at, rows) in COUNTED.iter().enumerate() {
        assert_eq!(page[at].rows, *rows);
        let sheet = book.worksheet_range(&names[at]).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            let said = cells.concat();
            assert!(paper.contains(&said), "{said}: {paper}");
            let cells: Vec<Data> = cells.iter().map(|cell| held(cell)).collect();
            let of_sheet = sheet.rows().nth(row + 1).unwrap();
            assert_eq!(of_sheet[..cells.len()], cells);
        }
    }
    for rows in told() {
        let rows: Vec<String> = rows.iter().map(|cells| format!("{cells:?}")).collect();
        let rows = format!("rows = [{}]", rows.join(", "));
        assert!(public.contains(&rows), "{rows}: {public}");
    }
    let written = [
        "相当程度、効果があった",
        "数字をもっと早く知りたい。",
        "2年続けて伸びたため。",
    ];
    let last: Vec<String> = book
        .worksheet_range(&names[9])
        .unwrap()
        .rows()
        .flatten()
        .map(ToString::to_string)
        .collect();
    for said in written {
        assert!(paper.contains(said), "{said}: {paper}");
        assert!(public.contains(said), "{said}: {public}");
        assert!(last.iter().any(|cell| cell == said), "{said}: {last:?}");
    }
}

#[test]
fn the_paper_is_a4() {
    let paper = pdf::report(&report_with(&decided(true)), &Content::embedded(), TODAY).unwrap();
    let told = testkit::pdf::about(&paper);
    assert!(told.contains("(A4)"), "{told}");
}
