//! When somebody is reminded of a day of an order: whoever looks after it, the other of director and deputy, the
//! office; once each for every day.

use std::collections::BTreeSet;

use base::month::Month;
use base::time::Calendar;
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan};
use town::Programme;

use crate::book::{Order, OrderBook};
use crate::due::{DueStep, OrderDue};
use crate::event::OrderEvent;
use crate::terms::TermItem;

/// What the days of an order depend on beside it.
#[derive(Clone, Debug)]
pub struct OrderProgress {
    /// When the work was taken on.
    pub accepted_on: Date,
    /// Whether an order was recorded otherwise.
    pub ordered: bool,
    /// Whether its inspection was recorded as a whole.
    pub inspected: bool,
    /// Whether its payment was recorded as a whole.
    pub paid: bool,
    /// The months of workers whose deliveries were inspected.
    pub inspections: BTreeSet<(Month, u32)>,
    /// The months of workers who were paid for them.
    pub pay: BTreeSet<(Month, u32)>,
}

impl OrderProgress {
    fn is_inspected(&self, month: Month, worker: u32) -> bool {
        self.inspected || self.inspections.contains(&(month, worker))
    }

    fn is_paid(&self, month: Month, worker: u32) -> bool {
        self.paid || self.pay.contains(&(month, worker))
    }
}

/// Reminders come when offices open.
const MORNING: Time = time(9, 0, 0, 0);

impl OrderBook {
    /// The days that are still ahead or were missed, each once, the earliest first.
    pub fn days(&self, progress: &OrderProgress, programme: &Programme) -> Vec<(Date, OrderDue)> {
        let mut days = Vec::new();
        if self.orders.is_empty() && !progress.ordered {
            let promised = programme.orders.order_business_days;
            let last = programme.calendar.after(progress.accepted_on, promised);
            days.push((last, OrderDue::Ordering));
        }
        if let Some((on, _)) = self.next_sheet(programme).filter(|_| !progress.paid) {
            days.push((on, OrderDue::Sheet));
        }
        if !progress.paid {
            for order in &self.orders {
                days.extend(order.days(progress, programme));
            }
        }
        days.sort();
        days.dedup();
        days
    }

    /// Whether a day that somebody was reminded of is still ahead or was missed.
    pub fn is_pending(
        &self,
        due: OrderDue,
        on: Date,
        progress: &OrderProgress,
        programme: &Programme,
    ) -> bool {
        match due {
            OrderDue::Ordering => self.orders.is_empty() && !progress.ordered,
            OrderDue::Sheet => {
                let sheet = self.next_sheet(programme).filter(|_| !progress.paid);
                sheet.is_some_and(|(day, _)| day == on)
            }
            due => {
                let mut orders = self.orders.iter().filter(|_| !progress.paid);
                orders.any(|order| order.days(progress, programme).contains(&(on, due)))
            }
        }
    }

    /// The workers whose day it is, by number; none of a day that concerns them all.
    pub fn concerned(
        &self,
        due: OrderDue,
        on: Date,
        progress: &OrderProgress,
        programme: &Programme,
    ) -> Vec<u32> {
        let orders = self.orders.iter();
        let theirs = orders.filter(|order| order.days(progress, programme).contains(&(on, due)));
        theirs.map(|order| order.worker).collect()
    }

    /// The last days on which workers may be paid for what they delivered, the earliest first.
    pub fn pay_days(&self, progress: &OrderProgress, programme: &Programme) -> Vec<Date> {
        let orders = self.orders.iter().filter(|_| !progress.paid);
        let mut days: Vec<Date> = orders
            .flat_map(|order| order.unpaid(progress, programme))
            .collect();
        days.sort();
        days
    }

    /// The steps still to come, with when each is due.
    fn ahead(
        &self,
        progress: &OrderProgress,
        programme: &Programme,
    ) -> Vec<(OrderDue, Date, DueStep, Timestamp)> {
        let days = self.days(progress, programme).into_iter();
        let steps = days.flat_map(|(on, due)| {
            let steps = due.steps().into_iter();
            steps.map(move |(step, days)| (due, on, step, days))
        });
        let done = |due, on, step| {
            let mut reminded = self.reminded.iter();
            reminded.any(|(d, o, s)| (*d, *o) == (due, on) && *s >= step)
        };
        steps
            .filter(|(due, on, step, _)| !done(*due, *on, *step))
            .map(|(due, on, step, days)| (due, on, step, morning(&programme.calendar, on, days)))
            .collect()
    }

