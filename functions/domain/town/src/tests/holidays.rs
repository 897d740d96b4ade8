//! The settings' holidays are those of the law.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::Content;

/// The n-th Monday of a month.
fn monday(year: i16, month: i8, n: i8) -> Date {
    date(year, month, 1)
        .nth_weekday_of_month(n, Weekday::Monday)
        .unwrap()
}

/// The day of an equinox: the usual approximation of the observatory's, good from 1980 to 2099.
fn equinox(year: i16, month: i8, day_in_1980: f64) -> Date {
    let years = f64::from(year - 1980);
    let day = (day_in_1980 + 0.242_194 * years).floor() - (years / 4.0).floor();
    date(year, month, day as i8)
}

/// The days of 国民の祝日に関する法律 2条, and those off by 3条2項 and 3項.
fn by_law(year: i16) -> std::collections::BTreeSet<Date> {
    let fixed = [
        (1, 1),
        (2, 11),
        (2, 23),
        (4, 29),
        (5, 3),
        (5, 4),
        (5, 5),
        (8, 11),
        (11, 3),
        (11, 23),
    ];
    let mondays = [(1, 2), (7, 3), (9, 3), (10, 2)];
    let equinoxes = [equinox(year, 3, 20.8431), equinox(year, 9, 23.2488)];
    let holidays: std::collections::BTreeSet<Date> = fixed
        .map(|(month, day)| date(year, month, day))
        .into_iter()
        .chain(mondays.map(|(month, n)| monday(year, month, n)))
        .chain(equinoxes)
        .collect();
    let is = |day: Date| holidays.contains(&day);
    let sundays = holidays
        .iter()
        .filter(|day| day.weekday() == Weekday::Sunday);
    let instead = sundays.filter_map(|sunday| {
        let mut later = (1..8).map(|n| sunday.saturating_add(n.days()));
        later.find(|day| !is(*day))
    });
    let between = holidays.iter().map(|day| day.saturating_add(1.day()));
    let between = between.filter(|day| !is(*day) && is(day.saturating_add(1.day())));
    instead
        .chain(between)
        .chain(holidays.iter().copied())
        .collect()
}

#[test]
fn the_programmes_holidays_are_the_laws() {
    let listed = Content::embedded().programme.calendar.holidays;
    let wanted: Vec<Date> = [2026, 2027].into_iter().flat_map(by_law).collect();
    assert_eq!(listed.into_keys().collect::<Vec<_>>(), wanted);
}
