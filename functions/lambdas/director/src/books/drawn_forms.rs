//! The form of the books that is open, filled with what was delivered, what was agreed on, or what was recorded last.

use accounts::{ClientRow, MonthRow, Payment, WorkerRow};
use base::month::Month;
use forms::{Confirmation, Field, Kind, limits};
use orders::FeeLine;
use serde::Serialize;

use super::BookForm;
use super::draw::{Drawing, FormLink};
use super::together::TogetherView;
use crate::fields;

/// The form that is open.
#[derive(Serialize)]
pub(super) struct FormView {
    kind: &'static str,
    month: String,
    worker: u32,
    /// The payment that it corrects.
    pub part: u32,
    /// How many of what it records there are, which the form says again.
    pub after: usize,
    /// What it records, of which month and whom.
    title: String,
    pub about: String,
    /// The papers as they would leave.
    pub previews: Vec<FormLink>,
    /// What they say in short, and what says that it was seen.
    pub sums: Vec<String>,
    pub seen: String,
    /// The other jobs that may be on the paper.
    pub together: Option<TogetherView>,
    /// What its button says.
    pub button: String,
    fields: Vec<Field>,
    /// What few need, folded once more.
    rare: Vec<Field>,
    rare_title: String,
    rare_open: bool,
    confirm: Field,
}

/// A form's fields, and those that few need, with when.
#[derive(Default)]
pub(super) struct BookFields<'a> {
    pub usual: Vec<Field>,
    pub rare: Vec<Field>,
    pub rare_title: &'a str,
}

