//! A table of the report, with bars of the same numbers.

use base::text::yen;
use serde::Serialize;

/// What stands where a figure is hidden.
pub(crate) const HIDDEN: &str = "x";

/// For whom the tables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The office and its meeting: everything.
    Office,
    /// Everybody: what the town has decided to show.
    Public,
}

/// A table, what it says in a sentence, and bars of the same numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportTable {
    /// What it says.
    pub message: String,
    /// What it is of.
    pub caption: String,
    /// The headings.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Columns, from 0, that hold numbers.
    pub numbers: Vec<usize>,
    /// The same numbers as bars; empty: none.
    pub bars: Vec<ReportBar>,
    /// How it is counted, a line each.
    pub notes: Vec<String>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportBar {
    /// What it is of.
    pub label: String,
    /// Its number in words.
    pub value: String,
    /// Its length in thousandths of the longest.
    pub length: u64,
    /// Where the target is, in the same measure, if there is one.
    pub target: Option<u64>,
    /// The target in words; empty: there is none.
    pub target_value: String,
}

/// With its thousands apart.
pub(crate) fn grouped(number: u64) -> String {
    yen(number).trim_end_matches('円').to_owned()
}

pub(crate) fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&cell| cell.to_owned()).collect()
}
