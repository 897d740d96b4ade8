//! What a worker delivered, month by month, and the days that follow from it.

use std::collections::BTreeMap;

use base::month::Month;
use base::time::japan_date;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use town::Programme;

use crate::book::{Order, OrderVersion};
use crate::days::{due_by_law, latest, lawful_limit, pay_day};
use crate::terms::{agreed_rule, postponed};

/// The deliveries of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveredMonth {
    /// The month.
    pub month: Month,
    /// 受領日: the day of its first delivery, which starts the clock of its payment.
    pub first: Date,
    /// When the last of it came.
    pub last: Timestamp,
    /// How many units in all.
    pub quantity: u32,
}

impl Order {
    /// The months in which something was delivered, the earliest first.
    pub fn months(&self) -> Vec<DeliveredMonth> {
        let mut months: BTreeMap<Month, DeliveredMonth> = BTreeMap::new();
        for delivery in &self.deliveries {
            let day = japan_date(delivery.at);
            if let Some(of) = delivery.what.mends.and_then(|month| months.get_mut(&month)) {
                of.last = of.last.max(delivery.at);
                continue;
            }
            let month = Month::of(day);
            let of = months.entry(month).or_insert(DeliveredMonth {
                month,
                first: day,
                last: delivery.at,
                quantity: 0,
            });
            of.last = of.last.max(delivery.at);
            of.quantity = of.quantity.saturating_add(delivery.what.quantity);
        }
        months.into_values().collect()
    }

    /// Until when a month's deliveries have to be paid: on the day of the terms that held when they came, which is of the
    /// first month under them; later months by the town's rule. By law at the latest, and at once where no day was
    /// agreed on.
    pub fn pays_until(&self, of: &DeliveredMonth, programme: &Programme) -> Date {
        let terms = &self.terms_of(of).terms;
        let agreed = self.agreed(of, programme);
        let set = agreed.map(|day| match self.is_first(of) && day >= of.first {
            true => day,
            false => {
                let rule = agreed_rule(&programme.orders.pay, &terms.others);
                pay_day(of.first, &rule, terms.original(), &programme.calendar).on
            }
        });
        let agreed = postponed(&terms.others, programme);
        due_by_law(of.first, set, terms.timing(), terms.original(), agreed)
    }

    /// The day of payment that was agreed on for a month, where the law asks for an earlier one because the work was
    /// delivered early.
    pub fn paid_before(&self, of: &DeliveredMonth, programme: &Programme) -> Option<Date> {
        let agreed = self
            .agreed(of, programme)
            .filter(|day| self.is_first(of) && *day >= of.first);
        agreed.filter(|day| self.pays_until(of, programme) < *day)
    }

    /// The day of payment that was agreed on for a month: of the version that held when its deliveries began to come and
    /// of those after it, by which it was decided or moved, the earliest that can be meant for it.
    fn agreed(&self, of: &DeliveredMonth, programme: &Programme) -> Option<Date> {
        let terms = &self.terms_of(of).terms;
        let limit = lawful_limit(of.first, terms.timing(), terms.original());
        let limit = latest(limit, postponed(&terms.others, programme));
        let days = || {
            let versions = self.since(of);
            versions.filter_map(|version| version.terms.payment.value().copied())
        };
        let meant = days().filter(|day| (of.first..=limit).contains(day)).min();
        meant.or_else(|| days().next())
    }

    /// Until when a month's deliveries are inspected: on the day of the terms that held when they came, which is of the
    /// first month under them; later months within the town's days. `None` while no day was agreed on.
    pub fn inspects_until(&self, of: &DeliveredMonth, programme: &Programme) -> Option<Date> {
        let day = self
            .since(of)
            .find_map(|version| version.terms.inspection.value().copied())?;
        let days = i64::from(programme.terms.inspection_days);
        Some(match self.is_first(of) && day >= of.first {
            true => day,
            false => of.first.saturating_add(days.days()),
        })
    }

    /// The last day on which a month's deliveries can be found to be not as agreed: that of the inspection, and for what
    /// came later the town's days from then on. Its terms say that silence beyond it is 合格. `None` while no day was
    /// agreed on.
    pub fn passes_after(&self, of: &DeliveredMonth, programme: &Programme) -> Option<Date> {
        let days = i64::from(programme.terms.inspection_days);
        let last = japan_date(of.last).saturating_add(days.days());
        let agreed = self.inspects_until(of, programme)?;
        Some(match japan_date(of.last) > of.first {
            true => agreed.max(last),
            false => agreed,
        })
    }

    /// The version that held when a month's deliveries began to come.
    pub fn terms_of(&self, of: &DeliveredMonth) -> &OrderVersion {
        let held = self.since(of).next();
        held.unwrap_or_else(|| self.latest())
    }

    /// That version and the ones after it, by which what was open in it was decided.
    fn since(&self, of: &DeliveredMonth) -> impl Iterator<Item = &OrderVersion> {
        self.versions.iter().skip(self.held_at(of.first))
    }

    /// The place of the version that held on a day.
    fn held_at(&self, day: Date) -> usize {
        let holds = |version: &OrderVersion| version.holds_from() <= day;
        let held = self.versions.iter().rposition(holds);
        held.unwrap_or_default()
    }

    /// Whether no earlier month was delivered under the same version.
    fn is_first(&self, of: &DeliveredMonth) -> bool {
        let months = self.months().into_iter();
        let mut earlier = months.take_while(|it| it.month < of.month);
        !earlier.any(|it| self.held_at(it.first) == self.held_at(of.first))
    }
}
