//! How long a case is kept: the contact of one that came to nothing, then all of it.

use jiff::{SignedDuration, Timestamp};

use super::Case;
use super::state::Placement;
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
    /// What has to be deleted next, and from when on; `None` while a spec is open. Years count from the
    /// last thing that happened, 365 days each.
    pub fn next_erasure(&self, programme: &Programme) -> Option<(Erasure, Timestamp)> {
        if self.is_open() {
            return None;
        }
        let last = self.entries.last().map(|entry| entry.at);
        let last = last.unwrap_or(self.submission.sent_at);
        let after = |years: u32| last + SignedDuration::from_hours(24 * 365 * i64::from(years));
        let retention = &programme.retention;
        let ordered = |placement: &Placement| placement.order().is_some();
        let came_to_nothing = !self.placements().iter().any(ordered);
        Some(
            match came_to_nothing && !self.submission.is_contact_forgotten() {
                true => {
                    let years = retention.declined_contact_years;
                    (
                        Erasure::Contact,
                        after(years.min(retention.submission_years)),
                    )
                }
                false => (Erasure::Case, after(retention.submission_years)),
            },
        )
    }

    /// What has to be deleted now.
    pub fn due_erasure(&self, now: Timestamp, programme: &Programme) -> Option<Erasure> {
        let (erasure, from) = self.next_erasure(programme)?;
        (from <= now).then_some(erasure)
    }
}
