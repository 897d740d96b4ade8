//! Reads the mail by which a mail server gives one of ours back: a delivery status notification (RFC 3464, or
//! RFC 6533 of servers that speak UTF-8), or the plain text of Exim and of qmail and its kin.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};
use messages::delivery::{DeliveryReport, DeliveryVerdict, StatusCode, without_comments};

/// Why a mail was not read as a bounce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BounceError {
    /// It is neither a delivery status notification nor a text that a mail server writes.
    #[error(
        "this is no notice of a mail that came back; save the mail server's own mail, with everything"
    )]
    NoStatus,
    /// The status says neither failed nor delayed nor delivered.
    #[error("the notification does not say what happened")]
    NoAction,
    /// The mail that came back, or its headers, are not enclosed.
    #[error("the notification does not say which mail came back (no Message-ID)")]
    NoMessageId,
}

/// How deep a notice may lie in mails that enclose one another: forwarded, and forwarded again.
const DEPTH: usize = 3;

/// Reads a notice, also one that somebody forwarded as an attachment. Our mails have one recipient, so the first one named
/// is meant.
///
/// # Errors
/// When it is none, or does not say what happened to which mail.
pub fn read(mail: &[u8]) -> Result<DeliveryReport, BounceError> {
    let mail = MessageParser::default().parse(mail);
    notice(&mail.ok_or(BounceError::NoStatus)?, DEPTH)
}

/// What a mail says, or the first notice that is enclosed in it.
fn notice(mail: &Message, depth: usize) -> Result<DeliveryReport, BounceError> {
    let own = said(mail);
    if own != Err(BounceError::NoStatus) || depth == 0 {
        return own;
    }
    let enclosed = mail.parts.iter().filter_map(MessagePart::message);
    let mut notices = enclosed.map(|enclosed| notice(enclosed, depth - 1));
    let found = notices.find(|notice| *notice != Err(BounceError::NoStatus));
    found.unwrap_or(own)
}

/// What a mail says of itself.
fn said(mail: &Message) -> Result<DeliveryReport, BounceError> {
    let status = part(
        mail,
        "message",
        &["delivery-status", "global-delivery-status"],
    );
    let (message, verdict) = match status {
        Some(status) => {
            let message = enclosed(mail).or_else(|| answered(mail));
            let message = message.ok_or(BounceError::NoMessageId)?;
            let status = unfolded(&String::from_utf8_lossy(status.contents()));
            (message, notified(&status)?)
        }
        None => plain(mail)?,
    };
    let own = mail.message_id().map(str::to_owned);
    let reason = verdict.reason();
    Ok(DeliveryReport {
        id: own.unwrap_or_else(|| format!("{message} {reason}")),
        message,
        verdict,
    })
}

/// The outbox message that a notice answers, as its headers say.
fn answered(mail: &Message) -> Option<String> {
    let named = [mail.in_reply_to(), mail.references()];
    let mut ids = named
        .into_iter()
        .filter_map(|ids| ids.as_text_list()?.last());
    ids.find_map(|id| mail::message_of(id))
}

fn part<'a>(mail: &'a Message<'a>, kind: &str, subtypes: &[&str]) -> Option<&'a MessagePart<'a>> {
    mail.parts.iter().find(|part| {
        part.content_type().is_some_and(|of| {
            let subtype = of.subtype().unwrap_or_default();
            of.ctype().eq_ignore_ascii_case(kind)
                && subtypes.iter().any(|it| subtype.eq_ignore_ascii_case(it))
        })
    })
}

/// The outbox message that came back: the mail is enclosed whole, or its headers are.
fn enclosed(mail: &Message) -> Option<String> {
    let whole = mail.parts.iter().find_map(MessagePart::message);
    if let Some(id) = whole.and_then(Message::message_id) {
        return mail::message_of(id);
    }
    let headers = part(mail, "text", &["rfc822-headers"]);
    let headers = headers.or_else(|| part(mail, "message", &["global-headers"]))?;
    returned_headers(headers.contents())
}

/// The outbox message whose mail begins with these headers.
fn returned_headers(headers: &[u8]) -> Option<String> {
    let headers = MessageParser::default().parse_headers(headers)?;
    mail::message_of(headers.message_id()?)
}

/// The fields of a status, each on one line.
fn unfolded(status: &str) -> String {
    let lines = status.replace("\r\n", "\n");
    lines.replace("\n ", " ").replace("\n\t", " ")
}

