//! The messages to a registered person, under ids that follow from the fact, so that each leaves once.

use jiff::Timestamp;

use super::{Registration, Standing};
use messages::{Message, SeminarNotice, Topic};
use town::seminar::Seminar;

/// The message. Its id begins with the registration's, so that it has a partition of its own.
pub(super) fn message(
    slug: &str,
    id: &str,
    round: u32,
    notice: SeminarNotice,
    now: Timestamp,
) -> Message {
    Message {
        id: format!("{id}-{round}-{}", notice.id()),
        topic: Topic::Seminar {
            seminar: slug.to_owned(),
            registration: id.to_owned(),
            notice,
        },
        created_at: now,
    }
}

/// Whether what a message says is still true when it leaves: between queue and sending, a registration may
/// have been cancelled or promoted, and the seminar may have moved.
pub fn is_true(
    notice: SeminarNotice,
    seminar: &Seminar,
    registration: &Registration,
    now: Timestamp,
) -> bool {
    let confirmed = registration.state == Standing::Confirmed;
    let ahead = !seminar.is_cancelled() && now < seminar.start;
    match notice {
        SeminarNotice::Confirmed | SeminarNotice::Promoted | SeminarNotice::Updated { .. } => {
            confirmed && ahead
        }
        SeminarNotice::Waitlisted { .. } => {
            matches!(registration.state, Standing::Waiting { .. }) && ahead
        }
        SeminarNotice::ConfirmAddress => registration.state == Standing::Unconfirmed && ahead,
        SeminarNotice::Reminder { .. } => confirmed && ahead && now >= seminar.remind_at(),
        SeminarNotice::Changed { .. } => {
            let told = !matches!(
                registration.state,
                Standing::Cancelled | Standing::Unconfirmed
            );
            told && now < seminar.end
        }
        SeminarNotice::Redirected { .. } => {
            confirmed && !seminar.is_cancelled() && now < seminar.end
        }
        SeminarNotice::Word { .. } => confirmed && now < seminar.end,
        SeminarNotice::Thanks => confirmed && !registration.no_show,
        SeminarNotice::Withdrawn => registration.state == Standing::Cancelled,
        SeminarNotice::Again { .. } => true,
    }
}
