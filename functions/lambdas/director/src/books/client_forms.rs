//! The forms of the books about the client: what is told, invoiced and paid.

use accounts::{ClientRow, Difference, InvoiceLine, Payment};
use base::month::Month;
use forms::{Field, Kind, limits};
use orders::{FeeLine, QuoteLine};

use super::BookForm;
use super::draw::Drawing;
use super::drawn_forms::{BookFields, FormView, count};
use super::read::invoice_fields;
use crate::fields;

impl Drawing<'_> {
    pub(super) fn notify_form(&self, month: Month, row: &ClientRow) -> FormView {
        let texts = self.texts();
        let untold = Some(row.untold()).filter(|count| *count > 0);
        let usual = vec![
            count("quantity", texts.notify_count(), untold),
            fields::note("place", texts.notify_place(), texts.notify_place_hint()),
        ];
        let fields = BookFields {
            usual,
            ..BookFields::default()
        };
        let again = !row.notified.is_empty();
        let days = self.content.programme.terms.inspection_days;
        let mut form = self.form((BookForm::Notify, month, None), again, fields);
        texts.notify_button().clone_into(&mut form.button);
        form.after = row.notified.len();
        form.about = texts.notify_about(month.japanese(), days);
        form
    }

    pub(super) fn invoice_form(&self, month: Month, row: &ClientRow) -> FormView {
        let texts = self.texts();
        let before = row.invoice.as_ref().map(|it| &it.what);
        let agreed = self
            .agreed
            .map(|quote| (quote.pays_on, quote.lines.as_slice()));
        let next = month.next();
        let due = agreed.map_or(next.last(), |(pays_on, _)| pays_on.in_month(next.first()));
        let due = before.map_or(due, |it| it.due);
        let lines = before.map(|it| it.lines.as_slice()).unwrap_or_default();
        let fields = match agreed {
            Some((_, several @ [_, _, ..])) => self.billed_lines((month, row), several, lines),
            Some((_, [line])) => self.billed(row.passed, Some(line), lines),
            _ => self.billed(row.passed, None, lines),
        };
        let days = [
            fields::day("on", texts.on(), before.map_or(self.today, |it| it.on)),
            fields::day("due", texts.due(), due),
        ];
        let fields = BookFields {
            usual: fields.usual.into_iter().chain(days).collect(),
            ..fields
        };
        self.form((BookForm::Invoice, month, None), before.is_some(), fields)
    }

    /// So many units at the price that was agreed on, of which the last may have another.
    fn billed(
        &self,
        passed: u32,
        agreed: Option<&QuoteLine>,
        before: &[InvoiceLine],
    ) -> BookFields<'_> {
        let texts = self.texts();
        let fees: Vec<FeeLine> = before.iter().map(|line| line.fee).collect();
        let all = (!fees.is_empty()).then(|| fees.iter().map(|fee| fee.count).sum());
        let passed = (passed > 0).then_some(passed);
        let price = agreed.map(|line| line.price.unit_yen);
        let unit = fees.first().map(|fee| fee.unit_yen).or(price);
        let hint = texts.invoice_unit_hint();
        BookFields {
            usual: vec![
                count("count", texts.invoice_count(), all.or(passed)),
                self.money("unit_yen", (texts.invoice_unit(), hint), unit),
            ],
            rare: self.other_price(&fees),
            rare_title: texts.rare_prices(),
        }
    }

    /// How many of a line are proposed: where as many are paid as are received, what passed, if it is the only one of that
    /// kind; what was fixed once, where no other month has it.
    fn proposed(
        &self,
        (month, row): (Month, &ClientRow),
        of: &QuoteLine,
        all: &[QuoteLine],
    ) -> Option<u32> {
        let is_counted = |line: &QuoteLine| line.price.ceiling.is_some();
        if is_counted(of) {
            let only = all.iter().filter(|line| is_counted(line)).count() == 1;
            return Some(row.passed).filter(|passed| only && *passed > 0);
        }
        let others = self.months.iter().filter(|it| it.month != month);
        let invoices = others.filter_map(|it| it.client.invoice.as_ref());
        let mut lines = invoices.flat_map(|invoice| &invoice.what.lines);
        match lines.any(|line| line.what == of.what && line.fee.count > 0) {
            true => Some(0),
            false => of.price.count,
        }
    }

    /// How many of each line that was agreed on, at its price.
    fn billed_lines(
        &self,
        of: (Month, &ClientRow),
        agreed: &[QuoteLine],
        before: &[InvoiceLine],
    ) -> BookFields<'_> {
        let texts = self.texts();
        let usual = agreed.iter().zip(1..).flat_map(|(line, n)| {
            let (count_field, unit_field) = invoice_fields(n);
            let billed = before.iter().find(|it| it.what == line.what);
            let number = match before.is_empty() {
                true => self.proposed(of, line, agreed),
                false => Some(billed.map_or(0, |it| it.fee.count)),
            };
            let unit = billed.map_or(line.price.unit_yen, |it| it.fee.unit_yen);
            let what = &line.what;
            let label = texts.invoice_count_of(what);
            let unit_label = texts.invoice_unit_of(what);
            [
                Field {
                    hint: texts.invoice_none_hint().to_owned(),
                    ..count(&count_field, &label, number)
                },
                self.money(&unit_field, (&unit_label, ""), Some(unit)),
            ]
        });
        BookFields {
            usual: usual.collect(),
            ..BookFields::default()
        }
    }

    pub(super) fn income_form(&self, month: Month, row: &ClientRow, part: u32) -> Option<FormView> {
        let texts = self.texts();
        let payments = row.payments.iter().zip(1..);
        let before = payments.filter(|(_, n)| *n == part).map(|(it, _)| &it.what);
        let before: Option<&Payment> = before.last();
        let invoiced = row.invoice.as_ref()?.what.amount().gross();
        // What is for several jobs arrives in one sum.
        let joint = row.papers.last().and_then(|it| it.what.joint.as_ref());
        let invoiced = joint.map_or(invoiced, |joint| joint.whole);
        let received: u64 = row.payments.iter().map(|it| it.what.whole()).sum();
        let amount = before.map_or(invoiced.saturating_sub(received), Payment::whole);
        let hint = before.map_or("", |_| texts.income_zero());
        let usual = vec![
            fields::day("on", texts.on(), before.map_or(self.today, |it| it.on)),
            self.money("yen", (texts.income_yen(), hint), Some(amount)),
        ];
        let fields = BookFields {
            usual,
            rare: vec![self.rest(before), self.why(before)],
            rare_title: texts.rare_difference(),
        };
        let mut form = self.form((BookForm::Income, month, None), before.is_some(), fields);
        form.about
            .extend(self.joint(&row.papers).map(|joint| format!("\n{joint}")));
        form.part = part;
        form.after = row.payments.len();
        Some(form)
    }

    /// Whether the rest of a payment is still to come.
    fn rest(&self, before: Option<&Payment>) -> Field {
        let texts = self.texts();
        let all = vec![
            ("awaited".to_owned(), texts.rest_awaited().to_owned()),
            ("explained".to_owned(), texts.rest_explained().to_owned()),
        ];
        let chosen = before.map(|it| &it.difference);
        let value = match chosen {
            Some(Difference::Awaited) => "awaited",
            Some(Difference::Explained { .. }) => "explained",
            _ => "",
        };
        let mut field = Field {
            optional: true,
            ..fields::choices(Kind::Radio, "difference", texts.rest(), all)
        };
        for choice in &mut field.options {
            choice.checked = choice.value == value;
        }
        field
    }

    /// Why a payment is not what was to be paid.
    pub(super) fn why(&self, before: Option<&Payment>) -> Field {
        let texts = self.texts();
        let reason = match before.map(|it| &it.difference) {
            Some(Difference::Explained { reason }) => reason.clone(),
            _ => String::new(),
        };
        Field {
            optional: true,
            max_length: limits::REASON,
            value: reason,
            ..fields::note("reason", texts.rest_reason(), texts.rest_reason_hint())
        }
    }
}
