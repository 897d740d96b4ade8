//! The national holidays of 国民の祝日に関する法律, worked out for years that nobody has listed yet.
//!
//! The equinoxes follow the usual approximation of the observatory's days, good from 1980 to 2099; the official
//! ones, and changes of the law, are announced in the February before. A listed year goes before what is worked
//! out here.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// The holidays of a year by 2条, with the days off that 3条2項 and 3項 add.
pub fn national_holidays(year: i16) -> BTreeSet<Date> {
    const FIXED: [(i8, i8); 10] = [
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
    const MONDAYS: [(i8, i8); 4] = [(1, 2), (7, 3), (9, 3), (10, 2)];
    let mondays = MONDAYS.iter().filter_map(|(month, n)| {
        date(year, *month, 1)
            .nth_weekday_of_month(*n, Weekday::Monday)
            .ok()
    });
    let equinoxes = [equinox(year, 3, 20.8431), equinox(year, 9, 23.2488)];
    let holidays: BTreeSet<Date> = FIXED
        .iter()
        .map(|(month, day)| date(year, *month, *day))
        .chain(mondays)
        .chain(equinoxes)
        .collect();
    let is = |day: Date| holidays.contains(&day);
    // A holiday on a Sunday moves to the next day that is none (3条2項).
    let sundays = holidays
        .iter()
        .filter(|day| day.weekday() == Weekday::Sunday);
    let instead = sundays.filter_map(|sunday| {
        let mut later = (1..8).map(|n| sunday.saturating_add(n.days()));
        later.find(|day| !is(*day))
    });
    // A day between two holidays is one (3条3項).
    let between = holidays.iter().map(|day| day.saturating_add(1.day()));
    let between = between.filter(|day| !is(*day) && is(day.saturating_add(1.day())));
    instead
        .chain(between)
        .chain(holidays.iter().copied())
        .collect()
}

fn equinox(year: i16, month: i8, day_in_1980: f64) -> Date {
    let years = f64::from(year - 1980);
    let day = (day_in_1980 + 0.242_194 * years).floor() - (years / 4.0).floor();
    // 19 to 24 by the approximation, so the cast loses nothing.
    date(year, month, day as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_its_holidays_with_the_days_off_between_and_instead() {
        let of_2026 = national_holidays(2026);
        assert_eq!(of_2026.len(), 18);
        for (month, day) in [(5, 6), (9, 22), (9, 23), (1, 12)] {
            assert!(of_2026.contains(&date(2026, month, day)), "{month}-{day}");
        }
        assert!(
            national_holidays(2028).contains(&date(2028, 1, 10)),
            "成人の日"
        );
    }
}
