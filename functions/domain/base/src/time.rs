//! Time is passed in: the clock's port, Asia/Tokyo dates, business days and the law's due dates.

mod written;

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::holidays::national_holidays;

pub use written::{
    DateError, WrittenDate, WrittenYear, date_in, read_date, read_full_date, weekday_letter,
    written_dates,
};

/// Tells the time. The only implementation that reads the real clock is `store::ambient::SystemClock`.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes. The only real implementation is `store::ambient::OsRandom`.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// The calendar date in Japan (UTC+9, no daylight saving).
pub fn japan_date(at: Timestamp) -> Date {
    jiff::tz::Offset::constant(9).to_datetime(at).date()
}

/// The time of day in Japan.
pub fn japan_time(at: Timestamp) -> jiff::civil::Time {
    jiff::tz::Offset::constant(9).to_datetime(at).time()
}

/// So many days later; at most the last moment there is.
pub fn days_after(at: Timestamp, days: u32) -> Timestamp {
    let days = SignedDuration::from_hours(24 * i64::from(days));
    at.checked_add(days).unwrap_or(Timestamp::MAX)
}

/// So many days earlier; at least the first moment there is.
pub fn days_before(at: Timestamp, days: u32) -> Timestamp {
    let days = SignedDuration::from_hours(24 * i64::from(days));
    at.checked_sub(days).unwrap_or(Timestamp::MIN)
}

/// The fiscal year of a day, April to March, by the year it begins in.
pub fn fiscal_year(day: Date) -> i16 {
    day.year() - i16::from(day.month() < 4)
}

/// The latest payment date for something received on that day: the 60th day, the day of receipt
/// being the first (フリーランス法4条1項).
pub fn payment_limit(received: Date) -> Date {
    received.saturating_add(59.days())
}

/// The latest payment date of a re-entrusted job whose original order is paid on that day: the 30th
/// day, the original payment date being the first (フリーランス法4条3項).
pub fn reentrusted_payment_limit(original: Date) -> Date {
    original.saturating_add(29.days())
}

/// The days on which nobody answers, beside Saturdays and Sundays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// Where the holidays come from.
    pub source: String,
    /// National holidays by date. Banks are closed on them too.
    pub holidays: BTreeMap<Date, String>,
    /// Days on which the office alone is closed, and why.
    #[serde(default)]
    pub closures: BTreeMap<Date, String>,
    /// First day of the yearly closure, `MM-DD`.
    pub closure_from: MonthDay,
    /// Last day of the yearly closure, `MM-DD`; it may lie in the next year.
    pub closure_to: MonthDay,
}

/// A day of any year, written `12-29`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// The text is not `MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a day of the year as MM-DD, e.g. 12-29")]
pub struct NotAMonthDay;

impl TryFrom<String> for MonthDay {
    type Error = NotAMonthDay;

    fn try_from(text: String) -> Result<Self, NotAMonthDay> {
        // 2024 was a leap year, so that 02-29 is read.
        let date: Date = format!("2024-{text}").parse().map_err(|_| NotAMonthDay)?;
        Ok(MonthDay {
            month: date.month(),
            day: date.day(),
        })
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> String {
        format!("{:02}-{:02}", day.month, day.day)
    }
}

impl Calendar {
    /// Whether somebody answers on that day.
    pub fn is_business_day(&self, date: Date) -> bool {
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.is_holiday(date)
            && !self.is_closed(date)
    }

    /// How many days the yearly closure has, in a leap year; 0: there is none.
    pub fn closed_days(&self) -> i32 {
        let day = |of: MonthDay| Date::new(2024, of.month, of.day).map(|day| day.day_of_year());
        let (Ok(from), Ok(to)) = (day(self.closure_from), day(self.closure_to)) else {
            return 0;
        };
        1 + (i32::from(to) - i32::from(from)).rem_euclid(366)
    }

    /// Whether it is a national holiday: by the list of a year that is listed, and by the law as well while it is not.
    pub fn is_holiday(&self, date: Date) -> bool {
        self.holidays.contains_key(&date)
            || !self.lists(date.year()) && national_holidays(date.year()).contains(&date)
    }

    /// Whether all holidays of a year are listed: as many as the law gives it. Whoever has begun to write them down has
    /// not written them all.
    pub fn lists(&self, year: i16) -> bool {
        let listed = self.holidays.keys().filter(|day| day.year() == year);
        listed.count() >= national_holidays(year).len()
    }

    fn is_closed(&self, date: Date) -> bool {
        if self.closures.contains_key(&date) {
            return true;
        }
        let day = MonthDay {
            month: date.month(),
            day: date.day(),
        };
        let (from, to) = (self.closure_from, self.closure_to);
        if from == MonthDay::default() || to == MonthDay::default() {
            false
        } else if from <= to {
            from <= day && day <= to
        } else {
            from <= day || day <= to
        }
    }

