//! Turns outbox messages into mails and hands them over; decides neither when nor how often (that is `dispatch`).

mod attachment;
mod compose;
mod fold;
mod guest;
mod letter;
mod mail;
mod office;
mod transport;

pub use attachment::Attachment;
pub use compose::{ComposeError, Context, Facts, compose};
pub use mail::{Mail, MailError};
pub use transport::{SendError, SettingsError, Transport};

#[cfg(test)]
mod tests;
