//! The words of the notice: what the message was, why it was given up, and what to do now.

use base::people::Notice;
use base::reference::Reference;
use base::time::japanese;
use jiff::Timestamp;
use messages::delivery::Recipient;
use messages::{Topic, VisitNotice};
use submissions::Submission;
use town::texts::UndeliveredTexts;

/// A message that was given up.
pub(super) struct Lost<'a> {
    pub(super) id: &'a str,
    pub(super) reference: Option<Reference>,
    pub(super) what: &'a Topic,
    pub(super) reason: &'a str,
    pub(super) at: Timestamp,
}

/// What the message was.
pub(super) fn title(what: &Topic, texts: &UndeliveredTexts) -> String {
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
        Topic::Link(_) | Topic::Undelivered { .. } => texts.other(),
    };
    title.to_owned()
}

/// A mail that had left, rather than one that could not leave.
pub(super) fn came_back(reason: &str) -> bool {
    reason.starts_with("bounce") || reason == "complaint"
}

/// The reason in plain words.
pub(super) fn why<'t>(reason: &str, texts: &'t UndeliveredTexts) -> &'t str {
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
        "submission-gone" | "draft-gone" | "seminar-gone" | "visit-gone" => texts.why_record_gone(),
        "no-outcome" => texts.why_no_outcome(),
        "attempts" => texts.why_attempts(),
        "folder" => texts.why_folder(),
        _ if code.starts_with('4') => texts.why_later(),
        _ if reason.starts_with("http-") => texts.why_system_refused(),
        _ if reason.starts_with("bounce-") => texts.why_came_back(),
        _ => texts.why_refused(),
    }
}

/// What to do now, in order.
pub(super) fn steps(
    lost: &Lost<'_>,
    submission: Option<&Submission>,
    has_sheets: bool,
    stand_in: &str,
    texts: &UndeliveredTexts,
) -> Vec<String> {
    let by = submission.map(|submission| japanese(submission.answer_by));
    let by = by.unwrap_or_default();
    let mut steps: Vec<String> = match (lost.what, lost.what.recipient()) {
        (
            Topic::Placement {
                notice, instead, ..
            },
            Recipient::Director { .. } | Recipient::Deputy { .. },
        ) if notice.needs_somebody() => {
            let next = match (instead, has_sheets) {
                (false, _) => texts.sent_to_stand_in(stand_in),
                (true, false) => texts.nobody_reached().to_owned(),
                (true, true) => texts.nobody_has_sheet(by),
            };
            vec![next, texts.mend_needed().to_owned()]
        }
        (_, Recipient::Director { .. } | Recipient::Deputy { .. }) => {
            vec![texts.mend_known().to_owned()]
        }
        (_, Recipient::Office) => {
            let hand = has_sheets.then(|| texts.office_has_no_sheet(by));
            hand.into_iter()
                .chain([texts.mend_office().to_owned()])
                .collect()
        }
        (what, Recipient::Employer) => phone_employer(what, submission, &by, texts),
        (Topic::Placement { .. }, Recipient::Somebody) => [texts.mend_partner(), texts.take_back()]
            .map(str::to_owned)
            .into(),
        (_, Recipient::Somebody) => vec![texts.tell_otherwise().to_owned()],
    };
    if lost.reason == "complaint" {
        steps.push(texts.ask_about_complaint().to_owned());
    }
    steps
}

fn phone_employer(
    what: &Topic,
    submission: Option<&Submission>,
    by: &str,
    texts: &UndeliveredTexts,
) -> Vec<String> {
    let phone = submission.and_then(|submission| submission.contact.phone.as_ref());
    let call = match phone {
        Some(phone) => texts.phone(phone.as_str()),
        None => texts.phone_unknown().to_owned(),
    };
    let tell = match what {
        Topic::Placement {
            notice: Notice::Receipt,
            ..
        } => texts.phone_receipt(by),
        _ => texts.phone_content().to_owned(),
    };
    vec![call, tell, texts.phone_afterwards().to_owned()]
}
