//! Checks on written text and dates: what is vague, too personal, an instruction, late or reserved by law.

mod checks;
mod contact;
mod dates;
mod directives;
mod licence;
mod masking;
mod pay_day;
mod paying;
mod personal;
mod transfer_fee;

use serde::{Deserialize, Serialize};

pub use checks::{Checks, Mistake};
pub use contact::ContactLine;
pub use dates::{DateMistake, Dates, is_payment_span, months_in, states_hours};
pub use directives::TextContext;
pub use licence::Licence;
pub use masking::{KnownEmployer, MASK, MaskedText, letters};
pub use pay_day::{PayDayFlaw, pay_day_flaw, payment_flaw};
pub use paying::waits_for_the_bank;
pub use transfer_fee::transfer_fee_flaw;

/// What a finding is about.
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

#[cfg(test)]
mod tests;
