//! The books of a placement as their page shows them: a part for each worker and the client of each month.

use accounts::{
    AccountRecord, Difference, Inspection, MonthRow, NoticeAnswer, PayState, Payment, SentPaper,
    WorkerRow,
};
use base::month::Month;
use base::text::yen;
use base::time::{japan_date, japanese};
use forms::{FieldError, Input};
use jiff::civil::Date;
use orders::QuoteDraft;
use serde::Serialize;
use town::Content;
use town::texts::AccountTexts;

use super::BookForm;

/// One month.
#[derive(Serialize)]
pub(super) struct MonthView {
    month: String,
    parts: Vec<Part>,
    /// What is left between both books; empty while one of them is open.
    margin: String,
}

/// A worker's side of a month, or the client's.
#[derive(Serialize)]
pub(super) struct Part {
    pub title: String,
    pub rows: Vec<(String, String)>,
    /// What has to be done at once.
    pub urgent: Vec<String>,
    /// The papers that left, the newest first.
    pub papers: Vec<FormLink>,
    pub forms: Vec<FormLink>,
}

/// Where something can be recorded.
#[derive(Serialize)]
pub(super) struct FormLink {
    pub label: String,
    pub href: String,
}

/// What the page is drawn with.
pub(super) struct Drawing<'a> {
    pub today: Date,
    pub content: &'a Content,
    /// The link's token.
    pub token: &'a str,
    /// The books as they are.
    pub months: &'a [MonthRow],
    /// The quote that the client has agreed to.
    pub agreed: Option<&'a QuoteDraft>,
    /// What was sent and cannot be taken.
    pub rejected: Option<(&'a Input, &'a [FieldError])>,
}

impl Drawing<'_> {
    pub(super) fn texts(&self) -> &AccountTexts {
        &self.content.texts.accounts
    }

    pub fn month(&self, row: &MonthRow) -> MonthView {
        let workers = row.workers.iter();
        let workers = workers.map(|worker| self.worker(row.month, worker));
        let client = self.client(row.month, &row.client);
        MonthView {
            month: row.month.japanese(),
            parts: workers.chain([client]).collect(),
            margin: self.margin(row),
        }
    }

    fn margin(&self, row: &MonthRow) -> String {
        let inspections = row.workers.iter().map(|worker| worker.inspection.as_ref());
        let inspections: Option<Vec<_>> = inspections.collect();
        let (Some(inspections), Some(invoice)) = (inspections, &row.client.invoice) else {
            return String::new();
        };
        let net = invoice.what.amount().net;
        let earned: u64 = inspections.iter().map(|it| it.what.earned().net).sum();
        let left = match net.checked_sub(earned) {
            Some(left) => yen(left),
            None => format!("−{}", yen(earned - net)),
        };
        self.texts().margin(yen(net), yen(earned), left)
    }

    fn worker(&self, month: Month, row: &WorkerRow) -> Part {
        let texts = self.texts();
        let state = row.pay_state(self.today);
        let until = japanese(row.pay_until);
        let paid = match (&row.paid, state) {
            (Some(it), _) => self.paid(row, it),
            (None, PayState::Nothing) => texts.nothing_to_pay().to_owned(),
            (None, _) => texts.pay_until(&until),
        };
        let earned = row.inspection.as_ref().map(|it| earned(&it.what, texts));
        let (notice, stale) = self.notice(row);
        let joint = self.joint(&row.notices);
        let notice = match (notice, joint) {
            (Some(told), Some(joint)) => Some(format!("{told}\n{joint}")),
            (notice, joint) => notice.or(joint),
        };
        let rows = [
            (texts.label_delivered(), Some(delivered(row, texts))),
            (texts.label_inspected(), Some(inspected(row, texts))),
            (texts.label_earned(), earned),
            (texts.label_paid(), Some(paid)),
            (self.content.texts.money.notice_title(), notice),
        ];
        let overdue = (state == PayState::Overdue).then(|| texts.pay_overdue(&until));
        let since = row.delivered_since;
        let since = since.then(|| texts.delivered_since().to_owned());
        let silent = row
            .passes_after
            .filter(|_| row.passed_by_silence(self.today));
        let silent = silent.map(|day| texts.passed_by_silence(japanese(day)));
        let ceiling = match row.percent_of_most() {
            Some(percent) if percent > 100 => Some(texts.above_ceiling().to_owned()),
            Some(percent) if percent >= 80 => Some(texts.near_ceiling().to_owned()),
            _ => match row.beyond_fixed() {
                0 => None,
                more => Some(texts.above_fixed(more)),
            },
        };
        let may_pay = row.inspection.is_some() && state != PayState::Nothing;
        let inspect = (BookForm::Inspect, row.inspection.is_some());
        let inspect = (row.delivered > 0).then_some(inspect);
        let pay = may_pay.then_some((BookForm::Pay, row.paid.is_some()));
        let again = !row.notices.is_empty();
        let send = row.wants_notice().then_some((BookForm::SendNotices, again));
        let forms = [inspect, send, pay];
        Part {
            title: row.name.clone(),
            rows: known(rows),
            urgent: [overdue, silent, since, ceiling, stale]
                .into_iter()
                .flatten()
                .collect(),
            papers: self.papers("notice", &row.notices),
            forms: self.links((month, row.worker), forms).collect(),
        }
    }

    /// How far its notice is, and what to do where it does not hold any more.
    fn notice(&self, row: &WorkerRow) -> (Option<String>, Option<String>) {
        let texts = &self.content.texts.money;
        let Some(last) = row.notices.last() else {
            let open = row
                .wants_notice()
                .then(|| texts.notice_not_sent().to_owned());
            return (open, None);
        };
        let told = match row
            .answer
            .as_ref()
            .map(|it| (&it.what, japanese(japan_date(it.at))))
        {
            None => texts.notice_waits(&last.what.paper.number),
            Some((NoticeAnswer::Agreed, day)) => texts.notice_agreed(day),
            Some((NoticeAnswer::Objected { text }, day)) => texts.notice_objected(day, text),
        };
        let stale = row.wants_notice().then(|| texts.notice_stale().to_owned());
        (Some(told), stale)
    }

    pub(super) fn papers(&self, kind: &str, papers: &[AccountRecord<SentPaper>]) -> Vec<FormLink> {
        let token = self.token;
        let links = papers.iter().rev().map(|it| {
            let paper = &it.what.paper;
            let (number, day) = (&paper.number, japanese(japan_date(it.at)));
            FormLink {
                label: self.content.texts.money.paper(&paper.title, number, day),
                href: format!("/director/order.pdf?t={token}&paper={kind}&number={number}"),
            }
        });
        links.collect()
    }

    /// The jobs that the paper that holds states together.
    pub(super) fn joint(&self, papers: &[AccountRecord<SentPaper>]) -> Option<String> {
        let joint = papers.last()?.what.joint.as_ref()?;
        let jobs = joint.jobs.iter().map(|job| job.placement.as_str());
        let jobs: Vec<&str> = jobs.collect();
        let texts = &self.content.texts.money;
        Some(texts.joint_paper(jobs.join("・"), yen(joint.whole)))
    }

    /// What was paid, and by how much it differs from what was earned.
    fn paid(&self, row: &WorkerRow, paid: &AccountRecord<Payment>) -> String {
        let texts = self.texts();
        let (on, amount) = (japanese(paid.what.on), yen(paid.what.yen));
        let earned = row.inspection.as_ref().map(|it| it.what.transfer());
        let told = match earned.map(|earned| paid.what.yen.abs_diff(earned)) {
            None | Some(0) => texts.paid(on, amount),
            Some(difference) => texts.paid_differs(on, amount, yen(difference)),
        };
        told + &part_of(&paid.what, texts)
            + &corrected(paid, texts)
            + &explained(&paid.what.difference)
    }

    pub(super) fn links(
        &self,
        (month, number): (Month, u32),
        forms: [Option<(BookForm, bool)>; 3],
    ) -> impl Iterator<Item = FormLink> {
        let forms = forms.into_iter().flatten();
        forms.map(move |(form, again): (BookForm, bool)| FormLink {
            label: form.words(again, &self.content.texts).to_owned(),
            href: form.at(month, number, self.token),
        })
    }
}

