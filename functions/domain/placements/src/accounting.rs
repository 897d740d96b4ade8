//! What is recorded in the books of a placement, and what the employer and the ledger learn of it.

use accounts::{AccountEvent, AccountJudge};

use super::command::Refused;
use super::decide::Deciding;
use super::entry::Event;
use super::state::Placement;
use base::text::yen;
use base::time::{japan_date, japanese};
use figures::ledger::{Fact, LedgerLine};
use town::texts::AccountTexts;

impl Deciding<'_> {
    /// The event of a record, where it can be true.
    pub(super) fn account(&self, event: &AccountEvent) -> Result<Vec<Event>, Refused> {
        self.followed()?;
        let judge = AccountJudge {
            book: &self.placement.accounts,
            orders: &self.placement.orders,
            today: japan_date(self.now),
        };
        judge.check(event).map_err(Refused::Account)?;
        let event = event.clone();
        Ok(vec![Event::Account { event }])
    }
}

impl Placement {
    /// Whether by the books a month of a worker has still to be inspected or paid; where nobody keeps books, nobody can
    /// tell.
    pub fn owes_workers(&self) -> bool {
        let settled = self.accounts.settled(&self.orders);
        let orders = self.orders.orders.iter();
        let mut months = orders.flat_map(|order| {
            let months = order.months().into_iter();
            months.map(|of| (of.month, order.worker))
        });
        !self.accounts.is_empty() && months.any(|month| !settled.contains(&month))
    }
}

/// What the employer reads of it; `after` is the placement right after it. What workers earn is not the employer's.
pub(super) fn narrate(
    event: &AccountEvent,
    after: &Placement,
    texts: &AccountTexts,
) -> Option<String> {
    let book = &after.accounts;
    match event {
        AccountEvent::Inspected { .. } | AccountEvent::WorkerPaid { .. } => None,
        AccountEvent::Invoiced { month, invoice } => {
            let corrected = book.invoices.get(month).is_some_and(|it| it.corrected > 0);
            let gross = yen(invoice.amount().gross());
            let (month, due) = (month.japanese(), japanese(invoice.due));
            Some(match corrected {
                true => texts.told_invoice_corrected(month, gross, due),
                false => texts.told_invoiced(month, gross, due),
            })
        }
        AccountEvent::ClientPaid { month, payment } => {
            let corrected = book.income.get(month).is_some_and(|it| it.corrected > 0);
            let (month, on, amount) = (month.japanese(), japanese(payment.on), yen(payment.yen));
            Some(match corrected {
                true => texts.told_income_corrected(month, on, amount),
                false => texts.told_income(month, on, amount),
            })
        }
    }
}

/// What the books count for.
pub(super) fn lines(placement: &Placement) -> Vec<LedgerLine> {
    let book = &placement.accounts;
    let line = |on, fact| LedgerLine::new(on, placement.id.to_string(), fact);
    let invoices = book.invoices.iter().map(|(month, it)| {
        let amount = it.what.amount().gross();
        let fact = Fact::Invoiced {
            month: *month,
            amount,
        };
        line(it.what.on, fact)
    });
    let income = book.income.iter().map(|(month, it)| {
        let fact = Fact::ClientPaid {
            month: *month,
            amount: it.what.yen,
        };
        line(it.what.on, fact)
    });
    let pay = book.pay.iter().map(|((month, worker), it)| {
        let fact = Fact::WorkerPaid {
            month: *month,
            worker: *worker,
            amount: it.what.yen,
        };
        line(it.what.on, fact)
    });
    invoices.chain(income).chain(pay).collect()
}
