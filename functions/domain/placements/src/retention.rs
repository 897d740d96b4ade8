//! How long a case is kept: the contact of one that came to nothing, papers and books as the tax law says, then all of it.

use base::time::{fiscal_year, japan_date};
use jiff::civil::{Time, date};
use jiff::{SignedDuration, Timestamp};

use super::Case;
use super::entry::Event;
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
        let whole = self
            .papers_until(programme)
            .map_or(whole, |papers| papers.max(whole));
        let placements = &self.placements;
        if self.is_open() {
            let goes_on =
                |placement: &Placement| matches!(placement.status, Status::Accepted { .. });
            let works = placements.iter().any(goes_on);
            return (!works).then_some((Erasure::Case, whole));
        }
        let last = self.last_act();
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

    /// When something was done about it last. What the employer says of their agreement keeps nothing longer.
    fn last_act(&self) -> Option<Timestamp> {
        let mut entries = self.entries.iter().rev();
        let last = entries.find(|entry| !matches!(entry.event, Event::MindChanged { .. }));
        last.map(|entry| entry.at)
    }

    /// Until when its papers and books are kept: years from two months after the end of the fiscal year of the last of
    /// them, when the tax of that year was declared; `None` where nothing was ordered.
    fn papers_until(&self, programme: &Programme) -> Option<Timestamp> {
        let mut placements = self.placements.iter();
        placements.find(|placement| {
            let ordered = placement.order().is_some() || !placement.orders.orders.is_empty();
            ordered || !placement.accounts.is_empty()
        })?;
        let last = self.last_act()?;
        let year = fiscal_year(japan_date(last));
        let years = i16::try_from(programme.retention.papers_years).ok()?;
        // The fiscal year ends in March of the next one; the first day on which nothing has to be kept any more.
        let day = date(year.checked_add(1)?.checked_add(years)?, 6, 1);
        let japan = jiff::tz::Offset::constant(9);
        japan.to_timestamp(day.to_datetime(Time::midnight())).ok()
    }

    /// What has to be deleted now.
    pub fn due_erasure(&self, now: Timestamp, programme: &Programme) -> Option<Erasure> {
        let (erasure, from) = self.next_erasure(programme)?;
        (from <= now).then_some(erasure)
    }
}
