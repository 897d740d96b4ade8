//! Orders 発注: what a worker is told before the work begins, by when it is delivered, inspected and paid, and the
//! papers that say so. Amounts are integer yen.

pub mod days;
mod paper;

pub use paper::{ChangedRow, Paper, PaperGroup, PaperKind, PaperRow, RowState};
