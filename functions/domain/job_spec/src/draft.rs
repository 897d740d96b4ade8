//! The drafted text of each field: results and inspection in concrete words, never hours or sequence.

mod open;
mod terms;

use answers::{Material, Period, Procedure, Secrecy, Slack, TaskAnswers, Workplace};
use base::text::shown;
use questionnaire::assess::{hours_month, times_month, units_month};
use questionnaire::tasks::Task;
use town::Content;
use town::texts::DraftTexts;

pub(super) use open::{is_without_field, unsettled};
use terms::{confidentiality, expenses, inspection, intellectual_property, term};
pub(super) use terms::{criterion, is_recurring, laws, licence};

/// A field before the employer's changes; `None`: the director fills it.
pub(super) fn text(
    id: &str,
    task: &Task,
    given: &TaskAnswers,
    content: &Content,
) -> Option<String> {
    let says = &content.texts.draft;
    match id {
        "orderer" => Some(orderer(content)),
        "work" => Some(work(task, given, says)),
        "deliverable" => Some(deliverable(task, given, says)),
        "volume" => Some(volume(task, given, says)),
        "procedure" => Some(procedure(given, says).to_owned()),
        "excludes" => Some(excludes(task, given, says)),
        "handover" => Some(handover(task, given, says)),
        "workplace" => Some(workplace(given, says)),
        "delivery" => Some(delivery(given, says).to_owned()),
        "inspection_date" => Some(says.inspection_date(content.programme.terms.inspection_days)),
        "inspection" => Some(inspection(task, given, content)),
        "expenses" => Some(expenses(task, says)),
        "changes" => Some(says.changes().to_owned()),
        "intellectual_property" => intellectual_property(task, given, says).map(str::to_owned),
        "confidentiality" => Some(confidentiality(given, says).to_owned()),
        "term" => Some(term(given, says)),
        "notice" => Some(says.notice(content.programme.terms.notice_days)),
        "questions" => Some(says.questions().to_owned()),
        _ => None,
    }
}

pub(super) fn orderer(content: &Content) -> String {
    let operator = &content.programme.operator;
    format!(
        "{}\n{}\n{}",
        operator.name, operator.address, operator.phone
    )
}

fn work(task: &Task, given: &TaskAnswers, says: &DraftTexts) -> String {
    let what = match task.row {
        Some(row) => format!("{}：{}。", task.name, row.what),
        None => task.words(&given.what),
    };
    format!("{what}\n{}", work_volume(task, given, says))
}

/// How often, and how much each time. An own task is counted by its times alone.
fn work_volume(task: &Task, given: &TaskAnswers, says: &DraftTexts) -> String {
    match (task.row, given.times, given.count) {
        (_, 0, _) => says.work_volume_open().to_owned(),
        (None, _, 1) => says.work_often(frequency(given, says)),
        (_, _, count) => {
            let amount = task.unit.amount(f64::from(count));
            says.work_volume(frequency(given, says), amount)
        }
    }
}

/// 1週間に2回 and the like; 毎日 where it is every day.
fn frequency(given: &TaskAnswers, says: &DraftTexts) -> String {
    match given.period {
        Period::Week if given.times == 7 => says.daily().to_owned(),
        Period::Week => says.weekly(given.times),
        Period::Month => says.monthly(given.times),
        Period::Year => says.yearly(given.times),
    }
}

/// What comes out, by its name.
pub(super) fn outcome(task: &Task) -> String {
    task.row
        .map_or(task.name.clone(), |row| row.deliverable.clone())
}

/// Of an own task whose result nobody can tell yet, no form is made up.
fn deliverable(task: &Task, given: &TaskAnswers, says: &DraftTexts) -> String {
    match task.row {
        Some(row) => format!("{}。", row.deliverable),
        None if unsettled("deliverable", task, given).is_some() => String::new(),
        None => says.deliverable_own(&task.name),
    }
}

/// Counted by the month, or by the year where it comes less often.
fn volume(task: &Task, given: &TaskAnswers, says: &DraftTexts) -> String {
    if !given.has_amount() {
        return String::new();
    }
    let (span, months) = match times_month(given) {
        times if times >= 1.0 => (says.span_month(), 1.0),
        _ => (says.span_year(), 12.0),
    };
    let units = units_month(given) * months;
    let most = task
        .unit
        .most_in_a_month()
        .map(|most| f64::from(most) * months);
    // A fifth more than expected, but never more than the calendar has.
    let limit = (units * 1.2).ceil();
    let limit = most.map_or(limit, |most| limit.min(most.max(units.ceil())));
    says.volume(
        task.unit.counted(),
        span,
        task.unit.about(units),
        shown(hours_month(given) * months),
        task.unit.amount(limit),
    )
}

fn procedure<'a>(given: &TaskAnswers, says: &'a DraftTexts) -> &'a str {
    match given.procedure {
        Procedure::Note => says.procedure_note(),
        Procedure::Oral => says.procedure_oral(),
        Procedure::Knack => says.procedure_knack(),
        Procedure::Unknown => "",
    }
}

fn excludes(task: &Task, given: &TaskAnswers, says: &DraftTexts) -> String {
    let stays = task.stays(given);
    let stays = stays.trim_end_matches('。');
    match (task.row, stays.is_empty()) {
        (Some(row), _) if stays == row.stays => format!("{}。", row.excludes),
        (_, true) => says.excludes_last().to_owned(),
        _ => says.excludes(stays),
    }
}

fn handover(task: &Task, given: &TaskAnswers, says: &DraftTexts) -> String {
    let material = match given.material {
        Material::Data => says.handover_data(),
        Material::Paper => says.handover_paper(),
        Material::Thing => says.handover_thing(),
        Material::Unknown => says.handover_unknown(),
    };
    match task.row {
        Some(row) => format!("{}。\n{material}", row.handover),
        None => material.to_owned(),
    }
}

/// Empty while nobody knows. Work of the same day says what becomes of Saturdays, Sundays and holidays.
fn delivery<'a>(given: &TaskAnswers, says: &'a DraftTexts) -> &'a str {
    match given.slack {
        Slack::Month => says.delivery_month(),
        Slack::Week => says.delivery_week(),
        Slack::Days => says.delivery_days(),
        Slack::SameDay | Slack::AtOnce if comes_on_days_off(given) => says.delivery_every_day(),
        Slack::SameDay | Slack::AtOnce => says.delivery_same_day(),
        Slack::Unknown => "",
    }
}

/// Whether it comes so often that it comes on Saturdays and Sundays too.
pub(super) fn comes_on_days_off(given: &TaskAnswers) -> bool {
    match given.period {
        Period::Week => given.times > 5,
        Period::Month => given.times > 23,
        Period::Year => given.times > 260,
    }
}

/// Only the safety of what is handed over is a reason to fix the place of work.
fn workplace(given: &TaskAnswers, says: &DraftTexts) -> String {
    let secret = match given.secrecy {
        Secrecy::S0 | Secrecy::Unknown => says.secret_any(),
        Secrecy::S1 => says.secret_inside(),
        Secrecy::S2 | Secrecy::S3 => says.secret_named(),
    };
    match given.workplace {
        Workplace::Anywhere => says.workplace_anywhere().to_owned(),
        Workplace::Centre => says.workplace_centre(secret),
        Workplace::Unknown => String::new(),
    }
}
