//! Dates read from text, and those that contradict each other or the law.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use base::time::{payment_limit, reentrusted_payment_limit};

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

/// How dates contradict each other or フリーランス法4条.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMistake {
    /// The inspection ends before there is anything to inspect.
    InspectedEarly,
    /// The payment is later than this day, the last one that the law allows.
    PaidLate(Date),
    /// The same of re-entrusted work, counted from the payment of the original order.
    PaidLateOfOriginal(Date),
}

impl Dates {
    /// An inspection that ends before there is anything to inspect.
    pub fn inspection_mistake(&self) -> Option<DateMistake> {
        let is_early = self.inspected? < self.received?;
        is_early.then_some(DateMistake::InspectedEarly)
    }

    /// A payment later than フリーランス法4条 allows. Inspection does not stop the clock.
    pub fn payment_mistake(&self) -> Option<DateMistake> {
        let (limit, mistake): (Date, fn(Date) -> DateMistake) = match (self.original, self.received)
        {
            (Some(original), _) => (
                reentrusted_payment_limit(original),
                DateMistake::PaidLateOfOriginal,
            ),
            (None, received) => (payment_limit(received?), DateMistake::PaidLate),
        };
        (self.paid? > limit).then(|| mistake(limit))
    }

    /// All of them.
    pub fn mistakes(&self) -> impl Iterator<Item = DateMistake> {
        let mistakes = [self.inspection_mistake(), self.payment_mistake()];
        mistakes.into_iter().flatten()
    }
}

/// Whether a payment date is given as a span (○日以内) instead of a day.
pub fn is_payment_span(text: &str) -> bool {
    let plain: String = text.nfkc().collect();
    plain.contains("日以内") || plain.contains("か月以内") || plain.contains("ヶ月以内")
}

/// Whether a text says how many hours something takes.
pub fn states_hours(text: &str) -> bool {
    text.contains("時間")
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
