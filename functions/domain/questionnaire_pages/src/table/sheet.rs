//! A sheet of a file, as it was read.

use std::collections::BTreeMap;

use base::text;

use super::place::CellPlace;

/// A sheet as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetTable {
    /// Its name; empty: it has none.
    pub name: String,
    /// What its cells say; none of them is empty.
    pub cells: BTreeMap<CellPlace, String>,
    /// First and last cell of cells that were joined.
    pub joined: Vec<(CellPlace, CellPlace)>,
}

impl SheetTable {
    /// What a cell says, in one line.
    pub(crate) fn line(&self, row: u32, column: u32) -> String {
        let cell = self.cells.get(&CellPlace { row, column });
        cell.map(|cell| text::line(cell)).unwrap_or_default()
    }

    /// The rows in which anything is written, in their order.
    pub(crate) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|place| place.row).collect();
        rows.dedup();
        rows
    }
}
