//! Who came and who did not, as the office saw it.

use jiff::Timestamp;

use super::super::Attend;
use super::{Mark, Marked, Party, Place, Seating};
use town::seminar::Seminar;

impl Seating {
    /// Notes who did not come to the room, once, after the end: everyone without a check-in, provided the
    /// office checked anybody in. Whoever took part online cannot be seen at the door. Says how many.
    pub fn note_absences(&mut self, seminar: &Seminar, now: Timestamp) -> u32 {
        let used = self.parties.values().any(|p| p.checked_in_at.is_some());
        if seminar.is_cancelled() || now < seminar.end || !used || self.absences_noted {
            return 0;
        }
        self.absences_noted = true;
        let mut noted = 0;
        for party in self.parties.values_mut() {
            let expected = matches!(party.place, Place::Confirmed { .. })
                && party.attend == Attend::Venue
                && party.checked_in_at.is_none();
            if expected && !party.no_show {
                party.no_show = true;
                noted += 1;
            }
        }
        noted
    }

    /// Notes what the office saw on the day.
    pub fn mark(&mut self, seminar: &Seminar, id: &str, mark: Mark, now: Timestamp) -> Marked {
        let has_place = |party: &&mut Party| matches!(party.place, Place::Confirmed { .. });
        let Some(party) = self.parties.get_mut(id).filter(has_place) else {
            return Marked::Unknown;
        };
        if base::time::japan_date(now) < seminar.day() {
            return Marked::TooEarly;
        }
        let (came, absent) = match mark {
            Mark::CheckIn => (party.checked_in_at.or(Some(now)), false),
            Mark::Absent => (None, true),
            Mark::Clear => (None, false),
        };
        if (party.checked_in_at, party.no_show) == (came, absent) {
            return Marked::Already;
        }
        (party.checked_in_at, party.no_show) = (came, absent);
        party.is_address_confirmed = true;
        Marked::Done
    }
}

#[cfg(test)]
mod tests;
