//! Checks on written text and dates: what is vague, too personal, an instruction, late or reserved by law.

mod dates;
mod detect;
mod licence;
mod turn;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::content::Wording;

pub use dates::{Dates, date_in, date_warnings, is_payment_span, months_in};
pub use licence::{licence, licence_caution};
pub use turn::by_result;

/// One warning; none of them stops the employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What kind.
    pub kind: WarningKind,
    /// What was found and what to do, in Japanese.
    pub message: String,
    /// A wording by result and inspection instead, possibly empty.
    pub suggestion: String,
}

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
}

/// A word found in a text, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: WarningKind,
    /// The words that gave it away.
    pub word: String,
}

/// What a free text gives away or leaves open, at most one finding of each kind.
pub fn findings(text: &str) -> Vec<Finding> {
    let plain: String = text.nfkc().collect();
    let found = [
        (WarningKind::Vague, detect::vague(&plain)),
        (WarningKind::Person, detect::person(text)),
        (WarningKind::Phone, detect::phone(&plain)),
        (WarningKind::Account, detect::account(&plain)),
        (WarningKind::Mail, detect::mail(&plain)),
        (WarningKind::Hours, detect::hours(&plain)),
        (WarningKind::Place, detect::place(&plain)),
        (WarningKind::Sequence, detect::sequence(&plain)),
    ];
    found
        .into_iter()
        .filter_map(|(kind, word)| word.map(|word| Finding { kind, word }))
        .collect()
}

/// The warnings about one text; instructions come with a wording by result and inspection.
pub fn warnings(text: &str, deliverable: &str, inspection: &str, words: &Wording) -> Vec<Warning> {
    let warning = |finding: Finding| Warning {
        kind: finding.kind,
        message: words.text(key(finding.kind), &[("word", &finding.word)]),
        suggestion: if turn::is_instruction(finding.kind) {
            turn::result_of(deliverable, inspection, words)
        } else {
            String::new()
        },
    };
    findings(text).into_iter().map(warning).collect()
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
    }
}

#[cfg(test)]
mod tests;
