//! Hours a month and the price of one task, with the basis in words.

use jiff::civil::Date;

use super::Estimate;
use super::judge::{hours_month, hours_once, units_month};
use super::price::{Price, Span, price};
use crate::tasks::{Task, answered};
use answers::{Answers, Slack, TaskAnswers};
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

/// Hours a month of everything answered so far.
pub fn hours_of_all(answers: &Answers, content: &Content) -> f64 {
    let tasks = answered(answers, content).into_iter();
    tasks.map(|(_, given)| hours_month(given)).sum()
}

/// Estimates one task at the employer's minutes.
pub fn estimate(task: &Task, given: &TaskAnswers, content: &Content, today: Date) -> Estimate {
    let price = price(task, given, &content.programme, today);
    let hours = given.has_amount().then(|| hours_month(given));
    Estimate {
        hours_month: hours.map(tenth),
        share_percent: hours.map(|hours| share(hours, content)),
        basis: basis(task, given, price.as_ref(), content),
        workers: workers(given, content),
        price,
    }
}

/// Minutes × count, net, tax, gross, and what the spread of the minutes makes of it.
fn basis(task: &Task, given: &TaskAnswers, price: Option<&Price>, content: &Content) -> String {
    let says = &content.texts.questionnaire;
    let Some(price) = price else {
        return says.estimate_unknown().to_owned();
    };
    let (low, high) = task.minutes_range(given);
    let (span, units, hours) = match price.span {
        Span::Month => (says.span_month(), units_month(given), hours_month(given)),
        Span::Job => (says.span_job(), f64::from(given.count), hours_once(given)),
    };
    let lot = task.unit.lot();
    let (minutes, units) = (shown(given.minutes), task.unit.about(units));
    let mut lines = vec![
        says.estimate_hours(&lot, minutes, span, units, shown(hours)),
        says.estimate_sum(yen(price.net), yen(price.tax), yen(price.gross)),
    ];
    if price.smallest {
        lines.push(says.estimate_smallest().to_owned());
    }
    if price.gross_low != price.gross_high {
        let (gross_low, gross_high) = (yen(price.gross_low), yen(price.gross_high));
        lines.push(says.estimate_range(lot, shown(low), gross_low, shown(high), gross_high));
    }
    lines.concat()
}

/// How many have to work at once. A worker's month is four weeks of four days, as the plan counts it.
fn workers(given: &TaskAnswers, content: &Content) -> Option<u32> {
    if !given.has_amount() {
        return None;
    }
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

/// What the figures of an estimate rest on: as [`sources`], and what its sums, which are with tax, mean.
pub fn references(content: &Content, today: Date) -> Vec<String> {
    let says = &content.texts.questionnaire;
    let mut all = rests_on(content, today);
    all.push(format!("{}{}", says.rate_reference(), says.wage_note()));
    all
}

/// What any sums rest on, with tax or without: the dated minimum wage with its source, whether it is verified, the
/// operator's share while it is a sample, and that the wage binds nobody here.
pub fn sources(content: &Content, today: Date) -> Vec<String> {
    let mut all = rests_on(content, today);
    all.push(content.texts.questionnaire.wage_note().to_owned());
    all
}

fn rests_on(content: &Content, today: Date) -> Vec<String> {
    let (programme, says) = (&content.programme, &content.texts.questionnaire);
    let sample = programme.rates.sample.then(|| says.share_sample());
    let wage = wage(programme, content, today).into_iter();
    wage.chain(sample.map(str::to_owned)).collect()
}

fn wage(programme: &Programme, content: &Content, today: Date) -> Option<String> {
    let wage = programme.minimum_wage_on(today)?;
    let says = &content.texts.questionnaire;
    let unverified = match wage.verified {
        true => "",
        false => says.unverified(),
    };
    let (wage_yen, from) = (yen(wage.yen), japanese(wage.from));
    let prefecture = &programme.operator.prefecture;
    Some(says.wage_reference(prefecture, wage_yen, from, unverified, &wage.source))
}
