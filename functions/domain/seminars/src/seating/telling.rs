//! Who is told what about a seminar, and when: each thing once to each person.

use jiff::{SignedDuration, Timestamp};

use super::super::notice;
use super::{Party, Place, STEP, Seating};
use messages::{Message, SeminarNotice};
use town::seminar::Seminar;

/// How long after it was due a thank-you mail still makes sense.
const THANKS_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 7);

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