    /// When somebody has to be reminded next.
    pub fn next_reminder(
        &self,
        progress: &OrderProgress,
        programme: &Programme,
    ) -> Option<Timestamp> {
        let ahead = self.ahead(progress, programme).into_iter();
        ahead.map(|(.., at)| at).min()
    }

    /// What has to be reminded of now: of each day its last step that is due, so that a late round reaches the
    /// right person at once and says it once.
    pub fn reminders(
        &self,
        progress: &OrderProgress,
        programme: &Programme,
        now: Timestamp,
    ) -> Vec<OrderEvent> {
        let ahead = self.ahead(progress, programme).into_iter();
        let mut found: Vec<(OrderDue, Date, DueStep)> = Vec::new();
        for (due, on, step, _) in ahead.filter(|(.., at)| *at <= now) {
            match found.iter_mut().find(|(d, o, _)| (*d, *o) == (due, on)) {
                Some((.., last)) => *last = step.max(*last),
                None => found.push((due, on, step)),
            }
        }
        let sheet = found.iter().any(|(due, ..)| *due == OrderDue::Sheet);
        let sheet = self.drafted_sheet(programme).filter(|_| sheet);
        let drafted = sheet.map(|sheet| OrderEvent::Prepared(Box::new(sheet)));
        let reminded = |(due, on, step)| OrderEvent::Reminded { due, on, step };
        let reminded = found.into_iter().map(reminded);
        drafted.into_iter().chain(reminded).collect()
    }
}

impl Order {
    fn days(&self, progress: &OrderProgress, programme: &Programme) -> Vec<(Date, OrderDue)> {
        let terms = &self.latest().terms;
        let open = [
            undecided(&terms.work),
            undecided(&terms.fee),
            undecided(&terms.payment),
            undecided(&terms.delivery),
            undecided(&terms.place),
            undecided(&terms.inspection),
            undecided(&terms.method),
        ];
        let open = open.into_iter().flatten();
        // Nothing new is decided or awaited beyond the announced end.
        let within = |on: &Date| self.ended_on().is_none_or(|last| *on <= last);
        let open = open.filter(|_| self.ending.is_none());
        let open = open.map(|on| (on, OrderDue::Deciding));
        let delivery = terms
            .delivery
            .value()
            .filter(|on| self.deliveries.is_empty() && within(on));
        let delivery = delivery.map(|on| (*on, OrderDue::Delivery));
        let months = self.months().into_iter();
        let uninspected = months.filter(|it| !progress.is_inspected(it.month, self.worker));
        let inspections = uninspected.filter_map(|it| self.inspects_until(&it, programme));
        let inspections = inspections.map(|on| (on, OrderDue::Inspection));
        let pay = self.unpaid(progress, programme).into_iter();
        let pay = pay.map(|on| (on, OrderDue::Payment));
        open.chain(delivery).chain(inspections).chain(pay).collect()
    }

    /// The days until when months have to be paid that are not.
    pub(crate) fn unpaid(&self, progress: &OrderProgress, programme: &Programme) -> Vec<Date> {
        let months = self.months().into_iter();
        let unpaid = months.filter(|it| !progress.is_paid(it.month, self.worker));
        unpaid.map(|it| self.pays_until(&it, programme)).collect()
    }
}

fn undecided<T>(item: &TermItem<T>) -> Option<Date> {
    item.undecided().map(|(_, on)| on)
}

/// The morning of the business day so many business days from that day on.
fn morning(calendar: &Calendar, on: Date, days: i32) -> Timestamp {
    let day = match u32::try_from(days) {
        Ok(0) if !calendar.is_business_day(on) => before(calendar, on, 1),
        Ok(days) => calendar.after(on, days),
        Err(_) => before(calendar, on, days.unsigned_abs()),
    };
    let japan = jiff::tz::Offset::constant(9);
    japan
        .to_timestamp(day.to_datetime(MORNING))
        .unwrap_or(Timestamp::MAX)
}

/// The n-th business day before that day. Looks a year back, so that a calendar without business days ends.
fn before(calendar: &Calendar, on: Date, days: u32) -> Date {
    let earlier = (1..366).map(|n| on.saturating_sub(n.days()));
    let mut open = earlier.filter(|day| calendar.is_business_day(*day));
    open.nth(days.saturating_sub(1) as usize).unwrap_or(on)
}
