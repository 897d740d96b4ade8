//! Hours and yen a month from minutes × count × rate, with the basis in words.

use crate::tasks::Task;
use answers::{Slack, TaskAnswers};
use base::text::{shown, yen};
use base::time::japanese;
use town::Content;

use super::Estimate;
use super::judge::{hours_month, units_month};

/// Estimates one task at the employer's minutes; the range keeps the catalogue's low and high.
pub fn estimate(task: &Task, given: &TaskAnswers, content: &Content) -> Estimate {
    let rates = &content.programme.rates;
    let (low, high) = task.minutes_range(given);
    let units = units_month(given);
    let price = |minutes: f64| units * minutes / 60.0 * rates.yen_per_hour as f64;
    let hours = hours_month(given);
    let (low_text, high_text) = (shown(low), shown(high));
    let values = [
        ("low", low_text.as_str()),
        ("high", &high_text),
        ("units", &shown(units)),
        ("counter", &task.counter),
        ("rate", &yen(rates.yen_per_hour)),
        ("since", &japanese(rates.since)),
        ("hours", &shown(hours)),
    ];
    Estimate {
        hours_month: tenth(hours),
        yen_low: (price(low) / 10.0).floor() as u64 * 10,
        yen_high: (price(high) / 10.0).ceil() as u64 * 10,
        share_percent: share(hours, content),
        basis: content.words.text("estimate_basis", &values),
        workers: workers(given, content),
    }
}

/// How many have to work at once. A worker's month is four weeks of four days, as the plan counts it.
fn workers(given: &TaskAnswers, content: &Content) -> Option<u32> {
    let month = content.programme.rates.worker_hours_month;
    let time = match given.slack {
        Slack::Month => month,
        Slack::Week => month / 4.0,
        Slack::Days => month / 8.0,
        Slack::SameDay => month / 16.0,
        Slack::Unknown => return None,
    };
    let once = f64::from(given.count) * given.minutes / 60.0;
    let needed = (once / time).max(hours_month(given) / month).ceil();
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

/// The newest dated minimum wage with its source, and what it means.
pub fn references(content: &Content) -> Vec<String> {
    let wage = content.programme.minimum_wage.last().map(|wage| {
        let values = [
            ("yen", yen(wage.yen)),
            ("from", japanese(wage.from)),
            ("source", wage.source.clone()),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        content.words.text("wage_reference", &values)
    });
    wage.into_iter()
        .chain([content.words.text("rate_reference", &[])])
        .collect()
}
