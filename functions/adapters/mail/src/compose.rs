//! From an outbox message and its facts to a mail: the letter, its texts, its files.

use messages::Message;

use crate::attach::attach;
use crate::context::Context;
use crate::error::ComposeError;
use crate::facts::Facts;
use crate::letters;
use crate::mail::Mail;
use crate::render::render;

/// Writes the mail of one outbox message. The same message and facts give the same bytes.
///
/// # Errors
/// When the facts do not fit the message, an address is refused, or a template fails.
pub fn compose(
    message: &Message,
    facts: &Facts,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let letter = letters::write(message, facts, context)?;
    let mut mail = render(message, &letter, context)?;
    mail.attachments = attach(&letter, message, context)?;
    Ok(mail)
}
