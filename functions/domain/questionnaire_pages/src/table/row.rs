//! Judges a row of a table: which task it is, and which of its cells cannot be what is written in it.

use std::collections::BTreeMap;

use answers::{Answers, Pick, TaskKey};
use base::industry::Industry;
use base::text;
use handouts::{SheetBox, numbered_task};
use jiff::civil::Date;
use questionnaire::tasks::{self, Task};
use town::Content;

use super::checked::{TableTask, WrongCell};
use super::columns::Columns;
use super::place::CellPlace;
use super::sheet::SheetTable;
use crate::boxes::{Blank, Misread, Said, clear, clipped, fill_pages, folded, unknown};

/// Judges one row after the other.
pub(crate) struct RowJudge<'a> {
    pub sheet: &'a SheetTable,
    pub columns: &'a Columns,
    pub answers: &'a Answers,
    pub content: &'a Content,
    pub today: Date,
    /// In which row a task was first.
    pub seen: BTreeMap<String, u32>,
    /// What was wrong so far.
    pub wrong: Vec<WrongCell>,
}

impl RowJudge<'_> {
    /// The task of a row; `None`: it cannot be told which one it is.
    pub fn task(&mut self, row: u32) -> Option<TableTask> {
        let (before, mut said) = (self.wrong.len(), Said::new());
        let mut lines = Vec::new();
        for (column, is) in &self.columns.boxes {
            let written = self.sheet.line(row, *column);
            let place = CellPlace {
                row,
                column: *column,
            };
            let read = self.cell(place, *is, &written);
            let stated = || unknown(*is, self.content).filter(|_| !written.is_empty());
            match read.map(|value| value.or_else(stated)) {
                Ok(None) => {}
                Ok(Some(value)) => {
                    let heading = is.printed(self.content).label;
                    lines.push((heading, shown(*is, &value, self.content)));
                    said.insert(is.field(), value);
                }
                Err(why) => self.note(place, *is, &written, &why),
            }
        }
        let called = said.remove(SheetBox::Name.field())?;
        lines.retain(|(heading, _)| *heading != SheetBox::Name.printed(self.content).label);
        let (key, name) = self.catalogued(row, called)?;
        let first = *self.seen.entry(folded(&name)).or_insert(row);
        if first != row {
            let told = self.content.texts.table.cell_twice(first);
            self.note_box(row, SheetBox::Name, &told);
        }
        let task = TableTask {
            row,
            is_there: self.is_there(key.as_ref(), &name),
            key,
            name,
            lines,
            said,
        };
        if !task.is_there && self.wrong.len() == before {
            self.try_pages(&task);
        }
        Some(task)
    }

    /// What a cell says, or why it cannot be that.
    fn cell(
        &self,
        place: CellPlace,
        is: SheetBox,
        written: &str,
    ) -> Result<Option<String>, String> {
        let texts = &self.content.texts.table;
        let joined = self.sheet.joined.iter().find(|(first, last)| {
            (first.row..=last.row).contains(&place.row)
                && (first.column..=last.column).contains(&place.column)
        });
        if let Some((first, last)) = joined {
            return Err(texts.cell_joined(first, last));
        }
        if is_failed(written) {
            return Err(texts.cell_failed(clipped(written)));
        }
        let options = &self.content.words.field(is.field()).options;
        let read = clear(is, written, self.content);
        if is == SheetBox::Name && read == Ok(None) {
            return Err(texts.cell_nameless().to_owned());
        }
        read.map_err(|misread| match misread {
            Misread::Long(most) => texts.cell_long(most, written.chars().count()),
            Misread::Number if is_day(written) => texts.cell_day().to_owned(),
            Misread::Number if is_clock(written) => texts.cell_clock().to_owned(),
            Misread::Number if is == SheetBox::Minutes => {
                texts.cell_number_of(&self.content.words.field(is.field()).unit)
            }
            Misread::Number => texts.cell_number().to_owned(),
            Misread::Choice => {
                let labels = options.iter().map(|option| texts.quoted(&option.label));
                texts.cell_choice(labels.collect::<String>())
            }
        })
    }

    /// Which task of the catalogue it is, by its number on paper or by its name; else it is an own one.
    fn catalogued(&mut self, row: u32, called: String) -> Option<(Option<TaskKey>, String)> {
        let industry = self.answers.industry.unwrap_or(Industry::Other);
        let content = self.content;
        let offered = content.offered(industry);
        if let Some(number) = text::whole(&called) {
            let key = numbered_task(industry, number as usize, content);
            let task = key.and_then(|key| content.task(&key.0));
            let Some(task) = task else {
                let told = content.texts.table.cell_no_task(number);
                self.note_box(row, SheetBox::Name, &told);
                return None;
            };
            return Some((Some(task.key()), task.name.clone()));
        }
        let wanted = folded(&called);
        let mut same = offered.iter().filter(|task| folded(&task.name) == wanted);
        Some(match (same.next(), same.next()) {
            (Some(task), None) => (Some(task.key()), task.name.clone()),
            _ => (None, called),
        })
    }

    fn is_there(&self, key: Option<&TaskKey>, name: &str) -> bool {
        let wanted = folded(name);
        let picked = tasks::picked(self.answers, self.content);
        picked.iter().any(|task| match key {
            Some(key) => task.key == *key,
            None => task.row.is_none() && folded(&task.name) == wanted,
        })
    }

    /// Fills in the task's pages as if the draft had no other, and notes what they do not take.
    fn try_pages(&mut self, task: &TableTask) {
        let pick = Pick {
            key: task.key.clone().unwrap_or(TaskKey("own1".to_owned())),
            name: task.key.is_none().then(|| task.name.clone()),
        };
        let mut alone = Answers {
            industry: self.answers.industry,
            situation: self.answers.situation.clone(),
            picks: vec![pick.clone()],
            picked_for: self.answers.industry,
            ..Answers::default()
        };
        let Some(known) = Task::of(&pick, self.content) else {
            return;
        };
        let said = (&task.said, Blank::Asked);
        let filled = fill_pages(&known, said, &mut alone, self.content, self.today);
        for error in filled.into_iter().flat_map(|page| page.refused) {
            let mut boxes = SheetBox::ALL.into_iter();
            let written = boxes.find(|it| it.field() == error.field);
            if let Some(it) = written.filter(|it| task.said.contains_key(it.field())) {
                self.note_box(task.row, it, &error.message);
            }
        }
    }

    fn note_box(&mut self, row: u32, is: SheetBox, why: &str) {
        let mut columns = self.columns.boxes.iter();
        if let Some((column, _)) = columns.find(|(_, it)| **it == is) {
            let place = CellPlace {
                row,
                column: *column,
            };
            let written = self.sheet.line(row, *column);
            self.note(place, is, &written, why);
        }
    }

    fn note(&mut self, place: CellPlace, is: SheetBox, written: &str, why: &str) {
        let texts = &self.content.texts.table;
        let label = is.printed(self.content).label;
        self.wrong.push(WrongCell {
            place,
            written: clipped(written),
            told: texts.cell(place.row, place.column_letters(), label, why),
        });
    }
}

/// What a box says, as it is read.
fn shown(is: SheetBox, value: &str, content: &Content) -> String {
    let words = content.words.field(is.field());
    let mut options = words.options.iter();
    match options.find(|option| option.value == value) {
        Some(option) => option.label.clone(),
        None => format!("{value}{}", words.unit),
    }
}

/// Whether a formula could not be worked out.
fn is_failed(written: &str) -> bool {
    let plain = text::plain(written);
    plain.starts_with('#') && plain.ends_with(['!', '?', 'A']) && plain.is_ascii()
}

/// Whether it is a day, as Excel makes one of 1-2.
fn is_day(written: &str) -> bool {
    let mut parts = written.split('-').map(|part| part.parse::<u32>().is_ok());
    written.len() == 10 && written.matches('-').count() == 2 && parts.all(|is| is)
}

/// Whether it is a time of day or a length of time, as Excel makes one of 1:30.
fn is_clock(written: &str) -> bool {
    let plain = text::plain(written);
    let parts: Vec<&str> = plain.trim().trim_start_matches('-').split(':').collect();
    let is_number = |part: &&str| part.parse::<u32>().is_ok();
    (2..=3).contains(&parts.len()) && parts.iter().all(is_number)
}
