//! What Amazon SES says of mails that a server took and did not deliver, through SNS.

use anyhow::{Context, Result};
use dispatch::DispatchEvent;
use mail_parser::MessageParser;
use serde_json::json;

use crate::dice::Dice;

/// The bounce of a mail: for good, or because the mailbox is full.
pub(crate) fn bounce(mail: &[u8], dice: &Dice) -> Result<DispatchEvent> {
    let mail = MessageParser::new().parse(mail).context("a mail")?;
    let id = mail.message_id().context("a mail of ours has an id")?;
    let (kind, status) = *dice.one_of(&[("Permanent", "5.1.1"), ("Transient", "4.2.2")]);
    let number = dice.below(u64::MAX);
    let told = json!({
        "eventType": "Bounce",
        "bounce": {
            "feedbackId": format!("bounce-{number}"), "bounceType": kind, "bounceSubType": "MailboxFull",
            "bouncedRecipients": [{ "emailAddress": "***", "action": "failed", "status": status }],
        },
        "mail": { "messageId": format!("ses-{number}"), "headers": [{ "name": "Message-ID", "value": format!("<{id}>") }] },
    });
    Ok(serde_json::from_value(json!({ "Records": [{
        "EventVersion": "1.0", "EventSubscriptionArn": "arn", "EventSource": "aws:sns",
        "Sns": {
            "Type": "Notification", "MessageId": "chaos", "TopicArn": "arn", "Message": told.to_string(),
            "Timestamp": "2026-11-24T03:00:08.000Z", "SignatureVersion": "1", "Signature": "",
            "SigningCertUrl": "", "UnsubscribeUrl": "", "MessageAttributes": {},
        },
    }]}))?)
}
