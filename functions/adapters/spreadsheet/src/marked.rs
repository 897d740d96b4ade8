//! Writes a table as it came, with what is wrong marked in its place and said in a column of its own: a colour alone
//! tells nobody what to do.

use std::collections::BTreeMap;

use questionnaire_pages::table::{CellPlace, CheckedTable, SheetTable, TableTemplate};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};
use town::texts::TableTexts;

use crate::pages::{choices, guide, head, list, wrapped};

/// Excel's last column, and the most letters of a cell.
const LAST_COLUMN: u32 = 16_383;
const LONGEST: usize = 32_000;

/// The table as an XLSX file. No cell of it is calculated: what came as a formula is what it showed.
///
/// # Errors
/// When Excel would not take it.
pub fn workbook(
    table: &SheetTable,
    checked: &CheckedTable,
    template: &TableTemplate,
    texts: &TableTexts,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(texts.sheet_tasks())?;
    let wrong = marks(checked);
    let bad = wrapped()
        .set_background_color("FFE08A")
        .set_border(FormatBorder::Thick)
        .set_border_color("B3261E");
    let (headed, plain) = (head(), wrapped());
    let remarks = remark_column(table, checked.head, texts);
    for (place, cell) in &table.cells {
        if place.column == remarks {
            continue;
        }
        let format = match (wrong.contains_key(place), place.row == checked.head) {
            (true, _) => &bad,
            (false, true) => &headed,
            (false, false) => &plain,
        };
        let (row, column) = at(*place);
        match number(cell) {
            Some(number) => page.write_number_with_format(row, column, number, format)?,
            None => page.write_string_with_format(row, column, held(cell), format)?,
        };
    }
    for place in wrong
        .keys()
        .filter(|place| !table.cells.contains_key(place))
    {
        let (row, column) = at(*place);
        page.write_blank(row, column, &bad)?;
    }
    let heading = CellPlace {
        row: checked.head.max(1),
        column: remarks,
    };
    let (row, column) = at(heading);
    page.write_string_with_format(row, column, texts.heading_remark(), &headed)?;
    page.set_column_width(column, 60.0)?;
    for (row, told) in remarks_by_row(checked, heading.row) {
        let place = CellPlace {
            row,
            column: remarks,
        };
        let (row, column) = at(place);
        page.write_string_with_format(row, column, held(&told.join("\n")), &told_format())?;
    }
    for (number, template_column) in template.columns.iter().enumerate() {
        let mut heads = table.cells.range(row_of(checked.head));
        let found = heads.find(|(_, cell)| cell.trim() == template_column.heading);
        if let Some((place, _)) = found {
            let place = at(*place);
            page.set_column_width(place.1, if number == 0 { 30.0 } else { 16.0 })?;
            list(page, place, number, template, texts)?;
        }
    }
    guide(&mut book, template, texts)?;
    choices(&mut book, template, texts)?;
    book.save_to_buffer()
}

fn told_format() -> Format {
    wrapped().set_font_color("B3261E")
}

/// The cells of a row.
fn row_of(row: u32) -> std::ops::Range<CellPlace> {
    let first = |row| CellPlace { row, column: 0 };
    first(row)..first(row + 1)
}

/// What is wrong with each cell.
fn marks(checked: &CheckedTable) -> BTreeMap<CellPlace, Vec<&str>> {
    let mut marks: BTreeMap<CellPlace, Vec<&str>> = BTreeMap::new();
    let faults = checked.faults.iter();
    let faults = faults.filter_map(|fault| Some((fault.place?, fault.told.as_str())));
    let wrong = checked.wrong.iter();
    let wrong = wrong.map(|wrong| (wrong.place, wrong.told.as_str()));
    for (place, told) in faults.chain(wrong) {
        marks.entry(place).or_default().push(told);
    }
    marks
}

/// What is said beside each row; what is wrong nowhere in particular, beside the headings' next row.
fn remarks_by_row(checked: &CheckedTable, head: u32) -> BTreeMap<u32, Vec<&str>> {
    let mut said: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    let whole = checked.faults.iter().filter(|fault| fault.place.is_none());
    for fault in whole {
        said.entry(head + 1).or_default().push(&fault.told);
    }
    for (place, told) in marks(checked) {
        // The remarks' own heading stands in the row of the headings.
        let row = place.row.max(head + 1);
        said.entry(row).or_default().extend(told);
    }
    said
}

/// The column that the file was given back with before, or the first that is free.
fn remark_column(table: &SheetTable, head: u32, texts: &TableTexts) -> u32 {
    let mut heads = table.cells.range(row_of(head));
    let before = heads.find(|(_, cell)| cell.trim() == texts.heading_remark());
    let last = table.cells.keys().map(|place| place.column).max();
    match before {
        Some((place, _)) => place.column,
        None => last.map_or(0, |last| (last + 1).min(LAST_COLUMN)),
    }
}

/// A place as rows and columns are counted from 0.
fn at(place: CellPlace) -> (u32, u16) {
    let column = u16::try_from(place.column).unwrap_or(u16::MAX);
    (place.row - 1, column)
}

/// As much of a text as a cell holds.
fn held(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// A number that can be worked with; what begins with 0 is a name.
fn number(cell: &str) -> Option<f64> {
    let is_number = cell.len() <= 12
        && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && (cell == "0" || cell.starts_with("0.") || !cell.starts_with('0'));
    cell.parse().ok().filter(|_| is_number)
}
