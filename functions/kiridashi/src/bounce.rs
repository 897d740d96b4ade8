//! Reads the mail by which a mail server gives one of ours back (a delivery status notification, RFC 3464).

use domain::delivery::{EnhancedStatus, Report, Verdict};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

/// Why a mail was not read as a bounce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BounceError {
    /// It has no part of type `message/delivery-status`.
    #[error(
        "this is no delivery status notification; save the mail server's own mail, with everything"
    )]
    NoStatus,
    /// The status says neither failed nor delayed nor delivered.
    #[error("the notification does not say what happened")]
    NoAction,
    /// The mail that came back, or its headers, are not enclosed.
    #[error("the notification does not say which mail came back (no Message-ID)")]
    NoMessageId,
}

/// Reads a notification. Our mails have one recipient, so the first one named is meant.
///
/// # Errors
/// When it is none, or does not say what happened to which mail.
pub fn read(mail: &[u8]) -> Result<Report, BounceError> {
    let mail = MessageParser::default().parse(mail);
    let mail = mail.ok_or(BounceError::NoStatus)?;
    let status = part(&mail, "message", "delivery-status").ok_or(BounceError::NoStatus)?;
    let status = String::from_utf8_lossy(status.contents());
    let message = returned(&mail).ok_or(BounceError::NoMessageId)?;
    let code = field(&status, "status").and_then(EnhancedStatus::parse);
    let action = field(&status, "action").unwrap_or_default();
    let verdict = match action.to_ascii_lowercase().as_str() {
        "failed" if code.as_ref().is_some_and(EnhancedStatus::is_temporary) => {
            Verdict::BouncedForNow(code)
        }
        "failed" => Verdict::Bounced(code),
        "delayed" => Verdict::Delayed,
        "delivered" | "relayed" | "expanded" => Verdict::Arrived,
        _ => return Err(BounceError::NoAction),
    };
    let own = mail.message_id().map(str::to_owned);
    Ok(Report {
        id: own.unwrap_or_else(|| format!("{message} {action}")),
        message,
        verdict,
    })
}

fn part<'a>(mail: &'a Message<'a>, kind: &str, subtype: &str) -> Option<&'a MessagePart<'a>> {
    mail.parts.iter().find(|part| {
        part.content_type().is_some_and(|of| {
            of.ctype().eq_ignore_ascii_case(kind)
                && of
                    .subtype()
                    .is_some_and(|of| of.eq_ignore_ascii_case(subtype))
        })
    })
}

/// The first field of that name. RFC 3464 writes them as headers; those needed here are never folded.
fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = status.lines().filter_map(|line| line.split_once(':'));
    let found = fields.find(|(field, _)| field.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim())
}

/// The outbox message that came back: the mail is enclosed whole, or its headers are.
fn returned(mail: &Message) -> Option<String> {
    let whole = mail.parts.iter().find_map(MessagePart::message);
    if let Some(id) = whole.and_then(Message::message_id) {
        return mail::message_of(id);
    }
    let headers = part(mail, "text", "rfc822-headers")?;
    let headers = MessageParser::default().parse_headers(headers.contents())?;
    mail::message_of(headers.message_id()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = include_str!("../testdata/bounce.eml");

    fn bounced(status: &str) -> Verdict {
        Verdict::Bounced(EnhancedStatus::parse(status))
    }

    #[test]
    fn a_bounce_names_the_message_and_what_happened() {
        let report = read(WHOLE.as_bytes()).unwrap();
        assert_eq!(report.message, "k7m3fxwp-spec-a");
        assert_eq!(report.id, "20261124030102.4C1F2A0@mx.example.net");
        assert_eq!(report.verdict, bounced("5.1.1"));
    }

    #[test]
    fn headers_alone_suffice() {
        let headers = WHOLE.replace(
            "Content-Type: message/rfc822",
            "Content-Type: text/rfc822-headers",
        );
        assert_eq!(read(headers.as_bytes()), read(WHOLE.as_bytes()));
    }

    #[test]
    fn what_passes_is_told_from_what_does_not() {
        let verdict = |action: &str, status: &str| {
            let mail = WHOLE
                .replace("Action: failed", &format!("Action: {action}"))
                .replace("Status: 5.1.1", &format!("Status: {status}"));
            read(mail.as_bytes()).map(|report| report.verdict)
        };
        let full = EnhancedStatus::parse("4.2.2");
        assert_eq!(verdict("failed", "4.2.2"), Ok(Verdict::BouncedForNow(full)));
        assert_eq!(verdict("Failed", "unknown"), Ok(Verdict::Bounced(None)));
        assert_eq!(verdict("delayed", "4.4.1"), Ok(Verdict::Delayed));
        assert_eq!(verdict("delivered", "2.0.0"), Ok(Verdict::Arrived));
        assert_eq!(verdict("lost", "5.0.0"), Err(BounceError::NoAction));
    }

    #[test]
    fn other_mails_are_refused_with_what_is_missing() {
        let plain = include_bytes!("../testdata/sample.eml");
        assert_eq!(read(plain), Err(BounceError::NoStatus));
        assert_eq!(read(b""), Err(BounceError::NoStatus));
        let anonymous = WHOLE.replace("Message-ID: <k7m3fxwp", "X-Message: <k7m3fxwp");
        assert_eq!(read(anonymous.as_bytes()), Err(BounceError::NoMessageId));
    }
}
