//! Reads what a director types where only a day will do.

use base::time::{DateError, read_date};
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
    let read: Result<Date, DateError> = read_date(typed, today);
    read.map_err(|_| PayDayError::NoDay)
}

impl PayDayError {
    /// What is wrong and what to do, in Japanese.
    pub fn told(self, texts: &OrderTexts) -> String {
        match self {
            PayDayError::Wording { flaw, word } => {
                wording_told(item_label(3, texts), flaw, word, texts)
            }
            PayDayError::NoDay => texts.pay_day_none().to_owned(),
        }
    }
}
