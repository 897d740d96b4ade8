//! Draws the page of a table that was read for a draft: its tasks, or all that is wrong with it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::response::Response;
use base::token::Purpose;
use forms::FieldError;
use questionnaire::flow;
use questionnaire_pages::table::{
    CheckedTable, FILE_FIELD, MOST_ROWS, ReadFile, TABLE, TableTask, WrongCell, check_table,
};
use serde::Serialize;
use store::Draft;
use town::texts::TableTexts;
use web::{AppState, draft_mark};

use crate::drafts;

/// The rows that are to be taken.
pub(crate) const ROWS: &str = "rows";

#[derive(Serialize)]
struct TablePage {
    errors: Vec<FieldError>,
    /// Why a file was not taken; empty: it was, or none came yet.
    file_error: String,
    mark: String,
    shown: String,
    most: usize,
    /// Whether a file was read.
    is_read: bool,
    /// Whether it can be had back with its marks.
    has_marks: bool,
    /// What is wrong with the table as such.
    faults: Vec<ShownFault>,
    wrong: Vec<ShownCell>,
    new: Vec<ShownTask>,
    there: Vec<ShownTask>,
    /// The rows of the examples; empty: there are none.
    samples: String,
    room: usize,
    /// Where to go on with the questions.
    go_on: String,
    /// Whether somebody of the office reads it.
    helps: bool,
}

#[derive(Serialize)]
struct ShownFault {
    id: String,
    told: String,
}

#[derive(Serialize)]
struct ShownCell {
    /// Its place, such as D3.
    id: String,
    written: String,
    told: String,
}

#[derive(Serialize)]
struct ShownTask {
    row: u32,
    place: String,
    name: String,
    /// Whether it is one of the catalogue.
    is_known: bool,
    lines: Vec<(String, String)>,
    checked: bool,
}

/// A table that was read, as the page shows it.
pub(crate) struct ShownTable<'a> {
    draft: &'a Draft,
    file: Option<ReadFile>,
    /// What it was judged to be.
    pub checked: CheckedTable,
    /// The rows that are ticked.
    pub ticked: BTreeSet<u32>,
    /// Why its tasks were not taken.
    pub refused: Option<String>,
}

impl<'a> ShownTable<'a> {
    /// What was read for a draft.
    pub fn of(state: &AppState, draft: &'a Draft) -> ShownTable<'a> {
        let file = draft.typed.get(TABLE).map(ReadFile::kept);
        let checked = match &file {
            Some(ReadFile::Table(table)) => {
                let (content, today) = (state.content.get(), state.today());
                check_table(table, &draft.answers, &content, today)
            }
            _ => CheckedTable::default(),
        };
        let first = checked.new_tasks().take(checked.room);
        let ticked = first.map(|task| task.row).collect();
        ShownTable {
            draft,
            file,
            checked,
            ticked,
            refused: None,
        }
    }

    /// Names what is shown.
    pub fn name(&self, state: &AppState) -> String {
        let kept = self.draft.typed.get(TABLE);
        let kept = serde_json::to_string(&kept).unwrap_or_default();
        state.keys.pseudonym(Purpose::Form, &kept)
    }

    /// Its page.
    pub fn page(self, state: &AppState) -> Response {
        let content = state.content.get();
        let texts = &content.texts.table;
        let route = flow::replay(&self.draft.answers, &content);
        let file_error = match self.file {
            Some(ReadFile::Unread(unread)) => unread.told(texts),
            _ => String::new(),
        };
        let errors = self.errors(&file_error);
        let is_right = self.checked.is_right();
        let is_read = matches!(self.file, Some(ReadFile::Table(_)));
        let tasks = |is_there: bool| {
            let all = self.checked.tasks.iter().filter(|_| is_right);
            let these = all.filter(|task| task.is_there == is_there);
            these.map(|task| self.task(task, texts)).collect()
        };
        let page = TablePage {
            mark: draft_mark(state, &self.draft.id),
            shown: self.name(state),
            most: MOST_ROWS,
            is_read,
            has_marks: is_read && !is_right,
            faults: faults(&self.checked),
            wrong: self.checked.wrong.iter().map(cell).collect(),
            new: tasks(false),
            there: tasks(true),
            samples: rows(&self.checked.samples, texts),
            room: self.checked.room,
            go_on: drafts::resume_path(&route, self.draft),
            helps: self.draft.holders.reading_helper().is_some(),
            file_error,
            errors,
        };
        let status = match page.errors.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        state.page(status, "inventory/table.html", paths::TABLE, &page)
    }

    fn errors(&self, file_error: &str) -> Vec<FieldError> {
        let error = |field: String, told: &str| FieldError {
            field,
            message: told.to_owned(),
        };
        let file = Some(file_error).filter(|told| !told.is_empty());
        let file = file.map(|told| error(FILE_FIELD.to_owned(), told));
        let refused = self.refused.iter();
        let refused = refused.map(|told| error(ROWS.to_owned(), told));
        let faults = faults(&self.checked).into_iter();
        let faults = faults.map(|fault| error(fault.id, &fault.told));
        let wrong = self.checked.wrong.iter();
        let mut wrong: Vec<_> = wrong
            .map(|wrong| error(wrong.place.to_string(), &wrong.told))
            .collect();
        wrong.dedup_by(|one, other| one.field == other.field);
        let above = file.into_iter().chain(refused).chain(faults);
        above.chain(wrong).collect()
    }

    fn task(&self, task: &TableTask, texts: &TableTexts) -> ShownTask {
        ShownTask {
            row: task.row,
            place: texts.shown_row(task.row),
            name: task.name.clone(),
            is_known: task.key.is_some(),
            lines: task.lines.clone(),
            checked: self.ticked.contains(&task.row),
        }
    }
}

fn cell(wrong: &WrongCell) -> ShownCell {
    ShownCell {
        id: wrong.place.to_string(),
        written: wrong.written.clone(),
        told: wrong.told.clone(),
    }
}

fn faults(checked: &CheckedTable) -> Vec<ShownFault> {
    let faults = (1..).zip(&checked.faults);
    let shown = faults.map(|(at, fault): (usize, _)| ShownFault {
        id: format!("fault{at}"),
        told: fault.told.clone(),
    });
    shown.collect()
}

fn rows(rows: &[u32], texts: &TableTexts) -> String {
    let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
    match rows.is_empty() {
        true => String::new(),
        false => texts.shown_rows(rows.join(texts.shown_between())),
    }
}
