//! Work that comes every month: the sheet of each next month, drafted from the one before, which version holds when, and
//! whether anybody still counts on an order.

use std::collections::BTreeMap;

use base::month::Month;
use base::time::japan_date;
use jiff::ToSpan;
use jiff::civil::Date;
use town::Programme;

use crate::book::{Order, OrderBook, OrderVersion};
use crate::event::PreparedOrder;
use crate::months::DeliveredMonth;
use crate::terms::{FurtherTerm, OrderDraft, Reentrusted, TermItem};

/// The day of the month before on which a sheet is drafted.
const DRAFTED_ON: i64 = 20;

impl OrderDraft {
    /// The sheet of the month after this one's, with its days moved; `None` where the work has ended by then, or has no
    /// end that anybody wrote.
    pub fn next_month(&self, programme: &Programme) -> Option<OrderDraft> {
        let (until, delivery) = (self.until?, *self.delivery.value()?);
        let month = Month::of(delivery).next();
        if month.first() > until {
            return None;
        }
        let day = moved(delivery, month).min(until);
        let reentrusted = self.reentrusted.as_ref().map(|facts| Reentrusted {
            pay_on: moved(facts.pay_on, Month::of(facts.pay_on).next()),
            ..facts.clone()
        });
        let later = |item: &TermItem<Date>, on: Date| match item {
            TermItem::Set(_) => TermItem::Set(on),
            open => open.clone(),
        };
        let inspected = self.inspection.value().map_or(day, |inspected| {
            let days = delivery.until(*inspected).map_or(0, |span| span.get_days());
            day.saturating_add(days.days())
        });
        let next = OrderDraft {
            delivery: TermItem::Set(day),
            inspection: later(&self.inspection, inspected),
            reentrusted,
            from: Some(month.first()),
            ..self.clone()
        };
        Some(OrderDraft {
            payment: later(&self.payment, next.pay_day(day, programme).on),
            ..next
        })
    }
}

impl OrderDraft {
    /// These terms with the days that are proposed now, as a job of its own: neither the facts of re-entrusting nor a last
    /// day are taken over, which belong to the one before.
    pub fn again(&self, proposed: OrderDraft) -> OrderDraft {
        let mut others = self.others.clone();
        let term = proposed.others.get(&FurtherTerm::Term);
        match term {
            Some(term) => others.insert(FurtherTerm::Term, term.clone()),
            None => others.remove(&FurtherTerm::Term),
        };
        OrderDraft {
            payment: proposed.payment,
            delivery: proposed.delivery,
            inspection: proposed.inspection,
            reentrusted: None,
            until: None,
            from: None,
            others,
            ..self.clone()
        }
    }
}

/// The same day in another month; its last, where the day was the last of its own.
fn moved(day: Date, month: Month) -> Date {
    match day == day.last_of_month() {
        true => month.last(),
        false => {
            let same = month
                .first()
                .saturating_add(i64::from(day.day() - 1).days());
            same.min(month.last())
        }
    }
}

impl OrderBook {
    /// The sheet of the next month for whose order goes on, once it is to be drafted, and the day from when on; `None`
    /// where nobody's does.
    pub fn next_sheet(&self, programme: &Programme) -> Option<(Date, PreparedOrder)> {
        let issued = &self.issued.as_ref()?.what;
        let mut draft = issued.draft.next_month(programme)?;
        let from = draft.from?;
        let goes_on = |number| self.order(number).is_none_or(|order| !order.is_over(from));
        draft.workers.retain(|worker| goes_on(worker.number));
        if draft.workers.is_empty() {
            return None;
        }
        let before = Month::of(*issued.draft.delivery.value()?);
        let on = before.first().saturating_add((DRAFTED_ON - 1).days());
        let prepared = self.prepared.as_ref()?;
        Some((
            on,
            PreparedOrder {
                draft,
                ..prepared.clone()
            },
        ))
    }

