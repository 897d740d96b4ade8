//! Reads what a director types where only a day will do.

use std::collections::BTreeSet;

use base::time::{DateError, japanese, read_date, written_dates};
use jiff::civil::Date;
use text_checks::{PayDayFlaw, pay_day_flaw};
use town::texts::OrderTexts;

use crate::faults::wording_told;
use crate::meter::item_label;

/// Why a typed day of payment is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayDayError {
    /// It is a wording that the law does not take for a day.
    Wording {
        /// What is wrong with it.
        flaw: PayDayFlaw,
        /// The words.
        word: &'static str,
    },
    /// It names several days.
    Several,
    /// The weekday behind it is that of another day.
    Weekday(Date),
    /// The calendar has no such day.
    NoSuchDay,
    /// It has no date.
    NoDay,
}

/// Reads a day of payment. 「翌月末日まで」 and 「検収後30日以内」 are none, with or without a date beside them.
///
/// # Errors
/// [`PayDayError`].
pub fn read_pay_day(typed: &str, today: Date) -> Result<Date, PayDayError> {
    if let Some((flaw, word)) = pay_day_flaw(typed) {
        return Err(PayDayError::Wording { flaw, word });
    }
    let named = written_dates(typed);
    let days: BTreeSet<_> = named.iter().map(|it| (it.month, it.day)).collect();
    if days.len() > 1 || days_of_months(typed).len() > 1 {
        return Err(PayDayError::Several);
    }
    read_date(typed, today).map_err(|error| match error {
        DateError::Missing => PayDayError::NoDay,
        DateError::NoSuchDay => PayDayError::NoSuchDay,
        DateError::Weekday(day) => PayDayError::Weekday(day),
    })
}

/// The days of months that are named, also without their month: 29日または30日.
fn days_of_months(typed: &str) -> BTreeSet<u32> {
    let plain: String = base::text::plain(typed).split_whitespace().collect();
    let before = plain.split('日').map(|part| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_digit());
        part[digits.len()..].parse().ok()
    });
    // What follows the last 日 is no day.
    let all: Vec<Option<u32>> = before.collect();
    let named = all.split_last().map_or(&[][..], |(_, named)| named);
    named.iter().flatten().copied().collect()
}

impl PayDayError {
    /// What is wrong and what to do, in Japanese.
    pub fn told(self, texts: &OrderTexts) -> String {
        match self {
            PayDayError::Wording { flaw, word } => {
                wording_told(item_label(3, texts), flaw, word, texts)
            }
            PayDayError::Several => texts.pay_day_several().to_owned(),
            PayDayError::Weekday(day) => texts.pay_day_weekday(japanese(day)),
            PayDayError::NoSuchDay => texts.pay_day_no_such().to_owned(),
            PayDayError::NoDay => texts.pay_day_none().to_owned(),
        }
    }
}
