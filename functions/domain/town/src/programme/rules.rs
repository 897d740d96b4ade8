//! The settings' figures: rates, promises, terms, and how long what is kept or waited for.

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
}
