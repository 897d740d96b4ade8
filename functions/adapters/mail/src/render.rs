//! Renders a letter's template as text and HTML and addresses the mail.

use lettre::message::Mailbox;
use messages::Message;

use crate::context::Context;
use crate::error::ComposeError;
use crate::fold::fold;
use crate::letter::{Correspondent, Letter};
use crate::mail::{Mail, MailError, mailbox};

/// Letters without HTML: what is to be typed by hand must not depend on how a mail program shows it, and what changed is
/// read line by line.
const PLAIN: [&str; 2] = ["code", "desk"];

/// The mail of a letter, without its files.
pub(crate) fn render(
    message: &Message,
    letter: &Letter,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let sender = &context.programme().sender;
    let from = mailbox(&sender.name, &sender.mail)?;
    let render = |extension: &str| {
        let template = format!("mail/{}.{extension}", letter.template);
        context.views.render(&template, "/", &letter.data)
    };
    Ok(Mail {
        id: format!("{}@{}", message.id, from.email.domain()),
        to: written(&letter.to)?,
        return_path: match &sender.bounces {
            Some(address) => Some(address.parse().map_err(MailError::Address)?),
            None => None,
        },
        from,
        reply_to: letter.reply_to.as_ref().map(written).transpose()?,
        subject: letter.subject.clone(),
        text: fold(&render("txt")?),
        html: match PLAIN.contains(&letter.template) {
            true => String::new(),
            false => render("html")?,
        },
        attachments: Vec::new(),
        unsubscribe: letter.unsubscribe.clone(),
        date: message.created_at,
    })
}

fn written(address: &Correspondent) -> Result<Mailbox, MailError> {
    mailbox(&address.name, &address.mail)
}
