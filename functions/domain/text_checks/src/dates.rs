//! Dates read from text, and those that contradict each other or the law.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::{Warning, WarningKind};
use base::time::{japanese, payment_limit, reentrusted_payment_limit};
use base::wording::Wording;

/// The dates of one order, where they are fixed days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// When the result is received.
    pub received: Option<Date>,
    /// When inspection ends.
    pub inspected: Option<Date>,
    /// When it is paid.
    pub paid: Option<Date>,
    /// When the original order is paid, if the job is re-entrusted and the three facts are stated.
    pub original: Option<Date>,
}

/// Dates that contradict each other or フリーランス法4条.
pub fn date_warnings(dates: &Dates, words: &Wording) -> Vec<Warning> {
    let warnings = [
        inspection_warning(dates, words),
        payment_warning(dates, words),
    ];
    warnings.into_iter().flatten().collect()
}

/// An inspection that ends before there is anything to inspect.
pub fn inspection_warning(dates: &Dates, words: &Wording) -> Option<Warning> {
    let early = dates.inspected? < dates.received?;
    early.then(|| date(words.text("warn_inspection_early", &[])))
}

/// A payment later than フリーランス法4条 allows. Inspection does not stop the clock.
pub fn payment_warning(dates: &Dates, words: &Wording) -> Option<Warning> {
    let (limit, key) = match (dates.original, dates.received) {
        (Some(original), _) => (reentrusted_payment_limit(original), "warn_payment_original"),
        (None, received) => (payment_limit(received?), "warn_payment_late"),
    };
    let late = dates.paid? > limit;
    late.then(|| date(words.text(key, &[("limit", &japanese(limit))])))
}

fn date(message: String) -> Warning {
    Warning {
        kind: WarningKind::Date,
        message,
    }
}

/// Whether a payment date is given as a span (○日以内) instead of a day.
pub fn is_payment_span(text: &str) -> bool {
    let plain: String = text.nfkc().collect();
    plain.contains("日以内") || plain.contains("か月以内") || plain.contains("ヶ月以内")
}

/// The longest span of months named in a text: 6か月, 半年, 1年.
pub fn months_in(text: &str) -> Option<u32> {
    let plain: String = text.nfkc().collect();
    let before = |at: usize| {
        let digits: String = plain[..at]
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.chars().rev().collect::<String>().parse::<u32>().ok()
    };
    let months = ["か月", "ヶ月", "カ月", "ケ月", "ヵ月", "箇月"];
    let named = months
        .iter()
        .flat_map(|word| plain.match_indices(word))
        .filter_map(|(at, _)| before(at));
    let years = plain
        .match_indices('年')
        .filter_map(|(at, _)| before(at))
        .filter(|n| *n < 10)
        .map(|n| n * 12);
    let half = plain.contains("半年").then_some(6);
    named.chain(years).chain(half).max()
}
