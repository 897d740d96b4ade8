//! Who came and who did not, as the office saw it.

use jiff::Timestamp;

use super::super::Attend;
use super::{Booking, BookingState, Mark, Marked, Roster};
use town::seminar::Seminar;

impl Roster {
    /// Notes who did not come to the room, once, after the end: everyone without a check-in, provided the
    /// office checked anybody in. Whoever took part online cannot be seen at the door. Says how many.
    pub fn note_absences(&mut self, seminar: &Seminar, now: Timestamp) -> u32 {
        let used = self.bookings.values().any(|p| p.checked_in_at.is_some());
        if seminar.is_cancelled() || now < seminar.end || !used || self.absences_noted {
            return 0;
        }
        self.absences_noted = true;
        let mut noted = 0;
        for booking in self.bookings.values_mut() {
            let expected = matches!(booking.state, BookingState::Confirmed { .. })
                && booking.attend == Attend::Venue
                && booking.checked_in_at.is_none();
            if expected && !booking.no_show {
                booking.no_show = true;
                noted += 1;
            }
        }
        noted
    }

    /// Notes what the office saw on the day.
    pub fn mark(&mut self, seminar: &Seminar, id: &str, mark: Mark, now: Timestamp) -> Marked {
        let has_place =
            |booking: &&mut Booking| matches!(booking.state, BookingState::Confirmed { .. });
        let Some(booking) = self.bookings.get_mut(id).filter(has_place) else {
            return Marked::Unknown;
        };
        if base::time::japan_date(now) < seminar.day() {
            return Marked::TooEarly;
        }
        let (came, absent) = match mark {
            Mark::CheckIn => (booking.checked_in_at.or(Some(now)), false),
            Mark::Absent => (None, true),
            Mark::Clear => (None, false),
        };
        if (booking.checked_in_at, booking.no_show) == (came, absent) {
            return Marked::Already;
        }
        (booking.checked_in_at, booking.no_show) = (came, absent);
        booking.is_address_confirmed = true;
        Marked::Done
    }
}

#[cfg(test)]
mod tests;
