//! Reads the forms of the books into what they record, and says at which field something cannot be true.

use accounts::{
    AccountEvent, ClientDelivery, Difference, Inspection, Invoice, InvoiceLine, MonthRow, Payment,
    Withholding,
};
use base::month::Month;
use base::text;
use forms::limits;
use jiff::ToSpan;
use jiff::civil::Date;
use orders::{FeeLine, QuoteLine};
use placements::Command;
use town::Content;
use town::texts::AccountTexts;

use super::BookForm;
use crate::fields::FormReader;
use crate::order::after;

/// Nobody records more of anything at once.
const MOST: f64 = 1e9;

/// What a form is read with.
pub(super) struct Known<'a> {
    /// The books as they are.
    pub months: &'a [MonthRow],
    /// The lines that the client has agreed to.
    pub agreed: &'a [QuoteLine],
    pub content: &'a Content,
    pub today: Date,
}

/// Reads a form. `None`: it is none of these forms, or it has errors.
pub(super) fn command(form: &mut FormReader<'_>, known: &Known<'_>) -> Option<Command> {
    let kind = BookForm::from_code(form.input.one("form"))?;
    let month: Month = form.input.one("month").parse().ok()?;
    let texts = || Box::new(known.content.texts.money.clone());
    match kind {
        BookForm::SendInvoice => Some(Command::SendInvoice {
            month,
            texts: texts(),
        }),
        BookForm::SendNotices => Some(Command::SendNotices {
            month,
            texts: texts(),
        }),
        kind => {
            let event = event(form, (kind, month), known)?;
            let after = after(form.input);
            Some(Command::Account { event, after })
        }
    }
}

fn event(
    form: &mut FormReader<'_>,
    (kind, month): (BookForm, Month),
    known: &Known<'_>,
) -> Option<AccountEvent> {
    let content = known.content;
    let worker = text::whole(form.input.one("worker"));
    // Of a worker's month, the tax is what their paper says.
    let row = known.months.iter().find(|row| row.month == month);
    let row = row.and_then(|row| row.workers.iter().find(|row| Some(row.worker) == worker));
    let mut reader = BookReader {
        form,
        texts: &content.texts.accounts,
        tax_percent: row.map_or(content.programme.rates.tax_percent, |row| row.tax_percent),
    };
    match kind {
        BookForm::Inspect => reader.inspection(worker?, month),
        BookForm::Pay => Some(AccountEvent::WorkerPaid {
            worker: worker?,
            month,
            payment: reader.payment()?,
        }),
        BookForm::Notify => reader.delivery(month, known),
        BookForm::Invoice => reader.invoice(month, known.agreed),
        BookForm::Income => reader.income(month),
        BookForm::SendInvoice | BookForm::SendNotices => None,
    }
}

struct BookReader<'a, 'b> {
    form: &'a mut FormReader<'b>,
    texts: &'a AccountTexts,
    tax_percent: u32,
}

impl BookReader<'_, '_> {
    /// A whole number from 0 on, perhaps with its unit.
    fn whole(&mut self, field: &str, unit: &str, missing: &str) -> Option<u64> {
        let typed = text::amount(self.form.input.one(field), unit);
        let value = typed.filter(|value| (0.0..=MOST).contains(value) && value.fract() == 0.0);
        if value.is_none() {
            self.form.error(field, missing);
        }
        // Whole and not negative, so the cast loses nothing.
        value.map(|value| value as u64)
    }

    fn count(&mut self, field: &str) -> Option<u32> {
        let value = self.whole(field, "", self.texts.number_missing())?;
        u32::try_from(value).ok()
    }

    fn yen(&mut self, field: &str) -> Option<u64> {
        self.whole(field, self.texts.yen(), self.texts.yen_missing())
    }

    /// So many units at one price, of which the last may have another.
    fn lines(&mut self, count: Option<u32>) -> Option<Vec<FeeLine>> {
        let unit_yen = self.yen("unit_yen");
        if self.form.input.one("count2").trim().is_empty() {
            let (count, unit_yen) = (count?, unit_yen?);
            return Some(vec![FeeLine { count, unit_yen }]);
        }
        let (other, unit2_yen) = (self.count("count2"), self.yen("unit2_yen"));
        let (count, other) = (count?, other?);
        let Some(first) = count.checked_sub(other) else {
            self.form.error("count2", self.texts.fault_count2());
            return None;
        };
        let lines = [(first, unit_yen?), (other, unit2_yen?)];
        let line = |(count, unit_yen)| FeeLine { count, unit_yen };
        Some(lines.map(line).to_vec())
    }

