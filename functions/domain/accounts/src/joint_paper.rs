//! 請求書 and 支払通知書 of a month, over one job or several of one party: one number, lines for each job, tax rounded once.

use base::month::Month;
use base::text::yen;
use jiff::civil::Date;
use orders::{Order, Paper, PaperRow, fingerprint, order_number};

use crate::amount::Amount;
use crate::book::AccountRecord;
use crate::event::{Inspection, Invoice, SentPaper};
use crate::joint::{Joint, JointJob, Share, kept_shares, tax_of_rates, tax_shares};
use crate::paper::{MoneyFacts, Notified, PaperNumber, digits, row, rows};

/// One job of an invoice.
#[derive(Clone, Copy, Debug)]
pub struct JointInvoice<'a> {
    /// Its number.
    pub placement: &'a str,
    /// Its name on its sheet.
    pub title: &'a str,
    /// What was recorded of the month.
    pub invoice: &'a Invoice,
}

/// One job of a notice.
#[derive(Clone, Copy, Debug)]
pub struct JointNotice<'a> {
    /// Its number.
    pub placement: &'a str,
    /// Its name on its sheet.
    pub title: &'a str,
    /// The worker's order in it.
    pub order: &'a Order,
    /// Until when it is paid.
    pub pay_until: Date,
    /// What was recorded of the month.
    pub inspection: &'a Inspection,
}

impl MoneyFacts<'_> {
    /// 請求書 of a month; `before` are those that left already. Whom it is for is written where it is printed: the
    /// employer's name is kept with the submission alone.
    pub fn invoice(
        &self,
        month: Month,
        invoice: &Invoice,
        before: &[AccountRecord<SentPaper>],
    ) -> SentPaper {
        let job = JointInvoice {
            placement: &self.placement,
            title: self.title,
            invoice,
        };
        let base = format!("{}-S{}", self.placement, digits(month));
        let sent = self.joint_invoice(month, &[job], numbered(base, before));
        alone(sent)
    }

    /// 支払通知書 of a worker's month, paid until that day. It claims no number of the worker's, and takes no fee of the
    /// transfer off.
    pub fn notice(
        &self,
        (month, order, pay_until): (Month, &Order, Date),
        inspection: &Inspection,
        before: &[AccountRecord<SentPaper>],
    ) -> SentPaper {
        let job = JointNotice {
            placement: &self.placement,
            title: self.title,
            order,
            pay_until,
            inspection,
        };
        let number = order_number(&self.placement, order.worker);
        let base = format!("{number}-P{}", digits(month));
        let sent = self.joint_notice(month, &[job], numbered(base, before));
        alone(sent)
    }

    /// The invoice of a month over these jobs, as it is kept with each of them; nothing where their days of payment differ.
    pub fn joint_invoice(
        &self,
        month: Month,
        jobs: &[JointInvoice<'_>],
        number: PaperNumber<'_>,
    ) -> Vec<SentPaper> {
        let due = jobs.first().map(|job| job.invoice.due);
        let Some(due) = due.filter(|due| jobs.iter().all(|job| job.invoice.due == *due)) else {
            return Vec::new();
        };
        let nets = |job: &JointInvoice<'_>| {
            let alone = job.invoice.alone();
            (alone.amount().net, alone.tax_percent)
        };
        let nets: Vec<(u64, u32)> = jobs.iter().map(nets).collect();
        let several = jobs.len() > 1;
        let billed = jobs.iter().flat_map(|job| {
            let joint = several.then(|| self.of_job(job.title, job.placement));
            self.billed(joint.as_deref(), &job.invoice.lines)
        });
        let rates = tax_of_rates(&nets);
        let whole = rates.iter().map(|(_, amount)| amount.gross()).sum();
        let sums = self.sums_of_rates(&rates, |percent| self.invoice_tax(percent));
        let written = self.written_invoice((month, due), billed.collect(), (sums, whole));
        let paper = self.seal(written, number);
        let shares = tax_shares(&nets)
            .into_iter()
            .map(|tax| Share { tax, kept_back: 0 });
        let ids = jobs.iter().map(|job| (job.placement, 0));
        let of = jobs.iter().map(|job| fingerprint(job.invoice));
        kept(&paper, whole, (ids, of, shares))
    }

    /// The notice of a worker's month over these jobs, likewise.
    pub fn joint_notice(
        &self,
        month: Month,
        jobs: &[JointNotice<'_>],
        number: PaperNumber<'_>,
    ) -> Vec<SentPaper> {
        let Some(first) = jobs.first() else {
            return Vec::new();
        };
        if jobs.iter().any(|job| job.pay_until != first.pay_until) {
            return Vec::new();
        }
        let inspections: Vec<Inspection> = jobs.iter().map(|job| job.inspection.alone()).collect();
        let nets: Vec<(u64, u32)> = inspections
            .iter()
            .map(|it| (it.earned().net, it.tax_percent))
            .collect();
        let held: Vec<_> = inspections
            .iter()
            .map(|it| (it.earned().net, it.withholding))
            .collect();
        let held = kept_shares(&held);
        let rates = tax_of_rates(&nets);
        let gross: u64 = rates.iter().map(|(_, amount)| amount.gross()).sum();
        let kept_back = held.iter().sum();
        let whole = gross.saturating_sub(kept_back);
        let numbers = |job: &JointNotice<'_>| order_number(job.placement, job.order.worker);
        let numbers: Vec<String> = jobs.iter().map(numbers).collect();
        let work = jobs.iter().zip(&numbers).map(|(job, number)| {
            let title = match jobs.len() {
                1 => job.title.to_owned(),
                _ => self.of_job(job.title, number),
            };
            rows(&title, self.worked(job.inspection))
        });
        let work = work.collect();
        let method = |job: &JointNotice<'_>| job.order.latest().terms.method.value().cloned();
        let methods = jobs.iter().filter_map(method);
        let mut methods: Vec<String> = methods.collect();
        methods.dedup();
        let sums = self.sums_of_rates(&rates, |of| self.texts.row_tax_equivalent(of));
        let notified = Notified {
            month,
            numbers,
            work,
            sums,
            kept_back,
            transfer: whole,
            pay_until: first.pay_until,
            methods,
            to: first.order.latest().terms.worker.clone(),
        };
        let paper = self.seal(self.written_notice(notified), number);
        let shares = tax_shares(&nets).into_iter().zip(held);
        let shares = shares.map(|(tax, kept_back)| Share { tax, kept_back });
        let ids = jobs.iter().map(|job| (job.placement, job.order.worker));
        let of = jobs.iter().map(|job| fingerprint(job.inspection));
        kept(&paper, whole, (ids, of, shares))
    }

    /// A job's name and number, as they stand before its lines.
    fn of_job(&self, title: &str, number: &str) -> String {
        self.texts.joint_job(title, number)
    }

    /// The sums of each rate.
    fn sums_of_rates(&self, rates: &[(u32, Amount)], tax: impl Fn(u32) -> String) -> Vec<PaperRow> {
        let several = rates.len() > 1;
        let of_rate = rates.iter().flat_map(|(percent, amount)| {
            let label = match several {
                true => self.texts.row_net_of(percent),
                false => self.texts.row_net().to_owned(),
            };
            [
                row(&label, &yen(amount.net)),
                row(&tax(*percent), &yen(amount.tax)),
            ]
        });
        of_rate.collect()
    }
}

