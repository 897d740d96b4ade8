//! A seminar, a group and a registration for the tests of roster.

use jiff::Timestamp;

use super::super::{Application, Attend};
use super::{Registered, Roster};
use base::contact::EmailAddress;
use town::seminar::Seminar;

pub fn seminar(capacity: u32, waitlist: u32) -> Seminar {
    let page = include_str!("../../../../../content/seminars/2027-01-20-hajimete.md");
    let seminar = Seminar::parse("2027-01-20-hajimete", page).unwrap();
    Seminar {
        capacity,
        waitlist,
        ..seminar.unwrap()
    }
}

pub fn early() -> Timestamp {
    "2027-01-10T12:00:00+09:00".parse().unwrap()
}

pub fn group(seats: u32) -> Application {
    Application {
        name: "見本 髙子".into(),
        business: "見本旅館".into(),
        mail: EmailAddress::parse("guest@example.jp").ok(),
        phone: None,
        seats,
        attend: Attend::Venue,
        question: None,
    }
}

pub fn register(roster: &mut Roster, seminar: &Seminar, id: &str, seats: u32) -> Registered {
    roster.register(seminar, id, &group(seats), early()).0
}
