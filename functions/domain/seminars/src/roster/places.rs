//! Taking, changing and giving up a place, and who follows when one is free.

use jiff::Timestamp;

use super::super::{Application, Standing};
use super::{
    AddressConfirmed, Booking, Cancelled, Changed, Place, Readdressed, Registered, Roster, STEP,
};
use messages::{Message, SeminarNotice};
use town::seminar::Seminar;

/// Places of one network and seminar that are held for addresses nobody has confirmed.
pub const UNCONFIRMED: usize = 5;

impl Roster {
    /// Registers somebody whom the office knows, unless they are registered already.
    pub fn register(
        &mut self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> (Registered, Vec<Message>) {
        self.register_from(seminar, id, application, "", now)
    }

    /// Registers somebody who came from a network, under its keyed name. Places are held at once, until
    /// [`UNCONFIRMED`] of that network have an address that nobody has confirmed: the next gets its place
    /// when its address is.
    pub fn register_from(
        &mut self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        network: &str,
        now: Timestamp,
    ) -> (Registered, Vec<Message>) {
        let mut messages = self.promote(seminar, now);
        let outcome = self.admission(seminar, seminar.places(application.seats), now);
        let before = self.standing(id);
        if let Some(standing @ (Standing::Confirmed | Standing::Waiting { .. })) = before {
            let shown = outcome.shown();
            return (Registered::Again { standing, shown }, messages);
        }
        let outcome = match outcome {
            Registered::Full | Registered::Closed => return (outcome, messages),
            _ if !network.is_empty() && self.unconfirmed_from(network) >= UNCONFIRMED => {
                Registered::Unconfirmed
            }
            outcome => outcome,
        };
        let (place, notice) = self.place(outcome, now);
        self.admit(seminar, id, application, (place, network), now);
        messages.push(self.message(seminar, id, notice, now));
        (outcome, messages)
    }

    /// The place that an admission gives, and how it is told.
    fn place(&mut self, admission: Registered, now: Timestamp) -> (Place, SeminarNotice) {
        match admission {
            Registered::Waiting { position } => {
                self.tickets += 1;
                let ticket = self.tickets;
                let notice = SeminarNotice::Waitlisted { position };
                (Place::Waiting { ticket }, notice)
            }
            Registered::Unconfirmed => (Place::Unconfirmed, SeminarNotice::ConfirmAddress),
            _ => (Place::Confirmed { since: now }, SeminarNotice::Confirmed),
        }
    }

    /// Notes that somebody who reads the address's mails wants the place; one that had to wait for this gets
    /// what is left. Again it changes nothing.
    pub fn confirm_address(
        &mut self,
        seminar: &Seminar,
        id: &str,
        now: Timestamp,
    ) -> (AddressConfirmed, Vec<Message>) {
        let mut messages = self.promote(seminar, now);
        let Some(booking) = self.bookings.get_mut(id) else {
            return (AddressConfirmed::Unknown, messages);
        };
        booking.is_address_confirmed = true;
        let (places, attend) = (booking.places, booking.attend);
        let admission = match booking.place {
            Place::Confirmed { .. } => return (AddressConfirmed::Confirmed, messages),
            Place::Waiting { .. } => return (AddressConfirmed::Waiting, messages),
            Place::Cancelled => return (AddressConfirmed::Unknown, messages),
            Place::Unconfirmed => self.admission(seminar, places, now),
        };
        let outcome = match admission {
            Registered::Full => return (AddressConfirmed::Full, messages),
            Registered::Closed => return (AddressConfirmed::Closed, messages),
            Registered::Waiting { .. } => AddressConfirmed::Waiting,
            _ => AddressConfirmed::Confirmed,
        };
        let (place, notice) = self.place(admission, now);
        let confirmed = matches!(place, Place::Confirmed { .. });
        let way = confirmed.then(|| self.way(seminar, attend));
        if let Some(booking) = self.bookings.get_mut(id) {
            booking.place = place;
            booking.way = way;
            booking.sequence += 1;
        }
        messages.push(self.message(seminar, id, notice, now));
        (outcome, messages)
    }

    /// What a newcomer gets.
    fn admission(&self, seminar: &Seminar, places: u32, now: Timestamp) -> Registered {
        let waiting = self.line().len() as u32;
        if !seminar.is_open(now) {
            Registered::Closed
        } else if waiting == 0 && self.taken() + places <= seminar.capacity {
            Registered::Confirmed
        } else if waiting < seminar.waitlist && places <= seminar.capacity {
            Registered::Waiting {
                position: waiting + 1,
            }
        } else {
            // Also a group larger than the room: it would hold up the line for ever.
            Registered::Full
        }
    }

    fn admit(
        &mut self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        (place, network): (Place, &str),
        now: Timestamp,
    ) {
        let news = seminar.news();
        if self.news.is_empty() {
            self.news.clone_from(&news);
        }
        let confirmed = matches!(place, Place::Confirmed { .. });
        let way = confirmed.then(|| self.way(seminar, application.attend));
        let before = self.bookings.get(id);
        let booking = Booking {
            place,
            places: seminar.places(application.seats),
            attend: application.attend,
            registered_at: now,
            checked_in_at: None,
            no_show: false,
            round: before.map_or(1, |booking| booking.round + 1),
            changes: 0,
            sequence: before.map_or(0, |booking| booking.sequence + 1),
            // They read today's page, even where the others have not been told yet.
            revision: self.revision + u32::from(self.news != news),
            way,
            reminded: None,
            thanked: false,
            network: network.to_owned(),
            is_address_confirmed: network.is_empty(),
        };
        self.bookings.insert(id.to_owned(), booking);
    }

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
                booking.place,
                Place::Confirmed { .. } | Place::Waiting { .. }
            )
        };
        let Some(booking) = booking.filter(has_place) else {
            return (Changed::Unknown, Vec::new());
        };
        if now >= seminar.start {
            return (Changed::TooLate, Vec::new());
        }
        let confirmed = matches!(booking.place, Place::Confirmed { .. });
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
                messages.push(self.message(seminar, id, SeminarNotice::Updated { number }, now));
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
        if booking.place == Place::Cancelled {
            return (Cancelled::Already, Vec::new());
        }
        if now >= seminar.start {
            return (Cancelled::TooLate, Vec::new());
        }
        booking.place = Place::Cancelled;
        booking.sequence += 1;
        let mut messages = vec![self.message(seminar, id, SeminarNotice::Withdrawn, now)];
        messages.extend(self.promote(seminar, now));
        (Cancelled::Done, messages)
    }

    /// Gives a registration to another address, with its place or its turn, and tells it there as if it were
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
        if other.is_some_and(|other| other.place != Place::Cancelled) {
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
            self.bookings.insert(to.to_owned(), booking);
        }
        let notice = match standing {
            Standing::Waiting { position } => SeminarNotice::Waitlisted { position },
            Standing::Unconfirmed => SeminarNotice::ConfirmAddress,
            _ => SeminarNotice::Confirmed,
        };
        let message = self.message(seminar, to, notice, now);
        (Readdressed::Done, vec![message])
    }

    /// Gives free places to those who wait, in their order, until the first does not fit. Never after
    /// the deadline.
    pub fn promote(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let mut messages = Vec::new();
        if !seminar.is_open(now) {
            return messages;
        }
        let mut free = seminar.capacity.saturating_sub(self.taken());
        for (_, id) in self.line() {
            let Some(booking) = self.bookings.get(&id) else {
                break;
            };
            if booking.places > free || messages.len() >= STEP / 2 {
                break;
            }
            let way = self.way(seminar, booking.attend);
            let Some(booking) = self.bookings.get_mut(&id) else {
                break;
            };
            free -= booking.places;
            booking.way = Some(way);
            booking.place = Place::Confirmed { since: now };
            booking.sequence += 1;
            messages.push(self.message(seminar, &id, SeminarNotice::Promoted, now));
        }
        messages
    }
}

#[cfg(test)]
mod tests;