    /// Whether a worker still counts on an order: its end was not announced, or is still to come, and nothing has been
    /// delivered on it, or its work comes every month until a day that is still to come. What was agreed on until a day
    /// has ended with it.
    pub fn is_running(&self, today: Date) -> bool {
        let mut orders = self.orders.iter();
        orders.any(|order| {
            let until = order.latest().terms.until;
            let goes_on = until.is_some_and(|until| until > today);
            let over = until.is_some_and(|until| until < today);
            let counts = !over && order.ended_on().is_none_or(|last| last > today);
            counts && (order.deliveries.is_empty() || goes_on)
        })
    }

    /// That sheet, where nothing else is being prepared.
    pub(crate) fn drafted_sheet(&self, programme: &Programme) -> Option<PreparedOrder> {
        let issued = self.issued.as_ref().map(|issued| &issued.what.draft);
        let prepared = self.prepared.as_ref().map(|prepared| &prepared.draft);
        let (_, sheet) = self.next_sheet(programme)?;
        (issued == prepared).then_some(sheet)
    }
}

/// What was ordered by one month's sheet of all workers, or by the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderedSheet {
    /// The month; none of the first.
    pub month: Option<Month>,
    /// The day on which it was ordered.
    pub on: Date,
    /// How many units.
    pub units: u32,
    /// Yen, with tax.
    pub gross: u64,
}

impl OrderBook {
    /// What was ordered, sheet by sheet, as far as its fee is known.
    pub fn ordered(&self) -> Vec<OrderedSheet> {
        let mut sheets: BTreeMap<Option<Date>, OrderedSheet> = BTreeMap::new();
        for (from, of) in self.orders.iter().flat_map(Order::ordered_sheets) {
            let all = sheets.entry(from);
            let all = all.and_modify(|all| {
                all.on = all.on.min(of.on);
                all.units = all.units.saturating_add(of.units);
                all.gross = all.gross.saturating_add(of.gross);
            });
            all.or_insert(of);
        }
        sheets.into_values().collect()
    }
}

impl Order {
    /// This worker's sheets by their first days: each as its last version says, from the day of its first on.
    fn ordered_sheets(&self) -> Vec<(Option<Date>, OrderedSheet)> {
        let sheets = self
            .versions
            .chunk_by(|one, next| one.terms.from == next.terms.from);
        let sheet = |versions: &[OrderVersion]| {
            let terms = &versions.last()?.terms;
            let net = terms.net()?;
            let sheet = OrderedSheet {
                month: terms.from.map(Month::of),
                on: japan_date(versions.first()?.issued_at),
                units: terms.share?,
                gross: net.saturating_add(terms.tax(net)),
            };
            Some((terms.from, sheet))
        };
        sheets.filter_map(sheet).collect()
    }
}

impl OrderVersion {
    /// From when on it holds: from the day it was issued, and not before its month.
    pub fn holds_from(&self) -> Date {
        let issued = japan_date(self.issued_at);
        self.terms.from.map_or(issued, |from| from.max(issued))
    }
}

impl Order {
    /// The version that holds at the end of a month.
    pub fn in_month(&self, month: Month) -> &OrderVersion {
        let mut versions = self.versions.iter().rev();
        let held = versions.find(|version| version.holds_from() <= month.last());
        held.unwrap_or_else(|| self.latest())
    }

    /// The months that have a sheet of their own.
    pub fn sheets(&self) -> impl Iterator<Item = Month> {
        self.versions
            .iter()
            .filter_map(|version| version.terms.from.map(Month::of))
    }

    /// A month with a sheet of which nothing has been delivered yet.
    pub fn awaited(&self, month: Month) -> Option<DeliveredMonth> {
        let version = self
            .versions
            .iter()
            .rev()
            .find(|version| version.terms.from == Some(month.first()))?;
        let delivery = version.terms.delivery.value();
        Some(DeliveredMonth {
            month,
            first: delivery.copied().unwrap_or_else(|| month.last()),
            last: version.issued_at,
            quantity: 0,
        })
    }
}
