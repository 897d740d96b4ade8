//! What is recorded in the books of a placement, and what the employer and the ledger learn of it.

mod read;

use accounts::{
    AccountEvent, AccountJudge, AccountRefused, Inspection, Joint, MoneyFacts, SentPaper, WorkerRow,
};
use jiff::Timestamp;
use jiff::civil::Date;

pub(super) use read::narrate;

use super::decide::Deciding;
use super::entry::Event;
use super::refused::Refused;
use super::state::{Placement, Status};
use base::month::Month;
use base::people::{Actor, Notice};
use base::time::japan_date;
use figures::ending::Ending;
use town::Programme;
use town::texts::MoneyTexts;

impl Deciding<'_> {
    /// Whether it may end for this reason: not while somebody is still to be paid, because the clock that watches over
    /// that would end with it, and not while a worker counts on an order whose end nobody has announced.
    pub(super) fn settled(&self, reason: Ending) -> Result<(), Refused> {
        match reason.is_void() {
            true => Ok(()),
            false => self.paid_for(self.placement.owes()),
        }
    }

    /// Whether all that was ordered came to its end and, where somebody is owed, is paid for.
    fn paid_for(&self, owes: bool) -> Result<(), Refused> {
        match owes {
            true => Err(Refused::Unpaid),
            false if self.placement.orders.is_running(japan_date(self.now)) => {
                Err(Refused::OrderRuns)
            }
            false => Ok(()),
        }
    }

    /// Whether every worker is paid, and the client invoiced for all that passed, where they are invoiced by the books.
    pub(super) fn finished(&self) -> Result<(), Refused> {
        self.paid_for(self.placement.owes_workers())?;
        match self.placement.accounts.unbilled().is_empty() {
            true => Ok(()),
            false => Err(Refused::Unbilled),
        }
    }

    /// The event of a record, where it can be true.
    pub(super) fn account(
        &self,
        event: &AccountEvent,
        after: Option<usize>,
    ) -> Result<Vec<Event>, Refused> {
        match event {
            AccountEvent::NoticeAnswered { worker, heard, .. } => {
                self.concerned(*worker)?;
                let own = *self.by == Actor::Worker { number: *worker };
                match (own, heard) {
                    (true, Some(_)) => return Err(Refused::NotYours),
                    (false, None) => return Err(Refused::Account(AccountRefused::ReasonMissing)),
                    _ => {}
                }
            }
            _ => self.followed()?,
        }
        Ok(vec![self.recorded(event.clone(), after)?])
    }

    fn recorded(&self, event: AccountEvent, after: Option<usize>) -> Result<Event, Refused> {
        let judge = AccountJudge {
            book: &self.placement.accounts,
            orders: &self.placement.orders,
            programme: self.programme,
            today: japan_date(self.now),
        };
        judge.check(&event, after).map_err(Refused::Account)?;
        Ok(Event::Account { event })
    }

    fn facts<'a>(&'a self, texts: &'a MoneyTexts) -> MoneyFacts<'a> {
        self.placement
            .money_facts(self.programme, texts, japan_date(self.now))
    }

    /// The paper of a month's invoice.
    pub(super) fn send_invoice(
        &self,
        month: Month,
        texts: &MoneyTexts,
    ) -> Result<Vec<Event>, Refused> {
        self.followed()?;
        let book = &self.placement.accounts;
        let invoice = book.invoices.get(&month);
        let invoice = invoice.ok_or(Refused::Account(AccountRefused::NotInvoiced))?;
        let before = book.invoice_papers.get(&month);
        let before = before.map(Vec::as_slice).unwrap_or_default();
        let sent = self.facts(texts).invoice(month, &invoice.what, before);
        let sent = Box::new(sent);
        Ok(vec![self.recorded(
            AccountEvent::InvoiceSent { month, sent },
            None,
        )?])
    }

    /// A notice for each worker of a month who has none that still holds.
    pub(super) fn send_notices(
        &self,
        month: Month,
        texts: &MoneyTexts,
    ) -> Result<Vec<Event>, Refused> {
        self.followed()?;
        let papers = self.placement.due_notices(month, &self.facts(texts));
        if let Some((by, at)) = self
            .placement
            .last_notice(month)
            .filter(|_| papers.is_empty())
        {
            return Err(Refused::Account(AccountRefused::Done { by, at }));
        }
        if papers.is_empty() {
            return Err(Refused::Account(AccountRefused::NotInspected));
        }
        let sent = papers.into_iter().map(|(worker, sent)| {
            let sent = Box::new(sent);
            self.recorded(
                AccountEvent::NoticeSent {
                    worker,
                    month,
                    sent,
                },
                None,
            )
        });
        sent.collect()
    }
}

