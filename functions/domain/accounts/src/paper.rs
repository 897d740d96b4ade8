//! 請求書 and 支払通知書: what they say, from what was recorded; one per month and party of a job.

use base::month::Month;
use base::text::yen;
use base::time::japanese;
use jiff::civil::Date;
use orders::{
    Order, Orderer, Paper, PaperGroup, PaperKind, PaperRow, RowState, fingerprint, order_number,
};
use town::Programme;
use town::texts::MoneyTexts;

use crate::amount::{Amount, FeeLine};
use crate::book::AccountRecord;
use crate::event::{Inspection, Invoice, InvoiceLine, SentPaper};

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

/// A paper before its seal.
struct Written<'a> {
    kind: PaperKind,
    title: &'a str,
    /// The number of the first of its month.
    number: String,
    to: String,
    lead: String,
    groups: Vec<PaperGroup>,
    notes: Vec<String>,
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
        let (texts, billing) = (self.texts, &self.programme.billing);
        let amount = invoice.amount();
        let registration = billing.registration.as_ref();
        let percent = invoice.tax_percent;
        let tax = match registration {
            Some(_) => texts.row_tax(percent),
            None => texts.row_tax_equivalent(percent),
        };
        let registration = registration.map(|it| row(texts.row_registration(), it.as_str()));
        let account = billing.account.as_deref();
        let groups = vec![
            group(
                texts.group_invoice(),
                [vec![self.period(month)], self.billed(&invoice.lines)].concat(),
            ),
            group(
                texts.group_sum(),
                [
                    self.sums(amount, &tax),
                    vec![row(texts.row_gross(), &yen(amount.gross()))],
                ]
                .concat(),
            ),
            group(
                texts.group_payment(),
                [
                    vec![
                        row(texts.row_due(), &japanese(invoice.due)),
                        row(
                            texts.row_account(),
                            account.unwrap_or(texts.account_later()),
                        ),
                    ],
                    registration.into_iter().collect(),
                ]
                .concat(),
            ),
        ];
        let written = Written {
            kind: PaperKind::Invoice,
            title: texts.invoice_title(),
            number: format!("{}-S{}", self.placement, digits(month)),
            to: String::new(),
            lead: texts.invoice_lead(month.japanese()),
            groups,
            notes: vec![texts.invoice_note().to_owned()],
        };
        self.sealed(written, fingerprint(invoice), before)
    }

    /// 支払通知書 of a worker's month, paid until that day. It claims no number of the worker's, and takes no fee of the
    /// transfer off.
    pub fn notice(
        &self,
        (month, order, pay_until): (Month, &Order, Date),
        inspection: &Inspection,
        before: &[AccountRecord<SentPaper>],
    ) -> SentPaper {
        let texts = self.texts;
        let terms = &order.latest().terms;
        let number = order_number(&self.placement, order.worker);
        let failed = inspection.redo + inspection.rejected > 0;
        let failed = failed.then(|| {
            let (redo, rejected) = (inspection.redo, inspection.rejected);
            texts.not_passed(redo, rejected, &inspection.reason)
        });
        let work = self.lines(&inspection.fee).into_iter().chain(failed);
        let kept = Some(inspection.kept_back()).filter(|kept| *kept > 0);
        let kept = kept.map(|kept| row(texts.row_kept_back(), &texts.kept_back(yen(kept))));
        let method = terms.method.value().map(String::as_str);
        let method = [method.unwrap_or_default(), texts.fee_ours()];
        let method = method.into_iter().filter(|line| !line.is_empty());
        let groups = vec![
            group(
                texts.group_notice(),
                vec![
                    self.period(month),
                    row(texts.row_order(), &number),
                    rows(self.title, work.collect()),
                ],
            ),
            group(
                texts.group_sum(),
                [
                    self.sums(
                        inspection.earned(),
                        &texts.row_tax_equivalent(inspection.tax_percent),
                    ),
                    kept.into_iter().collect(),
                    vec![row(texts.row_transfer(), &yen(inspection.transfer()))],
                ]
                .concat(),
            ),
            group(
                texts.group_payment(),
                vec![
                    row(texts.row_pay_until(), &japanese(pay_until)),
                    rows(texts.row_method(), method.map(str::to_owned).collect()),
                ],
            ),
        ];
        let written = Written {
            kind: PaperKind::PayNotice,
            title: texts.notice_title(),
            number: format!("{number}-P{}", digits(month)),
            to: terms.worker.clone(),
            lead: texts.notice_lead(month.japanese()),
            groups,
            notes: vec![
                texts.notice_note().to_owned(),
                texts.notice_note_answer().to_owned(),
            ],
        };
        self.sealed(written, fingerprint(inspection), before)
    }

    fn period(&self, month: Month) -> PaperRow {
        let (first, last) = (japanese(month.first()), japanese(month.last()));
        row(self.texts.row_period(), &self.texts.period(first, last))
    }

    /// What is billed: by what each line is for, and else for the job.
    fn billed(&self, lines: &[InvoiceLine]) -> Vec<PaperRow> {
        let of = |lines: &[InvoiceLine]| {
            let fees: Vec<FeeLine> = lines.iter().map(|line| line.fee).collect();
            let what = lines.first().map(|line| line.what.as_str());
            let what = what.filter(|what| !what.is_empty());
            rows(what.unwrap_or(self.title), self.lines(&fees))
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

    fn sums(&self, amount: Amount, tax: &str) -> Vec<PaperRow> {
        vec![
            row(self.texts.row_net(), &yen(amount.net)),
            row(tax, &yen(amount.tax)),
        ]
    }

    /// A correction has a number of its own and says which one it replaces.
    fn sealed(
        &self,
        written: Written<'_>,
        of: String,
        before: &[AccountRecord<SentPaper>],
    ) -> SentPaper {
        let orderer = Orderer::of(self.programme);
        let replaces = before.last().map(|last| &last.what.paper.number);
        let replaces = replaces.map(|number| self.texts.replaces(number));
        let number = match before.len() {
            0 => written.number,
            others => format!("{}-{}", written.number, others + 1),
        };
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
        SentPaper { of, paper }
    }
}

/// `202612`
fn digits(month: Month) -> String {
    month.to_string().replace('-', "")
}

fn group(title: &str, rows: Vec<PaperRow>) -> PaperGroup {
    PaperGroup {
        title: title.to_owned(),
        rows,
    }
}

fn row(label: &str, line: &str) -> PaperRow {
    rows(label, vec![line.to_owned()])
}

fn rows(label: &str, lines: Vec<String>) -> PaperRow {
    PaperRow {
        mark: String::new(),
        label: label.to_owned(),
        lines,
        state: RowState::Done,
    }
}
