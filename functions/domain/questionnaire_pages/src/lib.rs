//! The inventory's pages as data: what to ask with which value, and how typed input becomes answers.

mod accept;
mod contact_page;
mod mail_slip;
mod page;
mod pick_page;
mod read_sheet;
mod spec_page;
mod stands;
mod summary;
mod task_page;
mod warned;

pub use accept::accept;
pub use page::page;
pub use summary::{CheckSection, contact_warnings, summary};

#[cfg(test)]
mod tests;
