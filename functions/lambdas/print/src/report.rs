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
mod tests;
