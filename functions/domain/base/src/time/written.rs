//! Dates as offices write them: 2026-12-01, 2026.12.1, 令和 8年12月1日（火）, R8.12.1, 12月1日.

mod scan;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::text;
use scan::{Scan, WEEKDAYS};

/// A date written in a text, not yet looked up in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// Its year.
    pub year: WrittenYear,
    /// Its month as written, perhaps none.
    pub month: i8,
    /// Its day of the month as written, perhaps none.
    pub day: i8,
    /// The weekday behind it, as in 1日（火） or 1日火曜日.
    pub weekday: Option<Weekday>,
}

/// The year of a [`WrittenDate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenYear {
    /// A year of the common era.
    Year(i16),
    /// A fiscal year, 令和8年度: January to March are in the next year.
    Fiscal(i16),
    /// So many years after the present one: 今年, 来年.
    After(i16),
    /// No year, as in 12月1日.
    Unsaid,
}

/// Why no day could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// There is no date in the text.
    #[error("no date")]
    Missing,
    /// The calendar has no such day, such as 30 February.
    #[error("no such day")]
    NoSuchDay,
    /// The weekday behind it is that of another day.
    #[error("the weekday of another day")]
    Weekday(Date),
}

impl WrittenDate {
    /// The day, where the year is written; `None` where it is not, or where there is no such day.
    pub fn date(&self) -> Option<Date> {
        match self.year {
            WrittenYear::Year(year) => self.in_year(year),
            WrittenYear::Fiscal(year) => self.in_year(year + i16::from(self.month < 4)),
            WrittenYear::After(_) | WrittenYear::Unsaid => None,
        }
    }

    /// The day in this year; `None` where there is no such day.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// The day it is, if its weekday is that of the day.
    fn checked(&self, day: Option<Date>) -> Result<Date, DateError> {
        let day = day.ok_or(DateError::NoSuchDay)?;
        match self.weekday {
            Some(weekday) if weekday != day.weekday() => Err(DateError::Weekday(day)),
            _ => Ok(day),
        }
    }

    /// The day as somebody means who writes it on `today`. Without a year it is the next such day after that, unless it
    /// is just past: then it is that day, which is told to be over, rather than one a year later.
    fn seen_from(&self, today: Date) -> Option<Date> {
        match self.year {
            WrittenYear::After(years) => self.in_year(today.year() + years),
            WrittenYear::Unsaid => {
                // 29 February may be eight years away.
                let mut days = (-1..9).filter_map(|years| self.in_year(today.year() + years));
                let just_past = today.saturating_sub(JUST_PAST_DAYS.days());
                days.find(|day| *day >= just_past)
            }
            _ => self.date(),
        }
    }
}

/// A day without a year that is over by no more than this was mistaken, not meant for the next year.
const JUST_PAST_DAYS: i64 = 60;

/// The day that somebody typed on `today` where a day was asked for. A date without a year must be all that is
/// typed before it ends, and is the next such day; what follows a date (まで, ごろ) does not matter.
///
/// # Errors
/// See [`DateError`].
pub fn read_date(typed: &str, today: Date) -> Result<Date, DateError> {
    let text = text::plain(typed);
    let chars: Vec<char> = text.chars().collect();
    let written = written_dates(&text).into_iter();
    let mut full = written.filter(|date| !matches!(date.year, WrittenYear::Unsaid));
    let found = match full.next() {
        Some(found) => found,
        None => {
            let short = Scan { chars: &chars }.short_date_at(0);
            short.ok_or(DateError::Missing)?.0
        }
    };
    found.checked(found.seen_from(today))
}

/// The day that somebody typed with its year.
///
/// # Errors
/// See [`DateError`]; [`DateError::Missing`] also for a date without its year.
pub fn read_full_date(typed: &str) -> Result<Date, DateError> {
    let dated =
        |date: &WrittenDate| matches!(date.year, WrittenYear::Year(_) | WrittenYear::Fiscal(_));
    let found = written_dates(typed).into_iter().find(dated);
    let found = found.ok_or(DateError::Missing)?;
    found.checked(found.date())
}

/// The first day in a text that is written with its year.
pub fn date_in(text: &str) -> Option<Date> {
    written_dates(text).iter().find_map(WrittenDate::date)
}

/// Every date in a text, in order, in any width and with blanks in any place.
pub fn written_dates(text: &str) -> Vec<WrittenDate> {
    let chars: Vec<char> = text::plain(text).chars().collect();
    let scan = Scan { chars: &chars };
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match scan.date_at(at) {
            Some((date, end)) => {
                found.push(date);
                at = end;
                while let Some((next, end)) = scan.further_day_at(at, found[found.len() - 1]) {
                    found.push(next);
                    at = end;
                }
            }
            None => at += 1,
        }
    }
    found
}

