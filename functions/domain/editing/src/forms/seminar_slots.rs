//! A consultation in times for one party each: every time is a seminar of its own, and they have their series in common.

use ::forms::Input;
use jiff::ToSpan;
use jiff::civil::Time;
use town::seminar::Seminar;

use super::{EditPage, checked};

/// The most times of one consultation.
const MOST: usize = 24;

/// Begin and end of each time as they are typed; none: it is not cut, or cannot be.
pub(crate) fn slots(typed: &Input) -> Vec<(String, String)> {
    let minutes = base::text::whole(typed.one("slot_minutes")).unwrap_or(0);
    let (from, to) = (
        checked::time(typed.one("from")),
        checked::time(typed.one("to")),
    );
    let (Some(mut from), Some(to)) = (from, to) else {
        return Vec::new();
    };
    let shown = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let mut slots = Vec::new();
    while minutes > 0 && slots.len() < MOST {
        let Ok(end) = from.checked_add(i64::from(minutes).minutes()) else {
            break;
        };
        if end > to {
            break;
        }
        slots.push((shown(from), shown(end)));
        from = end;
    }
    slots
}

/// The files of all times of a seminar's consultation that are not called off, its own first.
pub(crate) fn siblings(seminars: &[Seminar], seminar: &Seminar) -> Vec<String> {
    let mut paths = vec![seminar.source.clone()];
    let is_sibling = |other: &&Seminar| {
        other.series.is_some() && other.series == seminar.series && other.source != seminar.source
    };
    let others = seminars.iter().filter(is_sibling);
    let others = others.filter(|other| !other.is_cancelled());
    paths.extend(others.map(|other| other.source.clone()));
    paths
}

/// The form with every value written into all of these files; it was made for the first of them.
pub(crate) fn spread(mut page: EditPage, paths: &[String]) -> EditPage {
    let fields = page.groups.iter_mut().flat_map(|group| &mut group.fields);
    for field in fields {
        let own = field.places.clone();
        for path in paths.iter().skip(1) {
            let places = own.iter().cloned().map(|mut place| {
                path.clone_into(&mut place.path);
                place
            });
            field.places.extend(places);
        }
    }
    page
}
