//! The words of the notice: what to do now.

use base::people::Notice;
use base::reference::Reference;
use base::time::japanese;
use jiff::Timestamp;
use messages::Topic;
use messages::delivery::Recipient;
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

/// A mail that had left, rather than one that could not leave.
pub(super) fn came_back(reason: &str) -> bool {
    reason.starts_with("bounce") || reason == "complaint"
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
