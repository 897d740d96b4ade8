//! The papers that a form of the books would send now, and by what whoever sends them says that they have seen them.

use accounts::SentPaper;
use base::month::Month;
use jiff::civil::Date;
use orders::{Paper, fingerprint};
use placements::{JointWhat, Placement};
use town::Content;

use super::BookForm;
use super::draw::{Drawing, FormLink};
use super::drawn_forms::FormView;
use super::together::Together;

/// The papers that would leave.
pub(super) struct UnsentPapers<'a> {
    papers: Vec<SentPaper>,
    content: &'a Content,
}

impl<'a> UnsentPapers<'a> {
    /// Those of a form, of a month, on that day; `together` are those over several jobs.
    pub fn of(
        (kind, month): (BookForm, Month),
        placement: &Placement,
        content: &'a Content,
        today: Date,
        together: Option<Vec<SentPaper>>,
    ) -> UnsentPapers<'a> {
        if let Some(papers) = together {
            return UnsentPapers { papers, content };
        }
        let facts = placement.money_facts(&content.programme, &content.texts.money, today);
        let book = &placement.accounts;
        let before = book.invoice_papers.get(&month);
        let before = before.map(Vec::as_slice).unwrap_or_default();
        let papers = match kind {
            BookForm::SendInvoice => {
                let invoice = book.invoices.get(&month);
                let paper = invoice.map(|it| facts.invoice(month, &it.what, before));
                let stands = |paper: &SentPaper| {
                    let last = before.last();
                    last.is_some_and(|last| last.what.of == paper.of)
                };
                paper.filter(|paper| !stands(paper)).into_iter().collect()
            }
            BookForm::SendNotices => {
                let due = placement.due_notices(month, &facts).into_iter();
                due.map(|(_, paper)| paper).collect()
            }
            _ => Vec::new(),
        };
        UnsentPapers { papers, content }
    }

    /// By which a form says what was seen; empty: nothing would leave.
    pub fn seen(&self) -> String {
        let hashes = self.papers.iter().map(|it| it.paper.hash.as_str());
        let hashes: Vec<&str> = hashes.collect();
        match hashes.is_empty() {
            true => String::new(),
            false => fingerprint(&hashes),
        }
    }

    /// What each of them says in short: its number, whom it is for, yen and day.
    pub fn sums(&self) -> Vec<String> {
        self.papers.iter().map(|it| self.sum(&it.paper)).collect()
    }

    fn sum(&self, paper: &Paper) -> String {
        let texts = &self.content.texts.money;
        let labels = [
            texts.row_gross(),
            texts.row_transfer(),
            texts.row_due(),
            texts.row_pay_until(),
        ];
        let told = paper
            .rows()
            .filter(|row| labels.contains(&row.label.as_str()));
        let told = told.map(|row| format!("{}：{}", row.label, row.lines.concat()));
        let to = match paper.to.as_str() {
            "" => self.content.texts.accounts.client(),
            name => name,
        };
        let first = format!("{}（{to}）", paper.number);
        let lines: Vec<String> = [first].into_iter().chain(told).collect();
        lines.join("\n")
    }
}

impl FormView {
    /// With what would leave by it.
    pub(super) fn sending(mut self, unsent: &UnsentPapers<'_>) -> FormView {
        (self.sums, self.seen) = (unsent.sums(), unsent.seen());
        self
    }
}

impl Drawing<'_> {
    /// The form with the jobs on its papers.
    pub(super) fn on_papers(&self, mut form: FormView, month: Month, of: &Together) -> FormView {
        let (token, money) = (self.token, &self.content.texts.money);
        let previews = of.acts.iter().zip(&form.sums).map(|(act, sum)| {
            let paper = match act.what {
                JointWhat::Invoice { .. } => "invoice",
                _ => "notice",
            };
            let jobs: Vec<String> = act.jobs.iter().map(ToString::to_string).collect();
            let jobs = jobs.join(",");
            let number = sum.lines().next().unwrap_or_default();
            FormLink {
                label: format!("{number}：{}", money.preview()),
                href: format!(
                    "/director/order.pdf?t={token}&paper={paper}&month={month}&jobs={jobs}"
                ),
            }
        });
        let previews: Vec<FormLink> = previews.collect();
        if of.is_joint() {
            form.previews = previews;
        }
        form.together = of.view(self.content);
        form
    }
}
