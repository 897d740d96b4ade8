//! Kiridashi in one process: the site and the functions on embedded parts, for one machine.

pub mod bounce;
pub mod content;
mod delivery;
mod files;
mod keys;
mod local;
mod mail_pages;
mod mailbox;
mod options;
mod reload;
mod watch;

pub use keys::partner_secret;
pub use local::{DATABASE, FUNCTION_PATHS, Local, Running};
pub use options::{Mode, Options};
