//! Tables of tasks out of files: how one is kept with a draft until it is confirmed, and what it makes of the draft.

mod check;
mod checked;
mod columns;
mod example;
mod kept;
mod place;
mod row;
mod sheet;
mod take;
mod unread;

pub use check::check_table;
pub use checked::{CheckedTable, TableFault, TableTask, WrongCell};
pub use columns::{TableColumn, table_columns};
pub use example::{TableTemplate, table_template};
pub use kept::{FILE_FIELD, ReadFile, TABLE};
pub use place::CellPlace;
pub use sheet::SheetTable;
pub use take::take_table;
pub use unread::{MOST_ROWS, UnreadFile};
