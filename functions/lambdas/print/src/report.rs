//! The report of a fiscal year as a paper for its meeting, and as tables for Excel.

use axum::extract::{Query, State};
use base::csv::ExcelTable;
use paths::REPORT;
use reports::{Audience, ReportTable, YearReport, tables};
use serde::Deserialize;
use town::Content;
use web::{AppState, HandlerError, HandlerResult, Problem, Visitor};

use crate::export;
use crate::file;
use crate::workbook::TableSheet;

/// Which year.
#[derive(Deserialize)]
pub(crate) struct YearQuery {
    year: i16,
}

async fn report_of(
    state: &AppState,
    visitor: &Visitor,
    year: i16,
) -> Result<YearReport, HandlerError> {
    visitor.office(state, &format!("{REPORT}?year={year}"))?;
    let content = state.content.get();
    let report = state.store.report_of(year, &content, state.now());
    Ok(report.await?.ok_or(Problem::NotFound)?)
}

pub(crate) async fn paper(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(YearQuery { year }): Query<YearQuery>,
) -> HandlerResult {
    let report = report_of(&state, &visitor, year).await?;
    let (content, today) = (state.content.get(), state.today());
    let name = content.texts.reports.file_pdf(year);
    let typeset = move || pdf::report(&report, &content, today);
    file(&name, &format!("report-{year}.pdf"), typeset).await
}

pub(crate) async fn spreadsheet(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(YearQuery { year }): Query<YearQuery>,
) -> HandlerResult {
    let report = report_of(&state, &visitor, year).await?;
    let content = state.content.get();
    let name = content.texts.reports.file_xlsx(year);
    let sheets = sheets(&report, &content);
    export::file(sheets, &name, &format!("report-{year}.xlsx"))
}

/// Each table on a sheet of its own, and what the office writes on the last.
fn sheets(report: &YearReport, content: &Content) -> Vec<TableSheet> {
    let texts = &content.texts.reports;
    let tables = tables(report, Audience::Office, content).into_iter();
    let mut sheets: Vec<TableSheet> = tables
        .enumerate()
        // Two captions may begin alike, and sheets may not have one name.
        .map(|(at, table)| TableSheet {
            name: format!("{}_{}", at + 1, table.caption),
            table: with_notes(table),
        })
        .collect();
    let notes = &report.notes;
    let rows = [
        (
            texts.f_rating(),
            notes.rating.map_or("", |it| it.label(texts)),
        ),
        (texts.f_evaluation(), &notes.evaluation),
        (texts.f_opinions(), &notes.opinions),
        (
            texts.f_policy(),
            notes.policy.map_or("", |it| it.label(texts)),
        ),
        (texts.f_policy_reason(), &notes.policy_reason),
    ];
    let rows = rows.map(|(name, said)| vec![name.to_owned(), said.to_owned()]);
    let head = [texts.head_figure(), texts.head_value()];
    sheets.push(TableSheet {
        name: texts.f_rating().to_owned(),
        table: ExcelTable::new(&head, rows.into()),
    });
    sheets
}

/// Its numbers as such, without their thousands apart, and below them how they are counted and where they come from.
fn with_notes(table: ReportTable) -> ExcelTable {
    let ReportTable {
        head,
        mut rows,
        numbers,
        notes,
        ..
    } = table;
    for row in &mut rows {
        for column in &numbers {
            row[*column] = row[*column].replace(',', "");
        }
    }
    let notes = notes.into_iter().map(|note| vec![note]);
    rows.extend(std::iter::once(Vec::new()).chain(notes));
    ExcelTable { head, rows }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use reports::made_up::{COUNTED, TODAY, decided, report_with, told};
    use reports::public_page;

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
            "2年つづけて伸びたため。",
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
}
