//! A client who pays late: whose payment is awaited, and when they are reminded.

use base::month::Month;
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan};

use crate::book::AccountBook;
use crate::event::{AccountEvent, Difference};
use crate::joint::Joint;

/// How many days after the invoice's day the client is reminded.
const REMINDERS: [u32; 3] = [1, 7, 30];

/// Reminders come when offices open.
const MORNING: Time = time(9, 0, 0, 0);

impl AccountBook {
    /// Whether a month was invoiced and something of it is still to come: nothing has arrived, or a part of which
    /// nobody has said that it is all.
    pub fn awaits(&self, month: Month) -> bool {
        let Some(invoice) = self.invoices.get(&month) else {
            return false;
        };
        let received = self.received(month).iter();
        let yen: u64 = received.clone().map(|it| it.what.yen).sum();
        let arrived = received.filter(|it| it.what.yen > 0);
        let mut differences = arrived.map(|it| &it.what.difference);
        let is_all = differences.any(|it| matches!(it, Difference::Explained { .. }));
        let was = self.explained.get(&month);
        let is_more = was.is_some_and(|was| invoice.what.alone().amount().gross() > *was);
        yen < invoice.what.amount().gross() && (!is_all || is_more)
    }

    /// The months whose payment is awaited, with the day by which it should arrive.
    pub fn awaited(&self) -> Vec<(Month, Date)> {
        let invoices = self.invoices.iter();
        let open = invoices.filter(|(month, _)| self.awaits(**month));
        open.map(|(month, invoice)| (*month, invoice.what.due))
            .collect()
    }

    /// The months in which something passed that no invoice bills, and those whose invoice left as no paper though others
    /// did; none where the client is invoiced elsewhere.
    pub fn unbilled(&self) -> Vec<Month> {
        let passed = self.inspections.iter().filter(|(_, it)| it.what.passed > 0);
        let months = passed.map(|((month, _), _)| *month);
        let unbilled = months.filter(|month| !self.invoices.contains_key(month));
        let unsent = self.invoices.keys().copied();
        let unsent = unsent.filter(|month| !self.invoice_papers.contains_key(month));
        let unsent = unsent.filter(|_| !self.invoice_papers.is_empty());
        let mut open: Vec<Month> = unbilled.chain(unsent).collect();
        open.retain(|_| !self.invoices.is_empty());
        open.dedup();
        open
    }

    /// The first day of an invoice that is over while something is still to come.
    pub fn late(&self, today: Date) -> Option<Date> {
        let days = self.awaited().into_iter().map(|(_, due)| due);
        days.filter(|due| *due < today).min()
    }

    /// Nobody is reminded of what they were never told: the day is that of the paper. Of a paper over several jobs, the
    /// first one reminds.
    fn ahead(&self) -> Vec<(Month, u32, Timestamp)> {
        let leads = |month| self.joint_invoice(month).is_none_or(Joint::leads);
        let months = self.billed.iter();
        let months = months.filter(|(month, _)| self.awaits(**month) && leads(**month));
        let months = months.map(|(month, invoice)| (*month, invoice.due));
        let steps = months.flat_map(|(month, due)| REMINDERS.map(|days| (month, due, days)));
        let done = |month| self.reminded.get(&month).copied().unwrap_or_default();
        steps
            .filter(|(month, _, days)| *days > done(*month))
            .map(|(month, due, days)| (month, days, morning(due, days)))
            .collect()
    }

    /// When a client has to be reminded next.
    pub fn next_reminder(&self) -> Option<Timestamp> {
        self.ahead().into_iter().map(|(.., at)| at).min()
    }

    /// What the client is reminded of now: of each month the last step that is due, said once.
    pub fn reminders(&self, now: Timestamp) -> Vec<AccountEvent> {
        let mut events: Vec<AccountEvent> = Vec::new();
        for (month, days, _) in self.ahead().into_iter().filter(|(.., at)| *at <= now) {
            let next = AccountEvent::ClientReminded { month, days };
            match events.last_mut() {
                Some(AccountEvent::ClientReminded {
                    month: of,
                    days: last,
                }) if *of == month => {
                    *last = days.max(*last);
                }
                _ => events.push(next),
            }
        }
        events
    }
}

fn morning(due: Date, days: u32) -> Timestamp {
    let day = due.saturating_add(i64::from(days).days());
    let japan = jiff::tz::Offset::constant(9);
    japan
        .to_timestamp(day.to_datetime(MORNING))
        .unwrap_or(Timestamp::MAX)
}
