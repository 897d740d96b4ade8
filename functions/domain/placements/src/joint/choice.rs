//! Which other jobs could stand on the paper of one: those of the same client, or of the same worker.

use accounts::JointJob;
use base::month::Month;
use base::people::Actor;
use jiff::civil::Date;
use orders::Order;
use town::Programme;

use super::is_one_client;
use super::paper::noticed;
use crate::Case;
use crate::id::SpecId;
use crate::state::{Placement, Status};

/// Another job that could stand on the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointChoice {
    /// The job.
    pub job: JointJob,
    /// Its number.
    pub id: SpecId,
    /// Its name on its sheet.
    pub title: String,
    /// Yen without tax.
    pub net: u64,
    /// Whether it can.
    pub fit: JointFit,
}

/// Whether a job can stand on a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JointFit {
    /// It stands on the one that a new one would replace.
    OnIt,
    /// It can.
    Fits,
    /// It is paid on another day.
    OtherDay(Date),
}

/// The paper of one job, of which others are looked for.
#[derive(Clone, Copy, Debug)]
pub struct JointSearch<'a> {
    /// The job.
    pub own: &'a JointJob,
    /// The month.
    pub month: Month,
    /// Who looks.
    pub by: &'a Actor,
    /// The settings.
    pub programme: &'a Programme,
}

/// What one side of a job's month comes to.
struct Sum {
    net: u64,
    day: Date,
    /// Whether a paper left or money moved.
    begun: bool,
}

impl JointSearch<'_> {
    /// The jobs of these cases that could stand on the paper; nothing is put on it by this.
    pub fn choices(&self, cases: &[Case]) -> Vec<JointChoice> {
        let own = SpecId::parse(&self.own.placement);
        let found = own.and_then(|own| {
            let case = cases
                .iter()
                .find(|it| it.submission.reference == own.reference)?;
            Some((case, case.placement(own.spec)?))
        });
        let Some((case, own)) = found else {
            return Vec::new();
        };
        let Some(sum) = self.sum(own, self.own.worker) else {
            return Vec::new();
        };
        let others = cases
            .iter()
            .flat_map(|of| of.placements.iter().map(move |it| (of, it)));
        let others = others.filter(|(_, it)| it.id != own.id && self.follows(it));
        let choices = others.flat_map(|(of, it)| {
            let workers = self.workers((case, own), (of, it)).into_iter();
            let choices = workers.filter_map(|worker| self.choice(own, &sum, (it, worker)));
            choices.collect::<Vec<_>>()
        });
        choices.collect()
    }

    fn follows(&self, it: &Placement) -> bool {
        matches!(it.status, Status::Accepted { .. }) && it.may_follow(self.by)
    }

    /// The sides of another job that are of the same party.
    fn workers(&self, own: (&Case, &Placement), other: (&Case, &Placement)) -> Vec<u32> {
        if self.own.worker == 0 {
            let one = is_one_client(&own.0.submission.contact, &other.0.submission.contact);
            return one.then_some(0).into_iter().collect();
        }
        let payee = own.1.orders.order(self.own.worker).map(Order::payee);
        let orders = other.1.orders.orders.iter();
        let same = orders.filter(|order| Some(order.payee()) == payee);
        same.map(|order| order.worker).collect()
    }

    fn choice(
        &self,
        own: &Placement,
        sum: &Sum,
        (it, worker): (&Placement, u32),
    ) -> Option<JointChoice> {
        let joint = own.accounts.joint(self.month, self.own.worker);
        let job = JointJob {
            placement: it.id.to_string(),
            worker,
        };
        let other = self.sum(it, worker)?;
        let fit = match joint.is_some_and(|joint| joint.jobs.contains(&job)) {
            true => JointFit::OnIt,
            false if other.begun || self.is_paid(own) => return None,
            false if other.day != sum.day => JointFit::OtherDay(other.day),
            false => JointFit::Fits,
        };
        Some(JointChoice {
            job,
            id: it.id.clone(),
            title: it.spec.title.clone(),
            net: other.net,
            fit,
        })
    }

    fn is_paid(&self, own: &Placement) -> bool {
        let (book, worker) = (&own.accounts, self.own.worker);
        match worker {
            0 => !book.received(self.month).is_empty(),
            of => book.pay.contains_key(&(self.month, of)),
        }
    }

    fn sum(&self, it: &Placement, worker: u32) -> Option<Sum> {
        let (book, month) = (&it.accounts, self.month);
        if worker > 0 {
            let row = noticed(it, (month, worker), self.programme)?;
            return Some(Sum {
                net: row.inspection.as_ref()?.what.earned().net,
                day: row.pay_until,
                begun: row.paid.is_some() || !row.notices.is_empty(),
            });
        }
        let invoice = &book.invoices.get(&month)?.what;
        let left = book.invoice_papers.contains_key(&month);
        Some(Sum {
            net: invoice.amount().net,
            day: invoice.due,
            begun: left || !book.received(month).is_empty(),
        })
    }
}
