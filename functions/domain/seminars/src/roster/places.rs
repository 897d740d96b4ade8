//! Taking, changing and giving up a place, and who follows when one is free.

use jiff::Timestamp;

use super::super::{Application, Standing};
use super::{AddressConfirmed, Booking, BookingState, Registered, Roster, STEP};
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

    /// Registers somebody for whom the office does so, perhaps at the door: also after the deadline, while it has not ended
    /// and there is a place.
    pub fn register_at_office(
        &mut self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> (Registered, Vec<Message>) {
        if seminar.is_open(now) {
            return self.register(seminar, id, application, now);
        }
        if let Some(standing @ (Standing::Confirmed | Standing::Waiting { .. })) = self.standing(id)
        {
            let shown = Registered::Closed.shown();
            return (Registered::Again { standing, shown }, Vec::new());
        }
        let outcome = match seminar.is_cancelled() || now >= seminar.end {
            true => Registered::Closed,
            false => match self.fits(seminar, seminar.places(application.seats)) {
                true => Registered::Confirmed,
                false => Registered::Full,
            },
        };
        if outcome != Registered::Confirmed {
            return (outcome, Vec::new());
        }
        let place = BookingState::Confirmed { since: now };
        self.admit(seminar, id, application, (place, ""), now);
        let told = self.message(seminar, id, SeminarNotice::Confirmed, now);
        // A mail with the day and the way there helps nobody who is there.
        let told = told.filter(|_| now < seminar.start);
        (outcome, told.into_iter().collect())
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
        messages.extend(self.message(seminar, id, notice, now));
        (outcome, messages)
    }

    /// The state that an admission gives a booking, and the notice of it.
    fn place(&mut self, admission: Registered, now: Timestamp) -> (BookingState, SeminarNotice) {
        match admission {
            Registered::Waiting { position } => {
                self.tickets += 1;
                let ticket = self.tickets;
                let notice = SeminarNotice::Waitlisted { position };
                (BookingState::Waiting { ticket }, notice)
            }
            Registered::Unconfirmed => (BookingState::Unconfirmed, SeminarNotice::ConfirmAddress),
            _ => (
                BookingState::Confirmed { since: now },
                SeminarNotice::Confirmed,
            ),
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
        let admission = match booking.state {
            BookingState::Confirmed { .. } => return (AddressConfirmed::Confirmed, messages),
            BookingState::Waiting { .. } => return (AddressConfirmed::Waiting, messages),
            BookingState::Cancelled => return (AddressConfirmed::Unknown, messages),
            BookingState::Unconfirmed => self.admission(seminar, places, now),
        };
        let outcome = match admission {
            Registered::Full => return (AddressConfirmed::Full, messages),
            Registered::Closed => return (AddressConfirmed::Closed, messages),
            Registered::Waiting { .. } => AddressConfirmed::Waiting,
            _ => AddressConfirmed::Confirmed,
        };
        let (place, notice) = self.place(admission, now);
        let confirmed = matches!(place, BookingState::Confirmed { .. });
        let way = confirmed.then(|| self.way(seminar, attend));
        if let Some(booking) = self.bookings.get_mut(id) {
            booking.state = place;
            booking.way = way;
            booking.sequence += 1;
        }
        messages.extend(self.message(seminar, id, notice, now));
        (outcome, messages)
    }

    /// Whether so many places are free and nobody waits for them.
    fn fits(&self, seminar: &Seminar, places: u32) -> bool {
        self.line().is_empty() && self.taken() + places <= seminar.capacity
    }

    /// What a newcomer gets.
    fn admission(&self, seminar: &Seminar, places: u32, now: Timestamp) -> Registered {
        let waiting = self.line().len() as u32;
        if !seminar.is_open(now) {
            Registered::Closed
        } else if self.fits(seminar, places) {
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
        (place, network): (BookingState, &str),
        now: Timestamp,
    ) {
        let news = seminar.news();
        if self.news.is_empty() {
            self.news.clone_from(&news);
        }
        let confirmed = matches!(place, BookingState::Confirmed { .. });
        let way = confirmed.then(|| self.way(seminar, application.attend));
        let before = self.bookings.get(id);
        let booking = Booking {
            state: place,
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
            word: self.words,
            network: network.to_owned(),
            is_address_confirmed: network.is_empty(),
            has_mail: application.mail.is_some(),
            untold: false,
        };
        self.bookings.insert(id.to_owned(), booking);
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
            booking.state = BookingState::Confirmed { since: now };
            booking.sequence += 1;
            messages.extend(self.message(seminar, &id, SeminarNotice::Promoted, now));
        }
        messages
    }
}

#[cfg(test)]
mod tests;
