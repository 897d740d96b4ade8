//! Reads the files back with a library that did not write them.

use std::sync::LazyLock;

use base::contact::EmailAddress;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarProperty,
    ICalendarStatus, ICalendarValue,
};
use seminars::Standing;
use town::Content;
use town::seminar::State;

use super::*;

static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

const BASE: &str = "https://kiridashi.example.jp";

fn maker() -> Maker<'static> {
    Maker {
        content: &CONTENT,
        base_url: BASE,
        now: "2026-12-01T00:00:00Z".parse().unwrap(),
    }
}

fn seminar() -> Seminar {
    CONTENT.seminar("2027-01-20-hajimete").unwrap().clone()
}

fn registration() -> Registration {
    Registration {
        id: "0123456789abcdef01234567".to_owned(),
        seminar: "2027-01-20-hajimete".to_owned(),
        name: "髙﨑 見本\r\nX-EVIL:1".to_owned(),
        business: "見本旅館".to_owned(),
        mail: EmailAddress::parse("hana?ko%1+x@example.jp").ok(),
        phone: None,
        untold: false,
        seats: 2,
        attend: Attend::Venue,
        question: None,
        state: Standing::Confirmed,
        checked_in_at: None,
        no_show: false,
        is_address_confirmed: false,
        created_at: "2026-12-01T00:00:00Z".parse().unwrap(),
        sequence: 3,
    }
}

/// The file's one event, after checking what every file has to keep to.
fn read(file: &str) -> (ICalendarMethod, ICalendarComponent, [i64; 2]) {
    for line in file.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    assert!(!file.contains("meet.example.jp") && !file.contains("t="));
    let calendar = ICalendar::parse(file).unwrap();
    let whole = &calendar.components[0];
    assert!(whole.property(&ICalendarProperty::Prodid).is_some());
    let Some(ICalendarValue::Method(method)) = whole
        .property(&ICalendarProperty::Method)
        .map(|entry| &entry.values[0])
    else {
        panic!("no method: {file}");
    };
    let events = calendar.components.iter();
    let mut events = events.filter(|c| c.component_type == ICalendarComponentType::VEvent);
    let (event, more) = (events.next().unwrap(), events.next());
    assert!(more.is_none());
    // Whoever reads it in New York still has it on Japan's clock.
    let times = calendar.expand_dates("America/New_York".parse::<Tz>().unwrap(), 10);
    assert!(times.errors.is_empty());
    let [time] = times.events.try_into().ok().unwrap();
    let time = time.try_into_date_time().unwrap();
    (
        method.clone(),
        event.clone(),
        [time.start.timestamp(), time.end.timestamp()],
    )
}

fn text(event: &ICalendarComponent, property: &ICalendarProperty) -> String {
    let entry = event.property(property).unwrap();
    entry.values[0].as_text().unwrap().to_owned()
}

fn number(event: &ICalendarComponent) -> i64 {
    let entry = event.property(&ICalendarProperty::Sequence).unwrap();
    entry.values[0].as_integer().unwrap()
}

const START: i64 = 1_800_421_200;

#[test]
fn the_reader_knows_the_time_as_the_page_says_it() {
    // 14:00 in Japan is 5:00 in UTC.
    assert_eq!(
        START,
        "2027-01-20T05:00:00Z"
            .parse::<Timestamp>()
            .unwrap()
            .as_second()
    );
}

#[test]
fn a_persons_file_is_read_back_as_it_was_meant() {
    let seminar = seminar();
    let file = personal(&seminar, &registration(), Method::Request, &maker());
    let (method, event, times) = read(&file.text);
    assert_eq!(file.method, Method::Request);
    assert_eq!(method, ICalendarMethod::Request);
    assert_eq!(times, [START, START + 3600]);
    assert_eq!(
        event.uid(),
        Some("0123456789abcdef01234567@kiridashi.example.jp")
    );
    assert_eq!(number(&event), 3);
    assert_eq!(event.status(), Some(&ICalendarStatus::Confirmed));
    assert_eq!(text(&event, &ICalendarProperty::Summary), seminar.title);
    assert_eq!(
        text(&event, &ICalendarProperty::Location),
        format!("{}（{}）", seminar.venue, seminar.address)
    );
    let about = text(&event, &ICalendarProperty::Description);
    assert!(
        about.contains("2027年1月20日（水）14:00〜15:00\n持ち物："),
        "{about}"
    );
    let attendee = event.property(&ICalendarProperty::Attendee).unwrap();
    assert_eq!(
        attendee.values[0].as_text(),
        Some("mailto:hana%3Fko%251+x@example.jp")
    );
    let organizer = event.property(&ICalendarProperty::Organizer).unwrap();
    assert_eq!(
        organizer.values[0].as_text(),
        Some("mailto:office@example.jp")
    );
}

#[test]
fn what_others_may_see_holds_no_name_and_nothing_that_opens_anything() {
    for attend in Attend::ALL {
        let registration = Registration {
            attend,
            ..registration()
        };
        let file = personal(&seminar(), &registration, Method::Request, &maker()).text;
        let (_, event, _) = read(&file);
        for property in [ICalendarProperty::Description, ICalendarProperty::Location] {
            let text = text(&event, &property);
            assert!(
                !text.contains("髙﨑") && !text.contains("見本旅館"),
                "{text}"
            );
        }
        assert!(!file.contains("X-EVIL"));
        assert_eq!(
            text(&event, &ICalendarProperty::Location).contains("オンライン"),
            attend == Attend::Online
        );
    }
}