/// The weekday's letter.
pub fn weekday_letter(weekday: Weekday) -> char {
    WEEKDAYS[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 28);

    #[test]
    fn a_day_is_read_in_every_spelling_of_offices() {
        for typed in [
            "2026-12-01",
            "２０２６／１２／１",
            "2026.12.1",
            "2026. 12. 1.",
            "2026・12・1",
            "20261201",
            "2026年12月1日",
            "2026年12月 1日",
            "2026 年 12 月 1 日",
            "2026年12月1日（火）",
            "2026/12/01(火)",
            "2026-12-01T10:00",
            "令和8年12月1日",
            "令和 8年12月1日",
            "令和８年１２月　１日",
            "令和08年12月01日(火曜日)",
            "令和8年12月1日火曜日",
            "令和８．１２．１",
            "令和八年十二月一日",
            "二〇二六年十二月一日",
            "㋿8年12月1日",
            "R8.12.1",
            "Ｒ８．１２．１",
            "R08/12/01",
            "R8-12-1",
            "r8.12.1",
            "令8.12.1",
            "平成38年12月1日",
            "令和8年度12月1日",
            "令和\u{200B}8年12\u{2F49}1\u{2F47}",
            "今年12月1日",
            "12月1日",
            "１２月１日（火）",
            "十二月一日",
            "12/1",
            "12/1（火）",
            "12月1日まで",
            "期日：2026年12月1日ごろ",
        ] {
            assert_eq!(read_date(typed, TODAY), Ok(date(2026, 12, 1)), "{typed}");
        }
    }

    #[test]
    fn years_are_those_of_their_era() {
        for (typed, wanted) in [
            ("令和元年5月1日", date(2019, 5, 1)),
            ("令和 元 年5月1日", date(2019, 5, 1)),
            ("R1.5.1", date(2019, 5, 1)),
            ("平成31年4月30日", date(2019, 4, 30)),
            ("昭和64年1月7日", date(1989, 1, 7)),
            ("令和8年度3月1日", date(2027, 3, 1)),
            ("令和10年2月29日", date(2028, 2, 29)),
            ("1月20日", date(2027, 1, 20)),
            ("11月28日", TODAY),
            ("11月27日", date(2026, 11, 27)),
            ("9月28日", date(2027, 9, 28)),
            ("2月29日", date(2028, 2, 29)),
            ("来年12月1日", date(2027, 12, 1)),
            ("再来年の1月5日", date(2028, 1, 5)),
        ] {
            assert_eq!(read_date(typed, TODAY), Ok(wanted), "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_guessed() {
        for typed in [
            "",
            "来週",
            "12月",
            "12月中",
            "令和の12月1日",
            "令和8年",
            "7日後",
            "2026-12",
            "0267-00-0000",
            "2026年の冬",
            "1234567890",
            "2026-12-012",
            "K7M3-12-1",
            "月末",
            "12月末日",
            "3-5日",
            "3.5日",
            "納期は12月1日",
            "8/12/1",
            "08/12/01（火）",
            "1/12/2026",
            "10/12/26",
            "1/",
        ] {
            assert_eq!(read_date(typed, TODAY), Err(DateError::Missing), "{typed}");
        }
        for typed in [
            "2026年2月30日",
            "令和9年2月29日",
            "13月1日",
            "2026.12.32",
            "12月0日",
        ] {
            assert_eq!(
                read_date(typed, TODAY),
                Err(DateError::NoSuchDay),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_weekday_behind_a_day_has_to_be_its_own() {
        let tuesday = date(2026, 12, 1);
        for typed in [
            "令和8年12月1日（水）",
            "2026-12-01(水)",
            "12月1日(日・祝)",
            "R8.12.1 月曜",
            "2026年12月1日㈪",
            "12月1日【 木 】",
        ] {
            assert_eq!(
                read_date(typed, TODAY),
                Err(DateError::Weekday(tuesday)),
                "{typed}"
            );
        }
        for typed in [
            "2026年12月1日（火・祝）",
            "2026年12月1日(確定)",
            "2026年12月1日　日中",
            "2026年12月1日（日程は後日）",
        ] {
            assert_eq!(read_date(typed, TODAY), Ok(tuesday), "{typed}");
        }
    }

    #[test]
    fn every_date_of_a_text_is_found_with_its_weekday() {
        let found = written_dates(
            "令和9年1月20日（水）と2月3日(火)、2027/2/17。電話0267-00-0000、3〜5件、午後1時30分",
        );
        let days: Vec<_> = found
            .iter()
            .map(|date| (date.in_year(2027), date.weekday.map(weekday_letter)))
            .collect();
        assert_eq!(
            days,
            [
                (Some(date(2027, 1, 20)), Some('水')),
                (Some(date(2027, 2, 3)), Some('火')),
                (Some(date(2027, 2, 17)), None),
            ]
        );
        let days = |text: &str| -> Vec<_> {
            let found = written_dates(text).into_iter();
            found
                .map(|date| (date.month, date.day, date.weekday.map(weekday_letter)))
                .collect()
        };
        let two = [(1, 20, Some('水')), (1, 21, Some('金'))];
        assert_eq!(days("1月20日（水）〜21日（金）"), two);
        assert_eq!(days("令和9年1月20日（水）・21日(金)"), two);
        assert_eq!(
            days("1/20（水）と2/3（火）"),
            [(1, 20, Some('水')), (2, 3, Some('火'))]
        );
        assert_eq!(days("1月20日（水）、3日間"), [(1, 20, Some('水'))]);
        assert_eq!(days("1/2の量、3/4（大さじ）"), []);
        assert_eq!(found[0].date(), Some(date(2027, 1, 20)));
        assert_eq!(found[1].date(), None);
        assert_eq!(read_full_date("12月1日"), Err(DateError::Missing));
        assert_eq!(read_full_date("令和8年12月1日"), Ok(date(2026, 12, 1)));
        assert_eq!(
            date_in("受領：12月1日、支払：令和9年1月20日"),
            Some(date(2027, 1, 20))
        );
    }
}
