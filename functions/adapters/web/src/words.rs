//! Days and minutes in the words of the screen.

use base::time::{japan_date, japanese};
use jiff::Timestamp;
use jiff::tz::Offset;

/// A day in Japan, 「2026年11月24日（火）」.
pub fn day(at: Timestamp) -> String {
    japanese(japan_date(at))
}

/// A minute in Japan, 「2026年11月24日（火）16時05分」.
pub fn moment(at: Timestamp) -> String {
    let time = Offset::constant(9).to_datetime(at).time();
    format!("{}{}時{:02}分", day(at), time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_japan() {
        let at = "2026-11-23T15:05:00Z".parse().unwrap();
        assert_eq!(moment(at), "2026年11月24日（火）0時05分");
    }
}
