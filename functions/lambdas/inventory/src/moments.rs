//! The lines of the timelines on the page of what became of an inventory.

use jiff::Timestamp;
use messages::delivery::Recipient;
use serde::Serialize;
use submissions::{SubmissionEvent, SubmissionEventKind};
use town::Content;
use town::texts::InventoryTexts;
use web::words;

/// One line of a timeline.
#[derive(Serialize)]
pub(crate) struct StatusMoment {
    at: String,
    what: String,
    failed: bool,
    /// Whether it is still to come.
    next: bool,
}

impl StatusMoment {
    /// What happened.
    pub fn done(at: Timestamp, what: String) -> StatusMoment {
        StatusMoment {
            at: words::moment(at),
            what,
            failed: false,
            next: false,
        }
    }
}

/// What became of a mail.
pub(crate) fn moment(event: &SubmissionEvent, content: &Content) -> StatusMoment {
    let texts = &content.texts.inventory;
    let named = |to: &Recipient| name(to, content);
    let what = match &event.kind {
        SubmissionEventKind::Sent => texts.event_sent().to_owned(),
        SubmissionEventKind::Delivered { to } => texts.event_delivered(named(to)),
        SubmissionEventKind::Delayed { to } => texts.event_delayed(named(to)),
        SubmissionEventKind::DeliveryFailed { to } => {
            texts.event_failed(named(to), instead(to, content))
        }
        SubmissionEventKind::Bounced { to } => {
            texts.event_returned(named(to), instead(to, content))
        }
        SubmissionEventKind::Complained { to } => texts.event_spam(named(to), instead(to, content)),
        SubmissionEventKind::OfficeTold { about } => texts.event_reported(named(about)),
    };
    let failed = matches!(
        event.kind,
        SubmissionEventKind::Delayed { .. }
            | SubmissionEventKind::DeliveryFailed { .. }
            | SubmissionEventKind::Bounced { .. }
            | SubmissionEventKind::Complained { .. }
    );
    StatusMoment {
        at: words::moment(event.at),
        what,
        failed,
        next: false,
    }
}

/// What happens in place of a mail that could not be delivered.
fn instead(to: &Recipient, content: &Content) -> String {
    let (texts, operator) = (&content.texts.inventory, &content.programme.operator);
    match to {
        Recipient::Director { group } => {
            let deputy = Recipient::Deputy {
                group: group.clone(),
            };
            texts.then_deputy(name(&deputy, content))
        }
        Recipient::Deputy { .. } => texts.then_office().to_owned(),
        Recipient::Office | Recipient::Somebody => texts.then_other().to_owned(),
        Recipient::Employer => texts.then_phone(&operator.name, &operator.phone),
    }
}

/// Until when somebody answers.
pub(crate) fn promise(answer_by: &str, texts: &InventoryTexts) -> StatusMoment {
    StatusMoment {
        at: texts.promise_at(answer_by),
        what: texts.promise().into(),
        failed: false,
        next: true,
    }
}

fn name(to: &Recipient, content: &Content) -> String {
    let (texts, programme) = (&content.texts.inventory, &content.programme);
    match to {
        Recipient::Office => texts.who_office(&programme.office.name),
        Recipient::Employer => texts.who_employer().to_owned(),
        Recipient::Somebody => texts.who_somebody().to_owned(),
        Recipient::Director { group } => match programme.group(group) {
            Some(group) => texts.who_director(&group.name),
            None => texts.who_former_director().to_owned(),
        },
        Recipient::Deputy { group } => match programme.group(group) {
            Some(group) => texts.who_deputy(&group.deputy.name),
            None => texts.who_former_deputy().to_owned(),
        },
    }
}
