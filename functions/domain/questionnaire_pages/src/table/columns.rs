//! The columns of a table, out of the one list of boxes: their headings, and which column of a sheet is which.

use std::collections::BTreeMap;

use handouts::SheetBox;
use town::Content;

use super::checked::TableFault;
use super::place::CellPlace;
use super::sheet::SheetTable;
use crate::boxes::{clipped, folded};

/// In so many rows from above the headings are looked for: titles may stand above them.
const MOST_ABOVE: u32 = 30;

/// So many faults of the columns are told at once.
const MOST_FAULTS: usize = 20;

/// A column of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// Which box it is.
    pub is: SheetBox,
    /// What stands above it.
    pub heading: String,
    /// What is asked for.
    pub ask: String,
    /// The answers that there are; empty: it is written freely.
    pub options: Vec<String>,
}

/// The columns in their order.
pub fn table_columns(content: &Content) -> Vec<TableColumn> {
    let texts = &content.texts.table;
    let column = |is: SheetBox| {
        let printed = is.printed(content);
        let has_unit = !content.words.field(is.field()).unit.is_empty();
        TableColumn {
            is,
            heading: match has_unit {
                true => texts.heading_unit(&printed.label, &printed.unit),
                false => printed.label,
            },
            ask: printed.ask,
            options: printed.options,
        }
    };
    SheetBox::ALL.map(column).into()
}

/// What each column may be called, in letters and digits alone.
struct Headings(Vec<(SheetBox, [String; 2])>);

impl Headings {
    fn of(content: &Content) -> Headings {
        let names = |is: SheetBox| {
            let words = content.words.field(is.field());
            [is.printed(content).label.as_str(), words.brief()].map(folded)
        };
        Headings(SheetBox::ALL.map(|is| (is, names(is))).into())
    }

    /// The column with this heading, whatever stands in brackets behind it.
    fn named(&self, heading: &str) -> Option<SheetBox> {
        let bare = heading.split(['（', '(']).next().unwrap_or_default();
        let wanted = folded(bare);
        let mut all = self.0.iter();
        let found = all.find(|(_, names)| !wanted.is_empty() && names.contains(&wanted));
        found.map(|(is, _)| *is)
    }
}

/// The row with the headings: the first that has that of the names, or two others.
pub(crate) fn head(sheet: &SheetTable, content: &Content) -> Option<u32> {
    let headings = Headings::of(content);
    let rows = sheet.rows().into_iter().filter(|row| *row <= MOST_ABOVE);
    let is_head = |row: &u32| {
        let cells = cells(sheet, *row);
        let known = |cell: &(u32, String)| headings.named(&cell.1);
        let found: Vec<SheetBox> = cells.iter().filter_map(known).collect();
        found.len() > 1 || found.contains(&SheetBox::Name)
    };
    rows.into_iter().find(is_head)
}

/// The cells of a row in which anything is written.
pub(crate) fn cells(sheet: &SheetTable, row: u32) -> Vec<(u32, String)> {
    let from = CellPlace { row, column: 0 };
    let to = CellPlace {
        row: row + 1,
        column: 0,
    };
    let cells = sheet.cells.range(from..to).map(|(place, _)| place.column);
    cells
        .map(|column| (column, sheet.line(row, column)))
        .collect()
}

/// Which column of the sheet is which.
pub(crate) struct Columns {
    /// The row with the headings.
    pub head: u32,
    /// The box of each column.
    pub boxes: BTreeMap<u32, SheetBox>,
    /// What is wrong with the columns.
    pub faults: Vec<TableFault>,
}

impl Columns {
    /// The columns of a sheet; `None`: it has no headings.
    pub fn of(sheet: &SheetTable, content: &Content) -> Option<Columns> {
        let (texts, headings) = (&content.texts.table, Headings::of(content));
        let head = head(sheet, content)?;
        let (mut boxes, mut faults) = (BTreeMap::new(), Vec::new());
        let remark = folded(texts.heading_remark());
        let mut remarks = Vec::new();
        for (column, heading) in cells(sheet, head) {
            let place = CellPlace { row: head, column };
            let letters = place.column_letters();
            let shown = clipped(&heading);
            let told = match headings.named(&heading) {
                None if folded(&heading) == remark => {
                    remarks.push(column);
                    continue;
                }
                None => texts.column_unknown(letters, &shown),
                Some(is) => match boxes.iter().find(|(_, other)| **other == is) {
                    Some((other, _)) => {
                        let other = CellPlace {
                            row: head,
                            column: *other,
                        };
                        texts.column_twice(&shown, other.column_letters(), letters)
                    }
                    None => {
                        boxes.insert(column, is);
                        continue;
                    }
                },
            };
            faults.push(TableFault::at(place, told));
        }
        if !boxes.values().any(|is| *is == SheetBox::Name) {
            let name = SheetBox::Name.printed(content).label;
            faults.push(TableFault::whole(texts.column_missing(name)));
        }
        let headed: Vec<u32> = cells(sheet, head).into_iter().map(|it| it.0).collect();
        let bare = sheet.cells.keys().filter(|place| place.row > head);
        let mut bare: Vec<CellPlace> = bare
            .filter(|place| !headed.contains(&place.column))
            .copied()
            .collect();
        bare.sort_by_key(|place| (place.column, place.row));
        bare.dedup_by_key(|place| place.column);
        faults.extend(bare.into_iter().map(|place| {
            let told = texts.column_bare(place.column_letters(), place.row);
            TableFault::at(place, told)
        }));
        faults.truncate(MOST_FAULTS);
        Some(Columns {
            head,
            boxes,
            faults,
        })
    }
}
