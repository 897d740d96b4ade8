//! Which days a town can mean, and that each on which nobody works has a name.

use std::ops::RangeInclusive;

use base::time::Calendar;

use crate::{ContentError, ContentSource};

/// The years that a day of the town can lie in: what is beyond is a slip.
pub const YEARS: RangeInclusive<i16> = 2000..=2099;

/// Holidays and closures without a name, or of a year that nobody means.
pub(super) fn problems(calendar: &Calendar, source: &ContentSource) -> Vec<ContentError> {
    let tables = [
        ("holidays", &calendar.holidays),
        ("closures", &calendar.closures),
    ];
    let mut errors = Vec::new();
    for (table, days) in tables {
        for (day, name) in days {
            let (told, day) = (base::time::japanese(*day), *day);
            let place = ["calendar", table, &day.to_string()];
            if !YEARS.contains(&day.year()) {
                let message = format!("休む日（{told}）の年を見直してください。");
                errors.push(source.of(&place, message));
            }
            if name.trim().is_empty() {
                let message = format!(
                    "休む日（{told}）の名前が空です。名前を書くか、この行を消してください。"
                );
                errors.push(source.of(&place, message));
            }
        }
    }
    errors
}