/// The rows of which something is known.
pub(super) fn known<const N: usize>(rows: [(&str, Option<String>); N]) -> Vec<(String, String)> {
    let known = rows.into_iter();
    known
        .filter_map(|(label, value)| Some((label.to_owned(), value?)))
        .collect()
}

fn delivered(row: &WorkerRow, texts: &AccountTexts) -> String {
    match (row.most, row.percent_of_most()) {
        (Some(most), Some(percent)) => texts.delivered_of(row.delivered, most, percent),
        _ => row.delivered.to_string(),
    }
}

fn inspected(row: &WorkerRow, texts: &AccountTexts) -> String {
    let Some(inspection) = &row.inspection else {
        return match row.inspect_until {
            Some(day) => texts.inspect_until(japanese(day)),
            None => texts.inspect_undecided().to_owned(),
        };
    };
    let it = &inspection.what;
    let told = texts.inspected(japanese(it.on), it.passed, it.redo, it.rejected);
    let told = told + &corrected(inspection, texts);
    let below = Some(&it.lower_price_clause).filter(|below| !below.is_empty());
    let below = below.map(|below| texts.worker_below(below));
    let reason = Some(it.reason.clone()).filter(|reason| !reason.is_empty());
    let said = [Some(told), reason, below].into_iter().flatten();
    said.collect::<Vec<String>>().join("\n")
}

fn earned(it: &Inspection, texts: &AccountTexts) -> String {
    let earned = it.earned();
    let [net, tax, transfer] = [earned.net, earned.tax, it.transfer()].map(yen);
    match it.kept_back() {
        0 => texts.earned(net, tax, transfer),
        kept => texts.earned_kept_back(net, tax, yen(kept), transfer),
    }
}

/// Why more or less was paid, on a line of its own.
pub(super) fn explained(difference: &Difference) -> String {
    match difference {
        Difference::Explained { reason } => format!("\n{reason}"),
        Difference::None | Difference::Awaited => String::new(),
    }
}

/// Of a payment for several jobs, in what sum it came.
pub(super) fn part_of(payment: &Payment, texts: &AccountTexts) -> String {
    let whole = payment.part_of.as_ref().map(|of| yen(of.whole));
    whole.map_or_else(String::new, |whole| texts.part_of_sum(whole))
}

pub(super) fn corrected<T>(recorded: &AccountRecord<T>, texts: &AccountTexts) -> String {
    match recorded.corrected {
        0 => String::new(),
        times => texts.corrected(times),
    }
}
