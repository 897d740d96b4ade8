//! Tables as one file for Excel, with numbers that can be added up; a cell of this kind of file is never calculated.

use base::csv::ExcelTable;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Excel takes no longer names of sheets, and none of these characters.
const NAME: usize = 31;
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// The widest column in characters; longer cells are wrapped.
const WIDEST: usize = 40;

/// A sheet: its name, and what it says.
pub(crate) struct TableSheet {
    pub name: String,
    pub table: ExcelTable,
}

/// The file.
///
/// # Errors
/// When a table is larger than Excel takes.
pub(crate) fn workbook(sheets: &[TableSheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap();
    let cell = Format::new().set_text_wrap();
    let percent = Format::new().set_num_format("0%");
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(name(&sheet.name))?;
        page.set_freeze_panes(1, 0)?;
        let mut widths: Vec<usize> = Vec::new();
        let rows = std::iter::once(&sheet.table.head).chain(&sheet.table.rows);
        for (row, cells) in rows.enumerate() {
            for (column, text) in cells.iter().enumerate() {
                let at = (row as u32, column as u16);
                let said = (number(text), share(text));
                match said {
                    (Some(number), _) if row > 0 => page.write_number(at.0, at.1, number)?,
                    (_, Some(share)) if row > 0 => {
                        page.write_number_with_format(at.0, at.1, share, &percent)?
                    }
                    _ => {
                        let format = if row == 0 { &head } else { &cell };
                        page.write_string_with_format(at.0, at.1, text, format)?
                    }
                };
                widths.resize(widths.len().max(column + 1), 0);
                widths[column] = widths[column].max(width(text));
            }
        }
        for (column, width) in widths.into_iter().enumerate() {
            page.set_column_width(column as u16, (width.min(WIDEST) + 2) as f64)?;
        }
    }
    book.save_to_buffer()
}

fn name(wanted: &str) -> String {
    let plain = wanted.chars().filter(|c| !FORBIDDEN.contains(c));
    plain.take(NAME).collect()
}

/// What whole percent are of one.
fn share(text: &str) -> Option<f64> {
    let percent = text.strip_suffix('%').filter(|it| !it.contains('.'));
    Some(number(percent?)? / 100.0)
}

/// An amount. What begins with 0 or is long is a phone number or another name, not an amount.
fn number(text: &str) -> Option<f64> {
    let is_amount = !text.is_empty()
        && text.len() <= 12
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && (text == "0" || text.starts_with("0.") || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_amount)
}

/// Japanese letters are twice as wide.
fn width(text: &str) -> usize {
    let line = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(line).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_and_names_stay_as_they_are() {
        for (text, amount) in [
            ("1200", Some(1200.0)),
            ("0", Some(0.0)),
            ("0.5", Some(0.5)),
            ("0267", None),
            ("0267-00-0000", None),
            ("1.2.3", None),
            ("", None),
            ("2026-11-24", None),
            ("1234567890123", None),
        ] {
            assert_eq!(number(text), amount, "{text}");
        }
    }

    #[test]
    fn whole_percent_are_shares() {
        for (text, of_one) in [
            ("49%", Some(0.49)),
            ("0%", Some(0.0)),
            ("%", None),
            ("3", None),
        ] {
            assert_eq!(share(text), of_one, "{text}");
        }
    }

    #[test]
    fn names_of_sheets_are_such_as_excel_takes() {
        assert_eq!(name("【見本】a/b:c?"), "【見本】abc");
        assert_eq!(name(&"長".repeat(50)).chars().count(), NAME);
    }
}
