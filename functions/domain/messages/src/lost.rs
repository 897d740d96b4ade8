//! A message that was given up, in plain words: what it was, and why it did not arrive.

use base::people::Notice;
use town::texts::UndeliveredTexts;

use crate::{Topic, VisitNotice};

/// How the reasons end of messages whose record is no longer there.
const GONE: &str = "-gone";

/// What the message was.
pub fn title(what: &Topic, texts: &UndeliveredTexts) -> String {
    let title = match what {
        Topic::Placement { notice, entry, .. } => match notice {
            Notice::Offer if *entry == 0 => texts.sheet(),
            Notice::Copy => texts.sheet_copy(),
            Notice::Receipt => texts.receipt(),
            Notice::Question => texts.question(),
            Notice::Consent => texts.consent(),
            Notice::HandOver | Notice::TakenBack => texts.partner(),
            Notice::Offer | Notice::Escalation => texts.sheet_passed_on(),
            Notice::Answer => texts.answer(),
            _ => texts.progress(),
        },
        Topic::Seminar { seminar, .. } => return texts.seminar(seminar),
        Topic::Visit {
            notice: VisitNotice::Request,
            ..
        } => texts.visit_request(),
        Topic::Visit {
            notice: VisitNotice::Receipt,
            ..
        } => texts.visit_receipt(),
        Topic::Desk { .. } => texts.desk(),
        Topic::Link(_) | Topic::Undelivered { .. } => texts.other(),
    };
    title.to_owned()
}

/// Whether sending it again can help: what it tells of is still there.
pub fn can_be_sent_again(reason: &str) -> bool {
    !reason.ends_with(GONE)
}

/// The reason in plain words; `reason` is what a dead letter was marked with, e.g. `smtp-550`.
pub fn why<'t>(reason: &str, texts: &'t UndeliveredTexts) -> &'t str {
    let code = reason
        .strip_prefix("smtp-")
        .or_else(|| reason.strip_prefix("bounce-"))
        .unwrap_or(reason);
    match code {
        "550" | "551" | "553" | "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10" => {
            texts.why_no_such_address()
        }
        "552" | "5.2.2" | "4.2.2" => texts.why_mailbox_full(),
        "5.3.4" | "5.2.3" => texts.why_too_large(),
        "complaint" => texts.why_complaint(),
        "bounce" => texts.why_came_back(),
        "timeout" | "connection" | "tls" => texts.why_no_connection(),
        "unknown-group" | "no-partner" => texts.why_unknown_group(),
        "no-address" | "invalid-address" => texts.why_no_address(),
        "pdf" | "json" | "template" | "invalid-mail" | "no-letter" | "mismatch" | "panic"
        | "unreadable" => texts.why_unwritten(),
        gone if gone.ends_with(GONE) => texts.why_record_gone(),
        "no-outcome" => texts.why_no_outcome(),
        "attempts" => texts.why_attempts(),
        "folder" => texts.why_folder(),
        _ if code.starts_with('4') => texts.why_later(),
        _ if reason.starts_with("http-") => texts.why_system_refused(),
        _ if reason.starts_with("bounce-") => texts.why_came_back(),
        _ => texts.why_refused(),
    }
}
