//! When a partner is recommended: by tag, hours, workers at once, and tool.

use super::*;
use answers::{Period, Slack, TaskAnswers};
use questionnaire::tasks::Task;

fn told(placement: &Placement, group: Option<&str>, load: &Load) -> Vec<Recommended> {
    let content = Content::embedded();
    recommended(
        placement,
        &content.programme.partners[0],
        group,
        &content,
        load,
    )
}

/// A placement that nothing speaks for handing over.
fn plain() -> Placement {
    let mut placement = only(&case());
    placement.spec.estimate.hours_month = Some(6.0);
    placement.spec.estimate.workers = Some(3);
    placement
}

#[test]
fn nothing_is_recommended_without_a_reason() {
    assert_eq!(told(&plain(), Some("b"), &Load::default()), []);
}

#[test]
fn more_than_three_workers_at_once_speak_for_the_partner() {
    let mut placement = plain();
    placement.spec.estimate.workers = Some(4);
    for group in [Some("b"), None] {
        let wanted = [Recommended::Workers { needs: 4 }];
        assert_eq!(told(&placement, group, &Load::default()), wanted);
    }
    placement.spec.estimate.workers = None;
    assert_eq!(told(&placement, Some("b"), &Load::default()), []);
}

#[test]
fn only_what_is_not_its_own_load_takes_a_groups_hours() {
    let mut placement = plain();
    placement.spec.estimate.hours_month = Some(100.0);
    let mut load = Load::default();
    load.add("b", 100.0, sent_at());
    assert_eq!(told(&placement, Some("b"), &load), []);
    load.add("b", 70.0, sent_at());
    let (needs, free) = (100.0, 90.0);
    assert_eq!(
        told(&placement, Some("b"), &load),
        [Recommended::Hours { needs, free }]
    );
}

#[test]
fn a_drawing_goes_where_the_drawing_tool_is() {
    let content = Content::embedded();
    let row = content.tasks.iter().find(|task| task.needs("CAD"));
    let row = row.expect("a task done with CAD");
    let mut placement = plain();
    placement.spec.catalogue = Some(row.id.clone());
    let tool = "CAD".to_owned();
    assert_eq!(
        told(&placement, Some("b"), &Load::default()),
        [Recommended::Tool { tool }]
    );
    placement.spec.tags = row.tags.clone();
    let tag = "cad_drawing".to_owned();
    assert_eq!(
        told(&placement, None, &Load::default())[0],
        Recommended::Tag { tag }
    );
    placement.spec.catalogue = None;
    assert_eq!(told(&placement, None, &Load::default()).len(), 1);
}

/// A worker has 80 hours a month: 20 a week, 10 in two days, 5 a day.
#[test]
fn workers_follow_from_the_time_there_is() {
    let content = Content::embedded();
    let row = content.task("inn02").unwrap();
    let workers = |slack, count, minutes| {
        let given = TaskAnswers {
            slack,
            count,
            minutes,
            times: 1,
            period: Period::Month,
            ..row.answers()
        };
        let (key, name) = (row.key(), None);
        let task = Task::of(&Pick { key, name }, &content).unwrap();
        questionnaire::assess::assess(&task, &given, &content, jiff::civil::date(2026, 11, 28))
            .estimate
            .workers
    };
    // 20 hours at once.
    for (slack, wanted) in [
        (Slack::Month, Some(1)),
        (Slack::Week, Some(1)),
        (Slack::Days, Some(2)),
        (Slack::SameDay, Some(4)),
        (Slack::Unknown, None),
    ] {
        assert_eq!(workers(slack, 40, 30.0), wanted, "{slack:?}");
    }
    assert_eq!(workers(Slack::Week, 41, 30.0), Some(2));
    assert_eq!(workers(Slack::Month, 1, 1.0), Some(1));
}