    fn inspection(&mut self, worker: u32, month: Month) -> Option<AccountEvent> {
        let passed = self.count("passed");
        let (redo, rejected) = (self.count("redo"), self.count("rejected"));
        let reason = self.form.lines("reason", limits::REASON);
        let lower_price_clause = self.form.lines("below", limits::REASON);
        let fee = self.lines(passed);
        let on = self.form.day("on");
        let withholding = Withholding::from_code(self.form.input.one("withholding"));
        let inspection = Inspection {
            on: on?,
            passed: passed?,
            redo: redo?,
            rejected: rejected?,
            reason,
            lower_price_clause,
            fee: fee?,
            tax_percent: self.tax_percent,
            withholding: withholding.unwrap_or_default(),
            share: None,
        };
        Some(AccountEvent::Inspected {
            worker,
            month,
            inspection,
        })
    }

    /// What the client is told; their days begin today.
    fn delivery(&mut self, month: Month, known: &Known<'_>) -> Option<AccountEvent> {
        let quantity = self.count("quantity");
        let missing = self.texts.place_missing();
        let place = self.form.required_lines("place", missing);
        let days = i64::from(known.content.programme.terms.inspection_days);
        let delivery = ClientDelivery {
            quantity: quantity?,
            place,
            check_until: known.today.saturating_add(days.days()),
        };
        Some(AccountEvent::ClientNotified { month, delivery })
    }

    /// A line for each that the client has agreed to; of one, so many units at one price.
    fn billed(&mut self, agreed: &[QuoteLine]) -> Option<Vec<InvoiceLine>> {
        if agreed.len() < 2 {
            let count = self.count("count");
            let lines = self.lines(count)?;
            return Some(lines.into_iter().map(InvoiceLine::from).collect());
        }
        let read = agreed.iter().zip(1..).map(|(line, n)| {
            let (count, unit) = invoice_fields(n);
            let (count, unit_yen) = (self.count(&count), self.yen(&unit));
            let (count, unit_yen) = (count?, unit_yen?);
            let what = line.what.clone();
            Some(InvoiceLine {
                what,
                fee: FeeLine { count, unit_yen },
            })
        });
        // Every field is read before the first error ends it.
        let read: Vec<Option<InvoiceLine>> = read.collect();
        let lines: Option<Vec<InvoiceLine>> = read.into_iter().collect();
        let billed = lines?.into_iter().filter(|line| line.fee.count > 0);
        Some(billed.collect())
    }

    fn invoice(&mut self, month: Month, agreed: &[QuoteLine]) -> Option<AccountEvent> {
        let lines = self.billed(agreed);
        let (on, due) = (self.form.day("on"), self.form.day("due"));
        let invoice = Invoice {
            on: on?,
            due: due?,
            lines: lines?,
            tax_percent: self.tax_percent,
            share: None,
        };
        Some(AccountEvent::Invoiced { month, invoice })
    }

    fn income(&mut self, month: Month) -> Option<AccountEvent> {
        let payment = self.payment()?;
        let part = text::whole(self.form.input.one("part")).filter(|part| *part > 0);
        Some(match part {
            None => AccountEvent::ClientPaid { month, payment },
            Some(part) => AccountEvent::ClientPaymentCorrected {
                month,
                part,
                payment,
            },
        })
    }

    fn payment(&mut self) -> Option<Payment> {
        let (on, yen) = (self.form.day("on"), self.yen("yen"));
        let reason = self.form.lines("reason", limits::REASON);
        let difference = match self.form.input.one("difference") {
            "awaited" => Difference::Awaited,
            "explained" => Difference::Explained { reason },
            // Who pays a worker more has nothing to choose, only to say why.
            _ if !reason.is_empty() => Difference::Explained { reason },
            _ => Difference::None,
        };
        Some(Payment {
            on: on?,
            yen: yen?,
            difference,
            part_of: None,
        })
    }
}

/// The fields of an invoice's line: how many, and the price of one.
pub(super) fn invoice_fields(line: usize) -> (String, String) {
    (format!("count_{line}"), format!("unit_yen_{line}"))
}
