//! Who is told what about a seminar, and when: each thing once to each person.

use jiff::{SignedDuration, Timestamp};

use super::super::Attend;
use super::super::notice;
use super::{Party, Place, STEP, Seating};
use messages::{Message, SeminarNotice};
use town::seminar::Seminar;

/// How long after it was due a thank-you mail still makes sense.
const THANKS_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Where to go and where to connect, as indexes of [`Seating::ways`].
#[derive(Clone, Copy)]
struct Ways {
    venue: usize,
    online: usize,
}

impl Ways {
    fn of(self, attend: Attend) -> usize {
        match attend {
            Attend::Venue => self.venue,
            Attend::Online => self.online,
        }
    }
}

impl Seating {
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
        let notice = SeminarNotice::Changed { revision };
        let ways = self.ways_now(seminar);
        self.tell(seminar, notice, now, |party| {
            let told = matches!(party.place, Place::Confirmed { .. } | Place::Waiting { .. });
            let behind = told && party.revision < revision;
            if behind {
                party.revision = revision;
                party.sequence += 1;
                // It reads everything as it is now.
                party.way = party.way.map(|_| ways.of(party.attend));
            }
            behind
        })
    }

    /// Tells those with a place that the room they go to or the link by which they connect is another one
    /// now, each once per change; nobody once it is over or called off.
    pub fn redirect(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        if self.parties.is_empty() || seminar.is_cancelled() || now >= seminar.end {
            return Vec::new();
        }
        let ways = self.ways_now(seminar);
        let misled = |party: &Party| {
            let has_place = matches!(party.place, Place::Confirmed { .. });
            has_place && party.way != Some(ways.of(party.attend))
        };
        let parties = self.parties.iter_mut().filter(|(_, party)| misled(party));
        let told = parties.take(STEP).map(|(id, party)| {
            party.way = Some(ways.of(party.attend));
            party.sequence += 1;
            let sequence = party.sequence;
            (id.clone(), SeminarNotice::Redirected { sequence })
        });
        let told: Vec<(String, SeminarNotice)> = told.collect();
        told.iter()
            .map(|(id, notice)| self.message(seminar, id, *notice, now))
            .collect()
    }

    fn ways_now(&mut self, seminar: &Seminar) -> Ways {
        Ways {
            venue: self.way(seminar, Attend::Venue),
            online: self.way(seminar, Attend::Online),
        }
    }

    /// Reminds those who have a place, once for a day. Whoever got it after reminders began to leave has
    /// just read everything.
    pub fn remind(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let (from, day) = (seminar.remind_at(), seminar.day());
        if seminar.is_cancelled() || now < from || now >= seminar.start {
            return Vec::new();
        }
        self.tell(seminar, SeminarNotice::Reminder { day }, now, |party| {
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
        self.tell(seminar, SeminarNotice::Thanks, now, |party| {
            let had_place = matches!(party.place, Place::Confirmed { .. });
            let due = had_place && !party.no_show && !party.thanked;
            party.thanked |= due;
            due
        })
    }

    /// The message that tells a registered person that she is, once a day.
    pub fn again(&self, seminar: &Seminar, id: &str, now: Timestamp) -> Message {
        let day = base::time::japan_date(now);
        self.message(seminar, id, SeminarNotice::Again { day }, now)
    }

    /// Tells those for whom it is due, as many as one step may.
    fn tell(
        &mut self,
        seminar: &Seminar,
        notice: SeminarNotice,
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

    pub(super) fn message(
        &self,
        seminar: &Seminar,
        id: &str,
        notice: SeminarNotice,
        now: Timestamp,
    ) -> Message {
        let round = self.parties.get(id).map_or(1, |party| party.round);
        notice::message(&seminar.slug, id, round, notice, now)
    }
}

#[cfg(test)]
mod tests;
