//! What AWS says of the stack, in the office's words: alarms that stand, and how near the month's cost is to its limit.

use base::time::japan_date;
use jiff::Timestamp;
use store::{AlarmNews, AlarmNotice};
use town::texts::OfficeTexts;
use web::words::moment;

use crate::lists::ListedItem;

/// The alarms that began and have not ended.
pub(crate) fn standing(notices: &[AlarmNotice], texts: &OfficeTexts) -> Vec<ListedItem> {
    let raised = notices.iter().filter_map(|notice| match &notice.news {
        AlarmNews::Alarm {
            name,
            is_raised: true,
        } => Some((name.as_str(), notice.at)),
        _ => None,
    });
    raised.map(|(name, at)| item(name, at, texts)).collect()
}

/// The first sentence says what happened, the rest what to do.
fn item(name: &str, at: Timestamp, texts: &OfficeTexts) -> ListedItem {
    let words = words(name, texts);
    let (what, todo) = words.split_once('。').unwrap_or((&words, ""));
    let lines = [todo, texts.alarm_call()];
    let lines = lines.iter().filter(|line| !line.is_empty());
    ListedItem {
        title: what.to_owned(),
        eyebrow: texts.alarm_since(moment(at)),
        lines: lines.map(|line| (*line).to_owned()).collect(),
        urgent: true,
        ..ListedItem::default()
    }
}

/// What an alarm of `infra/template.yaml` means, and what the office does.
fn words(name: &str, texts: &OfficeTexts) -> String {
    match name {
        "DeadLetters" => texts.alarm_dead_letters(),
        "OverdueMessages" => texts.alarm_overdue_messages(),
        "EscalationsMissed" => texts.alarm_escalations_missed(),
        "CeilingsMet" => texts.alarm_ceilings_met(),
        "ScheduleSilent" | "ScheduleErrors" => texts.alarm_schedule(),
        "DispatchErrors" => texts.alarm_dispatch(),
        "PublishErrors" => texts.alarm_publish(),
        "Failures" => texts.alarm_failures(),
        "PageErrors" => texts.alarm_page_errors(),
        "Throttles" => texts.alarm_throttles(),
        "Bounces" => texts.alarm_bounces(),
        other => return texts.alarm_other(other),
    }
    .to_owned()
}

/// How near this month's cost is to its limit, as far as AWS has said so; what was said of an earlier month is over.
pub(crate) fn cost(notices: &[AlarmNotice], now: Timestamp, texts: &OfficeTexts) -> String {
    let month = |at: Timestamp| japan_date(at).first_of_month();
    let of_month = notices.iter().filter(|it| month(it.at) == month(now));
    let said = of_month.filter_map(|notice| match &notice.news {
        AlarmNews::Cost {
            is_forecast,
            amount,
            limit,
        } => {
            let at = moment(notice.at);
            Some(match (is_forecast, amount.is_empty() || limit.is_empty()) {
                (false, false) => texts.cost_near_amount(amount, &at, limit),
                (false, true) => texts.cost_near(at),
                (true, false) => texts.cost_forecast_amount(amount, &at, limit),
                (true, true) => texts.cost_forecast(at),
            })
        }
        AlarmNews::Alarm { .. } => None,
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => texts.cost_quiet().to_owned(),
        false => said.concat(),
    }
}

#[cfg(test)]
mod tests {
    use town::Content;

    use super::*;

    #[test]
    fn every_alarm_of_the_template_has_words_of_its_own() {
        let template = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../infra/template.yaml");
        let template = std::fs::read_to_string(template).unwrap();
        let texts = &Content::embedded().texts.office;
        let names = template
            .split("AlarmName: !Sub kiridashi-${Stage}-")
            .skip(1);
        let names: Vec<&str> = names.map(|it| it.lines().next().unwrap()).collect();
        assert!(names.len() > 10, "{names:?}");
        for name in names {
            assert_ne!(words(name, texts), texts.alarm_other(name));
        }
    }
}
