//! Reads what CloudWatch and AWS Budgets publish through SNS: an alarm that began or ended, a month's cost near its limit.

use aws_lambda_events::event::sns::SnsRecord;
use jiff::Timestamp;
use serde::Deserialize;
use store::{AlarmNews, AlarmNotice};

/// What CloudWatch says of an alarm that changed; only what is needed.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AlarmChange {
    alarm_name: String,
    new_state_value: String,
}

/// The words with which a message of AWS Budgets begins, which is text.
const BUDGET: &str = "AWS Budget Notification";

/// What a record says, if it is of an alarm or of the budget.
pub(crate) fn notice(record: &SnsRecord) -> Option<AlarmNotice> {
    let message = &record.sns.message;
    let news = match serde_json::from_str::<AlarmChange>(message) {
        Ok(change) => alarm(&change)?,
        Err(_) => cost(message)?,
    };
    let at = Timestamp::from_millisecond(record.sns.timestamp.timestamp_millis());
    Some(AlarmNotice { at: at.ok()?, news })
}

fn alarm(change: &AlarmChange) -> Option<AlarmNews> {
    let is_raised = match change.new_state_value.as_str() {
        "ALARM" => true,
        "OK" => false,
        // Too little is known yet.
        _ => return None,
    };
    let name = change.alarm_name.rsplit_once('-');
    let name = name.map_or(change.alarm_name.as_str(), |(_, name)| name);
    Some(AlarmNews::Alarm {
        name: name.to_owned(),
        is_raised,
    })
}

/// The cost in a message of AWS Budgets: `Budgeted Amount: $100.00`, `Alert Type: ACTUAL`, `ACTUAL Amount: $84.12`.
fn cost(message: &str) -> Option<AlarmNews> {
    if !message.trim_start().starts_with(BUDGET) {
        return None;
    }
    let said = |name: &str| {
        let lines = message.lines().filter_map(|line| line.split_once(':'));
        let mut values = lines.filter(|(label, _)| label.trim().eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value.trim())
    };
    let dollars = |name: &str| {
        let amount = said(name).and_then(|value| value.strip_prefix('$'));
        let amount = amount.filter(|amount| {
            amount
                .chars()
                .all(|c| c.is_ascii_digit() || ".,".contains(c))
        });
        amount.unwrap_or_default().to_owned()
    };
    let kind = said("Alert Type").unwrap_or_default();
    Some(AlarmNews::Cost {
        is_forecast: kind.eq_ignore_ascii_case("FORECASTED"),
        amount: dollars(&format!("{kind} Amount")),
        limit: dollars("Budgeted Amount"),
    })
}