impl Drawing<'_> {
    /// A form of one month; `None` where there is nothing to record by it.
    pub(super) fn open_form(
        &self,
        kind: BookForm,
        row: &MonthRow,
        number: u32,
    ) -> Option<FormView> {
        let of = || row.workers.iter().find(|row| row.worker == number);
        match kind {
            BookForm::Inspect => Some(self.inspect_form(row.month, of()?)),
            BookForm::Pay => Some(self.pay_form(row.month, of()?)),
            BookForm::Invoice => Some(self.invoice_form(row.month, &row.client)),
            BookForm::Notify => Some(self.notify_form(row.month, &row.client)),
            BookForm::Income => self.income_form(row.month, &row.client, number),
            BookForm::SendInvoice => self.send_invoice_form(row.month, &row.client),
            BookForm::SendNotices => self.send_notices_form(row),
        }
    }

    fn inspect_form(&self, month: Month, row: &WorkerRow) -> FormView {
        let texts = self.texts();
        let before = row.inspection.as_ref().map(|it| &it.what);
        // What was delivered before a change has the price that held then.
        let lines = before.map_or(row.priced.as_slice(), |it| it.fee.as_slice());
        let unit = lines.first().map(|line| line.unit_yen).or(row.unit_yen);
        let [passed, redo, rejected] = match before {
            Some(it) => [it.passed, it.redo, it.rejected],
            None => [row.delivered, 0, 0],
        };
        let usual = vec![
            count("passed", texts.passed(), Some(passed)),
            count("redo", texts.redo(), Some(redo)),
            count("rejected", texts.rejected(), Some(rejected)),
            Field {
                optional: true,
                max_length: limits::REASON,
                value: before.map(|it| it.reason.clone()).unwrap_or_default(),
                ..fields::note("reason", texts.reason(), texts.reason_hint())
            },
            self.money("unit_yen", (texts.unit_yen(), ""), unit),
            fields::day("on", texts.on(), before.map_or(self.today, |it| it.on)),
        ];
        let withholding = before.map(|it| it.withholding).unwrap_or_default();
        let mut rare = self.other_price(lines);
        rare.push(Field {
            optional: true,
            max_length: limits::REASON,
            value: before
                .map(|it| it.lower_price_clause.clone())
                .unwrap_or_default(),
            ..fields::note("below", texts.below(), texts.below_hint())
        });
        rare.push(self.withholding(withholding.code()));
        let fields = BookFields {
            usual,
            rare,
            rare_title: texts.rare_prices(),
        };
        self.form(
            (BookForm::Inspect, month, Some(row)),
            before.is_some(),
            fields,
        )
    }

    fn withholding(&self, value: &str) -> Field {
        let texts = self.texts();
        let all = vec![
            ("none".to_owned(), texts.withholding_none().to_owned()),
            ("listed".to_owned(), texts.withholding_listed().to_owned()),
        ];
        let mut field = Field {
            hint: texts.withholding_hint().to_owned(),
            ..fields::choices(Kind::Radio, "withholding", texts.withholding(), all)
        };
        for choice in &mut field.options {
            choice.checked = choice.value == value;
        }
        field
    }

    fn pay_form(&self, month: Month, row: &WorkerRow) -> FormView {
        let texts = self.texts();
        let before = row.paid.as_ref().map(|it| &it.what);
        let earned = row.inspection.as_ref().map(|it| it.what.transfer());
        let joint = row.notices.last().and_then(|it| it.what.joint.as_ref());
        let earned = joint.map(|joint| joint.whole).or(earned);
        let amount = before.map(Payment::whole).or(earned);
        let usual = vec![
            fields::day("on", texts.on(), before.map_or(self.today, |it| it.on)),
            self.money("yen", (texts.pay_yen(), texts.pay_hint()), amount),
        ];
        let fields = BookFields {
            usual,
            rare: vec![self.why(before)],
            rare_title: texts.rare_more(),
        };
        let mut form = self.form((BookForm::Pay, month, Some(row)), before.is_some(), fields);
        form.about
            .extend(self.joint(&row.notices).map(|joint| format!("\n{joint}")));
        form
    }

    fn send_invoice_form(&self, month: Month, row: &ClientRow) -> Option<FormView> {
        row.wants_paper().then(|| {
            let money = &self.content.texts.money;
            let mut about = money.send_invoice_about(month.japanese());
            if self.content.programme.billing.account.is_none() {
                about += money.no_account();
            }
            let again = !row.papers.is_empty();
            let preview = self.preview("invoice", month, 0, money.preview().to_owned());
            self.send_form((BookForm::SendInvoice, month, again), about, vec![preview])
        })
    }

    fn send_notices_form(&self, row: &MonthRow) -> Option<FormView> {
        let due: Vec<_> = row.workers.iter().filter(|it| it.wants_notice()).collect();
        let again = !due.is_empty() && due.iter().all(|it| !it.notices.is_empty());
        let money = &self.content.texts.money;
        let previews = due.iter().map(|it| {
            let label = format!("{}：{}", it.name, money.preview());
            self.preview("notice", row.month, it.worker, label)
        });
        let previews: Vec<_> = previews.collect();
        let about = money.send_notices_about(row.month.japanese());
        (!due.is_empty())
            .then(|| self.send_form((BookForm::SendNotices, row.month, again), about, previews))
    }

    fn preview(&self, paper: &str, month: Month, worker: u32, label: String) -> FormLink {
        let token = self.token;
        let href =
            format!("/director/order.pdf?t={token}&paper={paper}&month={month}&worker={worker}");
        FormLink { label, href }
    }

    fn send_form(
        &self,
        (kind, month, again): (BookForm, Month, bool),
        about: String,
        previews: Vec<FormLink>,
    ) -> FormView {
        let fields = BookFields::default();
        let form = self.form((kind, month, None), again, fields);
        FormView {
            about,
            previews,
            button: kind.words(again, &self.content.texts).to_owned(),
            ..form
        }
    }

    /// For the units that have another price than the first ones.
    pub(super) fn other_price(&self, lines: &[FeeLine]) -> Vec<Field> {
        let texts = self.texts();
        let other = lines.get(1);
        vec![
            Field {
                optional: true,
                hint: texts.count2_hint().to_owned(),
                ..count("count2", texts.count2(), other.map(|line| line.count))
            },
            Field {
                optional: true,
                ..self.money(
                    "unit2_yen",
                    (texts.unit2_yen(), ""),
                    other.map(|line| line.unit_yen),
                )
            },
        ]
    }

    pub(super) fn money(
        &self,
        name: &str,
        (label, hint): (&str, &str),
        value: Option<u64>,
    ) -> Field {
        Field {
            value: value.map(|yen| yen.to_string()).unwrap_or_default(),
            ..fields::number(name, label, hint, self.texts().yen())
        }
    }

    pub(super) fn form(
        &self,
        (kind, month, who): (BookForm, Month, Option<&WorkerRow>),
        again: bool,
        fields: BookFields<'_>,
    ) -> FormView {
        let refill = |fields: Vec<Field>| -> Vec<Field> {
            let as_sent = |field| match self.rejected {
                Some((input, errors)) => fields::refill(field, input, errors),
                None => field,
            };
            fields.into_iter().map(as_sent).collect()
        };
        let rare = refill(fields.rare);
        let texts = self.texts();
        let whose = who.map_or(texts.client(), |row| &row.name);
        let (typed, errors) = match self.rejected {
            Some((input, errors)) => (Some(input), errors),
            None => (None, [].as_slice()),
        };
        let confirm = Confirmation::Books.field(&self.content.words, typed, errors);
        FormView {
            confirm,
            kind: kind.code(),
            month: month.to_string(),
            worker: who.map_or(0, |row| row.worker),
            part: 0,
            after: 0,
            title: kind.words(again, &self.content.texts).to_owned(),
            previews: Vec::new(),
            sums: Vec::new(),
            seen: String::new(),
            together: None,
            button: texts.record().to_owned(),
            about: texts.about(month.japanese(), whose),
            fields: refill(fields.usual),
            rare_title: fields.rare_title.to_owned(),
            rare_open: rare.iter().any(|field| {
                !field.error.is_empty() || field.name == "count2" && !field.value.is_empty()
            }),
            rare,
        }
    }
}

pub(super) fn count(name: &str, label: &str, value: Option<u32>) -> Field {
    Field {
        value: value.map(|count| count.to_string()).unwrap_or_default(),
        ..fields::number(name, label, "", "")
    }
}
