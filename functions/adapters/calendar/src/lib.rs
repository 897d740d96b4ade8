//! Calendar files of seminars (RFC 5545): one for a registered person, one for everybody; never a token or where to connect.
//!
//! Times are in UTC, which every calendar shows on its owner's clock: Japan has had no summer time since
//! 1951, and a file without `VTIMEZONE` leaves none to be misread.

use base::text::line;
use icalendar::{Calendar, Component, Event, EventStatus, Parameter, Property};
use jiff::Timestamp;
use seminars::{Attend, Registration};
use town::Programme;
use town::seminar::Seminar;

/// Who makes the file.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'a> {
    /// Operator and sender.
    pub programme: &'a Programme,
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

/// The file of one registered person. Its `UID` is hers for this seminar for good, so that a later file
/// with a higher `SEQUENCE` changes her entry, or takes it out.
pub fn personal(
    seminar: &Seminar,
    registration: &Registration,
    method: Method,
    maker: &Maker<'_>,
) -> String {
    let mut event = event(seminar, &registration.id, registration.sequence, maker);
    event
        .append_property(("DESCRIPTION", explained(seminar, maker).as_str()))
        .append_property(("LOCATION", place(seminar, registration.attend).as_str()))
        .append_property(organizer(maker))
        .append_property(attendee(registration));
    event.status(match method {
        Method::Cancel => EventStatus::Cancelled,
        _ => EventStatus::Confirmed,
    });
    file(&event, method)
}

/// The file for everybody: the entry of the site's `seminars/calendar.ics`, alone.
pub fn public(seminar: &Seminar, maker: &Maker<'_>) -> String {
    let mut event = event(seminar, &seminar.slug, seminar.edition(), maker);
    let about = format!(
        "申込みのしめ切り：{}\n{}",
        seminar.deadline_words(),
        page(seminar, maker)
    );
    event
        .append_property(("DESCRIPTION", about.as_str()))
        .append_property(("LOCATION", place(seminar, Attend::Venue).as_str()));
    event.status(if seminar.is_cancelled() {
        EventStatus::Cancelled
    } else {
        EventStatus::Confirmed
    });
    file(&event, Method::Publish)
}

fn event(seminar: &Seminar, id: &str, sequence: u32, maker: &Maker<'_>) -> Event {
    let mut event = Event::new();
    let called_off = if seminar.is_cancelled() {
        "【中止】"
    } else {
        ""
    };
    let title = format!("{called_off}{}", line(&seminar.title));
    event
        .append_property(("UID", format!("{id}@{}", host(maker.base_url)).as_str()))
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

/// What a person reads in her calendar, which others may see too: nothing that is only hers.
fn explained(seminar: &Seminar, maker: &Maker<'_>) -> String {
    let operator = &maker.programme.operator;
    [
        format!("日時：{}", seminar.when()),
        format!("持ち物：{}", line(&seminar.bring)),
        String::new(),
        "予定をかえる・取り消すときは、申込みのメールにあるリンクを開いてください。".to_owned(),
        "カレンダーの「出席」「欠席」のボタンでは、申込みはかわりません。".to_owned(),
        String::new(),
        format!("{} 電話 {}", line(&operator.name), operator.phone),
        page(seminar, maker),
    ]
    .join("\n")
}

fn place(seminar: &Seminar, attend: Attend) -> String {
    match attend {
        Attend::Venue => format!("{}（{}）", line(&seminar.venue), line(&seminar.address)),
        Attend::Online => "オンライン（つなぎ方は、申込みのメールにあります）".to_owned(),
    }
}

/// Answers of calendars go to people, not to the machine that sends (RFC 5545 3.2.18).
fn organizer(maker: &Maker<'_>) -> Property {
    let programme = maker.programme;
    let name = line(&programme.operator.name).replace('"', "");
    Property::new("ORGANIZER", mailto(&programme.operator.mail))
        .append_parameter(Parameter::new("CN", &name))
        .append_parameter(Parameter::new("SENT-BY", &mailto(&programme.sender.mail)))
        .done()
}

/// She said she comes, so her calendar need not ask her.
fn attendee(registration: &Registration) -> Property {
    Property::new("ATTENDEE", mailto(registration.mail.as_str()))
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
    format!("{}/seminars/{}/", maker.base_url, seminar.slug)
}

fn host(base_url: &str) -> &str {
    let authority = base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest);
    authority.split('/').next().unwrap_or(authority)
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests;
