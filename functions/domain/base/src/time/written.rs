//! Dates as offices write them: 2026-12-01, 2026.12.1, 令和 8年12月1日（火）, R8.12.1, 12月1日.

use jiff::civil::{Date, Weekday};

use crate::text;

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

    /// The day as somebody means who writes it on `today`; without a year it is the next such day after that.
    fn seen_from(&self, today: Date) -> Option<Date> {
        match self.year {
            WrittenYear::After(years) => self.in_year(today.year() + years),
            WrittenYear::Unsaid => {
                // 29 February may be eight years away.
                let mut days = (0..9).filter_map(|years| self.in_year(today.year() + years));
                days.find(|day| *day > today)
            }
            _ => self.date(),
        }
    }
}

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

const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

/// The first years of the eras that papers still carry, by every way of writing their names.
const ERAS: [(&str, i16); 9] = [
    ("令和", 2019),
    ("平成", 1989),
    ("昭和", 1926),
    ("令", 2019),
    ("平", 1989),
    ("昭", 1926),
    ("R", 2019),
    ("H", 1989),
    ("S", 1926),
];

/// The years that four digits are believed to be.
const YEARS: std::ops::Range<i16> = 1900..2200;

const RELATIVE: [(&str, i16); 6] = [
    ("今年", 0),
    ("本年", 0),
    ("再来年", 2),
    ("来年", 1),
    ("翌年", 1),
    ("明年", 1),
];

/// Reads from one place of a text on; every reader gives what it read and where that ends.
struct Scan<'a> {
    chars: &'a [char],
}

