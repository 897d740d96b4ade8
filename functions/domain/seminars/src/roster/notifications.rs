//! Who is notified of what about a seminar, and when: each thing once to each person.

use jiff::{SignedDuration, Timestamp};

use super::super::Attend;
use super::super::notice;
use super::{Booking, BookingState, Roster, STEP};
use messages::{Message, SeminarNotice};
use town::seminar::Seminar;

/// How long after it was due a thank-you mail still makes sense.
const THANKS_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Where to go and where to connect, as indexes of [`Roster::ways`].
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

/// How many registrations with a place, or in the line, are told in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// By mail.
    pub by_mail: usize,
    /// By the office, which phones them.
    pub by_phone: usize,
    /// Those whom the office still has to phone.
    pub untold: usize,
}

impl Roster {
    /// Tells everyone with or waiting for a place what has changed about the seminar, each once per
    /// change; nobody once it is over.
    pub fn announce(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let news = seminar.news();
        if self.bookings.is_empty() || now >= seminar.end {
            return Vec::new();
        }
        if self.news != news {
            self.news = news;
            self.revision += 1;
        }
        let revision = self.revision;
        let notice = SeminarNotice::Changed { revision };
        let ways = self.ways_now(seminar);
        self.tell(seminar, notice, now, |booking| {
            let told = matches!(
                booking.state,
                BookingState::Confirmed { .. } | BookingState::Waiting { .. }
            );
            let behind = told && booking.revision < revision;
            if behind {
                booking.revision = revision;
                booking.sequence += 1;
                // It reads everything as it is now.
                booking.way = booking.way.map(|_| ways.of(booking.attend));
            }
            behind
        })
    }

    /// Tells those with a place that the room they go to or the link by which they connect is another one
    /// now, each once per change; nobody once it is over or called off.
    pub fn redirect(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        if self.bookings.is_empty() || seminar.is_cancelled() || now >= seminar.end {
            return Vec::new();
        }
        let ways = self.ways_now(seminar);
        let misled = |booking: &Booking| {
            let has_place = matches!(booking.state, BookingState::Confirmed { .. });
            has_place && booking.way != Some(ways.of(booking.attend))
        };
        let bookings = self
            .bookings
            .iter_mut()
            .filter(|(_, booking)| misled(booking));
        let told = bookings.take(STEP).map(|(id, booking)| {
            booking.way = Some(ways.of(booking.attend));
            booking.sequence += 1;
            let sequence = booking.sequence;
            (id.clone(), SeminarNotice::Redirected { sequence })
        });
        let told: Vec<(String, SeminarNotice)> = told.collect();
        told.iter()
            .filter_map(|(id, notice)| self.message(seminar, id, *notice, now))
            .collect()
    }

    fn ways_now(&mut self, seminar: &Seminar) -> Ways {
        Ways {
            venue: self.way(seminar, Attend::Venue),
            online: self.way(seminar, Attend::Online),
        }
    }

    /// Begins a word of the office to everybody who comes, from the page that `page` names; its number. `None`: that page
    /// began one before.
    pub fn begin_word(&mut self, page: &str) -> Option<u32> {
        if self.last_word == page {
            return None;
        }
        page.clone_into(&mut self.last_word);
        self.words += 1;
        Some(self.words)
    }

    /// Sends the office's words to those who have a place, each once; who gets a place later reads those that were written
    /// while they waited.
    pub fn spread(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let words = self.words;
        let behind = |booking: &Booking| {
            let has_place = matches!(booking.state, BookingState::Confirmed { .. });
            has_place && now < seminar.end && booking.word < words
        };
        let bookings = self.bookings.iter_mut().filter(|(_, it)| behind(it));
        // One word at a time, so that who missed many makes no step too long; the next step sends the next.
        let due = bookings.take(STEP).map(|(id, booking)| {
            booking.word += 1;
            let number = booking.word;
            (id.clone(), SeminarNotice::Word { number })
        });
        let due: Vec<(String, SeminarNotice)> = due.collect();
        due.iter()
            .filter_map(|(id, notice)| self.message(seminar, id, *notice, now))
            .collect()
    }

    /// Reminds those who have a place, once for a day. Whoever got it after reminders began to leave has
    /// just read everything.
    pub fn remind(&mut self, seminar: &Seminar, now: Timestamp) -> Vec<Message> {
        let (from, day) = (seminar.remind_at(), seminar.day());
        if seminar.is_cancelled() || now < from || now >= seminar.start {
            return Vec::new();
        }
        self.tell(seminar, SeminarNotice::Reminder { day }, now, |booking| {
            let has_place =
                matches!(booking.state, BookingState::Confirmed { since } if since < from);
            let due = has_place && booking.reminded != Some(day);
            if due {
                booking.reminded = Some(day);
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
        self.tell(seminar, SeminarNotice::Thanks, now, |booking| {
            let had_place = matches!(booking.state, BookingState::Confirmed { .. });
            let due = had_place && !booking.no_show && !booking.thanked;
            booking.thanked |= due;
            due
        })
    }

    /// The message that tells a guest that they are registered already, at most once a day.
    pub fn again(&mut self, seminar: &Seminar, id: &str, now: Timestamp) -> Option<Message> {
        let day = base::time::japan_date(now);
        self.message(seminar, id, SeminarNotice::Again { day }, now)
    }

    /// Tells those for whom it is due, as many as one step may.
    fn tell(
        &mut self,
        seminar: &Seminar,
        notice: SeminarNotice,
        now: Timestamp,
        mut due: impl FnMut(&mut Booking) -> bool,
    ) -> Vec<Message> {
        let bookings = self.bookings.iter_mut();
        let told = bookings.filter_map(|(id, booking)| due(booking).then(|| id.clone()));
        let told: Vec<String> = told.take(STEP).collect();
        told.iter()
            .filter_map(|id| self.message(seminar, id, notice, now))
            .collect()
    }

    /// What is mailed to a booking. `None`: it has no address; what it has to know is left for the office to tell.
    pub(super) fn message(
        &mut self,
        seminar: &Seminar,
        id: &str,
        notice: SeminarNotice,
        now: Timestamp,
    ) -> Option<Message> {
        let Some(booking) = self.bookings.get_mut(id) else {
            return Some(notice::message(&seminar.slug, id, 1, notice, now));
        };
        if booking.has_mail {
            return Some(notice::message(
                &seminar.slug,
                id,
                booking.round,
                notice,
                now,
            ));
        }
        // What was settled while they spoke to the office, and what only reminds, is not told again.
        booking.untold |= matches!(
            notice,
            SeminarNotice::Promoted
                | SeminarNotice::Word { .. }
                | SeminarNotice::Changed { .. }
                | SeminarNotice::Redirected { .. }
        );
        None
    }

    /// How those with a place, and those who wait, are told of what happens.
    pub fn reach(&self) -> Reach {
        let is_in = |booking: &&Booking| {
            matches!(
                booking.state,
                BookingState::Confirmed { .. } | BookingState::Waiting { .. }
            )
        };
        let mut reach = Reach::default();
        for booking in self.bookings.values().filter(is_in) {
            match booking.has_mail {
                true => reach.by_mail += 1,
                false => reach.by_phone += 1,
            }
            reach.untold += usize::from(booking.untold);
        }
        reach
    }

    /// Notes that the office told somebody by phone what had happened; `false`: there was nothing to tell.
    pub fn told_by_phone(&mut self, id: &str) -> bool {
        let booking = self.bookings.get_mut(id);
        booking.is_some_and(|booking| std::mem::take(&mut booking.untold))
    }
}

#[cfg(test)]
mod tests;
