//! Who has a place and who waits: every decision about places, without names, as plain data.
//!
//! The waiting list is strict: nobody passes anybody. While the first in line does not fit, nobody is
//! promoted and nobody new gets a place.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::notice::{self, Notice};
use super::{Application, Attend, Registration, Seminar, Standing};
use crate::message::Message;

/// The most messages one step causes; they are written in one transaction of at most 100 items.
/// Whoever is left is found again by the next step.
pub const STEP: usize = 80;

/// How long after it was due a thank-you mail still makes sense.
const THANKS_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A seminar's places, without personal data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seating {
    /// Everybody who ever registered, by registration id; empty once forgotten.
    pub parties: BTreeMap<String, Party>,
    /// Tickets of the waiting list given out so far.
    tickets: u32,
    /// Counts what everybody had to be told.
    revision: u32,
    /// What everybody has been told last; empty before the first registration.
    news: String,
    /// Whether those who did not come have been noted.
    absences_noted: bool,
    /// What stayed when the personal data was deleted.
    pub forgotten: Option<Counts>,
}

/// One registration's place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Whether it has one.
    pub place: Place,
    /// How many places it takes.
    pub places: u32,
    /// How it takes part.
    pub attend: Attend,
    /// When it registered.
    pub registered_at: Timestamp,
    /// When it came, as the office noted.
    pub checked_in_at: Option<Timestamp>,
    /// Whether it had a place and did not come.
    pub no_show: bool,
    /// Counts registrations of the same person, who may cancel and come back.
    round: u32,
    /// Counts her own changes.
    changes: u32,
    /// Counts what her calendar entry has to follow.
    pub sequence: u32,
    /// The last revision she knows.
    revision: u32,
    /// For which day she was reminded.
    reminded: Option<Date>,
    /// Whether she was thanked.
    thanked: bool,
}

/// Whether a party has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Place {
    /// It has, since then.
    Confirmed {
        /// When it got the place.
        since: Timestamp,
    },
    /// It waits.
    Waiting {
        /// The lower, the earlier its turn.
        ticket: u32,
    },
    /// It gave its place up.
    Cancelled,
}

/// How many places are taken and how many registrations wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Availability {
    /// Places taken.
    pub taken: u32,
    /// Places there are.
    pub capacity: u32,
    /// Registrations that wait.
    pub waiting: u32,
}

/// The figures that stay when personal data is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Registrations ever made.
    pub registered: u32,
    /// Those that had a place at the end.
    pub confirmed: u32,
    /// Places they took.
    pub places: u32,
    /// Those still waiting at the end.
    pub waiting: u32,
    /// Those that had cancelled.
    pub cancelled: u32,
    /// Those the office saw coming.
    pub came: u32,
    /// Those noted as not having come.
    pub no_shows: u32,
}

/// How a registration went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// She has a place.
    Confirmed,
    /// She waits.
    Waiting {
        /// 1: next in line.
        position: u32,
    },
    /// No place, and no room to wait.
    Full,
    /// Too late, or it does not take place.
    Closed,
    /// She was registered before, and nothing changed; only a mail may say so.
    Again {
        /// How she stands.
        standing: Standing,
        /// What anybody else would have been shown.
        shown: Shown,
    },
}

/// What the screen may say about a registration: the same whether the address was registered or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// Taken, a mail tells the rest.
    Accepted,
    /// No place, and no room to wait.
    Full,
    /// Too late, or it does not take place.
    Closed,
}

impl Registered {
    /// What the screen may say.
    pub fn shown(&self) -> Shown {
        match self {
            Registered::Confirmed | Registered::Waiting { .. } => Shown::Accepted,
            Registered::Full => Shown::Full,
            Registered::Closed => Shown::Closed,
            Registered::Again { shown, .. } => *shown,
        }
    }
}

/// How a cancellation went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// The place is free.
    Done,
    /// It had been cancelled before; nothing changed.
    Already,
    /// The seminar has begun; nothing changed.
    TooLate,
    /// There is no such registration.
    Unknown,
}

/// How a change went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is as she wrote.
    Done,
    /// There are not as many places; nothing changed.
    NoRoom,
    /// The seminar has begun; nothing changed.
    TooLate,
    /// There is no such registration, or it is cancelled.
    Unknown,
}

/// What the office notes about somebody on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// She came.
    CheckIn,
    /// She did not come.
    Absent,
    /// Neither is known.
    Clear,
}

/// How noting went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Noted.
    Done,
    /// It had been noted before; the first time stays.
    Already,
    /// Not before the day itself.
    TooEarly,
    /// There is no such registration with a place.
    Unknown,
}

impl Seating {
    /// How many places are taken and how many wait.
    pub fn availability(&self, seminar: &Seminar) -> Availability {
        Availability {
            taken: self.taken(),
            capacity: seminar.capacity,
            waiting: self.line().len() as u32,
        }
    }

    /// How a registration stands.
    pub fn standing(&self, id: &str) -> Option<Standing> {
        Some(match self.parties.get(id)?.place {
            Place::Confirmed { .. } => Standing::Confirmed,
            Place::Cancelled => Standing::Cancelled,
            Place::Waiting { ticket } => Standing::Waiting {
                position: 1 + self.line().iter().filter(|(t, _)| *t < ticket).count() as u32,
            },
        })
    }

