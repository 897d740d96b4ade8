//! Kiridashi in one process: the site and the functions on embedded parts, for one machine.

pub mod bounce;
mod content;
pub mod data_folder;
mod delivery;
mod files;
mod hosts;
mod keys;
mod live_texts;
mod local;
mod mail_pages;
mod mailbox;
pub mod new_town;
mod options;
mod reload;
pub mod samples;
mod watch;

pub use data_folder::DATABASE;
pub use keys::partner_secret;
pub use local::{Local, Running};
pub use options::{Mode, Options};
