//! What was answered about one task, in words, for the check page.

use super::stands::{minutes_each, often};
use super::summary_rows::{Rows, one};
use answers::TaskAnswers;
use questionnaire::assess;
use questionnaire::flow::Step;
use questionnaire::tasks::Task;
use town::Content;

/// What was answered on one of the pages about an own task.
pub(super) fn of_own(
    step: &Step,
    task: &Task,
    given: &TaskAnswers,
    content: &Content,
) -> (Rows, Rows) {
    const WORK: [&str; 7] = [
        "what",
        "tag",
        "procedure",
        "done",
        "done_text",
        "judgement",
        "material",
    ];
    const AMOUNT: [&str; 4] = ["stop", "savings", "who", "slack"];
    let fields = answers_about(task, given, content).into_iter();
    let belongs = |field: &str| match step {
        Step::Task(_) => WORK.contains(&field),
        Step::Amount(_) => AMOUNT.contains(&field),
        _ => !WORK.contains(&field) && !AMOUNT.contains(&field),
    };
    let rows = fields.filter(|(field, _)| belongs(field));
    let more = rows.map(|(_, row)| row).collect();
    match step {
        Step::Amount(_) => (volume(task, given, content), more),
        _ => (Rows::new(), more),
    }
}

/// How often, how many, how long.
pub(super) fn volume(task: &Task, given: &TaskAnswers, content: &Content) -> Rows {
    let (words, says) = (&content.words, &content.texts.questionnaire);
    let unknown = || says.not_known().to_owned();
    let volume = match given.times {
        0 => unknown(),
        _ => often(task, given, words, says),
    };
    let minutes = match given.minutes > 0.0 {
        true => minutes_each(task, given, words, says),
        false => unknown(),
    };
    let staff = given
        .staff
        .map(|staff| format!("{staff}{}", words.field("staff").unit));
    [
        one(content, "times", volume),
        one(content, "minutes", minutes),
        one(content, "staff", staff.unwrap_or_default()),
    ]
    .concat()
}

/// Every answer about a task of the catalogue but the numbers.
pub(super) fn of_task(task: &Task, given: &TaskAnswers, content: &Content) -> Rows {
    let answers = answers_about(task, given, content).into_iter();
    answers.map(|(_, row)| row).collect()
}

/// Every answer but the numbers, by its field, with its question and itself in words.
fn answers_about(
    task: &Task,
    given: &TaskAnswers,
    content: &Content,
) -> Vec<(&'static str, (String, String))> {
    let words = &content.words;
    let option = |field: &'static str| {
        let answer = words.option(field, assess::code(given, field));
        (field, answer.to_owned())
    };
    let savings = given.savings.iter();
    let savings: Vec<&str> = savings
        .map(|saving| words.option("savings", saving.code()))
        .collect();
    let mut rows = vec![
        ("what", given.what.clone()),
        option("stop"),
        ("savings", savings.join("、")),
    ];
    if task.row.is_none() {
        rows.push(("tag", content.tag_label(&given.tag).to_owned()));
    }
    rows.extend(["who", "procedure", "done"].map(option));
    rows.push(("done_text", given.done_text.clone()));
    rows.extend(["judgement", "material", "secrecy"].map(option));
    match given.secrecy {
        answers::Secrecy::S1 | answers::Secrecy::S2 => rows.push(option("arranged")),
        answers::Secrecy::S3 => rows.push(option("removable")),
        _ => {}
    }
    rows.extend(["workplace", "slack", "reserved"].map(option));
    rows.push(("stays", given.stays.clone()));
    rows.retain(|(_, answer)| !answer.is_empty());
    let told = rows.into_iter();
    told.map(|(field, answer)| (field, (words.field(field).brief().to_owned(), answer)))
        .collect()
}
