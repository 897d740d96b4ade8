//! What a table was judged to be: its tasks, or all that is wrong with it.

use answers::TaskKey;

use super::place::CellPlace;
use crate::boxes::Said;

/// What is wrong with the table as such.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFault {
    /// Where; `None`: nowhere in particular.
    pub place: Option<CellPlace>,
    /// What is wrong, and what to do.
    pub told: String,
}

impl TableFault {
    pub(crate) fn at(place: CellPlace, told: String) -> TableFault {
        TableFault {
            place: Some(place),
            told,
        }
    }

    pub(crate) fn whole(told: String) -> TableFault {
        TableFault { place: None, told }
    }
}

/// A cell that cannot be what is written in it.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongCell {
    /// Where it is.
    pub place: CellPlace,
    /// The beginning of what is written in it.
    pub written: String,
    /// Which cell it is, what is wrong, and what would be right.
    pub told: String,
}

/// A row that is a task.
#[derive(Clone, Debug, PartialEq)]
pub struct TableTask {
    /// Its row.
    pub row: u32,
    /// The task of the catalogue that it is; `None`: an own one.
    pub key: Option<TaskKey>,
    /// What it is called.
    pub name: String,
    /// Whether the draft has it already.
    pub is_there: bool,
    /// What its columns say, as heading and words.
    pub lines: Vec<(String, String)>,
    pub(crate) said: Said,
}

/// A table as it was judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckedTable {
    /// The row with the headings; 0: there is none.
    pub head: u32,
    /// What is wrong with the table as such.
    pub faults: Vec<TableFault>,
    /// The cells that are wrong, in their order.
    pub wrong: Vec<WrongCell>,
    /// The rows that are tasks, while nothing is wrong.
    pub tasks: Vec<TableTask>,
    /// The rows of the template's examples, which are no tasks.
    pub samples: Vec<u32>,
    /// How many tasks more the draft takes.
    pub room: usize,
}

impl CheckedTable {
    /// Whether nothing is wrong.
    pub fn is_right(&self) -> bool {
        self.faults.is_empty() && self.wrong.is_empty()
    }

    /// The tasks that the draft does not have yet.
    pub fn new_tasks(&self) -> impl Iterator<Item = &TableTask> {
        self.tasks.iter().filter(|task| !task.is_there)
    }
}
