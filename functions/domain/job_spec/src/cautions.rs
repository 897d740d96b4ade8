//! What has to be looked at before an order: reserved work, directives, dates that do not fit, and what the law asks of every such order.

use jiff::civil::Date;

use super::directives::in_texts;
use super::{FieldState, SpecField, draft};
use answers::{Secrecy, Slack, TaskAnswers, Workplace};
use base::time::{date_in, japanese, payment_limit};
use questionnaire::tasks::Task;
use town::Content;
use town::texts::JobSpecTexts;

/// All of them, what concerns this order alone first.
pub(super) fn all(
    task: &Task,
    given: &TaskAnswers,
    fields: &[SpecField],
    content: &Content,
    today: Date,
) -> Vec<String> {
    let says = &content.texts.job_spec;
    let mut cautions = alerts(fields, content, today);
    let own_title = task.row.is_none().then_some(task.name.as_str());
    cautions.extend(in_texts(own_title, fields, content));
    cautions.extend(of_answers(given, says));
    let term = fields.iter().find(|field| field.id == "term");
    cautions.extend(of_term(given, term.map_or("", |field| &field.value), says));
    let withheld = ["writing", "design", "translation", "photo_video"];
    if task
        .tags(given)
        .iter()
        .any(|tag| withheld.contains(&tag.as_str()))
    {
        cautions.push(says.withholding().to_owned());
    }
    let dates = dates(fields);
    if let (Some(received), None) = (dates.received, dates.paid) {
        let limit = japanese(payment_limit(received));
        cautions.push(says.payment_limit(limit));
    }
    cautions
}

/// What is wrong with this order, or reserved by law in it.
pub(super) fn alerts(fields: &[SpecField], content: &Content, today: Date) -> Vec<String> {
    let licence = fields.iter().find(|field| field.id == "licence");
    let reserved = licence.filter(|field| field.value != draft::licence(&[], content));
    let passed = fields.iter().filter_map(|field| match field.state {
        FieldState::Undecided { planned, .. } if planned < today => {
            Some((content.texts.job_spec).planned_passed(&field.label, japanese(planned)))
        }
        _ => None,
    });
    let dates = dates(fields);
    let mistakes = dates.mistakes();
    let mistakes = mistakes.map(|mistake| content.texts.warnings.of_dates(mistake));
    let alerts = reserved.map(|field| field.value.clone()).into_iter();
    alerts.chain(passed).chain(mistakes).collect()
}

/// What the answers ask the director to look at before anybody is asked to do it.
fn of_answers(given: &TaskAnswers, says: &JobSpecTexts) -> Vec<String> {
    let days_off = given.slack == Slack::SameDay && draft::comes_on_days_off(given);
    let no_reason = given.workplace == Workplace::Centre && given.secrecy == Secrecy::S0;
    let cautions = [
        days_off.then(|| says.days_off()),
        no_reason.then(|| says.place_without_reason()),
    ];
    cautions.into_iter().flatten().map(str::to_owned).collect()
}

fn of_term(given: &TaskAnswers, term: &str, says: &JobSpecTexts) -> Vec<String> {
    let months = text_checks::months_in(term);
    let lasts = |least| draft::is_recurring(given) || months.is_some_and(|months| months >= least);
    let unknown = given.times == 0 && months.is_none();
    let cautions = [
        lasts(1).then(|| says.a_month()),
        unknown.then(|| says.a_month_perhaps()),
        (unknown || lasts(6)).then(|| says.half_a_year()),
    ];
    cautions.into_iter().flatten().map(str::to_owned).collect()
}

/// The fixed days among the fields' texts.
pub(super) fn dates(fields: &[SpecField]) -> text_checks::Dates {
    let date = |id: &str| {
        fields
            .iter()
            .find(|field| field.id == id)
            .and_then(|field| date_in(&field.value))
    };
    text_checks::Dates {
        received: date("delivery"),
        inspected: date("inspection_date"),
        paid: date("payment_date"),
        original: date("reentrusted"),
    }
}
