//! Who has a place and who waits: every decision about places, without names, as plain data.
//!
//! The waiting list is strict: nobody passes anybody. While the first in line does not fit, nobody is
//! promoted and nobody new gets a place.

mod attendance;
mod changes;
mod foreseen;
mod notifications;
mod outcome;
mod places;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use notifications::Reach;
pub use outcome::{
    AddressConfirmed, Cancelled, Changed, Mark, Marked, PublicOutcome, Readdressed, Registered,
};

use super::{Application, Attend, Registration, Standing};
use town::seminar::Seminar;

/// The most messages one step causes; they are written in one transaction of at most 100 items.
/// Whoever is left is found again by the next step.
pub const STEP: usize = 80;

/// A seminar's places, without personal data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roster {
    /// Everybody who ever registered, by registration id; empty once forgotten.
    pub bookings: BTreeMap<String, Booking>,
    /// Tickets of the waiting list given out so far.
    tickets: u32,
    /// Counts the changes of which everybody has to be notified.
    revision: u32,
    /// The text of the last change of which everybody was notified; empty before the first registration.
    news: String,
    /// Every room and meeting link that was mailed to anybody, in that order.
    ways: Vec<String>,
    /// How often the office wrote to everybody who comes.
    words: u32,
    /// Tells the last of these pages, so that pressing twice writes once.
    last_word: String,
    /// Whether those who did not come have been noted.
    absences_noted: bool,
    /// What stayed when the personal data was deleted.
    pub forgotten: Option<Counts>,
}

/// One registration's place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Booking {
    /// Whether it has one.
    pub state: BookingState,
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
    /// Counts the changes that the guest made.
    changes: u32,
    /// The `SEQUENCE` of the calendar entry (RFC 5545): grows with each change that the entry has to follow.
    pub sequence: u32,
    /// The last revision it knows.
    revision: u32,
    /// The room or meeting link that was mailed last, as an index of [`Roster::ways`]; `None` while it waits.
    way: Option<usize>,
    /// For which day a reminder was sent.
    reminded: Option<Date>,
    /// Whether thanks were sent.
    thanked: bool,
    /// The last of the office's words that it was sent, or that it need not know.
    word: u32,
    /// From which network it came, under a keyed name; empty where the office entered it.
    network: String,
    /// Whether somebody who reads the address's mails has acted on it, or the office knows them.
    pub is_address_confirmed: bool,
    /// Whether mails go to it; else the office tells it by phone.
    pub has_mail: bool,
    /// Whether something happened that the office has not told it by phone yet.
    pub untold: bool,
}

/// Whether a booking has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum BookingState {
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
    /// It has none before its address is confirmed.
    Unconfirmed,
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

impl Roster {
    /// How many places are taken and how many wait.
    pub fn availability(&self, seminar: &Seminar) -> Availability {
        Availability {
            taken: self.taken(),
            capacity: seminar.capacity,
            waiting: self.line().len() as u32,
        }
    }

    /// The state of a registration; `None` where there is none of that id.
    pub fn standing(&self, id: &str) -> Option<Standing> {
        Some(match self.bookings.get(id)?.state {
            BookingState::Confirmed { .. } => Standing::Confirmed,
            BookingState::Unconfirmed => Standing::Unconfirmed,
            BookingState::Cancelled => Standing::Cancelled,
            BookingState::Waiting { ticket } => Standing::Waiting {
                position: 1 + self.line().iter().filter(|(t, _)| *t < ticket).count() as u32,
            },
        })
    }

    /// A registration: its booking with what the person wrote; `None` where there is no booking of that id.
    pub fn registration(
        &self,
        slug: &str,
        id: &str,
        application: Application,
    ) -> Option<Registration> {
        let booking = self.bookings.get(id)?;
        Some(Registration {
            id: id.to_owned(),
            seminar: slug.to_owned(),
            name: application.name,
            business: application.business,
            mail: application.mail,
            phone: application.phone,
            seats: application.seats,
            attend: application.attend,
            question: application.question,
            state: self.standing(id)?,
            checked_in_at: booking.checked_in_at,
            no_show: booking.no_show,
            is_address_confirmed: booking.is_address_confirmed,
            untold: booking.untold,
            created_at: booking.registered_at,
            sequence: booking.sequence,
        })
    }

    /// Leaves nothing but counts.
    pub fn forget(&mut self) -> Counts {
        let counts = self.counts();
        *self = Roster {
            forgotten: Some(counts),
            ..Roster::default()
        };
        counts
    }

    /// The figures of the evaluation; the same before and after forgetting.
    pub fn counts(&self) -> Counts {
        if let Some(counts) = self.forgotten {
            return counts;
        }
        let count = |is: &dyn Fn(&Booking) -> bool| {
            self.bookings.values().filter(|booking| is(booking)).count() as u32
        };
        Counts {
            registered: count(&|p| p.state != BookingState::Unconfirmed),
            confirmed: count(&|p| matches!(p.state, BookingState::Confirmed { .. })),
            places: self.taken(),
            waiting: count(&|p| matches!(p.state, BookingState::Waiting { .. })),
            cancelled: count(&|p| p.state == BookingState::Cancelled),
            came: count(&|p| p.checked_in_at.is_some()),
            no_shows: count(&|p| p.no_show),
        }
    }

    /// The index of where those go or connect who take part that way.
    fn way(&mut self, seminar: &Seminar, attend: Attend) -> usize {
        let way = match attend {
            Attend::Venue => format!("{} {}", seminar.venue, seminar.address),
            Attend::Online => seminar.online_url.clone().unwrap_or_default(),
        };
        let known = self.ways.iter().position(|known| *known == way);
        known.unwrap_or_else(|| {
            self.ways.push(way);
            self.ways.len() - 1
        })
    }

    fn taken(&self) -> u32 {
        let confirmed =
            |booking: &&Booking| matches!(booking.state, BookingState::Confirmed { .. });
        let bookings = self.bookings.values().filter(confirmed);
        bookings.map(|booking| booking.places).sum()
    }

    /// How many places came from a network whose addresses nobody has confirmed.
    fn unconfirmed_from(&self, network: &str) -> usize {
        let counts = |booking: &&Booking| {
            let has_place = matches!(
                booking.state,
                BookingState::Confirmed { .. } | BookingState::Waiting { .. }
            );
            has_place && !booking.is_address_confirmed && booking.network == network
        };
        self.bookings.values().filter(counts).count()
    }

    /// Who waits, first in line first.
    fn line(&self) -> Vec<(u32, String)> {
        let ticket = |(id, booking): (&String, &Booking)| match booking.state {
            BookingState::Waiting { ticket } => Some((ticket, id.clone())),
            _ => None,
        };
        let mut line: Vec<_> = self.bookings.iter().filter_map(ticket).collect();
        line.sort();
        line
    }
}

#[cfg(test)]
mod fixture;
