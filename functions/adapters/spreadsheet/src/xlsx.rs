//! Reads an XLSX file cell by cell: the values of formulas, days as days, and where cells were joined.

use std::io::Cursor;

use base::text;
use calamine::{
    DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs,
};
use questionnaire_pages::table::{CellPlace, SheetTable, UnreadFile};

/// The most cells with something in them.
const MOST_CELLS: usize = 20_000;
/// The most sheets that are looked at.
const MOST_SHEETS: usize = 20;

/// So many rows and columns a sheet has.
const EXCEL: (u32, u32) = (1_048_576, 16_384);

/// A file that is opened.
type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads every sheet that is shown.
///
/// # Errors
/// When it is damaged or holds more than is taken.
pub(crate) fn read(file: &[u8]) -> Result<Vec<SheetTable>, UnreadFile> {
    let opened: Result<Book, XlsxError> = open_workbook_from_rs(Cursor::new(file));
    let mut book = opened.map_err(|error| unread(&error))?;
    let shown = book.sheets_metadata().iter().filter(|sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    });
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    let mut room = MOST_CELLS;
    let read = names.into_iter().take(MOST_SHEETS);
    read.map(|name| sheet(&mut book, name, &mut room)).collect()
}

fn unread(error: &XlsxError) -> UnreadFile {
    match error {
        XlsxError::Password => UnreadFile::Locked,
        _ => UnreadFile::Broken,
    }
}

fn sheet(book: &mut Book, name: String, room: &mut usize) -> Result<SheetTable, UnreadFile> {
    let mut table = SheetTable::default();
    let reader = book.worksheet_cells_reader(&name);
    let mut reader = reader.map_err(|error| unread(&error))?;
    while let Some(cell) = reader.next_cell().map_err(|error| unread(&error))? {
        let (row, column) = cell.get_position();
        let written = written(cell.get_value());
        if text::line(&written).is_empty() {
            continue;
        }
        *room = room.checked_sub(1).ok_or(UnreadFile::Heavy)?;
        table.cells.insert(place(row, column)?, written);
    }
    drop(reader);
    let joined = book.merge_cells_by_sheet_name(&name);
    for area in joined.map_err(|error| unread(&error))? {
        let [first, last] = [area.start, area.end].map(|(row, column)| place(row, column));
        table.joined.push((first?, last?));
    }
    table.name = name;
    Ok(table)
}

/// A place as it is named: rows are counted from 1.
fn place(row: u32, column: u32) -> Result<CellPlace, UnreadFile> {
    let is_in_excel = row < EXCEL.0 && column < EXCEL.1;
    let place = is_in_excel.then(|| CellPlace {
        row: row + 1,
        column,
    });
    place.ok_or(UnreadFile::Broken)
}

/// A cell as Excel shows it.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => shown_moment(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number without what binary fractions add to it.
fn shown(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    rounded.to_string()
}

/// A day, or the time of day or length of time that a cell without a day is: both are shares of a day.
fn shown_moment(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&days) {
        return clock(days);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Hours, minutes and, where there are any, seconds.
fn clock(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let sign = if days < 0.0 { "-" } else { "" };
    match seconds {
        0 => format!("{sign}{hours}:{minutes:02}"),
        _ => format!("{sign}{hours}:{minutes:02}:{seconds:02}"),
    }
}