/// Who is notified of what is recorded: the client and the workers of their papers and of what concerns their work,
/// `keeper` of what is to be printed and of what workers answer. `was` is the placement before it, `is` with it.
pub(super) fn recipients(
    event: &AccountEvent,
    by: &Actor,
    keeper: Actor,
    (was, is): (&Placement, &Placement),
) -> Vec<(Actor, Notice)> {
    match event {
        AccountEvent::ClientNotified { .. } => vec![(Actor::Employer, Notice::StatusUpdate)],
        AccountEvent::Inspected {
            worker,
            month,
            inspection,
        } => {
            let before = was.accounts.inspections.get(&(*month, *worker));
            let is_news = before.is_none_or(|before| told(&before.what) != told(inspection));
            let order = is.orders.order(*worker);
            let mail = order.and_then(|order| order.latest().terms.mail.as_ref());
            let differs = inspection.redo + inspection.rejected > 0
                || !inspection.lower_price_clause.is_empty();
            match (is_news && differs, mail) {
                (true, Some(_)) => vec![(Actor::Worker { number: *worker }, Notice::Inspected)],
                _ => Vec::new(),
            }
        }
        // Of a paper over several jobs, the first one has the mails.
        event if !leads(event, is) => Vec::new(),
        AccountEvent::InvoiceSent { .. } => vec![(Actor::Employer, Notice::Invoice)],
        AccountEvent::ClientReminded { .. } => vec![(Actor::Employer, Notice::InvoiceLate)],
        AccountEvent::NoticeSent { worker, .. } => {
            let order = is.orders.order(*worker);
            let mail = order.and_then(|order| order.latest().terms.mail.as_ref());
            vec![match mail {
                Some(_) => (Actor::Worker { number: *worker }, Notice::PayNotice),
                None => (keeper, Notice::PayPaper),
            }]
        }
        AccountEvent::NoticeAnswered { worker, heard, .. } => {
            // Whoever enters for a worker what they said knows it; when it is the office, who looks after it does not.
            let other = (*by != keeper).then_some((keeper, Notice::PayAnswer));
            // The worker reads what was entered in their name.
            let order = is.orders.order(*worker).filter(|_| heard.is_some());
            let mail = order.and_then(|order| order.latest().terms.mail.as_ref());
            let own = (Actor::Worker { number: *worker }, Notice::PayAnswer);
            other.into_iter().chain(mail.map(|_| own)).collect()
        }
        // Everybody sees it on their page.
        AccountEvent::Invoiced { .. }
        | AccountEvent::ClientPaid { .. }
        | AccountEvent::ClientPaymentCorrected { .. }
        | AccountEvent::WorkerPaid { .. } => Vec::new(),
    }
}

/// Whether what is recorded of a paper is of the first of its jobs.
fn leads(event: &AccountEvent, is: &Placement) -> bool {
    let joint = match event {
        AccountEvent::InvoiceSent { sent, .. } | AccountEvent::NoticeSent { sent, .. } => {
            sent.joint.as_ref()
        }
        AccountEvent::NoticeAnswered { month, worker, .. } => {
            is.accounts.joint_notice(*month, *worker)
        }
        _ => None,
    };
    joint.is_none_or(Joint::leads)
}

/// What a worker is told of what did not pass.
fn told(it: &Inspection) -> (u32, u32, &str, &str) {
    (it.redo, it.rejected, &it.reason, &it.lower_price_clause)
}

impl Placement {
    /// Whether by the books somebody is still to be paid: a worker, or the operator by the client.
    pub fn owes(&self) -> bool {
        self.owes_workers() || !self.accounts.awaited().is_empty()
    }

    /// What its papers about money say beside what was recorded.
    pub fn money_facts<'a>(
        &'a self,
        programme: &'a Programme,
        texts: &'a MoneyTexts,
        on: Date,
    ) -> MoneyFacts<'a> {
        MoneyFacts {
            placement: self.id.to_string(),
            title: &self.spec.title,
            programme,
            texts,
            on,
        }
    }

    /// The notices that a month's workers should have and do not, by their numbers.
    pub fn due_notices(&self, month: Month, facts: &MoneyFacts<'_>) -> Vec<(u32, SentPaper)> {
        let months = self.accounts.months(&self.orders, facts.programme);
        let rows = months.into_iter().filter(|row| row.month == month);
        let rows = rows.flat_map(|row| row.workers);
        let papers = rows.filter(WorkerRow::wants_notice).filter_map(|row| {
            let order = self.orders.order(row.worker)?;
            let inspection = row.inspection.as_ref()?;
            let about = (month, order, row.pay_until);
            let sent = facts.notice(about, &inspection.what, &row.notices);
            Some((row.worker, sent))
        });
        papers.collect()
    }

    fn last_notice(&self, month: Month) -> Option<(Actor, Timestamp)> {
        let notices = self.accounts.notices.iter();
        let of_month = notices.filter(|((of, _), _)| *of == month);
        let last = of_month
            .filter_map(|(_, papers)| papers.last())
            .max_by_key(|it| it.at)?;
        Some((last.by.clone(), last.at))
    }

    /// What the clock says about its client's payments now.
    pub(super) fn account_reminders(&self, now: Timestamp) -> Vec<Event> {
        let Status::Accepted { .. } = self.status else {
            return Vec::new();
        };
        let events = self.accounts.reminders(now).into_iter();
        events.map(|event| Event::Account { event }).collect()
    }

    /// When its client has to be reminded next.
    pub(super) fn next_account_reminder(&self) -> Option<Timestamp> {
        let Status::Accepted { .. } = self.status else {
            return None;
        };
        self.accounts.next_reminder()
    }

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
