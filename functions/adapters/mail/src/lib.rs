//! Turns outbox messages into mails and calls and hands them over; decides neither when nor how often (that is `dispatch`).

mod attachment;
mod compose;
mod fold;
mod guest;
mod letter;
mod mail;
mod office;
mod placement;
mod sheets;
mod transport;
mod undelivered;
mod webhook;

pub use attachment::Attachment;
pub use compose::{ComposeError, Context, Facts, compose};
pub use mail::{Mail, MailError, message_of};
pub use transport::{SendError, SettingsError, Transport};
pub use webhook::{Call, TIMEOUT};

#[cfg(test)]
mod tests;
