//! 見積: what the employer would pay, as a director writes it from the preparation of the order.

use jiff::ToSpan;
use jiff::civil::Date;
use job_spec::JobSpec;
use questionnaire::assess::employer_unit;
use serde::{Deserialize, Serialize};
use town::texts::QuoteTexts;
use town::{DayOfMonth, Programme};

use crate::hash::fingerprint;
use crate::terms::{Fee, FurtherTerm, OrderDraft};

/// One line of a quote: what it is for, and what the employer pays for it without tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// What it is for.
    pub what: String,
    /// The price.
    pub price: Fee,
}

/// A quote before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteDraft {
    /// What is delivered, and what is not part of it.
    pub work: String,
    /// Its lines; at least one.
    pub lines: Vec<QuoteLine>,
    /// The day of delivery, as far as it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Date>,
    /// The last day on which it can be agreed to.
    pub valid_until: Date,
    /// The one day of a month on which the employer pays what was delivered in the month before.
    pub pays_on: DayOfMonth,
    /// What else holds, from the preparation of the order.
    pub terms: Vec<(FurtherTerm, String)>,
}

/// Why a quote cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteFault {
    /// Nothing was prepared.
    Nothing,
    /// It has no line with a price.
    NoLine,
    /// A line says neither how many nor how many at most.
    NoNumber,
    /// A ceiling is below the number that is expected.
    CeilingLow,
    /// Its last day is over.
    Over,
    /// What is delivered is not written in the preparation.
    NoWork,
}

impl QuoteDraft {
    /// How many days a quote is good for where nothing else is written.
    const VALID_DAYS: i32 = 30;
    /// The most lines of a quote.
    pub const MOST_LINES: usize = 3;

    /// What the preparation of an order proposes: the worker's fee with the operator's share, and the smallest order
    /// where that is more.
    pub fn proposed(
        order: &OrderDraft,
        spec: &JobSpec,
        programme: &Programme,
        today: Date,
    ) -> QuoteDraft {
        let line = order.fee.value().map(|fee| {
            let unit_yen = employer_unit(fee.unit_yen, programme);
            let price = Fee {
                unit_yen,
                ..fee.clone()
            };
            let smallest = programme.rates.smallest_order;
            let least = || Fee {
                unit_yen: smallest,
                unit: spec.title.clone(),
                count: Some(1),
                ceiling: None,
            };
            let is_small = price.total().is_some_and(|total| total < smallest);
            QuoteLine {
                what: spec.title.clone(),
                price: if is_small { least() } else { price },
            }
        });
        QuoteDraft {
            lines: line.into_iter().collect(),
            valid_until: today.saturating_add(QuoteDraft::VALID_DAYS.days()),
            pays_on: DayOfMonth::Last,
            ..QuoteDraft::around(order)
        }
    }

    /// The parts that are the preparation's, around what only a quote says.
    fn around(order: &OrderDraft) -> QuoteDraft {
        use FurtherTerm as F;
        let terms = [
            F::Rework,
            F::Changes,
            F::Cancelling,
            F::Ip,
            F::Confidentiality,
        ];
        let written = terms.into_iter().filter_map(|term| {
            let text = order.others.get(&term)?.trim();
            (!text.is_empty()).then(|| (term, text.to_owned()))
        });
        QuoteDraft {
            work: order.work.value().cloned().unwrap_or_default(),
            lines: Vec::new(),
            delivery: order.delivery.value().copied(),
            valid_until: Date::MIN,
            pays_on: DayOfMonth::Last,
            terms: written.collect(),
        }
    }

    /// What was typed, around what the preparation says now.
    pub fn written(
        order: &OrderDraft,
        lines: Vec<QuoteLine>,
        valid_until: Date,
        pays_on: DayOfMonth,
    ) -> QuoteDraft {
        QuoteDraft {
            lines,
            valid_until,
            pays_on,
            ..QuoteDraft::around(order)
        }
    }

    /// By which somebody who sends it says what they have seen.
    pub fn digest(&self) -> String {
        fingerprint(self)
    }

    /// Its sum without tax, as far as the numbers are known.
    pub fn net(&self) -> u64 {
        let sums = self.lines.iter().filter_map(|line| line.price.total());
        sums.fold(0, u64::saturating_add)
    }

    /// The sum without tax at the ceilings; none where no line has one.
    pub fn most(&self) -> Option<u64> {
        let has_ceiling = self.lines.iter().any(|line| line.price.ceiling.is_some());
        let most = self.lines.iter().filter_map(|line| {
            let number = line.price.ceiling.or(line.price.count)?;
            Some(line.price.sum(number))
        });
        has_ceiling.then(|| most.fold(0, u64::saturating_add))
    }

    /// Why it cannot be sent; empty: it can.
    pub fn faults(&self, today: Date) -> Vec<QuoteFault> {
        let mut faults = Vec::new();
        if self.lines.is_empty() || self.lines.iter().any(|line| line.price.unit_yen == 0) {
            faults.push(QuoteFault::NoLine);
        }
        let numbers = self.lines.iter().map(|line| &line.price);
        for price in numbers {
            match (price.count, price.ceiling) {
                (None | Some(0), None) | (_, Some(0)) => faults.push(QuoteFault::NoNumber),
                (Some(count), Some(most)) if most < count => faults.push(QuoteFault::CeilingLow),
                _ => {}
            }
        }
        if self.valid_until < today {
            faults.push(QuoteFault::Over);
        }
        if self.work.trim().is_empty() {
            faults.push(QuoteFault::NoWork);
        }
        faults.dedup();
        faults
    }

    /// Whether an order is beyond it: in money, in number, or in its day.
    pub fn is_exceeded_by(&self, order: &OrderDraft) -> bool {
        let fee = order.fee.value();
        let most = |fee: &Fee| fee.ceiling.max(fee.count);
        let owed = fee.and_then(|fee| Some(fee.sum(most(fee)?)));
        let pays = self.most().unwrap_or_else(|| self.net());
        let numbers = match (self.lines.as_slice(), fee) {
            ([line], Some(fee)) if line.price.unit == fee.unit => most(fee).zip(most(&line.price)),
            _ => None,
        };
        // The sheets of later months have days of their own.
        let first = order.delivery.value().filter(|_| order.from.is_none());
        owed.is_some_and(|owed| owed > pays)
            || numbers.is_some_and(|(ordered, agreed)| ordered > agreed)
            || first
                .zip(self.delivery)
                .is_some_and(|(ordered, agreed)| *ordered > agreed)
    }

    /// Whether the employer would pay less than the workers get.
    pub fn is_below(&self, order: &OrderDraft) -> bool {
        let fee = order.fee.value().and_then(Fee::total);
        fee.is_some_and(|fee| self.net() < fee)
    }
}

impl QuoteFault {
    /// What is wrong and what to do, in Japanese.
    pub fn told(self, texts: &QuoteTexts) -> &str {
        match self {
            QuoteFault::Nothing => texts.fault_nothing(),
            QuoteFault::NoLine => texts.fault_no_line(),
            QuoteFault::NoNumber => texts.fault_no_number(),
            QuoteFault::CeilingLow => texts.fault_ceiling(),
            QuoteFault::Over => texts.fault_over(),
            QuoteFault::NoWork => texts.fault_no_work(),
        }
    }
}