    /// A registration as it stands: its place with what the person wrote.
    pub fn registration(
        &self,
        slug: &str,
        id: &str,
        application: Application,
    ) -> Option<Registration> {
        let party = self.parties.get(id)?;
        Some(Registration {
            id: id.to_owned(),
            seminar: slug.to_owned(),
            name: application.name,
            business: application.business,
            mail: application.mail,
            seats: application.seats,
            attend: application.attend,
            question: application.question,
            state: self.standing(id)?,
            checked_in_at: party.checked_in_at,
            no_show: party.no_show,
            created_at: party.registered_at,
            sequence: party.sequence,
        })
    }

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
            Registered::Waiting { position } => Notice::Waitlisted { position },
            _ => Notice::Confirmed,
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
        if let Some(party) = self.parties.get_mut(id) {
            party.places = places;
            party.attend = application.attend;
            party.changes += 1;
            party.sequence += 1;
            let number = party.changes;
            if confirmed {
                messages.push(self.message(seminar, id, Notice::Updated { number }, now));
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
        let mut messages = vec![self.message(seminar, id, Notice::Withdrawn, now)];
        messages.extend(self.promote(seminar, now));
        (Cancelled::Done, messages)
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
            let Some(party) = self.parties.get_mut(&id) else {
                break;
            };
            if party.places > free || messages.len() >= STEP / 2 {
                break;
            }
            free -= party.places;
            party.place = Place::Confirmed { since: now };
            party.sequence += 1;
            messages.push(self.message(seminar, &id, Notice::Promoted, now));
        }
        messages
    }

    /// Tells everyone with or waiting for a place what has changed about the seminar, each once per
    /// change; nobody once it is over.
    pub fn announce(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let news = seminar.news();
        if self.parties.is_empty() || now >= seminar.end {
            return Vec::new();
        }
        if self.news != news {
            self.news = news;
            self.revision += 1;
        }
        let revision = self.revision;
        let notice = Notice::Changed { revision };
        self.tell(seminar, notice, now, |party| {
            let behind = party.place != Place::Cancelled && party.revision < revision;
            if behind {
                party.revision = revision;
                party.sequence += 1;
            }
            behind
        })
    }

    /// Reminds those who have a place, once for a day. Whoever got it after reminders began to leave has
    /// just read everything.
    pub fn remind(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let (from, day) = (seminar.remind_at(), seminar.day());
        if seminar.is_cancelled() || now < from || now >= seminar.start {
            return Vec::new();
        }
        self.tell(seminar, Notice::Reminder { day }, now, |party| {
            let has_place = matches!(party.place, Place::Confirmed { since } if since < from);
            let due = has_place && party.reminded != Some(day);
            if due {
                party.reminded = Some(day);
            }
            due
        })
    }

    /// Thanks those who had a place and are not known to have stayed away, once, the day after; never
    /// when it would be weeks late.
    pub fn thank(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let late = seminar.thank_at() + THANKS_WITHIN;
        if seminar.is_cancelled() || now < seminar.thank_at() || now >= late {
            return Vec::new();
        }
        self.tell(seminar, Notice::Thanks, now, |party| {
            let had_place = matches!(party.place, Place::Confirmed { .. });
            let due = had_place && !party.no_show && !party.thanked;
            party.thanked |= due;
            due
        })
    }

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
        if crate::time::japan_date(now) < seminar.day() {
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
        Marked::Done
    }

    /// Leaves nothing but counts.
    pub fn forget(&mut self) -> Counts {
        let counts = self.counts();
        *self = Seating {
            forgotten: Some(counts),
            ..Seating::default()
        };
        counts
    }

    /// The figures of the evaluation; the same before and after forgetting.
    pub fn counts(&self) -> Counts {
        if let Some(counts) = self.forgotten {
            return counts;
        }
        let count = |is: &dyn Fn(&Party) -> bool| {
            self.parties.values().filter(|party| is(party)).count() as u32
        };
        Counts {
            registered: count(&|_| true),
            confirmed: count(&|p| matches!(p.place, Place::Confirmed { .. })),
            places: self.taken(),
            waiting: count(&|p| matches!(p.place, Place::Waiting { .. })),
            cancelled: count(&|p| p.place == Place::Cancelled),
            came: count(&|p| p.checked_in_at.is_some()),
            no_shows: count(&|p| p.no_show),
        }
    }

    /// The message that tells a registered person that she is, once a day.
    pub fn again(&self, seminar: &Seminar, id: &str, now: Timestamp) -> Message {
        let day = crate::time::japan_date(now);
        self.message(seminar, id, Notice::Again { day }, now)
    }

    fn taken(&self) -> u32 {
        let confirmed = |party: &&Party| matches!(party.place, Place::Confirmed { .. });
        let parties = self.parties.values().filter(confirmed);
        parties.map(|party| party.places).sum()
    }

    /// Who waits, first in line first.
    fn line(&self) -> Vec<(u32, String)> {
        let ticket = |(id, party): (&String, &Party)| match party.place {
            Place::Waiting { ticket } => Some((ticket, id.clone())),
            _ => None,
        };
        let mut line: Vec<_> = self.parties.iter().filter_map(ticket).collect();
        line.sort();
        line
    }

    /// Tells those for whom it is due, as many as one step may.
    fn tell(
        &mut self,
        seminar: &Seminar,
        notice: Notice,
        now: Timestamp,
        mut due: impl FnMut(&mut Party) -> bool,
    ) -> Vec<Message> {
        let parties = self.parties.iter_mut();
        let told = parties.filter_map(|(id, party)| due(party).then(|| id.clone()));
        let told: Vec<String> = told.take(STEP).collect();
        told.iter()
            .map(|id| self.message(seminar, id, notice, now))
            .collect()
    }

    fn message(&self, seminar: &Seminar, id: &str, notice: Notice, now: Timestamp) -> Message {
        let round = self.parties.get(id).map_or(1, |party| party.round);
        notice::message(&seminar.slug, id, round, notice, now)
    }
}

#[cfg(test)]
mod tests;