    /// The n-th business day after that day; 0: the day itself, or else the next business day.
    /// Looks ten years ahead, so that a calendar without business days ends.
    pub fn after(&self, date: Date, business_days: u32) -> Date {
        let first = i64::from(business_days > 0);
        let days = (first..3660).map(|n| date.saturating_add(n.days()));
        let mut open = days.filter(|day| self.is_business_day(*day));
        open.nth(business_days.saturating_sub(1) as usize)
            .unwrap_or(date)
    }
}

/// A date in Japanese, e.g. 2026年12月1日（火）.
pub fn japanese(date: Date) -> String {
    let weekday = weekday_letter(date.weekday());
    format!(
        "{}年{}月{}日（{weekday}）",
        date.year(),
        date.month(),
        date.day()
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar() -> Calendar {
        Calendar {
            source: "test".into(),
            holidays: BTreeMap::from([(date(2026, 11, 23), "勤労感謝の日".into())]),
            closures: BTreeMap::from([(date(2027, 2, 1), "臨時休業".into())]),
            closure_from: MonthDay { month: 12, day: 29 },
            closure_to: MonthDay { month: 1, day: 3 },
        }
    }

    #[test]
    fn japanese_day_starts_at_fifteen_hours_utc() {
        assert_eq!(
            japan_date("2026-11-22T14:59:59Z".parse().unwrap()),
            date(2026, 11, 22)
        );
        assert_eq!(
            japan_date("2026-11-22T15:00:00Z".parse().unwrap()),
            date(2026, 11, 23)
        );
    }

    #[test]
    fn day_of_receipt_counts_as_the_first_of_sixty() {
        assert_eq!(payment_limit(date(2026, 12, 1)), date(2027, 1, 29));
        assert_eq!(
            reentrusted_payment_limit(date(2026, 12, 25)),
            date(2027, 1, 23)
        );
    }

    #[test]
    fn business_days_skip_weekends_holidays_and_the_closure() {
        let calendar = calendar();
        assert_eq!(calendar.after(date(2026, 11, 20), 1), date(2026, 11, 24));
        assert_eq!(calendar.after(date(2026, 11, 21), 2), date(2026, 11, 25));
        assert_eq!(calendar.after(date(2026, 12, 28), 1), date(2027, 1, 4));
        assert_eq!(calendar.after(date(2026, 11, 22), 0), date(2026, 11, 24));
        assert_eq!(calendar.after(date(2026, 11, 24), 0), date(2026, 11, 24));
        assert_eq!(calendar.after(date(2027, 1, 29), 1), date(2027, 2, 2));
    }

    #[test]
    fn what_the_office_alone_closes_on_is_no_holiday() {
        let mut calendar = calendar();
        assert!(!calendar.is_holiday(date(2027, 2, 1)));
        // However many there are, the year's holidays are not listed by them.
        let many = (1..=28).map(|day| (date(2027, 6, day), "休み".to_owned()));
        calendar.closures.extend(many);
        assert!(!calendar.lists(2027) && calendar.is_holiday(date(2027, 5, 4)));
    }

    #[test]
    fn a_year_that_nobody_listed_has_the_holidays_of_the_law() {
        // 成人の日 is on Monday, so two business days after Friday end on Wednesday.
        assert_eq!(calendar().after(date(2028, 1, 7), 2), date(2028, 1, 12));
        assert_eq!(calendar().after(date(2027, 12, 28), 2), date(2028, 1, 5));
        // What a whole list says of its own year is not corrected.
        let mut calendar = calendar();
        let days = national_holidays(2026).into_iter();
        calendar.holidays = days.map(|day| (day, "祝日".to_owned())).collect();
        let moved = calendar.holidays.remove(&date(2026, 11, 3)).unwrap();
        calendar.holidays.insert(date(2026, 11, 4), moved);
        assert!(calendar.is_business_day(date(2026, 11, 3)));
        assert!(!calendar.is_business_day(date(2026, 11, 4)));
    }

    #[test]
    fn a_year_of_which_only_some_holidays_are_written_down_is_not_listed() {
        let mut calendar = calendar();
        calendar.holidays.insert(date(2028, 1, 1), "元日".into());
        assert!(!calendar.lists(2028));
        assert!(calendar.is_holiday(date(2028, 5, 4)) && calendar.is_holiday(date(2028, 1, 10)));
        // A day that the town adds counts beside those of the law.
        calendar.holidays.insert(date(2028, 6, 1), "町の日".into());
        assert!(calendar.is_holiday(date(2028, 6, 1)));
    }

    #[test]
    fn calendar_without_closure_is_open_all_year() {
        let calendar = Calendar::default();
        assert!(calendar.is_business_day(date(2026, 12, 31)));
    }

    #[test]
    fn dates_are_written_with_their_weekday() {
        assert_eq!(japanese(date(2026, 12, 1)), "2026年12月1日（火）");
    }
}
