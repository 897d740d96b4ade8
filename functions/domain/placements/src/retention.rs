//! How long a case is kept: the contact of one that came to nothing, then all of it.

use jiff::{SignedDuration, Timestamp};

use super::Case;
use super::state::{Placement, Status};
use town::Programme;

/// What has to be deleted of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// Name and address of whoever sent it: none of its specs was ordered.
    Contact,
    /// The whole case; its lines in the ledger stay.
    Case,
}

impl Case {
    /// What has to be deleted next, and from when on. Years count from the day of sending, as the employer was
    /// told, 365 days each, also while nobody has answered; `None` while work goes on that was taken up.
    pub fn next_erasure(&self, programme: &Programme) -> Option<(Erasure, Timestamp)> {
        let whole = self.submission.kept_until(programme);
        let placements = &self.placements;
        if self.is_open() {
            let goes_on =
                |placement: &Placement| matches!(placement.status, Status::Accepted { .. });
            let works = placements.iter().any(goes_on);
            return (!works).then_some((Erasure::Case, whole));
        }
        let last = self.entries.last().map(|entry| entry.at);
        let last = last.unwrap_or(self.submission.sent_at);
        let years = i64::from(programme.retention.declined_contact_years);
        let contact = last + SignedDuration::from_hours(24 * 365 * years);
        let ordered = |placement: &Placement| placement.order().is_some();
        let came_to_nothing = !placements.iter().any(ordered);
        Some(
            match came_to_nothing && !self.submission.is_contact_forgotten() {
                true => (Erasure::Contact, contact.min(whole)),
                false => (Erasure::Case, whole),
            },
        )
    }

    /// What has to be deleted now.
    pub fn due_erasure(&self, now: Timestamp, programme: &Programme) -> Option<Erasure> {
        let (erasure, from) = self.next_erasure(programme)?;
        (from <= now).then_some(erasure)
    }
}
