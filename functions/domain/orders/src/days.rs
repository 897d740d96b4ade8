//! The days of an order: until when a worker is paid, a delivery inspected and an ending announced.
//!
//! The day something is received counts as the first (フリーランス法4条). Offices and banks close on different days:
//! business days are [`Calendar`]'s, bank days are here.

use base::time::{Calendar, payment_limit, reentrusted_payment_limit};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use town::PayRule;

/// How the payments of an order follow its deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Each delivery has its own day of payment: within 60 days (4条1項).
    Each,
    /// The deliveries of a month are closed and paid together: within 60 days or two months, whichever is longer.
    Monthly,
}

/// Why a day of payment differs from the town's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// It does not.
    Rule,
    /// The rule's day would be later than our limit.
    Limit,
    /// Banks are closed on that day.
    Bank,
}

/// A day of payment that may be written on an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayDay {
    /// The day.
    pub on: Date,
    /// Why this day.
    pub because: Because,
}

/// Whether money moves between accounts on that day: not at weekends, on holidays, and from 31 December to 3 January.
pub fn is_bank_day(day: Date, calendar: &Calendar) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let new_year = matches!((day.month(), day.day()), (12, 31) | (1, 1..=3));
    !weekend && !new_year && !calendar.is_holiday(day)
}

/// The day on which money arrives that is due on `day`. Where banks are closed it is the next bank day, if that was
/// agreed in writing and is at most two days later, and else the one before.
pub fn on_bank_day(day: Date, postponed: bool, calendar: &Calendar) -> Date {
    let open = |day: &Date| is_bank_day(*day, calendar);
    let later = (0..=2).map(|n| day.saturating_add(n.days())).find(open);
    if open(&day) {
        return day;
    }
    match later.filter(|_| postponed) {
        Some(next) => next,
        // A week without a bank day does not exist; ten days are looked at all the same.
        None => (1..=10)
            .map(|n| day.saturating_sub(n.days()))
            .find(open)
            .unwrap_or(day),
    }
}

/// The last day of two months that begin with the day of receipt: the day before the same day two months on, or the
/// month's end where that has no such day.
pub fn two_months(received: Date) -> Date {
    let same_day = received.saturating_add(2.months());
    match same_day.day() == received.day() {
        true => same_day.saturating_sub(1.day()),
        false => same_day,
    }
}

/// The latest day of payment that the law allows for something received on that day. `original`: the day on which
/// the client pays us, where the order names all three facts of re-entrusting (4条3項); of one who paid long before, the work
/// is paid when it is received.
pub fn lawful_limit(received: Date, timing: Timing, original: Option<Date>) -> Date {
    match (original, timing) {
        (Some(paid), _) => reentrusted_payment_limit(paid).max(received),
        (None, Timing::Each) => payment_limit(received),
        (None, Timing::Monthly) => payment_limit(received).max(two_months(received)),
    }
}

/// The latest day that we write on an order. A client who pays late never delays a worker beyond 60 days, although
/// the law would allow it of a re-entrusted job.
pub fn our_limit(received: Date, timing: Timing, original: Option<Date>) -> Date {
    let lawful = lawful_limit(received, timing, original);
    match original {
        Some(_) => lawful.min(payment_limit(received)),
        None => lawful,
    }
}

/// The latest day that may be set where payments move on when banks are closed, as was agreed in writing: by two days at most.
/// `postponed`: the calendar, if it was agreed.
pub fn latest(limit: Date, postponed: Option<&Calendar>) -> Date {
    postponed.map_or(limit, |calendar| {
        on_bank_day(limit, true, calendar).max(limit)
    })
}

/// When payment is due by law: on the day that was set, if it is not too late; a day too late counts as the last of
/// the 60 (or 30) days, and without a day it is due at once (4条2項, 4項). `postponed`: as [`latest`].
pub fn due_by_law(
    received: Date,
    set: Option<Date>,
    timing: Timing,
    original: Option<Date>,
    postponed: Option<&Calendar>,
) -> Date {
    match set {
        Some(day) if day <= latest(lawful_limit(received, timing, original), postponed) => day,
        Some(_) => lawful_limit(received, Timing::Each, original),
        None => original.unwrap_or(received).max(received),
    }
}

/// The day of payment for something received on that day, by the town's rule and within our limit.
pub fn pay_day(
    received: Date,
    rule: &PayRule,
    original: Option<Date>,
    calendar: &Calendar,
) -> PayDay {
    let planned = rule.pays(received);
    let limit = our_limit(received, Timing::Monthly, original);
    let wanted = planned.min(limit);
    let on = on_bank_day(wanted, rule.postponed, calendar);
    let because = match (wanted < planned, on == wanted) {
        (true, _) => Because::Limit,
        (false, false) => Because::Bank,
        (false, true) => Because::Rule,
    };
    PayDay { on, because }
}

/// The last day on which the end of an order of six months and more may be announced (16条).
pub fn notice_until(last_day: Date, notice_days: u32) -> Date {
    last_day.saturating_sub(i64::from(notice_days).days())
}

/// The first day on which such an order may end when it is announced on that day.
pub fn earliest_end(announced: Date, notice_days: u32) -> Date {
    announced.saturating_add(i64::from(notice_days).days())
}

/// The days of a contract in which a municipality is the client
/// (政府契約の支払遅延防止等に関する法律): inspection within 10 days of the notice that the work is done.
pub fn town_inspects_until(done: Date) -> Date {
    done.saturating_add(10.days())
}

/// Likewise: payment within 30 days of a valid invoice.
pub fn town_pays_until(invoiced: Date) -> Date {
    invoiced.saturating_add(30.days())
}

#[cfg(test)]
mod tests;