/// The first field of that name.
fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = status.lines().filter_map(|line| line.split_once(':'));
    let found = fields.find(|(field, _)| field.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim())
}

/// What a delivery status says. Where the status is missing or says no more than that it failed, what the
/// receiving server answered says why.
fn notified(status: &str) -> Result<DeliveryVerdict, BounceError> {
    let code = field(status, "status").and_then(StatusCode::parse);
    let answered = field(status, "diagnostic-code").and_then(reply_code);
    let code = match code {
        Some(code) if !code.is_general() => Some(code),
        code => answered.or(code),
    };
    let action = field(status, "action").unwrap_or_default();
    let action = without_comments(action).replace('"', "");
    let action = action.trim_start();
    let action = action.split(|c: char| !c.is_ascii_alphabetic()).next();
    match action.unwrap_or_default().to_ascii_lowercase().as_str() {
        "failed" => Ok(DeliveryVerdict::failed(code)),
        "delayed" => Ok(DeliveryVerdict::Delayed),
        "delivered" | "relayed" | "expanded" => Ok(DeliveryVerdict::Arrived),
        _ => Err(BounceError::NoAction),
    }
}

/// What the text of a server says that sends no delivery status: Exim names whom it could not reach in a
/// header, qmail and its kin begin and divide theirs as QSBMF says.
fn plain(mail: &Message) -> Result<(String, DeliveryVerdict), BounceError> {
    let text = mail.body_text(0).ok_or(BounceError::NoStatus)?;
    let text = text.replace("\r\n", "\n");
    let is_exim = mail.header("X-Failed-Recipients").is_some()
        || text.contains("created automatically by mail delivery software");
    let is_qmail = text.trim_start().starts_with("Hi. This is the");
    if !is_exim && !is_qmail {
        return Err(BounceError::NoStatus);
    }
    // Exim divides by six hyphens and a sentence, QSBMF by a paragraph that begins with a hyphen.
    let divider = if is_exim { "\n------ " } else { "\n\n-" };
    let (told, copy) = text.split_once(divider).unwrap_or((&text, ""));
    let copy = copy.split_once("\n\n").map(|(_, copy)| copy.trim_start());
    let message = copy.and_then(|copy| returned_headers(copy.as_bytes()));
    let message = message.or_else(|| answered(mail));
    let message = message.ok_or(BounceError::NoMessageId)?;
    Ok((message, DeliveryVerdict::failed(reply_code(told))))
}