impl Scan<'_> {
    fn date_at(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let starts_inside = at > 0 && {
            let (before, here) = (self.chars[at - 1], self.chars[at]);
            is_digit(before) && is_digit(here)
                || before.is_ascii_alphabetic() && here.is_ascii_alphanumeric()
        };
        if starts_inside {
            return None;
        }
        match self.year_at(at) {
            Some((year, end)) => self.month_and_day_at(year, end),
            None => self
                .digits_at(at)
                .or_else(|| self.month_and_day_at(WrittenYear::Unsaid, at)),
        }
    }

    /// 12月1日 or, where a day was asked for and nothing else, 12/1.
    fn short_date_at(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let signed = self.month_and_day_at(WrittenYear::Unsaid, at);
        signed.or_else(|| {
            let (month, end) = self.number_at(at, 2)?;
            let end = self.sign_at(end, &['/'])?;
            self.day_at(WrittenYear::Unsaid, month, end, None)
        })
    }

    /// The year with the sign that ends it.
    fn year_at(&self, at: usize) -> Option<(WrittenYear, usize)> {
        if let Some((years, end)) = self.word_at(at, &RELATIVE) {
            let end = self.sign_at(end, &['の']).unwrap_or(end);
            return Some((WrittenYear::After(years), end));
        }
        let (year, end) = match self.word_at(at, &ERAS) {
            Some((first, end)) => {
                let (number, end) = match self.sign_at(end, &['元']) {
                    Some(end) => (1, end),
                    None => self.number_at(end, 2).filter(|(number, _)| *number > 0)?,
                };
                (first + number - 1, end)
            }
            None => self
                .number_at(at, 4)
                .filter(|(year, _)| YEARS.contains(year))?,
        };
        if let Some(end) = self.sign_at(end, &['年']) {
            return Some(match self.sign_at(end, &['度']) {
                Some(end) => (
                    WrittenYear::Fiscal(year),
                    self.sign_at(end, &['の']).unwrap_or(end),
                ),
                None => (
                    WrittenYear::Year(year),
                    self.sign_at(end, &['の']).unwrap_or(end),
                ),
            });
        }
        let end = self.sign_at(end, &SIGNS)?;
        Some((WrittenYear::Year(year), end))
    }

    fn month_and_day_at(&self, year: WrittenYear, at: usize) -> Option<(WrittenDate, usize)> {
        let (month, end) = self.number_at(at, 2)?;
        match self.sign_at(end, &['月']) {
            Some(end) => self.day_at(year, month, end, Some('日')),
            None if year == WrittenYear::Unsaid => None,
            None => self.day_at(year, month, self.sign_at(end, &SIGNS)?, None),
        }
    }

    /// The day with its weekday. `wanted`: the sign that has to end a day without year; elsewhere it may be there.
    fn day_at(
        &self,
        year: WrittenYear,
        month: i16,
        at: usize,
        wanted: Option<char>,
    ) -> Option<(WrittenDate, usize)> {
        let (day, end) = self.number_at(at, 2)?;
        let signed = self.sign_at(end, &['日']);
        if signed.is_none() && wanted.is_some() && year == WrittenYear::Unsaid {
            return None;
        }
        let end = signed.unwrap_or(end);
        let (weekday, end) = match self.weekday_at(end) {
            Some((weekday, end)) => (Some(weekday), end),
            None => (None, end),
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Some((
            WrittenDate {
                year,
                month,
                day,
                weekday,
            },
            end,
        ))
    }

    /// 20261201, eight digits and no more.
    fn digits_at(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let digits: String = self.chars[at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .collect();
        let date = (digits.len() == 8).then(|| Date::strptime("%Y%m%d", &digits).ok())??;
        let known = YEARS.contains(&date.year());
        let (weekday, end) = match self.weekday_at(at + 8) {
            Some((weekday, end)) => (Some(weekday), end),
            None => (None, at + 8),
        };
        let date = WrittenDate {
            year: WrittenYear::Year(date.year()),
            month: date.month(),
            day: date.day(),
            weekday,
        };
        known.then_some((date, end))
    }

    /// （火）, (火・祝), ［火曜］ or 火曜日.
    fn weekday_at(&self, at: usize) -> Option<(Weekday, usize)> {
        let open = self.sign_at(at, &['(', '[', '〔', '【', '〈', '<', '{']);
        let at = self.skip_blanks(open.unwrap_or(at));
        let letter = self.chars.get(at)?;
        let number = WEEKDAYS.iter().position(|weekday| weekday == letter)?;
        let weekday = Weekday::from_monday_zero_offset(i8::try_from(number).ok()?).ok()?;
        let end = at + 1;
        let named = self.sign_at(end, &['曜']);
        let ends = self.sign_at(
            end,
            &[
                ')', ']', '〕', '】', '〉', '>', '}', '・', '祝', '休', ',', '、', '/',
            ],
        );
        match (open, named) {
            (_, Some(end)) => Some((weekday, self.sign_at(end, &['日']).unwrap_or(end))),
            (Some(_), None) => ends.map(|_| (weekday, end)),
            (None, None) => None,
        }
    }

    /// A number of at most so many digits, in any width or in kanji (十二, 二〇二六), that no digit follows.
    fn number_at(&self, at: usize, most: usize) -> Option<(i16, usize)> {
        let at = self.skip_blanks(at);
        let run = |is: fn(char) -> bool| self.chars[at..].iter().take_while(|c| is(**c)).count();
        let (digits, kanji) = (run(|c| c.is_ascii_digit()), run(is_kanji_digit));
        if (1..=most).contains(&digits) {
            let text: String = self.chars[at..at + digits].iter().collect();
            return Some((text.parse().ok()?, at + digits));
        }
        let number = kanji_number(&self.chars[at..at + kanji])?;
        (digits == 0 && number < 10_i16.pow(u32::try_from(most).ok()?))
            .then_some((number, at + kanji))
    }

    /// Behind one of these signs, where it is the next thing that is not blank.
    fn sign_at(&self, at: usize, signs: &[char]) -> Option<usize> {
        let at = self.skip_blanks(at);
        let found = self.chars.get(at)?;
        signs.contains(found).then_some(at + 1)
    }

    fn word_at(&self, at: usize, words: &[(&str, i16)]) -> Option<(i16, usize)> {
        let here = |count| {
            self.chars[at..]
                .iter()
                .map(char::to_ascii_uppercase)
                .take(count)
        };
        let is_here = |word: &str| word.chars().eq(here(word.chars().count()));
        let (word, value) = words.iter().find(|(word, _)| is_here(word))?;
        Some((*value, at + word.chars().count()))
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let blanks = self.chars[at.min(self.chars.len())..]
            .iter()
            .take_while(|c| c.is_whitespace());
        at + blanks.count()
    }
}

/// What stands between year, month and day.
const SIGNS: [char; 11] = ['-', '/', '.', '・', '‐', '−', '–', '—', 'ー', '―', '。'];

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_kanji_digit(c)
}

fn is_kanji_digit(c: char) -> bool {
    KANJI_DIGITS.contains(&c) || c == '十'
}

const KANJI_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 十二 and 二十 by tens, 二〇二六 by places.
fn kanji_number(chars: &[char]) -> Option<i16> {
    let places = |chars: &[char]| -> Option<i16> {
        chars.iter().try_fold(0_i16, |number, c| {
            let digit = KANJI_DIGITS.iter().position(|digit| digit == c)?;
            number
                .checked_mul(10)?
                .checked_add(i16::try_from(digit).ok()?)
        })
    };
    if chars.is_empty() || chars.len() > 4 {
        return None;
    }
    match chars.iter().position(|c| *c == '十') {
        None => places(chars),
        Some(at) => {
            let tens = if at == 0 { 1 } else { places(&chars[..at])? };
            (at < 2 && chars.len() - at < 3).then_some(())?;
            Some(tens * 10 + places(&chars[at + 1..])?)
        }
    }
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
            ("11月28日", date(2027, 11, 28)),
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