/// The paper of one job, on which there is nothing to share.
fn alone(sent: Vec<SentPaper>) -> SentPaper {
    let mut sent = sent.into_iter();
    let sent = sent.next().expect("one job has one day");
    SentPaper {
        joint: None,
        ..sent
    }
}

/// A correction has a number of its own.
fn numbered(base: String, before: &[AccountRecord<SentPaper>]) -> PaperNumber<'_> {
    let number = match before.len() {
        0 => base,
        others => format!("{base}-{}", others + 1),
    };
    let replaces = before.last().map(|last| last.what.paper.number.as_str());
    (number, replaces)
}

/// The paper as it is kept with each of its jobs.
fn kept<'a>(
    paper: &Paper,
    whole: u64,
    (ids, of, shares): (
        impl Iterator<Item = (&'a str, u32)>,
        impl Iterator<Item = String>,
        impl Iterator<Item = Share>,
    ),
) -> Vec<SentPaper> {
    let jobs: Vec<JointJob> = ids
        .map(|(placement, worker)| JointJob {
            placement: placement.to_owned(),
            worker,
        })
        .collect();
    let each = of
        .zip(shares)
        .enumerate()
        .map(|(at, (of, share))| SentPaper {
            of,
            paper: paper.clone(),
            joint: Some(Joint {
                jobs: jobs.clone(),
                at,
                whole,
                share,
            }),
        });
    each.collect()
}