/// The code in what a server answered: `550 5.1.1 …`, `550-5.1.1 …`, `(#5.1.1)`, or its three digits alone,
/// at the beginning or behind a colon. Other numbers, such as addresses and versions, are passed over.
fn reply_code(answer: &str) -> Option<StatusCode> {
    let replies = answer.lines().flat_map(|line| line.split([':', ';']));
    let mut replies = replies.filter_map(|reply| {
        let mut words = reply.trim_start().splitn(3, [' ', '-']);
        let code = StatusCode::of_reply(words.next()?)?;
        let detailed = words.next().and_then(StatusCode::parse);
        let fits = |it: &StatusCode| it.is_temporary() == code.is_temporary();
        Some(detailed.filter(fits).unwrap_or(code))
    });
    let tagged = answer.split("(#").skip(1);
    let mut tagged = tagged.filter_map(|rest| StatusCode::parse(rest.split(')').next()?));
    tagged.next().or_else(|| replies.next())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WHOLE: &str = include_str!("../testdata/bounce.eml");

    fn bounced(status: &str) -> DeliveryVerdict {
        DeliveryVerdict::Bounced(StatusCode::parse(status))
    }

    #[test]
    fn a_bounce_names_the_message_and_what_happened() {
        let report = read(WHOLE.as_bytes()).unwrap();
        assert_eq!(report.message, "k7m3fxwp-0-offer-a");
        assert_eq!(report.id, "20261124030102.4C1F2A0@mx.example.net");
        assert_eq!(report.verdict, bounced("5.1.1"));
    }

    /// A mail of a person who encloses another one.
    fn forwarded(enclosed: &str) -> String {
        format!(
            "From: 見本 <tantou@example.jp>\nTo: jimu@example.jp\nSubject: Fwd: failed\n\
             Message-ID: <fwd-1@example.jp>\nMIME-Version: 1.0\n\
             Content-Type: multipart/mixed; boundary=\"fwd\"\n\n--fwd\n\
             Content-Type: text/plain; charset=utf-8\n\nこれが来ました。\n\n--fwd\n\
             Content-Type: message/rfc822; name=\"failed.eml\"\n\
             Content-Disposition: attachment; filename=\"failed.eml\"\n\n{enclosed}\n--fwd--\n"
        )
    }

    #[test]
    fn a_notice_that_was_forwarded_as_an_attachment_is_the_same_notice() {
        let whole = read(WHOLE.as_bytes());
        assert_eq!(read(forwarded(WHOLE).as_bytes()), whole);
        let again = forwarded(WHOLE).replace("fwd", "fwd2");
        let again = forwarded(&again);
        assert_eq!(read(again.as_bytes()), whole);
        let exim = String::from_utf8(of_exim("    550 5.1.1 no such user")).unwrap();
        let plain = read(exim.as_bytes());
        assert!(plain.is_ok());
        assert_eq!(read(forwarded(&exim).as_bytes()), plain);
        // Any other mail that somebody forwards is none.
        let sample = include_str!("../testdata/sample.eml");
        let other = read(forwarded(sample).as_bytes());
        assert_eq!(other, Err(BounceError::NoStatus));
    }

    #[test]
    fn a_notice_that_only_answers_our_mail_names_it_by_that() {
        let (bare, _) = WHOLE.split_once("Content-Type: message/rfc822").unwrap();
        let bare = format!("{}--", bare.trim_end());
        for header in [
            "In-Reply-To: <k7m3fxwp-0-offer-a@example.jp>",
            "References: <k7m3fxwp-0-offer-a@example.jp>",
            "References: <older@example.jp>\n <k7m3fxwp-0-offer-a@example.jp>",
            "In-Reply-To: \nReferences: <k7m3fxwp-0-offer-a@example.jp>",
        ] {
            let notice = format!("{header}\n{bare}");
            assert_eq!(read(notice.as_bytes()), read(WHOLE.as_bytes()), "{header}");
        }
        assert_eq!(read(bare.as_bytes()), Err(BounceError::NoMessageId));
        let qmail = String::from_utf8(of_qmail("Sorry. (#5.1.1)")).unwrap();
        let (qmail, _) = qmail.split_once("--- Below").unwrap();
        let qmail = format!("In-Reply-To: <k7m3fxwp-0-offer-a@example.jp>\n{qmail}");
        let report = read(qmail.as_bytes()).unwrap();
        assert_eq!(report.message, "k7m3fxwp-0-offer-a");
        assert_eq!(report.verdict, bounced("5.1.1"));
        // A person who answers our mail gives nothing back.
        let person =
            "From: a@example.jp\nIn-Reply-To: <k7m3fxwp-0-offer-a@example.jp>\n\n受けます。\n";
        assert_eq!(read(person.as_bytes()), Err(BounceError::NoStatus));
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
        let full = || Ok(DeliveryVerdict::BouncedForNow(StatusCode::parse("4.2.2")));
        assert_eq!(verdict("failed", "4.2.2"), full());
        for commented in [
            "4.2.2 (mailbox full)",
            "4.2.2(mailbox full)",
            "4.2.2 mailbox full",
            "(mailbox full) 4.2.2",
            "4.2.2; mailbox full",
            "4.2.2, mailbox full",
            "\"4.2.2\"",
            "452 4.2.2",
            "smtp; 4.2.2",
            "\r\n 4.2.2 (over quota (user))",
        ] {
            assert_eq!(verdict("failed", commented), full(), "{commented}");
        }
        assert_eq!(
            verdict("failed (bad address)", "5.1.1 (gone)"),
            Ok(bounced("5.1.1"))
        );
        for action in ["(comment) failed", "\"failed\"", "failed;"] {
            assert_eq!(verdict(action, "5.1.1."), Ok(bounced("5.1.1")), "{action}");
        }
        // The status says nothing; what the receiving server answered does.
        assert_eq!(verdict("Failed", "unknown"), Ok(bounced("5.1.1")));
        assert_eq!(verdict("Failed", "5.0.0"), Ok(bounced("5.1.1")));
        assert_eq!(verdict("delayed", "4.4.1"), Ok(DeliveryVerdict::Delayed));
        assert_eq!(verdict("delivered", "2.0.0"), Ok(DeliveryVerdict::Arrived));
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

    /// The same notice as a server writes it that speaks UTF-8.
    fn international() -> String {
        WHOLE
            .replace(
                "report-type=delivery-status",
                "report-type=global-delivery-status",
            )
            .replace("message/delivery-status", "message/global-delivery-status")
            .replace("Final-Recipient: rfc822;", "Final-Recipient: utf-8;")
    }

    #[test]
    fn a_notice_of_a_server_that_speaks_utf_8_is_read_alike() {
        let plain = read(WHOLE.as_bytes());
        assert!(plain.is_ok());
        assert_eq!(read(international().as_bytes()), plain);
        for enclosed in [
            "message/global",
            "message/global-headers",
            "text/rfc822-headers",
        ] {
            let notice = international().replace("message/rfc822", enclosed);
            assert_eq!(read(notice.as_bytes()), plain, "{enclosed}");
        }
        let address = international().replace("utf-8; director-a@", "utf-8; 担当@");
        assert_eq!(read(address.as_bytes()), plain);
    }

    /// A text that ends with a copy of our mail, the way Exim or qmail writes it.
    fn text(headers: &str, told: &str, divider: &str) -> Vec<u8> {
        let (_, copy) = WHOLE
            .split_once("Content-Type: message/rfc822\n\n")
            .unwrap();
        let (copy, _) = copy.split_once("\n--4C1F2A0").unwrap();
        format!(
            "Return-Path: <>\nFrom: Mail Delivery System <Mailer-Daemon@mx.example.net>\n\
             To: bounces@example.jp\nMessage-Id: <E1b-0001@mx.example.net>\n{headers}\n\
             {told}\n{divider}\n\nReturn-path: <noreply@example.jp>\n{copy}\n"
        )
        .into_bytes()
    }

    fn of_exim(failed: &str) -> Vec<u8> {
        let told = format!(
            "This message was created automatically by mail delivery software.\n\n\
             A message that you sent could not be delivered to one or more of its\n\
             recipients. This is a permanent error. The following address(es) failed:\n\n  \
             director-a@example.jp\n{failed}\n"
        );
        let headers = "X-Failed-Recipients: director-a@example.jp\nAuto-Submitted: auto-replied\n\
                       Subject: Mail delivery failed: returning message to sender\n";
        let divider = "------ This is a copy of the message, including all the headers. ------";
        text(headers, &told, divider)
    }

    fn of_qmail(failed: &str) -> Vec<u8> {
        let told = format!(
            "Hi. This is the qmail-send program at mx.example.net.\n\
             I'm afraid I wasn't able to deliver your message to the following addresses.\n\
             This is a permanent error; I've given up. Sorry it didn't work out.\n\n\
             <director-a@example.jp>:\n{failed}\n"
        );
        let divider = "--- Below this line is a copy of the message.";
        text("Subject: failure notice\n", &told, divider)
    }

    #[test]
    fn a_notice_in_plain_text_is_read_with_its_reason() {
        let exim = "    host mail.example.jp [192.0.2.25]\n    \
                    SMTP error from remote mail server after RCPT TO:<director-a@example.jp>:\n    \
                    550 5.1.1 <director-a@example.jp>: no such user";
        let before_codes = "    host mail.example.jp [2001:db8::25], ESMTP Exim 4.94.2\n    \
                            SMTP error from remote mail server after end of data: 552 too big";
        let full = "    host mail.example.jp [192.0.2.25]: 452-4.2.2 The account is\n    \
                    452 4.2.2 over quota: retry timeout exceeded";
        let qmail = "192.0.2.25 does not like recipient.\nRemote host said: 550 5.7.1 not here\n\
                     Giving up on 192.0.2.25.";
        let busy = "Connected to 192.0.2.25 but greeting failed.\n\
                    I'm not going to try again; this message has been in the queue too long. (#4.4.1)";
        for (notice, reason, passing) in [
            (of_exim(exim), "bounce-5.1.1", false),
            (of_exim(before_codes), "bounce-552", false),
            (of_exim(full), "bounce-4.2.2", true),
            (of_exim("    retry timeout exceeded"), "bounce", false),
            (of_qmail(qmail), "bounce-5.7.1", false),
            (
                of_qmail("Sorry, no mailbox here by that name. (#5.1.1)"),
                "bounce-5.1.1",
                false,
            ),
            (of_qmail(busy), "bounce-4.4.1", true),
        ] {
            let report = read(&notice).unwrap();
            assert_eq!(report.message, "k7m3fxwp-0-offer-a");
            assert_eq!(report.id, "E1b-0001@mx.example.net");
            assert_eq!(report.verdict.reason(), reason);
            assert_eq!(
                matches!(report.verdict, DeliveryVerdict::BouncedForNow(_)),
                passing,
                "{reason}"
            );
        }
    }

    #[test]
    fn a_plain_notice_without_a_copy_and_a_persons_mail_are_refused() {
        let notice = String::from_utf8(of_qmail("Sorry. (#5.1.1)")).unwrap();
        let (without, _) = notice.split_once("--- Below").unwrap();
        assert_eq!(read(without.as_bytes()), Err(BounceError::NoMessageId));
        let quoted = notice.replace("Hi. This is the", "> Hi. This is the");
        assert_eq!(read(quoted.as_bytes()), Err(BounceError::NoStatus));
    }

    /// Pieces of what servers write, and of what nobody should.
    /// Drawn once by the property below: the library that reads mails asserts that it cannot be.
    #[test]
    fn a_part_that_begins_on_the_line_of_the_boundary_before_it_is_read_past() {
        let begin = "--4C1F2A0.1795489262/mx.example.net\nContent-Description: Notification";
        let torn = "--4C1F2A0.1795489262/mx.example.netContent-Type: message/rfc822\n1\n";
        assert!(WHOLE.contains(begin));
        let from = WHOLE.find(begin).unwrap();
        let until = WHOLE.find("Remote-MTA").unwrap();
        let mail = format!("{}{torn}{}", &WHOLE[..from], &WHOLE[until..]);
        let read = read(mail.as_bytes()).map(|report| report.message);
        assert_eq!(read, Err(BounceError::NoStatus));
    }

    const PIECES: &[&str] = &[
        "Action: failed\n",
        "Action: delayed (later)\n",
        "action:\n",
        "Status: 5.1.1\n",
        "Status: 4.2.2 (full)\n",
        "Status:\n 5\n",
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\n",
        "Diagnostic-Code: x; 5\n",
        "Final-Recipient: rfc822; a@example.jp\n",
        "Message-ID: <k7m3fxwp-0-offer-a@example.jp>\n",
        "Message-ID: <>\n",
        "Message-ID: <@>\n",
        "X-Failed-Recipients: a@example.jp\n",
        "Content-Type: multipart/report; boundary=b\n",
        "Content-Type: message/delivery-status\n",
        "Content-Type: message/rfc822\n",
        "Content-Type: text/rfc822-headers\n",
        "Content-Transfer-Encoding: base64\n",
        "--b\n",
        "--b--\n",
        "\n",
        "\r\n",
        "(",
        ")",
        "=?UTF-8?B?",
        "------ This is a copy of the message\n",
        "Hi. This is the qmail-send program\n",
        "--- Below this line is a copy\n\n",
        "created automatically by mail delivery software\n",
        "\u{0}",
        "失敗しました。\n",
        "550-5.1.1 no\n",
        "(#5.1.1)",
    ];

    /// A bounce into which something was written, at any place, or from which something is missing.
    fn near() -> impl Strategy<Value = String> {
        let place = || any::<prop::sample::Index>();
        let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..5);
        (place(), place(), pieces).prop_map(|(from, to, pieces)| {
            let places: Vec<usize> = WHOLE.char_indices().map(|(at, _)| at).collect();
            let (from, to) = (*from.get(&places), *to.get(&places));
            let until = if to % 3 == 0 { from.max(to) } else { from };
            format!("{}{}{}", &WHOLE[..from], pieces.concat(), &WHOLE[until..])
        })
    }

    proptest! {
        #[test]
        fn whatever_is_given_as_a_bounce_names_a_message_or_is_refused(
            mail in prop_oneof![
                near().prop_map(String::into_bytes),
                prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat().into_bytes()),
                prop::collection::vec(any::<u8>(), 0..200),
            ],
        ) {
            if let Ok(report) = read(&mail) {
                prop_assert!(!report.message.is_empty() && !report.id.is_empty());
                prop_assert!(String::from_utf8_lossy(&mail).contains(&report.message), "{report:?}");
                if let DeliveryVerdict::Bounced(Some(code)) | DeliveryVerdict::BouncedForNow(Some(code)) = &report.verdict {
                    prop_assert_eq!(StatusCode::parse(code.as_str()).or(StatusCode::of_reply(code.as_str())), Some(code.clone()));
                }
            }
        }
    }
}
