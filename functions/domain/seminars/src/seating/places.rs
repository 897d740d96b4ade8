//! Taking, changing and giving up a place, and who follows when one is free.

use jiff::Timestamp;

use super::super::{Application, Standing};
use super::{
    AddressConfirmed, Cancelled, Changed, Party, Place, Readdressed, Registered, STEP, Seating,
};
use messages::{Message, SeminarNotice};
use town::seminar::Seminar;

/// Places of one network and seminar that are held for addresses nobody has confirmed.
pub const UNCONFIRMED: usize = 5;

impl Seating {
    /// Registers somebody whom the office knows, unless she is registered already.
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
        let Some(party) = self.parties.get_mut(id) else {
            return (AddressConfirmed::Unknown, messages);
        };
        party.is_address_confirmed = true;
        let (places, attend) = (party.places, party.attend);
        let admission = match party.place {
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
        if let Some(party) = self.parties.get_mut(id) {
            party.place = place;
            party.way = way;
            party.sequence += 1;
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
        let before = self.parties.get(id);
        let party = Party {
            place,
            places: seminar.places(application.seats),
            attend: application.attend,
            registered_at: now,
            checked_in_at: None,
            no_show: false,
            round: before.map_or(1, |party| party.round + 1),
            changes: 0,
            sequence: before.map_or(0, |party| party.sequence + 1),
            // She read today's page, even where the others have not been told yet.
            revision: self.revision + u32::from(self.news != news),
            way,
            reminded: None,
            thanked: false,
            network: network.to_owned(),
            is_address_confirmed: network.is_empty(),
        };
        self.parties.insert(id.to_owned(), party);
    }

    /// Changes how many come and how they take part; without a change she is told nothing.
    pub fn change(
        &mut self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> (Changed, Vec<Message>) {
        let places = seminar.places(application.seats);
        let party = self.parties.get(id);
        let has_place =
            |party: &&Party| matches!(party.place, Place::Confirmed { .. } | Place::Waiting { .. });
        let Some(party) = party.filter(has_place) else {
            return (Changed::Unknown, Vec::new());
        };
        if now >= seminar.start {
            return (Changed::TooLate, Vec::new());
        }
        let confirmed = matches!(party.place, Place::Confirmed { .. });
        let fits = if confirmed {
            self.line().is_empty() && self.taken() - party.places + places <= seminar.capacity
        } else {
            places <= seminar.capacity
        };
        if places > party.places && !(fits && seminar.is_open(now)) {
            return (Changed::NoRoom, Vec::new());
        }
        let same = (places, application.attend) == (party.places, party.attend);
        let mut messages = Vec::new();
        let way = confirmed.then(|| self.way(seminar, application.attend));
        if let Some(party) = self.parties.get_mut(id) {
            party.is_address_confirmed = true;
            if same {
                return (Changed::Done, Vec::new());
            }
            party.places = places;
            party.attend = application.attend;
            party.way = way;
            party.changes += 1;
            party.sequence += 1;
            let number = party.changes;
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
        let Some(party) = self.parties.get_mut(id) else {
            return (Cancelled::Unknown, Vec::new());
        };
        if party.place == Place::Cancelled {
            return (Cancelled::Already, Vec::new());
        }
        if now >= seminar.start {
            return (Cancelled::TooLate, Vec::new());
        }
        party.place = Place::Cancelled;
        party.sequence += 1;
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
        let other = self.parties.get(to);
        if other.is_some_and(|other| other.place != Place::Cancelled) {
            return (Readdressed::Taken, Vec::new());
        }
        let round = other.map_or(1, |other| other.round + 1);
        let way = self.parties.get(from).map(|party| party.attend);
        let way = way.map(|attend| self.way(seminar, attend));
        if let Some(mut party) = self.parties.remove(from) {
            party.round = round;
            party.sequence += 1;
            party.way = party.way.and(way);
            // The office has spoken with them.
            party.is_address_confirmed = true;
            self.parties.insert(to.to_owned(), party);
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
            let Some(party) = self.parties.get(&id) else {
                break;
            };
            if party.places > free || messages.len() >= STEP / 2 {
                break;
            }
            let way = self.way(seminar, party.attend);
            let Some(party) = self.parties.get_mut(&id) else {
                break;
            };
            free -= party.places;
            party.way = Some(way);
            party.place = Place::Confirmed { since: now };
            party.sequence += 1;
            messages.push(self.message(seminar, &id, SeminarNotice::Promoted, now));
        }
        messages
    }
}

#[cfg(test)]
mod tests;
