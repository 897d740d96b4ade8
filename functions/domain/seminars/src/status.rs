//! What a seminar's page says about its places.

use jiff::Timestamp;
use serde::Serialize;

use super::Availability;
use town::seminar::Seminar;
use town::texts::SeminarTexts;

/// What the page and its small script say about a seminar's places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
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

impl Status {
    /// As shown, e.g. 受付中.
    pub fn label(self, texts: &SeminarTexts) -> &str {
        match self {
            Status::Open => texts.open(),
            Status::Few => texts.few(),
            Status::Waitlist => texts.waitlist(),
            Status::Full => texts.full(),
            Status::Closed => texts.closed(),
            Status::Cancelled => texts.cancelled(),
            Status::Over => texts.over(),
        }
    }
}

impl Availability {
    /// The state shown on the seminar's page.
    pub fn status(&self, seminar: &Seminar, now: Timestamp) -> Status {
        let free = seminar.capacity.saturating_sub(self.taken);
        // A fifth of the places, at least two, is what one reads as "soon gone".
        let few = (seminar.capacity / 5).max(2);
        match () {
            () if seminar.is_cancelled() => Status::Cancelled,
            () if now >= seminar.end => Status::Over,
            () if !seminar.is_open(now) => Status::Closed,
            () if self.waiting == 0 && free > few => Status::Open,
            () if self.waiting == 0 && free > 0 => Status::Few,
            () if self.waiting < seminar.waitlist => Status::Waitlist,
            () => Status::Full,
        }
    }
}
