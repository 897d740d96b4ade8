//! Which answers about a task leave something to be settled.

use super::code;
use answers::{Secrecy, TaskAnswers, YesNo};

/// The questions that わからない can be answered to, in page order.
const ASKED: [&str; 14] = [
    "stop",
    "times",
    "minutes",
    "who",
    "procedure",
    "done",
    "judgement",
    "material",
    "secrecy",
    "arranged",
    "removable",
    "workplace",
    "slack",
    "reserved",
];

/// The code of わからない.
const UNKNOWN: &str = "unknown";

/// Whether a promise of secrecy and a safe way of handing over belong to it.
pub(super) fn needs_promise(answers: &TaskAnswers) -> bool {
    matches!(answers.secrecy, Secrecy::S1 | Secrecy::S2)
}

/// The questions answered with わからない as far as they apply, in page order.
pub fn unknown(answers: &TaskAnswers) -> Vec<&'static str> {
    let mut fields = open(answers);
    fields.retain(|field| *field != "arranged" || answers.arranged == YesNo::Unknown);
    fields
}

/// The questions whose answer leaves something to be settled, in page order: わからない, and まだ決まっていない,
/// which is known but not done yet.
pub fn open(answers: &TaskAnswers) -> Vec<&'static str> {
    let applies = |field: &&'static str| match *field {
        "arranged" => needs_promise(answers),
        "removable" => answers.secrecy == Secrecy::S3,
        _ => true,
    };
    let settled = |field: &&'static str| match *field {
        "arranged" => answers.arranged == YesNo::Yes,
        "times" => answers.times > 0,
        "minutes" => answers.minutes > 0.0,
        field => code(answers, field) != UNKNOWN,
    };
    let asked = ASKED.into_iter().filter(applies);
    asked.filter(|field| !settled(field)).collect()
}
