//! Hours a month and the price of one task, with the basis in words.

use jiff::civil::Date;

use super::Estimate;
use super::judge::{hours_month, hours_once, units_month};
use super::price::{Price, Span, price};
use crate::tasks::Task;
use answers::{Slack, TaskAnswers};
use base::text::{shown, yen};
use base::time::japanese;
use town::{Content, Programme};

/// More hours a month than one person works: the questionnaire asks for how many they are.
pub const ONE_PERSON: f64 = 200.0;

/// The hours that a month of thirty days has.
pub const HOURS_OF_A_MONTH: f64 = 720.0;

/// Whether the answers give each of the people they name more to do than one person can.
pub fn is_beyond(given: &TaskAnswers) -> bool {
    let people = f64::from(given.staff.unwrap_or(1).max(1));
    hours_month(given) / people > ONE_PERSON
}

/// Estimates one task at the employer's minutes.
pub fn estimate(task: &Task, given: &TaskAnswers, content: &Content, today: Date) -> Estimate {
    let price = price(task, given, &content.programme, today);
    let hours = hours_month(given);
    Estimate {
        hours_month: tenth(hours),
        share_percent: share(hours, content),
        basis: basis(task, given, &price, content),
        workers: workers(given, content),
        price,
    }
}

/// Minutes × count, net, tax, gross, and what the spread of the minutes makes of it.
fn basis(task: &Task, given: &TaskAnswers, price: &Price, content: &Content) -> String {
    let words = &content.words;
    let (low, high) = task.minutes_range(given);
    let (units, hours) = match price.span {
        Span::Month => (units_month(given), hours_month(given)),
        Span::Job => (f64::from(given.count), hours_once(given)),
    };
    let values = [
        ("lot", task.unit.lot()),
        ("minutes", shown(given.minutes)),
        ("span", words.text(span_key(price.span), &[])),
        ("units", task.unit.about(units)),
        ("hours", shown(hours)),
        ("net", yen(price.net)),
        ("tax", yen(price.tax)),
        ("gross", yen(price.gross)),
        ("low", shown(low)),
        ("high", shown(high)),
        ("gross_low", yen(price.gross_low)),
        ("gross_high", yen(price.gross_high)),
    ];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    let mut lines = vec![words.text("estimate_basis", &values)];
    if price.smallest {
        lines.push(words.text("estimate_smallest", &values));
    }
    if price.gross_low != price.gross_high {
        lines.push(words.text("estimate_range", &values));
    }
    lines.concat()
}

/// The text for how much work a price is.
pub(crate) fn span_key(span: Span) -> &'static str {
    match span {
        Span::Month => "span_month",
        Span::Job => "span_job",
    }
}

/// How many have to work at once. A worker's month is four weeks of four days, as the plan counts it.
fn workers(given: &TaskAnswers, content: &Content) -> Option<u32> {
    let month = content.programme.rates.worker_hours_month;
    let time = match given.slack {
        Slack::Month => month,
        Slack::Week => month / 4.0,
        Slack::Days => month / 8.0,
        Slack::SameDay | Slack::AtOnce => month / 16.0,
        Slack::Unknown => return None,
    };
    let needed = (hours_once(given) / time)
        .max(hours_month(given) / month)
        .ceil();
    Some(needed.clamp(1.0, 1000.0) as u32)
}

/// Percent of a resident worker's month.
pub fn share(hours: f64, content: &Content) -> f64 {
    tenth(hours / content.programme.rates.worker_hours_month * 100.0)
}

/// Rounded to one decimal.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// What the figures rest on: the dated minimum wage with its source, whether it is verified, the operator's
/// share while it is a sample, and what they mean.
pub fn references(content: &Content, today: Date) -> Vec<String> {
    let (programme, words) = (&content.programme, &content.words);
    let sample = programme
        .rates
        .sample
        .then(|| words.text("share_sample", &[]));
    wage(programme, content, today)
        .into_iter()
        .chain(sample)
        .chain([words.text("rate_reference", &[])])
        .collect()
}

fn wage(programme: &Programme, content: &Content, today: Date) -> Option<String> {
    let wage = programme.minimum_wage_on(today)?;
    let unverified = match wage.verified {
        true => String::new(),
        false => content.words.text("unverified", &[]),
    };
    let values = [
        ("yen", yen(wage.yen)),
        ("from", japanese(wage.from)),
        ("source", wage.source.clone()),
        ("unverified", unverified),
    ];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    Some(content.words.text("wage_reference", &values))
}
