//! Checks on written text and dates: what is vague, too personal, an instruction, late or reserved by law.

mod checks;
mod contact;
mod dates;
mod directives;
mod licence;
mod pay_day;
mod personal;

use serde::{Deserialize, Serialize};

pub use checks::{Checks, Mistake};
pub use contact::ContactLine;
pub use dates::{
    Dates, date_warnings, inspection_warning, is_payment_span, months_in, payment_warning,
};
pub use directives::TextContext;
pub use licence::Licence;
pub use pay_day::{PayDayFlaw, pay_day_flaw, payment_flaw};

/// One warning; none of them stops the employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What kind.
    pub kind: WarningKind,
    /// What was found and what to do, in Japanese.
    pub message: String,
}

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A scope nobody can inspect (一式, など).
    Vague,
    /// A person's name.
    Person,
    /// A phone number.
    Phone,
    /// An account or card number.
    Account,
    /// A mail address.
    Mail,
    /// Fixed hours.
    Hours,
    /// A fixed place.
    Place,
    /// A fixed sequence.
    Sequence,
    /// Dates that contradict each other or the law.
    Date,
    /// An employer's text that was written before an answer changed.
    Stale,
}

/// A word found in a text, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: WarningKind,
    /// The words that gave it away.
    pub word: String,
}

impl WarningKind {
    /// Whether it is a directive on how the work is done: hours, place or sequence.
    pub fn is_directive(self) -> bool {
        matches!(
            self,
            WarningKind::Hours | WarningKind::Place | WarningKind::Sequence
        )
    }
}

fn key(kind: WarningKind) -> &'static str {
    match kind {
        WarningKind::Vague => "warn_vague",
        WarningKind::Person => "warn_person",
        WarningKind::Phone => "warn_phone",
        WarningKind::Account => "warn_account",
        WarningKind::Mail => "warn_mail",
        WarningKind::Hours => "warn_hours",
        WarningKind::Place => "warn_place",
        WarningKind::Sequence => "warn_sequence",
        WarningKind::Date => "warn_inspection_early",
        WarningKind::Stale => "warn_stale",
    }
}

#[cfg(test)]
mod tests;
