//! The sheets behind the one with the tasks: how to fill it in, and the words that its lists offer.

use questionnaire_pages::table::{CellPlace, MOST_ROWS, TableTemplate};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use town::texts::TableTexts;

/// The column of the choices sheet with the names of tasks; those with a column's answers follow.
const NAMES: usize = 0;

/// So many rows below the headings have lists to choose from: the most tasks, the examples, and some more.
const LISTED: u32 = MOST_ROWS as u32 + 10;

/// Headings.
pub(crate) fn head() -> Format {
    wrapped().set_bold().set_background_color("E8EEE9")
}

/// Everything that may be longer than its cell.
pub(crate) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// Writes how each column is filled in, and the numbered tasks.
pub(crate) fn guide(
    book: &mut Workbook,
    template: &TableTemplate,
    texts: &TableTexts,
) -> Result<(), XlsxError> {
    let page = book.add_worksheet();
    page.set_name(texts.sheet_guide())?;
    let mut lines: Vec<Vec<String>> = [
        texts.guide_rows(MOST_ROWS),
        texts.guide_unclear().to_owned(),
        texts.guide_private().to_owned(),
        String::new(),
    ]
    .map(|line| vec![line])
    .into();
    let heads = [
        texts.guide_heading(),
        texts.guide_ask(),
        texts.guide_options(),
    ];
    let mut bold = vec![lines.len()];
    lines.push(heads.map(str::to_owned).into());
    for (column, at) in template.columns.iter().zip(0..) {
        let place = CellPlace { row: 1, column: at };
        let options = column.options.iter().zip(1..);
        let options: Vec<String> = options
            .map(|(label, at): (_, usize)| texts.guide_option(at, label))
            .collect();
        lines.push(vec![
            // Not the heading alone, by which a table is known.
            texts.guide_named(place.column_letters(), &column.heading),
            match at {
                0 => texts.guide_needed(&column.ask),
                _ => column.ask.clone(),
            },
            options.join("\n"),
        ]);
    }
    lines.push(Vec::new());
    bold.push(lines.len());
    lines.push(vec![texts.guide_common().to_owned()]);
    let numbered = template.tasks.iter().zip(1..);
    lines.extend(numbered.map(|(name, at): (_, usize)| vec![at.to_string(), name.clone()]));
    for (row, cells) in (0..).zip(&lines) {
        // A sentence runs on over the empty cells beside it.
        let format = match (bold.contains(&(row as usize)), cells.len()) {
            (true, 1) => Format::new().set_bold(),
            (true, _) => head(),
            (false, 1) => Format::new(),
            (false, _) => wrapped(),
        };
        for (column, cell) in (0..).zip(cells) {
            page.write_string_with_format(row, column, cell, &format)?;
        }
    }
    for (column, width) in (0..).zip([28.0, 52.0, 40.0]) {
        page.set_column_width(column, width)?;
    }
    Ok(())
}

/// Writes what the lists offer, on a sheet that is not shown: it is no table of tasks.
pub(crate) fn choices(
    book: &mut Workbook,
    template: &TableTemplate,
    texts: &TableTexts,
) -> Result<(), XlsxError> {
    let page = book.add_worksheet();
    page.set_name(texts.sheet_choices())?;
    page.set_hidden(true);
    let answers = template.columns.iter().map(|column| &column.options);
    for (column, options) in (0..).zip([&template.tasks].into_iter().chain(answers)) {
        for (row, option) in (0..).zip(options) {
            page.write_string(row, column, option)?;
        }
    }
    Ok(())
}

/// Gives the cells below a heading their list. Other words are taken too where they may be one's own.
pub(crate) fn list(
    page: &mut Worksheet,
    (head, column): (u32, u16),
    at: usize,
    template: &TableTemplate,
    texts: &TableTexts,
) -> Result<(), XlsxError> {
    let is_name = at == NAMES;
    let (from, count) = match is_name {
        true => (NAMES, template.tasks.len()),
        false => (at + 1, template.columns[at].options.len()),
    };
    if count == 0 {
        return Ok(());
    }
    let letters = CellPlace {
        row: 1,
        column: u32::try_from(from).unwrap_or_default(),
    };
    let letters = letters.column_letters();
    let sheet = texts.sheet_choices();
    let range = format!("='{sheet}'!${letters}$1:${letters}${count}");
    // Numbers and words of one's own are for us to judge, with a better sentence than Excel's.
    let rule = DataValidation::new()
        .allow_list_formula(range.as_str().into())
        .show_error_message(false);
    page.add_data_validation(head + 1, column, head + LISTED, column, &rule)?;
    Ok(())
}
