//! The inventory's pages as data: what to ask with which value, and how typed input becomes answers.

mod accept;
mod boxes;
mod contact_page;
mod mail_slip;
mod own_page;
mod page;
mod pick_page;
mod read_sheet;
mod read_task;
mod spec_page;
mod stands;
mod summary;
mod summary_rows;
mod summary_task;
mod task_page;
mod warned;
mod worksheet;

pub mod table;

pub use accept::accept;
pub use page::page;
pub use summary::{CheckSection, contact_warnings, summary};
pub use worksheet::{CopiedSheet, take_worksheet, worksheet_groups};

#[cfg(test)]
mod tests;
