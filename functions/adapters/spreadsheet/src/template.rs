//! Writes the template: headings, examples, lists to choose from, and how to fill it in.

use questionnaire_pages::table::TableTemplate;
use rust_xlsxwriter::{Workbook, XlsxError};
use town::texts::TableTexts;

use crate::pages::{choices, guide, head, list, wrapped};

/// The template as an XLSX file.
///
/// # Errors
/// When Excel would not take it.
pub fn workbook(template: &TableTemplate, texts: &TableTexts) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(texts.sheet_tasks())?;
    page.set_freeze_panes(1, 1)?;
    page.set_landscape();
    page.set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    for (at, column) in template.columns.iter().enumerate() {
        let number = at as u16;
        page.write_string_with_format(0, number, &column.heading, &head())?;
        let width = match (at, column.options.is_empty()) {
            (0, _) => 30.0,
            (_, true) => 12.0,
            (_, false) => 20.0,
        };
        page.set_column_width(number, width)?;
        list(page, (0, number), at, template, texts)?;
    }
    for (row, cells) in (1..).zip(&template.examples) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => page.write_number_with_format(row, column, number, &wrapped())?,
                Err(_) => page.write_string_with_format(row, column, cell, &wrapped())?,
            };
        }
    }
    guide(&mut book, template, texts)?;
    choices(&mut book, template, texts)?;
    book.save_to_buffer()
}
