//! Whether an order may end on a day when that is announced today: by the days of フリーランス法16条 and its exceptions.

use base::time::japanese;
use jiff::ToSpan;
use jiff::civil::Date;
use town::texts::EndingTexts;

use crate::book::Order;
use crate::days::{earliest_end, notice_until};
use crate::ending::{EndingBasis, EndingDraft};

/// The fewest days between the notice and the end of an order of six months and more (フリーランス法16条).
const LAWFUL_DAYS: u32 = 30;
/// An order that lasts no longer may end without notice.
const BRIEF_DAYS: i32 = 30;
/// From so many months on, an order's end is announced.
const LONG_MONTHS: i32 = 6;

/// Why an order cannot end so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndingFault {
    /// Nobody wrote why it ends.
    NoReason,
    /// Nobody wrote what happened, or how it was agreed on.
    NoExplanation,
    /// The last day is over.
    DayOver,
    /// The worker would be told too late.
    TooSoon {
        /// The first day that is possible.
        earliest: Date,
    },
    /// It has lasted six months.
    LastedLong {
        /// Since when.
        since: Date,
    },
    /// It lasts longer than 30 days.
    NotBrief {
        /// Since when.
        since: Date,
    },
    /// It was made for six months and more, or for longer than 30 days.
    MadeLonger {
        /// Until when.
        until: Date,
        /// Why it cannot be announced so.
        basis: EndingBasis,
    },
    /// It goes on month by month, and nobody agreed on a last day: that counts as six months and more.
    Open,
    /// It ends before that day by itself.
    BeyondTerm {
        /// On which day.
        until: Date,
    },
    /// It has ended.
    Ended {
        /// On which day.
        on: Date,
    },
}

impl EndingDraft {
    /// Why an order cannot end so when that is announced today; empty: it can. `notice_days`: the town's own.
    pub fn faults(&self, order: &Order, today: Date, notice_days: u32) -> Vec<EndingFault> {
        let mut faults = Vec::new();
        if let Some(on) = order.ended_on().filter(|on| *on < today) {
            faults.push(EndingFault::Ended { on });
        }
        if self.reason.trim().is_empty() {
            faults.push(EndingFault::NoReason);
        }
        if self.basis.is_explained() && self.explanation.trim().is_empty() {
            faults.push(EndingFault::NoExplanation);
        }
        let until = order.latest().terms.until;
        if let Some(until) = until.filter(|until| *until < today) {
            // It has ended by itself, so no day is left to write.
            faults.push(EndingFault::Ended { on: until });
            return faults;
        }
        if self.last_day < today {
            faults.push(EndingFault::DayOver);
            return faults;
        }
        if let Some(until) = until.filter(|until| self.last_day > *until) {
            faults.push(EndingFault::BeyondTerm { until });
        }
        faults.extend(self.day_fault(order, today, notice_days));
        faults
    }

    fn day_fault(&self, order: &Order, today: Date, notice_days: u32) -> Option<EndingFault> {
        let days = notice_days.max(LAWFUL_DAYS);
        let since = order.ordered_on();
        match self.basis {
            EndingBasis::Long => (today > notice_until(self.last_day, days)).then(|| {
                let earliest = earliest_end(today, days);
                EndingFault::TooSoon { earliest }
            }),
            EndingBasis::Short => self.length_fault(order, lasts_long_on(since)),
            EndingBasis::Brief => self.length_fault(order, since.saturating_add(BRIEF_DAYS.days())),
            EndingBasis::Agreed | EndingBasis::Disaster | EndingBasis::Fault => None,
        }
    }

    /// Why the order is longer than its basis says: by what was agreed on, or by what was lived.
    fn length_fault(&self, order: &Order, too_long_on: Date) -> Option<EndingFault> {
        let (since, terms) = (order.ordered_on(), &order.latest().terms);
        let basis = self.basis;
        match terms.until {
            Some(until) if until >= too_long_on => Some(EndingFault::MadeLonger { until, basis }),
            None if terms.monthly => Some(EndingFault::Open),
            _ if self.last_day < too_long_on => None,
            _ if basis == EndingBasis::Brief => Some(EndingFault::NotBrief { since }),
            _ => Some(EndingFault::LastedLong { since }),
        }
    }
}

/// The last day of the first six months.
fn lasts_long_on(since: Date) -> Date {
    let months = since.saturating_add(LONG_MONTHS.months());
    months.saturating_sub(1.day())
}

impl EndingFault {
    /// What is wrong, and what to do.
    pub fn told(&self, texts: &EndingTexts) -> String {
        match self {
            EndingFault::NoReason => texts.fault_reason().to_owned(),
            EndingFault::NoExplanation => texts.fault_explanation().to_owned(),
            EndingFault::DayOver => texts.fault_day_over().to_owned(),
            EndingFault::TooSoon { earliest } => texts.fault_too_soon(japanese(*earliest)),
            EndingFault::LastedLong { since } => texts.fault_lasted_long(japanese(*since)),
            EndingFault::NotBrief { since } => texts.fault_not_brief(japanese(*since)),
            EndingFault::MadeLonger { until, basis } => match basis {
                EndingBasis::Brief => texts.fault_made_not_brief(japanese(*until)),
                _ => texts.fault_made_long(japanese(*until)),
            },
            EndingFault::Open => texts.fault_open().to_owned(),
            EndingFault::BeyondTerm { until } => texts.fault_beyond_term(japanese(*until)),
            EndingFault::Ended { on } => texts.fault_ended(japanese(*on)),
        }
    }
}

impl Order {
    /// The day of the order: of its first version.
    pub fn ordered_on(&self) -> Date {
        self.versions
            .first()
            .map_or(self.latest().terms.ordered_on, |first| {
                first.terms.ordered_on
            })
    }

    /// The last day, where its end was announced.
    pub fn ended_on(&self) -> Option<Date> {
        Some(self.ending.as_ref()?.draft.last_day)
    }

    /// Whether it has ended by that day.
    pub fn is_over(&self, today: Date) -> bool {
        self.ended_on().is_some_and(|last| last < today)
    }
}
