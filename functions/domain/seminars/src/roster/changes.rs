//! What a guest or the office changes about a booking: how many come, giving it up, another address.

use jiff::Timestamp;

use super::super::{Application, Standing};
use super::{Booking, BookingState, Cancelled, Changed, Readdressed, Roster};
use messages::{Message, SeminarNotice};
use town::seminar::Seminar;

impl Roster {
    /// Changes how many come and how they take part; without a change nothing is sent.
    pub fn change(
        &mut self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> (Changed, Vec<Message>) {
        let places = seminar.places(application.seats);
        let booking = self.bookings.get(id);
        let has_place = |booking: &&Booking| {
            matches!(
                booking.state,
                BookingState::Confirmed { .. } | BookingState::Waiting { .. }
            )
        };
        let Some(booking) = booking.filter(has_place) else {
            return (Changed::Unknown, Vec::new());
        };
        if now >= seminar.start {
            return (Changed::TooLate, Vec::new());
        }
        let confirmed = matches!(booking.state, BookingState::Confirmed { .. });
        let fits = if confirmed {
            self.line().is_empty() && self.taken() - booking.places + places <= seminar.capacity
        } else {
            places <= seminar.capacity
        };
        if places > booking.places && !(fits && seminar.is_open(now)) {
            return (Changed::NoRoom, Vec::new());
        }
        let same = (places, application.attend) == (booking.places, booking.attend);
        let mut messages = Vec::new();
        let way = confirmed.then(|| self.way(seminar, application.attend));
        if let Some(booking) = self.bookings.get_mut(id) {
            booking.is_address_confirmed = true;
            if same {
                return (Changed::Done, Vec::new());
            }
            booking.places = places;
            booking.attend = application.attend;
            booking.way = way;
            booking.changes += 1;
            booking.sequence += 1;
            let number = booking.changes;
            if confirmed {
                messages.extend(self.message(seminar, id, SeminarNotice::Updated { number }, now));
            }
        }
        messages.extend(self.promote(seminar, now));
        (Changed::Done, messages)
    }

    /// Gives a place up, or a place in the line. Cancelling again changes nothing.
    pub fn cancel(
        &mut self,
        seminar: &Seminar,
        id: &str,
        now: Timestamp,
    ) -> (Cancelled, Vec<Message>) {
        let Some(booking) = self.bookings.get_mut(id) else {
            return (Cancelled::Unknown, Vec::new());
        };
        if booking.state == BookingState::Cancelled {
            return (Cancelled::Already, Vec::new());
        }
        if now >= seminar.start {
            return (Cancelled::TooLate, Vec::new());
        }
        booking.state = BookingState::Cancelled;
        booking.untold = false;
        booking.sequence += 1;
        let told = self.message(seminar, id, SeminarNotice::Withdrawn, now);
        let mut messages: Vec<Message> = told.into_iter().collect();
        messages.extend(self.promote(seminar, now));
        (Cancelled::Done, messages)
    }

    /// Gives a registration to another address, with its place or its turn, and notifies that address as if it were
    /// new. Nothing that was mailed to the former address acts for it any more.
    pub fn readdress(
        &mut self,
        seminar: &Seminar,
        from: &str,
        to: &str,
        now: Timestamp,
    ) -> (Readdressed, Vec<Message>) {
        let standing = self.standing(from);
        let Some(standing) = standing.filter(|it| *it != Standing::Cancelled) else {
            return (Readdressed::Unknown, Vec::new());
        };
        if now >= seminar.start {
            return (Readdressed::TooLate, Vec::new());
        }
        let other = self.bookings.get(to);
        if other.is_some_and(|other| other.state != BookingState::Cancelled) {
            return (Readdressed::Taken, Vec::new());
        }
        let round = other.map_or(1, |other| other.round + 1);
        let way = self.bookings.get(from).map(|booking| booking.attend);
        let way = way.map(|attend| self.way(seminar, attend));
        if let Some(mut booking) = self.bookings.remove(from) {
            booking.round = round;
            booking.sequence += 1;
            booking.way = booking.way.and(way);
            // The office has spoken with them.
            booking.is_address_confirmed = true;
            (booking.has_mail, booking.untold) = (true, false);
            self.bookings.insert(to.to_owned(), booking);
        }
        let notice = match standing {
            Standing::Waiting { position } => SeminarNotice::Waitlisted { position },
            Standing::Unconfirmed => SeminarNotice::ConfirmAddress,
            _ => SeminarNotice::Confirmed,
        };
        let message = self.message(seminar, to, notice, now);
        (Readdressed::Done, message.into_iter().collect())
    }
}
