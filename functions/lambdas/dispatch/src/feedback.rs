//! Reads what Amazon SES publishes through SNS about mails it has taken: bounces, complaints, delays.

use aws_lambda_events::event::sns::SnsRecord;
use messages::delivery::{DeliveryReport, DeliveryVerdict, StatusCode};
use serde::Deserialize;

/// What SES says about one mail, as event publishing (`eventType`) and identity notifications
/// (`notificationType`) write it. Only what is needed; addresses are not even read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    #[serde(alias = "notificationType")]
    event_type: String,
    mail: Sent,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    /// SES's own id of the mail.
    message_id: String,
    #[serde(default)]
    headers: Vec<Header>,
    #[serde(default)]
    common_headers: CommonHeaders,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CommonHeaders {
    message_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
    #[serde(default)]
    bounced_recipients: Vec<BouncedRecipient>,
    feedback_id: String,
}

#[derive(Deserialize)]
struct BouncedRecipient {
    status: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    feedback_id: String,
    complaint_feedback_type: Option<String>,
}

/// Why a record is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ignored {
    /// Not SES's JSON, e.g. the test message that SES publishes when a topic is connected.
    Unreadable,
    /// Neither bounce, complaint, delivery nor delay; or an answering machine's reply.
    Irrelevant,
    /// The mail's own Message-ID is missing; the topic has to include the original headers.
    NoMessageId,
}

/// The report in one SNS record.
pub(crate) fn report(record: &SnsRecord) -> Result<DeliveryReport, Ignored> {
    let told: Notification =
        serde_json::from_str(&record.sns.message).map_err(|_| Ignored::Unreadable)?;
    let (verdict, feedback) = verdict(&told).ok_or(Ignored::Irrelevant)?;
    Ok(DeliveryReport {
        id: feedback.unwrap_or(&told.mail.message_id).to_owned(),
        message: message(&told.mail).ok_or(Ignored::NoMessageId)?,
        verdict,
    })
}

/// What happened, with the id that repeated notifications share.
fn verdict(told: &Notification) -> Option<(DeliveryVerdict, Option<&str>)> {
    match told.event_type.as_str() {
        "Delivery" => Some((DeliveryVerdict::Arrived, None)),
        "DeliveryDelay" => Some((DeliveryVerdict::Delayed, None)),
        "Reject" => Some((DeliveryVerdict::Bounced(None), None)),
        "Bounce" => {
            let bounce = told.bounce.as_ref()?;
            Some((bounced(bounce)?, Some(&bounce.feedback_id)))
        }
        "Complaint" => {
            let complaint = told.complaint.as_ref()?;
            let spam = complaint.complaint_feedback_type.as_deref() != Some("not-spam");
            spam.then_some((DeliveryVerdict::Complained, Some(&complaint.feedback_id)))
        }
        _ => None,
    }
}

/// A transient bounce without a delivery status is how SES passes on an answering machine's reply: the
/// mail has arrived. One about the mail itself comes back however often it is sent.
fn bounced(bounce: &Bounce) -> Option<DeliveryVerdict> {
    let status = bounce.bounced_recipients.iter();
    let status = status
        .filter_map(|recipient| recipient.status.as_deref())
        .next();
    let code = status.and_then(StatusCode::parse);
    match (bounce.bounce_type.as_str(), bounce.bounce_sub_type.as_str()) {
        ("Transient", "MessageTooLarge" | "ContentRejected" | "AttachmentRejected") => {
            Some(DeliveryVerdict::Bounced(code))
        }
        ("Transient", "General") if status.is_none() => None,
        ("Transient", _) => Some(DeliveryVerdict::BouncedForNow(code)),
        _ => Some(DeliveryVerdict::Bounced(code)),
    }
}

/// The message's id out of the Message-ID we gave. SES replaces the header on its way, and tells the
/// original among the headers.
fn message(mail: &Sent) -> Option<String> {
    let header = mail.headers.iter();
    let header = header.filter(|header| header.name.eq_ignore_ascii_case("message-id"));
    let given = header.map(|header| &header.value);
    let mut given = given.chain(&mail.common_headers.message_id);
    given.find_map(|value| mail::message_of(value))
}
