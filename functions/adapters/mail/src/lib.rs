//! Writes the mails of outbox messages and hands them to a mail server; decides neither when nor how often.
//!
//! One way through: [`Facts`] of a message → a letter (plain data, `letters/`) → its texts rendered → its
//! files attached → [`Mail`] → [`Transport::send`].

mod attach;
mod attachment;
mod compose;
mod context;
mod error;
mod facts;
mod fold;
mod letter;
mod letters;
mod mail;
mod parts;
mod render;
mod smtp;
mod transport;

pub use attachment::Attachment;
pub use compose::compose;
pub use context::Context;
pub use error::ComposeError;
pub use facts::Facts;
pub use letters::purpose;
pub use mail::{Mail, MailError, message_of};
pub use smtp::{Smtp, SmtpSettingsError};
pub use transport::{SendError, Transport};

#[cfg(test)]
mod tests;
