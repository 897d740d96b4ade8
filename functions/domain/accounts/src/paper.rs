//! 請求書 and 支払通知書: what they say, from what was recorded; one per month and party of a job.

use base::month::Month;
use base::text::yen;
use base::time::japanese;
use jiff::civil::Date;
use orders::{FeeLine, Orderer, Paper, PaperGroup, PaperKind, PaperRow, RowState};
use town::Programme;
use town::texts::MoneyTexts;

use crate::event::{Inspection, InvoiceLine};

/// What papers about money say beside what was recorded.
#[derive(Clone, Debug)]
pub struct MoneyFacts<'a> {
    /// The job's number.
    pub placement: String,
    /// Its name on its sheet.
    pub title: &'a str,
    /// The settings.
    pub programme: &'a Programme,
    /// The words.
    pub texts: &'a MoneyTexts,
    /// The day on which the paper leaves.
    pub on: Date,
}

/// A number for a paper that is free, and the one that it replaces.
pub type PaperNumber<'a> = (String, Option<&'a str>);

/// A paper before its seal.
pub(crate) struct Written<'a> {
    kind: PaperKind,
    title: &'a str,
    to: String,
    lead: String,
    groups: Vec<PaperGroup>,
    notes: Vec<String>,
}

/// What a notice says, worked out.
pub(crate) struct Notified {
    pub month: Month,
    pub numbers: Vec<String>,
    pub work: Vec<PaperRow>,
    pub sums: Vec<PaperRow>,
    pub kept_back: u64,
    pub transfer: u64,
    pub pay_until: Date,
    pub methods: Vec<String>,
    pub to: String,
}

impl MoneyFacts<'_> {
    /// What the tax is called on an invoice: only who has a number claims it.
    pub(crate) fn invoice_tax(&self, percent: u32) -> String {
        match self.programme.billing.registration {
            Some(_) => self.texts.row_tax(percent),
            None => self.texts.row_tax_equivalent(percent),
        }
    }

    pub(crate) fn written_invoice(
        &self,
        (month, due): (Month, Date),
        billed: Vec<PaperRow>,
        (sums, gross): (Vec<PaperRow>, u64),
    ) -> Written<'_> {
        let (texts, billing) = (self.texts, &self.programme.billing);
        let registration = billing.registration.as_ref();
        let registration = registration.map(|it| row(texts.row_registration(), it.as_str()));
        let account = billing.account.as_deref().unwrap_or(texts.account_later());
        let payment = [
            row(texts.row_due(), &japanese(due)),
            row(texts.row_account(), account),
        ];
        let groups = vec![
            group(
                texts.group_invoice(),
                [vec![self.period(month)], billed].concat(),
            ),
            group(
                texts.group_sum(),
                [sums, vec![row(texts.row_gross(), &yen(gross))]].concat(),
            ),
            group(
                texts.group_payment(),
                payment.into_iter().chain(registration).collect(),
            ),
        ];
        Written {
            kind: PaperKind::Invoice,
            title: texts.invoice_title(),
            to: String::new(),
            lead: texts.invoice_lead(month.japanese()),
            groups,
            notes: vec![texts.invoice_note().to_owned()],
        }
    }

    pub(crate) fn written_notice(&self, it: Notified) -> Written<'_> {
        let texts = self.texts;
        let kept = Some(it.kept_back).filter(|kept| *kept > 0);
        let kept = kept.map(|kept| row(texts.row_kept_back(), &texts.kept_back(yen(kept))));
        let ours = texts.fee_ours().to_owned();
        let methods = it.methods.into_iter().chain([ours]);
        let methods = methods.filter(|line| !line.is_empty());
        let about = [self.period(it.month), rows(texts.row_order(), it.numbers)];
        let transfer = row(texts.row_transfer(), &yen(it.transfer));
        let groups = vec![
            group(
                texts.group_notice(),
                about.into_iter().chain(it.work).collect(),
            ),
            group(
                texts.group_sum(),
                it.sums.into_iter().chain(kept).chain([transfer]).collect(),
            ),
            group(
                texts.group_payment(),
                vec![
                    row(texts.row_pay_until(), &japanese(it.pay_until)),
                    rows(texts.row_method(), methods.collect()),
                ],
            ),
        ];
        Written {
            kind: PaperKind::PayNotice,
            title: texts.notice_title(),
            to: it.to,
            lead: texts.notice_lead(it.month.japanese()),
            groups,
            notes: vec![
                texts.notice_note().to_owned(),
                texts.notice_note_answer().to_owned(),
            ],
        }
    }

    /// What is paid for, and what did not pass.
    pub(crate) fn worked(&self, it: &Inspection) -> Vec<String> {
        let (redo, rejected) = (it.redo, it.rejected);
        let failed = redo + rejected > 0;
        let failed = failed.then(|| self.texts.not_passed(redo, rejected, &it.reason));
        self.lines(&it.fee).into_iter().chain(failed).collect()
    }

    fn period(&self, month: Month) -> PaperRow {
        let (first, last) = (japanese(month.first()), japanese(month.last()));
        row(self.texts.row_period(), &self.texts.period(first, last))
    }

    /// What is billed: by what each line is for, and else for the job. `joint`: the job's name on a paper with others.
    pub(crate) fn billed(&self, joint: Option<&str>, lines: &[InvoiceLine]) -> Vec<PaperRow> {
        let of = |lines: &[InvoiceLine]| {
            let fees: Vec<FeeLine> = lines.iter().map(|line| line.fee).collect();
            let what = lines.first().map(|line| line.what.as_str());
            let what = what.filter(|what| !what.is_empty());
            let label = match (joint, what) {
                (Some(job), Some(what)) => self.texts.joint_line(job, what),
                (Some(job), None) => job.to_owned(),
                (None, what) => what.unwrap_or(self.title).to_owned(),
            };
            rows(&label, self.lines(&fees))
        };
        let parts = lines.chunk_by(|one, next| one.what == next.what);
        parts.map(of).collect()
    }

    fn lines(&self, lines: &[FeeLine]) -> Vec<String> {
        let line = |line: &FeeLine| {
            let sum = line.unit_yen.saturating_mul(u64::from(line.count));
            self.texts.line(line.count, yen(line.unit_yen), yen(sum))
        };
        lines.iter().map(line).collect()
    }

    /// With its number; one that replaces another says so.
    pub(crate) fn seal(&self, written: Written<'_>, (number, replaces): PaperNumber<'_>) -> Paper {
        let orderer = Orderer::of(self.programme);
        let replaces = replaces.map(|number| self.texts.replaces(number));
        let mut paper = Paper {
            kind: written.kind,
            title: written.title.to_owned(),
            number,
            version: 1,
            issued: Some(self.on),
            hash: String::new(),
            to: written.to,
            from: vec![orderer.name, orderer.address, orderer.phone, orderer.mail],
            lead: [written.lead].into_iter().chain(replaces).collect(),
            groups: written.groups,
            changes: Vec::new(),
            notes: written.notes,
        };
        paper.hash = paper.fingerprint();
        paper
    }
}

/// `202612`
pub fn digits(month: Month) -> String {
    month.to_string().replace('-', "")
}

fn group(title: &str, rows: Vec<PaperRow>) -> PaperGroup {
    PaperGroup {
        title: title.to_owned(),
        rows,
    }
}

pub(crate) fn row(label: &str, line: &str) -> PaperRow {
    rows(label, vec![line.to_owned()])
}

pub(crate) fn rows(label: &str, lines: Vec<String>) -> PaperRow {
    PaperRow {
        mark: String::new(),
        label: label.to_owned(),
        lines,
        state: RowState::Done,
    }
}
