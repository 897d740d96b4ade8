//! Reads dates character by character: eras, kanji numbers, signs and weekdays.

use jiff::civil::{Date, Weekday};

use super::{WrittenDate, WrittenYear};

/// The letters of the weekdays, Monday first.
pub(super) const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

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
pub(super) struct Scan<'a> {
    pub(super) chars: &'a [char],
}

impl Scan<'_> {
    /// A date that begins here, and where it ends.
    pub(super) fn date_at(&self, at: usize) -> Option<(WrittenDate, usize)> {
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
                .or_else(|| self.month_and_day_at(WrittenYear::Unsaid, at))
                .or_else(|| {
                    self.slashed_at(at)
                        .filter(|(date, _)| date.weekday.is_some())
                }),
        }
    }

    /// 〜21日（木） or ・27日（水） behind a date: another day of its month. Only with its weekday, for 、3日間 is none.
    pub(super) fn further_day_at(
        &self,
        at: usize,
        date: WrittenDate,
    ) -> Option<(WrittenDate, usize)> {
        let closed = self.sign_at(at, &[')', ']', '〕', '】', '〉', '>', '}']);
        let at = closed.unwrap_or(at);
        let at = self.sign_at(at, &['〜', '～', '~', '-', '–', '・', '、', ',', 'と', '/'])?;
        let (day, end) = self.number_at(at, 2)?;
        let end = self.sign_at(end, &['日']).unwrap_or(end);
        let (weekday, end) = self.weekday_at(end)?;
        let day = i8::try_from(day).ok()?;
        let next = WrittenDate {
            day,
            weekday: Some(weekday),
            ..date
        };
        Some((next, end))
    }

    /// 12/1, with no third number behind it, which would be a date that nobody can tell the order of.
    fn slashed_at(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let (month, end) = self.number_at(at, 2)?;
        let end = self.sign_at(end, &['/'])?;
        let (date, end) = self.day_at(WrittenYear::Unsaid, month, end, None)?;
        let third = self
            .sign_at(end, &SIGNS)
            .and_then(|end| self.number_at(end, 4));
        third.is_none().then_some((date, end))
    }

    /// 12月1日 or, where a day was asked for and nothing else, 12/1.
    pub(super) fn short_date_at(&self, at: usize) -> Option<(WrittenDate, usize)> {
        let signed = self.month_and_day_at(WrittenYear::Unsaid, at);
        signed.or_else(|| self.slashed_at(at))
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

/// Signs between year, month and day.
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
