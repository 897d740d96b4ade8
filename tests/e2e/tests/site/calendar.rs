//! The calendar of all seminars: what the site's template writes says the same as what `calendar` writes.

use std::fs;

use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty,
};
use calendar::Maker;

use crate::built;

fn events(file: &str) -> Vec<ICalendarComponent> {
    let calendar = ICalendar::parse(file).expect("a calendar");
    assert!(
        calendar
            .expand_dates("Asia/Tokyo".parse::<Tz>().expect("a zone"), 100)
            .errors
            .is_empty()
    );
    let events = calendar.components.into_iter();
    events
        .filter(|part| part.component_type == ICalendarComponentType::VEvent)
        .collect()
}

#[test]
fn the_sites_calendar_and_each_seminars_own_file_say_the_same() {
    let file = fs::read_to_string(built::folder().join("seminars/calendar.ics")).expect("the file");
    for line in file.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    assert!(!file.contains("meet.example.jp"));
    let content = staging::content::read(&built::town_site().root()).expect("its content");
    let events = events(&file);
    assert_eq!(events.len(), content.seminars.len());
    for seminar in &content.seminars {
        let maker = Maker {
            content: &content,
            base_url: built::BASE,
            now: seminar.start,
        };
        let own = self::events(&calendar::public(seminar, &maker)).remove(0);
        let listed = events.iter().find(|event| event.uid() == own.uid());
        let listed = listed.unwrap_or_else(|| panic!("{} is missing", seminar.slug));
        for property in [
            ICalendarProperty::Sequence,
            ICalendarProperty::Dtstart,
            ICalendarProperty::Dtend,
            ICalendarProperty::Summary,
            ICalendarProperty::Location,
            ICalendarProperty::Description,
            ICalendarProperty::Url,
            ICalendarProperty::Status,
        ] {
            let value =
                |event: &ICalendarComponent| event.property(&property).map(|e| e.values.clone());
            assert!(value(&own).is_some(), "{property:?}");
            assert_eq!(value(listed), value(&own), "{property:?}");
        }
    }
}
