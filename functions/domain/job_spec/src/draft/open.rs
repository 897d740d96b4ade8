//! Which questions the fields of the sheet rest on, and which of them are still to be settled.

use answers::TaskAnswers;
use questionnaire::assess;
use questionnaire::tasks::Task;

/// The questions that each field of the sheet rests on, by their field names. What comes out of a task of the
/// catalogue is known.
const RESTS_ON: [(&str, &[&str]); 10] = [
    ("deliverable", &["done"]),
    ("volume", &["times", "minutes"]),
    ("term", &["times"]),
    ("procedure", &["procedure"]),
    ("excludes", &["reserved"]),
    ("handover", &["material", "removable"]),
    ("workplace", &["workplace"]),
    ("delivery", &["slack"]),
    ("inspection", &["done"]),
    ("confidentiality", &["secrecy", "arranged"]),
];

/// The question that still has to be settled before a field can be said, by its field name.
pub(in super::super) fn unsettled(
    id: &str,
    task: &Task,
    given: &TaskAnswers,
) -> Option<&'static str> {
    if id == "deliverable" && task.row.is_some() {
        return None;
    }
    let open = assess::open(given);
    let said = |question: &str| question == "done" && !given.done_text.is_empty();
    let (_, questions) = RESTS_ON.iter().find(|(field, _)| *field == id)?;
    let mut questions = questions.iter().copied();
    questions.find(|question| open.contains(question) && !said(question))
}

/// Whether a question belongs to no field of the sheet.
pub(in super::super) fn is_without_field(question: &str) -> bool {
    !RESTS_ON
        .iter()
        .any(|(_, questions)| questions.contains(&question))
}
