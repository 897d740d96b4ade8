//! Calendar files of seminars (RFC 5545): one for a registered person, one for everybody; never a token or where to connect.
//!
//! Times are in UTC, which every calendar shows on its owner's clock: Japan has had no summer time since
//! 1951, and a file without `VTIMEZONE` leaves none to be misread.

use base::text::line;
use icalendar::{Calendar, Component, Event, EventStatus, Parameter, Property};
use jiff::Timestamp;
use seminars::{Attend, Registration};
use town::Content;
use town::seminar::Seminar;
use town::texts::SeminarTexts;

/// Who makes the file.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'a> {
    /// Operator and sender; the words of entries.
    pub content: &'a Content,
    /// The site's address without a trailing slash.
    pub base_url: &'a str,
    /// When it is made: `DTSTAMP`.
    pub now: Timestamp,
}

/// What a file asks a calendar to do (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Take it in, for whoever likes.
    Publish,
    /// Take it in or change it, for the one person it is sent to.
    Request,
    /// Take it out again.
    Cancel,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }

    /// The media type of such a file; mail programs look for the method in it.
    pub fn media_type(self) -> &'static str {
        match self {
            Method::Publish => "text/calendar; method=PUBLISH; charset=utf-8",
            Method::Request => "text/calendar; method=REQUEST; charset=utf-8",
            Method::Cancel => "text/calendar; method=CANCEL; charset=utf-8",
        }
    }
}

/// A calendar file, and what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalFile {
    /// The file's text.
    pub text: String,
    /// What it asks a calendar to do.
    pub method: Method,
}

/// The file of one registered person. Its `UID` is theirs for this seminar for good, so that a later file with a
/// higher `SEQUENCE` changes their entry, or takes it out (`wanted`: [`Method::Cancel`]).
///
/// Whoever is registered under the organiser's own address gets a published entry: a calendar takes no invitation
/// from its owner (RFC 5546 3.2.2), and a published entry has no attendee (3.2.1).
pub fn personal(
    seminar: &Seminar,
    registration: &Registration,
    wanted: Method,
    maker: &Maker<'_>,
) -> PersonalFile {
    let mut event = event(seminar, &registration.id, registration.sequence, maker);
    event
        .append_property(("DESCRIPTION", explained(seminar, maker).as_str()))
        .append_property((
            "LOCATION",
            place(seminar, registration.attend, &maker.content.texts.seminars).as_str(),
        ))
        .append_property(organizer(maker));
    event.status(match wanted {
        Method::Cancel => EventStatus::Cancelled,
        _ => EventStatus::Confirmed,
    });
    let organizer = &maker.content.programme.operator.mail;
    let mail = registration.mail.as_ref().map(|mail| mail.as_str());
    let method = match mail.filter(|mail| !is_same_mailbox(organizer, mail)) {
        None => Method::Publish,
        Some(mail) => {
            event.append_property(attendee(mail));
            wanted
        }
    };
    PersonalFile {
        text: file(&event, method),
        method,
    }
}

/// Whether two addresses lead into one mailbox: in capitals or not, and with or without a `+tag`.
fn is_same_mailbox(one: &str, other: &str) -> bool {
    let mailbox = |address: &str| {
        let (name, domain) = address.rsplit_once('@').unwrap_or((address, ""));
        let name = name.split('+').next().unwrap_or(name);
        (name.to_lowercase(), domain.to_lowercase())
    };
    mailbox(one) == mailbox(other)
}

/// The file for everybody: the entry of the site's `seminars/calendar.ics`, alone.
pub fn public(seminar: &Seminar, maker: &Maker<'_>) -> String {
    let mut event = event(seminar, &seminar.slug, seminar.edition(), maker);
    let texts = &maker.content.texts.seminars;
    let deadline = texts.entry_public(seminar.deadline_words());
    let about = format!("{deadline}\n{}", page(seminar, maker));
    event
        .append_property(("DESCRIPTION", about.as_str()))
        .append_property(("LOCATION", place(seminar, Attend::Venue, texts).as_str()));
    event.status(if seminar.is_cancelled() {
        EventStatus::Cancelled
    } else {
        EventStatus::Confirmed
    });
    file(&event, Method::Publish)
}

fn event(seminar: &Seminar, id: &str, sequence: u32, maker: &Maker<'_>) -> Event {
    let mut event = Event::new();
    let title = line(&seminar.title);
    let title = match seminar.is_cancelled() {
        true => maker.content.texts.seminars.entry_cancelled(title),
        false => title,
    };
    event
        .append_property(("UID", uid(id, maker).as_str()))
        .append_property(("SEQUENCE", sequence.to_string().as_str()))
        .append_property(("DTSTAMP", utc(maker.now).as_str()))
        .append_property(("DTSTART", utc(seminar.start).as_str()))
        .append_property(("DTEND", utc(seminar.end).as_str()))
        .append_property(("SUMMARY", title.as_str()))
        .append_property(("URL", page(seminar, maker).as_str()));
    event
}

fn file(event: &Event, method: Method) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Kiridashi//Seminars//JA"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", method.name()))
        .push(event.clone());
    calendar.to_string()
}

/// What a person reads in their calendar, which others may see too: nothing that is only theirs.
fn explained(seminar: &Seminar, maker: &Maker<'_>) -> String {
    let operator = &maker.content.programme.operator;
    let entry = maker.content.texts.seminars.entry(
        seminar.when(),
        line(&seminar.bring),
        line(&operator.name),
        &operator.phone,
    );
    format!("{}\n{}", entry.trim_end(), page(seminar, maker))
}

fn place(seminar: &Seminar, attend: Attend, texts: &SeminarTexts) -> String {
    match attend {
        Attend::Venue => format!("{}（{}）", line(&seminar.venue), line(&seminar.address)),
        Attend::Online => texts.entry_online().to_owned(),
    }
}

/// Answers of calendars go to people, not to the machine that sends (RFC 5545 3.2.18).
fn organizer(maker: &Maker<'_>) -> Property {
    let programme = &maker.content.programme;
    let name = line(&programme.operator.name).replace('"', "");
    Property::new("ORGANIZER", mailto(&programme.operator.mail))
        .append_parameter(Parameter::new("CN", &name))
        .append_parameter(Parameter::new("SENT-BY", &mailto(&programme.sender.mail)))
        .done()
}

/// They said they come, so their calendar need not ask them.
fn attendee(mail: &str) -> Property {
    Property::new("ATTENDEE", mailto(mail))
        .append_parameter(Parameter::new("PARTSTAT", "ACCEPTED"))
        .append_parameter(Parameter::new("RSVP", "FALSE"))
        .done()
}

/// An address as a URI (RFC 6068), where some letters of addresses mean something else.
fn mailto(address: &str) -> String {
    let encoded: String = address
        .chars()
        .map(|c| match c {
            '%' | '?' | '&' | '#' | '/' | '`' | '^' | '{' | '|' | '}' => {
                format!("%{:02X}", u32::from(c))
            }
            c => c.to_string(),
        })
        .collect();
    format!("mailto:{encoded}")
}

fn page(seminar: &Seminar, maker: &Maker<'_>) -> String {
    format!("{}{}", maker.base_url, seminar.page)
}

/// Ends in a name that stays when the site moves to another address, so that entries made before can be changed.
fn uid(id: &str, maker: &Maker<'_>) -> String {
    format!("{id}@{}", maker.content.programme.seminar.calendar_domain)
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests;
