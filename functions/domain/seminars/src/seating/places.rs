//! Taking, changing and giving up a place, and who follows when one is free.

use jiff::Timestamp;

use super::super::{Application, Standing};
use super::{Cancelled, Changed, Party, Place, Readdressed, Registered, STEP, Seating};
use messages::{Message, SeminarNotice};
use town::seminar::Seminar;

impl Seating {
    /// Registers somebody, unless she is registered already.
    pub fn register(
        &mut self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> (Registered, Vec<Message>) {
        let mut messages = self.promote(seminar, now);
        let outcome = self.admission(seminar, seminar.places(application.seats), now);
        if let Some(standing) = self.standing(id).filter(|s| *s != Standing::Cancelled) {
            let shown = outcome.shown();
            return (Registered::Again { standing, shown }, messages);
        }
        let place = match outcome {
            Registered::Confirmed => Place::Confirmed { since: now },
            Registered::Waiting { .. } => {
                self.tickets += 1;
                Place::Waiting {
                    ticket: self.tickets,
                }
            }
            _ => return (outcome, messages),
        };
        self.admit(seminar, id, application, place, now);
        let notice = match outcome {
            Registered::Waiting { position } => SeminarNotice::Waitlisted { position },
            _ => SeminarNotice::Confirmed,
        };
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
        place: Place,
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
        let Some(party) = party.filter(|party| party.place != Place::Cancelled) else {
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
        if (places, application.attend) == (party.places, party.attend) {
            return (Changed::Done, Vec::new());
        }
        let mut messages = Vec::new();
        let way = confirmed.then(|| self.way(seminar, application.attend));
        if let Some(party) = self.parties.get_mut(id) {
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
            self.parties.insert(to.to_owned(), party);
        }
        let notice = match standing {
            Standing::Waiting { position } => SeminarNotice::Waitlisted { position },
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
