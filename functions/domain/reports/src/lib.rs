//! The report of a fiscal year, 検証シート: the plan's figures beside their targets, what was done, and what the office
//! writes about it; for the office with everything, for the public as the town has decided.

mod hiding;
mod notes;
mod parts;
mod public;
mod report;
mod table;
mod tables;
mod work;
mod year;

pub use crate::hiding::{NotDecided, behind};
pub use crate::notes::{Kpi, OutsideFigure, Policy, Rating, ReportNotes, ShownChoice};
pub use crate::public::{public_page, public_path};
pub use crate::report::{KpiRow, YearReport};
pub use crate::table::{Audience, ReportBar, ReportTable};
pub use crate::tables::tables;
pub use crate::year::{ENOUGH, YearCount};

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
