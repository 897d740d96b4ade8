//! What a registered person is told, under message ids that follow from the fact, so that it leaves once.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Registration, Standing};
use messages::{Message, MessageKind};
use town::seminar::Seminar;

/// What a registered person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// She has a place.
    Confirmed,
    /// She waits.
    Waitlisted {
        /// 1: next in line.
        position: u32,
    },
    /// She got a place after waiting.
    Promoted,
    /// What she changed has been noted.
    Updated {
        /// Her how manyth change.
        number: u32,
    },
    /// The seminar is soon.
    Reminder {
        /// Its day.
        day: Date,
    },
    /// The seminar moved or does not take place.
    Changed {
        /// Which change of the seminar.
        revision: u32,
    },
    /// The seminar was yesterday.
    Thanks,
    /// She cancelled.
    Withdrawn,
    /// She was registered already.
    Again {
        /// The day on which she, or somebody with her address, tried.
        day: Date,
    },
}

/// The message. Its id begins with the registration's, so that it lies beside nothing else.
pub(super) fn message(slug: &str, id: &str, round: u32, notice: Notice, now: Timestamp) -> Message {
    Message {
        id: format!("{id}-{round}-{}", tail(notice)),
        kind: kind(notice, slug.to_owned(), id.to_owned()),
        created_at: now,
    }
}

/// What tells the messages of one registration apart.
fn tail(notice: Notice) -> String {
    match notice {
        Notice::Confirmed => "confirmed".to_owned(),
        Notice::Waitlisted { .. } => "waiting".to_owned(),
        Notice::Promoted => "promoted".to_owned(),
        Notice::Updated { number } => format!("updated-{number}"),
        Notice::Reminder { day } => format!("reminder-{day}"),
        Notice::Changed { revision } => format!("changed-{revision}"),
        Notice::Thanks => "thanks".to_owned(),
        Notice::Withdrawn => "withdrawn".to_owned(),
        Notice::Again { day } => format!("again-{day}"),
    }
}

fn kind(notice: Notice, seminar: String, registration: String) -> MessageKind {
    match notice {
        Notice::Confirmed => MessageKind::SeminarConfirmed {
            seminar,
            registration,
        },
        Notice::Waitlisted { position } => MessageKind::SeminarWaitlisted {
            seminar,
            registration,
            position,
        },
        Notice::Promoted => MessageKind::SeminarPromoted {
            seminar,
            registration,
        },
        Notice::Updated { .. } => MessageKind::SeminarUpdated {
            seminar,
            registration,
        },
        Notice::Reminder { .. } => MessageKind::SeminarReminder {
            seminar,
            registration,
        },
        Notice::Changed { revision } => MessageKind::SeminarChanged {
            seminar,
            registration,
            revision,
        },
        Notice::Thanks => MessageKind::SeminarThanks {
            seminar,
            registration,
        },
        Notice::Withdrawn => MessageKind::SeminarWithdrawn {
            seminar,
            registration,
        },
        Notice::Again { .. } => MessageKind::SeminarRegisteredAgain {
            seminar,
            registration,
        },
    }
}

/// Whether a message about a seminar is still true when it leaves: between queue and sending she may have
/// cancelled or been promoted, and the seminar may have moved. Messages about anything else are not asked
/// about here and count as true.
pub fn is_true(
    kind: &MessageKind,
    seminar: &Seminar,
    registration: &Registration,
    now: Timestamp,
) -> bool {
    let confirmed = registration.state == Standing::Confirmed;
    let ahead = !seminar.is_cancelled() && now < seminar.start;
    match kind {
        MessageKind::SeminarConfirmed { .. }
        | MessageKind::SeminarPromoted { .. }
        | MessageKind::SeminarUpdated { .. } => confirmed && ahead,
        MessageKind::SeminarWaitlisted { .. } => {
            matches!(registration.state, Standing::Waiting { .. }) && ahead
        }
        MessageKind::SeminarReminder { .. } => confirmed && ahead && now >= seminar.remind_at(),
        MessageKind::SeminarChanged { .. } => {
            registration.state != Standing::Cancelled && now < seminar.end
        }
        MessageKind::SeminarThanks { .. } => confirmed && !registration.no_show,
        MessageKind::SeminarWithdrawn { .. } => registration.state == Standing::Cancelled,
        _ => true,
    }
}

/// The link to the office's pages, mailed to the office's address and nowhere else. `random` keeps two
/// requests apart.
pub fn office_link(random: [u8; 8], now: Timestamp) -> Message {
    Message {
        id: format!("{}-office", hex::encode(random)),
        kind: MessageKind::OfficeLink,
        created_at: now,
    }
}
