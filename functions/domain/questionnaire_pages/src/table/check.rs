//! Judges a table for a draft, row by row.

use std::collections::BTreeMap;

use answers::{Answers, MAX_TASKS};
use base::text;
use handouts::SheetBox;
use jiff::civil::Date;
use questionnaire::tasks;
use town::Content;

use super::checked::{CheckedTable, TableFault};
use super::columns::{Columns, cells};
use super::row::RowJudge;
use super::sheet::SheetTable;

/// The rows below the headings that are no examples.
pub(crate) fn task_rows(sheet: &SheetTable, content: &Content) -> Vec<u32> {
    let columns = Columns::of(sheet, content);
    columns.map_or_else(Vec::new, |columns| rows(sheet, &columns, content).0)
}

/// The rows below the headings with anything in a column that has one: tasks, and examples.
fn rows(sheet: &SheetTable, columns: &Columns, content: &Content) -> (Vec<u32>, Vec<u32>) {
    let name = columns.boxes.iter().find(|it| *it.1 == SheetBox::Name);
    let mark = text::plain(content.texts.table.sample_mark());
    let below = sheet.rows().into_iter().filter(|row| *row > columns.head);
    let written = below.filter(|row| {
        let mut cells = cells(sheet, *row).into_iter();
        cells.any(|(column, _)| columns.boxes.contains_key(&column))
    });
    let is_sample = |row: &u32| {
        let name = name.map(|(column, _)| text::plain(&sheet.line(*row, *column)));
        name.is_some_and(|name| name.starts_with(&mark))
    };
    let (samples, tasks) = written.partition(is_sample);
    (tasks, samples)
}

/// Judges a table for a draft.
pub fn check_table(
    sheet: &SheetTable,
    answers: &Answers,
    content: &Content,
    today: Date,
) -> CheckedTable {
    let texts = &content.texts.table;
    let mut checked = CheckedTable {
        room: MAX_TASKS.saturating_sub(tasks::picked(answers, content).len()),
        ..CheckedTable::default()
    };
    let Some(columns) = Columns::of(sheet, content) else {
        let told = match sheet.cells.is_empty() {
            true => texts.table_empty().to_owned(),
            false => texts.table_headless(SheetBox::Name.printed(content).label),
        };
        checked.faults.push(TableFault::whole(told));
        return checked;
    };
    let (rows, samples) = rows(sheet, &columns, content);
    checked.head = columns.head;
    checked.samples = samples;
    checked.faults = columns.faults.clone();
    if rows.is_empty() && checked.faults.is_empty() {
        let told = match checked.samples.is_empty() {
            true => texts.table_only_head(columns.head),
            false => texts.table_only_samples().to_owned(),
        };
        checked.faults.push(TableFault::whole(told));
    }
    let mut judge = RowJudge {
        sheet,
        columns: &columns,
        answers,
        content,
        today,
        seen: BTreeMap::new(),
        wrong: Vec::new(),
    };
    checked.tasks = rows.into_iter().filter_map(|row| judge.task(row)).collect();
    judge.wrong.sort_by_key(|wrong| wrong.place);
    checked.wrong = judge.wrong;
    checked
}
