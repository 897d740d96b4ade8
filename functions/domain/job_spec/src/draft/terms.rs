//! The drafted texts of inspection, expenses, rights, secrecy and the order's end.

use super::open::unsettled;
use answers::{Period, Secrecy, TaskAnswers};
use questionnaire::tasks::Task;
use town::Content;
use town::texts::DraftTexts;

pub(in super::super) fn criterion(task: &Task, given: &TaskAnswers, content: &Content) -> String {
    let typical = task
        .row
        .map(|row| row.inspection.as_str())
        .unwrap_or_default();
    let own = given.done_text.trim().trim_end_matches('。');
    if !own.is_empty() {
        own.to_owned()
    } else if !typical.is_empty() {
        typical.to_owned()
    } else {
        content.texts.draft.criterion().to_owned()
    }
}

/// Of an own task whose result nobody can tell yet, no criterion is made up.
pub(super) fn inspection(task: &Task, given: &TaskAnswers, content: &Content) -> String {
    let says = &content.texts.draft;
    if task.row.is_none() && unsettled("inspection", task, given).is_some() {
        return String::new();
    }
    let rule = says.inspection_rule(criterion(task, given, content));
    let rework = says.inspection_rework(content.programme.terms.rework_rounds);
    format!("{rule}\n{rework}")
}

pub(super) fn expenses(task: &Task, says: &DraftTexts) -> String {
    match task.row {
        Some(row) => says.expenses(&row.tools),
        None => says.expenses_own().to_owned(),
    }
}

/// `None` where nobody said what kind of work it is: whether rights arise is then the director's to say.
pub(super) fn intellectual_property<'a>(
    task: &Task,
    given: &TaskAnswers,
    says: &'a DraftTexts,
) -> Option<&'a str> {
    const CREATIVE: &[&str] = &[
        "writing",
        "design",
        "photo_video",
        "translation",
        "social_review",
        "web_update",
        "it_automation",
    ];
    let tags = task.tags(given);
    if tags.is_empty() {
        return None;
    }
    let creates = tags.iter().any(|tag| CREATIVE.contains(&tag.as_str()));
    Some(match creates {
        true => says.rights_created(),
        false => says.rights_data(),
    })
}

pub(super) fn confidentiality<'a>(given: &TaskAnswers, says: &'a DraftTexts) -> &'a str {
    match given.secrecy {
        Secrecy::S0 => says.secrecy_public(),
        Secrecy::S1 => says.secrecy_inside(),
        Secrecy::S2 => says.secrecy_named(),
        Secrecy::S3 => says.secrecy_special(),
        Secrecy::Unknown => says.secrecy_unknown(),
    }
}

/// Whether the work is known to come back at least monthly, so that the order will last a month or longer.
pub(in super::super) fn is_recurring(given: &TaskAnswers) -> bool {
    given.times > 0 && (!matches!(given.period, Period::Year) || given.times >= 12)
}

pub(super) fn term(given: &TaskAnswers, says: &DraftTexts) -> String {
    if given.times == 0 {
        String::new()
    } else if is_recurring(given) {
        says.term_recurring().to_owned()
    } else {
        says.term_once(given.times)
    }
}

/// What the laws that reserve such work mean for the order. Words that name none say nothing about what is in the work.
pub(in super::super) fn licence(laws: &[&str], content: &Content) -> String {
    if laws.is_empty() {
        return content.texts.draft.licence_none().to_owned();
    }
    let cautions = laws.iter().map(|law| content.checks.licence_caution(law));
    cautions.collect::<Vec<_>>().join("\n")
}

/// The laws flagged by the catalogue or by the employer's own words.
pub(in super::super) fn laws<'a>(
    task: &Task<'a>,
    given: &TaskAnswers,
    content: &'a Content,
) -> Vec<&'a str> {
    match task.row {
        Some(row) => row.licence.as_deref().into_iter().collect(),
        None => {
            let found = content
                .checks
                .licences(&task.words(&given.what))
                .into_iter();
            found.map(|licence| licence.law.as_str()).collect()
        }
    }
}
