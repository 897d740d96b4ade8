//! The settings' figures: rates, promises, terms, and how long what is kept or waited for.

use std::ops::RangeInclusive;

use base::time::fiscal_year;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What estimates are worked out from; a starting point for talking, not an offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// Yen an hour for the worker; without it, or where it is below, the minimum wage in force.
    #[serde(default)]
    pub yen_per_hour: Option<u64>,
    /// Percent of the price without tax that the operator keeps.
    pub share_percent: u32,
    /// The least an order costs without tax, in yen.
    pub smallest_order: u64,
    /// Percent of tax on the price.
    pub tax_percent: u32,
    /// Whether share and smallest order are samples that nobody has decided on.
    #[serde(default)]
    pub sample: bool,
    /// Hours a month of one resident worker.
    pub worker_hours_month: f64,
}

/// A dated minimum wage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumWage {
    /// In force from.
    pub from: Date,
    /// Yen an hour.
    pub yen: u64,
    /// Where it was read.
    pub source: String,
    /// Whether the office has seen it at the source; until then every page says 未確認.
    #[serde(default)]
    pub verified: bool,
}

/// What the employer is promised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Within how many business days a director answers.
    pub answer_business_days: u32,
    /// When holidays, rates and minimum wage were last checked.
    pub figures_checked: Date,
}

/// Texts proposed in every drafted spec.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftTerms {
    /// Days between delivery and the end of inspection.
    pub inspection_days: u32,
    /// Rounds of rework included.
    pub rework_rounds: u32,
    /// Days' notice before ending (30 at least for orders of six months and more, 16条).
    pub notice_days: u32,
    /// Business days until the director's answer to what is still open.
    pub undecided_business_days: u32,
}

/// When a spec that nobody answers is escalated, in business days since it came to whoever has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Until a director is reminded.
    pub reminder_business_days: u32,
    /// Until the deputy has it as well.
    pub deputy_business_days: u32,
    /// Until the office has it as well.
    pub office_business_days: u32,
    /// Until an employer or the partner who was asked something is reminded.
    pub outside_reminder_business_days: u32,
    /// Until the office sees to it that they answer.
    pub outside_office_business_days: u32,
}

/// How long data is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days a draft lives after its last change.
    pub draft_days: u32,
    /// Years a sent inventory is kept after the day of sending, or until work that was taken up has ended.
    pub submission_years: u32,
    /// Years the name and address of an employer are kept of whose specs none was ordered.
    pub declined_contact_years: u32,
    /// Years the lines of the ledger, which name nobody, are kept after their fiscal year.
    pub ledger_years: u32,
    /// Days a seminar registration is kept after the seminar.
    pub registration_days: u32,
    /// Years an entry of the book of visits is kept after it was last changed.
    pub visit_years: u32,
    /// Days the words of whoever answered the notice of a job are kept.
    pub applicant_days: u32,
    /// Years that papers and books of a job are kept, from two months after the end of the fiscal year of the last of
    /// them (法人税法施行規則59条: seven).
    pub papers_years: u32,
}

/// How orders to workers are made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderRules {
    /// Business days from accepting a spec until its order; somebody is reminded after that.
    pub order_business_days: u32,
    /// When workers are paid.
    pub pay: PayRule,
    /// The number of the terms that all orders have in common, and until when they hold; empty while the town has none.
    #[serde(default)]
    pub master_terms: String,
}

/// When what was delivered is paid: months are closed, and paid together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayRule {
    /// The day on which a month is closed.
    pub closes: DayOfMonth,
    /// How many months later it is paid.
    pub months_later: u8,
    /// The day on which it is paid.
    pub pays_on: DayOfMonth,
    /// Whether it was agreed in writing that a payment waits for the next bank day, if that is at most two days later.
    pub postponed: bool,
}

impl PayRule {
    /// The day of payment for what is received on that day, whatever banks and the law say of it.
    pub fn pays(&self, received: Date) -> Date {
        let closed = match self.closes.in_month(received) < received {
            true => received.saturating_add(1.month()),
            false => received,
        };
        // From the first, so that no month is skipped because it is shorter.
        let month = closed.first_of_month();
        let paid = month.saturating_add(i64::from(self.months_later).months());
        self.pays_on.in_month(paid)
    }
}

/// A day that every month has: 1 to 28, or the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DayOfMonth {
    /// The n-th; see [`DayOfMonth::of`].
    Nth(i8),
    /// The last.
    Last,
}

/// The text names no day that every month has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a day of the month as \"1\" to \"28\", or \"last\"")]
pub struct NotADayOfMonth;

impl DayOfMonth {
    /// The n-th day, if every month has it.
    pub fn of(n: i8) -> Option<DayOfMonth> {
        (1..=28).contains(&n).then_some(DayOfMonth::Nth(n))
    }

    /// This day in the month of `day`.
    pub fn in_month(self, day: Date) -> Date {
        match self {
            DayOfMonth::Last => day.last_of_month(),
            DayOfMonth::Nth(n) => day.first_of_month().saturating_add(i64::from(n - 1).days()),
        }
    }
}

impl TryFrom<String> for DayOfMonth {
    type Error = NotADayOfMonth;

    fn try_from(text: String) -> Result<Self, NotADayOfMonth> {
        match text.as_str() {
            "last" => Ok(DayOfMonth::Last),
            number => {
                let n = number.parse().map_err(|_| NotADayOfMonth)?;
                DayOfMonth::of(n).ok_or(NotADayOfMonth)
            }
        }
    }
}

impl From<DayOfMonth> for String {
    fn from(day: DayOfMonth) -> String {
        match day {
            DayOfMonth::Last => "last".to_owned(),
            DayOfMonth::Nth(n) => n.to_string(),
        }
    }
}

/// What invoices say of the operator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Billing {
    /// The number under which the operator is registered for 適格請求書; without it an invoice claims none.
    #[serde(default)]
    pub registration: Option<InvoiceNumber>,
    /// Where employers pay, in words; without it they are told that it is said separately.
    #[serde(default)]
    pub account: Option<String>,
}

/// 登録番号: T and thirteen digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InvoiceNumber(String);

/// The text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the registration number as T and 13 digits")]
pub struct NotAnInvoiceNumber;

impl InvoiceNumber {
    /// As it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for InvoiceNumber {
    type Error = NotAnInvoiceNumber;

    fn try_from(text: String) -> Result<Self, NotAnInvoiceNumber> {
        let digits = text.strip_prefix('T').unwrap_or_default();
        let is_number = digits.len() == 13 && digits.bytes().all(|b| b.is_ascii_digit());
        match is_number {
            true => Ok(InvoiceNumber(text)),
            false => Err(NotAnInvoiceNumber),
        }
    }
}

impl From<InvoiceNumber> for String {
    fn from(number: InvoiceNumber) -> String {
        number.0
    }
}

/// The report of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRules {
    /// The plan's first fiscal year, from which everything is added up.
    pub first_year: i16,
}

impl ReportRules {
    /// The fiscal years of which there is a report on a day, the latest last; before the first there is that of the day.
    pub fn years(self, today: Date) -> RangeInclusive<i16> {
        let this = fiscal_year(today);
        self.first_year.min(this)..=this
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registration_number_is_t_and_thirteen_digits() {
        let read = |text: &str| InvoiceNumber::try_from(text.to_owned()).is_ok();
        assert!(read("T1234567890123"));
        for wrong in [
            "",
            "1234567890123",
            "T123456789012",
            "T12345678901234",
            "t1234567890123",
            "T123456789012３",
        ] {
            assert!(!read(wrong), "{wrong}");
        }
    }
}
