//! Days of a seminar that cannot be meant: over already, registration that ends too late, and another one at the same time
//! and place.

use ::forms::{FieldError, Input};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use town::seminar::Seminar;

use super::seminar::CLOSES;
use super::{EditForm, FormMaker, checked, error, label};
use crate::apply::Edited;

/// The day on which registration ends.
pub(super) fn closing_day(maker: &FormMaker<'_>, day: Date, typed: &Input) -> Date {
    let days = maker.context.content.programme.seminar.deadline_days;
    let on = base::time::read_full_date(typed.one("closes_on"));
    on.unwrap_or_else(|_| day.saturating_sub(i64::from(days).days()))
}

/// What is wrong with the days of a new one. `times`: when its times begin, where it is cut into some.
pub(super) fn of_new(
    maker: &FormMaker<'_>,
    (day, typed): (Date, &Input),
    times: &[String],
    errors: &mut Vec<FieldError>,
) {
    let (texts, today) = (maker.texts, maker.context.today);
    let on = closing_day(maker, day, typed);
    let from = checked::time(typed.one("from"));
    let at = checked::time(typed.one("closes_at")).or_else(|| checked::time(CLOSES));
    let is_typed = !base::text::line(typed.one("closes_on")).is_empty();
    // Whoever types today's day means what is left of it.
    if day > today && (on < today || on == today && !is_typed) {
        errors.push(error(
            "closes_on",
            texts.closes_over(base::time::japanese(on)),
        ));
    }
    errors.extend(late((day, from), (on, at), maker));
    let begins = from.into_iter().map(shown).chain(times.iter().cloned());
    let begins: Vec<String> = begins.collect();
    let venue = base::text::line(typed.one("venue"));
    let is_same = |other: &&Seminar| {
        let its = base::time::japan_time(other.start);
        !other.is_cancelled()
            && other.day() == day
            && other.venue == venue
            && begins.contains(&shown(its))
    };
    let mut known = maker.context.content.seminars.iter();
    if let Some(other) = known.find(is_same) {
        errors.push(error("day", texts.same_seminar(&other.title, other.when())));
    }
}

fn shown(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Registration that ends when it has begun, or later.
fn late(
    (day, from): (Date, Option<Time>),
    (on, at): (Date, Option<Time>),
    maker: &FormMaker<'_>,
) -> Option<FieldError> {
    let texts = maker.texts;
    if on > day {
        let message = texts.closes_late(label(texts.f_closes_on()));
        return Some(error("closes_on", message));
    }
    let is_late = on == day && at.zip(from).is_some_and(|(at, from)| at > from);
    is_late.then(|| error("closes_at", texts.closes_late(label(texts.f_closes_at()))))
}

/// What is wrong with days that were changed.
pub(super) fn of_change(
    maker: &FormMaker<'_>,
    form: &EditForm,
    edited: &[Edited],
    errors: &mut Vec<FieldError>,
) {
    let (texts, today) = (maker.texts, maker.context.today);
    let values = form.values();
    let typed = |name: &str| {
        let edit = edited.iter().find(|edit| edit.field.name == name);
        edit.map(|edit| edit.after.clone())
    };
    let is = |name: &str| typed(name).or_else(|| values.get(name).cloned());
    let date = |value: Option<String>| value.and_then(|it| it.parse::<Date>().ok());
    let time = |value: Option<String>| value.and_then(|it| checked::time(&it));
    if date(typed("day")).is_some_and(|day| day < today) {
        let message = texts.day_over(label(texts.f_day()));
        errors.push(error("day", message));
    }
    // Its address stays, which people have been sent.
    let named = form.page.shown_on.strip_prefix("seminars/");
    let named = named.and_then(|name| name.get(..10)?.parse::<Date>().ok());
    let is_moved = date(typed("day")).is_some_and(|day| named.is_some_and(|named| named != day));
    if is_moved && is("moved").is_none_or(|words| words.is_empty()) {
        errors.push(maker.empty("moved", texts.f_moved()));
    }
    // One that is moved after registration has ended stays closed.
    if let Some(on) = date(typed("closes_on")).filter(|on| *on < today) {
        errors.push(error(
            "closes_on",
            texts.closes_over(base::time::japanese(on)),
        ));
    }
    let has_days = ["day", "from", "closes_on", "closes_at"];
    if !has_days.iter().any(|name| typed(name).is_some()) {
        return;
    }
    if let (Some(day), Some(on)) = (date(is("day")), date(is("closes_on"))) {
        let (from, at) = (time(is("from")), time(is("closes_at")));
        errors.extend(late((day, from), (on, at), maker));
    }
}