#[test]
fn a_move_and_a_cancellation_reach_the_same_entry_with_a_higher_sequence() {
    let planned = seminar();
    let moved = Seminar {
        start: planned.start + jiff::SignedDuration::from_hours(24),
        end: planned.end + jiff::SignedDuration::from_hours(24),
        state: State::Moved {
            message: "1日おそくしました。".into(),
        },
        ..planned.clone()
    };
    let off = Seminar {
        state: State::Cancelled {
            message: "雪のため。".into(),
        },
        ..moved.clone()
    };
    let at = |sequence| Registration {
        sequence,
        ..registration()
    };
    let files = [
        personal(&planned, &at(0), Method::Request, &maker()),
        personal(&moved, &at(1), Method::Request, &maker()),
        personal(&off, &at(2), Method::Cancel, &maker()),
    ];
    let read: Vec<_> = files.iter().map(|file| read(&file.text)).collect();
    let uids: Vec<_> = read.iter().map(|(_, event, _)| event.uid()).collect();
    assert!(uids.iter().all(|uid| *uid == uids[0]));
    let sequences: Vec<_> = read.iter().map(|(_, event, _)| number(event)).collect();
    assert_eq!(sequences, [0, 1, 2]);
    assert_eq!(read[1].2, [START + 86_400, START + 86_400 + 3600]);
    assert_eq!(read[2].0, ICalendarMethod::Cancel);
    assert_eq!(read[2].1.status(), Some(&ICalendarStatus::Cancelled));
    let public: Vec<_> = [&planned, &moved, &off]
        .map(|seminar| self::read(&super::public(seminar, &maker())))
        .into();
    assert!(public.is_sorted_by_key(|(_, event, _)| number(event)));
    assert!(number(&public[0].1) < number(&public[1].1));
    assert!(public.iter().all(|(method, event, _)| {
        *method == ICalendarMethod::Publish
            && event.uid() == Some("2027-01-20-hajimete@kiridashi.example.jp")
            && !event.has_property(&ICalendarProperty::Attendee)
    }));
    assert_eq!(public[2].1.status(), Some(&ICalendarStatus::Cancelled));
}

#[test]
fn long_japanese_lines_are_folded_between_letters() {
    for shift in 0..80 {
        let title = format!("{}{}", "a".repeat(shift), "山﨑、; \\ 空白 ".repeat(30));
        let seminar = Seminar {
            title: title.clone(),
            ..seminar()
        };
        let (_, event, _) = read(&public(&seminar, &maker()));
        assert_eq!(text(&event, &ICalendarProperty::Summary), line(&title));
    }
}

#[test]
fn entry_stays_the_same_after_the_site_has_moved() {
    let here = maker();
    let moved = Maker {
        base_url: "http://127.0.0.1:9090",
        ..here
    };
    for method in [Method::Request, Method::Cancel] {
        let files =
            [here, moved].map(|maker| personal(&seminar(), &registration(), method, &maker).text);
        let [one, other] = files.map(|file| read(&file).1.uid().unwrap().to_owned());
        assert_eq!(one, other);
        assert!(one.starts_with(&registration().id), "{one}");
    }
    let files = [here, moved].map(|maker| public(&seminar(), &maker));
    let [one, other] = files.map(|file| read(&file).1);
    assert_eq!(one.uid(), other.uid());
    let address = ICalendarProperty::Url;
    let url = |event: &ICalendarComponent| format!("{:?}", event.property(&address));
    assert_ne!(url(&one), url(&other), "only the page's address moved");
}

#[test]
fn organiser_is_never_its_own_attendee() {
    let of = |mail: &str, method| {
        let registration = Registration {
            mail: EmailAddress::parse(mail).ok(),
            ..registration()
        };
        personal(&seminar(), &registration, method, &maker())
    };
    for mail in [
        "office@example.jp",
        "OFFICE@example.jp",
        "Office@EXAMPLE.JP",
        "office+hanako@example.jp",
    ] {
        let added = of(mail, Method::Request);
        let (method, event, _) = read(&added.text);
        assert_eq!(
            (method, added.method),
            (ICalendarMethod::Publish, Method::Publish),
            "{mail}"
        );
        assert!(!event.has_property(&ICalendarProperty::Attendee), "{mail}");
        assert!(event.has_property(&ICalendarProperty::Organizer), "{mail}");
        let (method, gone, _) = read(&of(mail, Method::Cancel).text);
        assert_eq!(method, ICalendarMethod::Publish, "{mail}");
        assert_eq!(gone.status(), Some(&ICalendarStatus::Cancelled), "{mail}");
        assert_eq!(gone.uid(), event.uid(), "{mail}");
    }
    for mail in [
        "office2@example.jp",
        "office@mail.example.jp",
        "yado@example.jp",
    ] {
        let (method, event, _) = read(&of(mail, Method::Request).text);
        assert_eq!(method, ICalendarMethod::Request, "{mail}");
        assert!(event.has_property(&ICalendarProperty::Attendee), "{mail}");
    }
}
