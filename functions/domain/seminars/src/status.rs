//! What a seminar's page says about its places.

use jiff::Timestamp;
use serde::Serialize;

use super::Availability;
use town::seminar::Seminar;
use town::texts::SeminarTexts;

/// What the page and its small script say about a seminar's places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SeminarStatus {
    /// Places are free.
    Open,
    /// Few places are free.
    Few,
    /// One may only wait.
    Waitlist,
    /// Nobody can register any more.
    Full,
    /// The deadline has passed.
    Closed,
    /// It does not take place.
    Cancelled,
    /// It is over.
    Over,
}

impl SeminarStatus {
    /// As shown, e.g. 受付中.
    pub fn label(self, texts: &SeminarTexts) -> &str {
        match self {
            SeminarStatus::Open => texts.open(),
            SeminarStatus::Few => texts.few(),
            SeminarStatus::Waitlist => texts.waitlist(),
            SeminarStatus::Full => texts.full(),
            SeminarStatus::Closed => texts.closed(),
            SeminarStatus::Cancelled => texts.cancelled(),
            SeminarStatus::Over => texts.over(),
        }
    }
}

impl Availability {
    /// The state shown on the seminar's page.
    pub fn status(&self, seminar: &Seminar, now: Timestamp) -> SeminarStatus {
        let free = seminar.capacity.saturating_sub(self.taken);
        // A fifth of the places, at least two, is what one reads as "soon gone"; not before somebody took one.
        let few = match self.taken {
            0 => 0,
            _ => (seminar.capacity / 5).max(2),
        };
        match () {
            () if seminar.is_cancelled() => SeminarStatus::Cancelled,
            () if now >= seminar.end => SeminarStatus::Over,
            () if !seminar.is_open(now) => SeminarStatus::Closed,
            () if self.waiting == 0 && free > few => SeminarStatus::Open,
            () if self.waiting == 0 && free > 0 => SeminarStatus::Few,
            () if self.waiting < seminar.waitlist => SeminarStatus::Waitlist,
            () => SeminarStatus::Full,
        }
    }
}
