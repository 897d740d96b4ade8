//! One paper over several jobs: what may stand on it together, its number, and what it replaces.

use std::collections::BTreeSet;

use accounts::{
    AccountEvent, AccountRecord, AccountRefused, Invoice, JointInvoice, JointNotice, MoneyFacts,
    SentPaper, WorkerRow, digits,
};
use base::month::Month;
use orders::{fingerprint, order_number};
use town::Programme;
use town::texts::MoneyTexts;

use super::{Acting, Side, is_one_client, together};
use crate::state::Placement;

/// The papers of a job and month that left before.
type Before<'a> = &'a [AccountRecord<SentPaper>];

/// A worker's month of a job that a notice can state.
pub(super) fn noticed(
    it: &Placement,
    (month, worker): (Month, u32),
    programme: &Programme,
) -> Option<WorkerRow> {
    let months = it.accounts.months(&it.orders, programme).into_iter();
    let mut rows = months.filter(|row| row.month == month);
    let mut workers = rows.next()?.workers.into_iter();
    let row = workers.find(|row| row.worker == worker);
    row.filter(WorkerRow::may_have_notice)
}

impl Acting<'_> {
    pub(super) fn invoices(&self, texts: &MoneyTexts) -> Result<Vec<AccountEvent>, AccountRefused> {
        let month = self.act.month;
        let invoices = self.sides.iter().map(|side| {
            let invoice = side.book().invoices.get(&month)?;
            Some(&invoice.what)
        });
        let invoices: Option<Vec<&Invoice>> = invoices.collect();
        let invoices = invoices.ok_or(AccountRefused::NotInvoiced)?;
        let first = &self.sides[0];
        let mut others = self.sides.iter();
        together(others.all(|side| is_one_client(first.contact(), side.contact())))?;
        // A payment has one number in all of them.
        let paid = |side: &Side<'_>| side.book().received(month).len();
        together(self.sides.iter().all(|side| paid(side) == paid(first)))?;
        let papers = self.sides.iter().map(|side| {
            let papers = side.book().invoice_papers.get(&month);
            papers.map(Vec::as_slice).unwrap_or_default()
        });
        let papers: Vec<Before<'_>> = papers.collect();
        let of: Vec<String> = invoices.iter().map(fingerprint).collect();
        let replaces = self.replaces(&papers, &of)?;
        let reference = &first.case.submission().reference;
        let number = match self.sides.len() {
            1 => first.placement.id.to_string(),
            _ => reference.to_string(),
        };
        let number = self.free(&format!("{number}-S{}", digits(month)));
        let ids: Vec<String> = self.ids();
        let jobs = self.sides.iter().zip(&ids).zip(invoices);
        let jobs = jobs.map(|((side, placement), invoice)| JointInvoice {
            placement,
            title: &side.placement.spec.title,
            invoice,
        });
        let jobs: Vec<JointInvoice<'_>> = jobs.collect();
        let sent = self
            .facts(texts)
            .joint_invoice(month, &jobs, (number, replaces));
        together(!sent.is_empty())?;
        let events = sent.into_iter().map(|sent| AccountEvent::InvoiceSent {
            month,
            sent: self.kept(sent),
        });
        Ok(events.collect())
    }

    pub(super) fn notices(&self, texts: &MoneyTexts) -> Result<Vec<AccountEvent>, AccountRefused> {
        let month = self.act.month;
        let row = |side: &Side<'_>| noticed(side.placement, (month, side.worker), self.programme);
        let rows: Option<Vec<WorkerRow>> = self.sides.iter().map(row).collect();
        let rows = rows.ok_or(AccountRefused::NotInspected)?;
        let payee = |side: &Side<'_>| {
            let order = side.placement.orders.order(side.worker);
            order.map(orders::Order::payee)
        };
        let first = &self.sides[0];
        together(self.sides.iter().all(|side| payee(side) == payee(first)))?;
        let paid = |row: &WorkerRow| row.paid.is_some();
        together(rows.iter().all(|row| paid(row) == paid(&rows[0])))?;
        let papers: Vec<Before<'_>> = rows.iter().map(|row| row.notices.as_slice()).collect();
        let inspections = rows.iter().filter_map(|row| row.inspection.as_ref());
        let of: Vec<String> = inspections.map(|it| fingerprint(&it.what)).collect();
        let replaces = self.replaces(&papers, &of)?;
        let number = order_number(&first.placement.id, first.worker);
        let number = self.free(&format!("{number}-P{}", digits(month)));
        let ids = self.ids();
        let jobs = self.sides.iter().zip(&ids).zip(&rows);
        let jobs = jobs.filter_map(|((side, placement), row)| {
            Some(JointNotice {
                placement,
                title: &side.placement.spec.title,
                order: side.placement.orders.order(side.worker)?,
                pay_until: row.pay_until,
                inspection: &row.inspection.as_ref()?.what,
            })
        });
        let jobs: Vec<JointNotice<'_>> = jobs.collect();
        let sent = self
            .facts(texts)
            .joint_notice(month, &jobs, (number, replaces));
        together(!sent.is_empty())?;
        let sent = self.sides.iter().zip(sent);
        let events = sent.map(|(side, sent)| AccountEvent::NoticeSent {
            worker: side.worker,
            month,
            sent: self.kept(sent),
        });
        Ok(events.collect())
    }

    /// The number of the paper that this one replaces: there is one at most, all of whose jobs are on this one too.
    fn replaces<'p>(
        &self,
        papers: &[Before<'p>],
        of: &[String],
    ) -> Result<Option<&'p str>, AccountRefused> {
        let last = papers.iter().filter_map(|papers| papers.last());
        let last: Vec<&AccountRecord<SentPaper>> = last.collect();
        let numbers = last.iter().map(|it| it.what.paper.number.as_str());
        let numbers: BTreeSet<&str> = numbers.collect();
        together(numbers.len() <= 1)?;
        let joint = last.iter().filter_map(|it| it.what.joint.as_ref());
        let mut before = joint.flat_map(|joint| &joint.jobs);
        together(before.all(|job| self.act.jobs.contains(job)))?;
        let states = |(papers, of): (&Before<'_>, &String)| {
            let last = papers.last();
            last.is_some_and(|last| last.what.of == *of)
        };
        match (last.first(), papers.iter().zip(of).all(states)) {
            (Some(last), true) => Err(AccountRefused::Done {
                by: last.by.clone(),
                at: last.at,
            }),
            (last, _) => Ok(last.map(|last| last.what.paper.number.as_str())),
        }
    }

    /// A number that no paper of the first job's case has.
    fn free(&self, base: &str) -> String {
        let placements = self.sides[0].case.placements();
        let taken = |number: &String| {
            let mut books = placements.iter().map(|it| &it.accounts);
            books.any(|book| book.has_paper(number))
        };
        let next = (2..).map(|n| format!("{base}-{n}"));
        let mut numbers = std::iter::once(base.to_owned()).chain(next);
        numbers.find(|number| !taken(number)).unwrap_or_default()
    }

    fn ids(&self) -> Vec<String> {
        let ids = self.sides.iter().map(|side| side.placement.id.to_string());
        ids.collect()
    }

    fn facts<'b>(&'b self, texts: &'b MoneyTexts) -> MoneyFacts<'b> {
        let first = self.sides[0].placement;
        first.money_facts(self.programme, texts, self.today())
    }
}
