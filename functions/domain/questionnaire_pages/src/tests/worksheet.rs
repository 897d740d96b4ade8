//! A copied worksheet: what it says becomes answers, and what is blank or cannot be read stays unclear.

use answers::{Answers, Judgement, Material, Period, Procedure, Secrecy, Slack, TaskKey};
use base::industry::Industry;
use forms::Input;
use jiff::civil::date;
use questionnaire::flow;
use town::Content;

use crate::{CopiedSheet, take_worksheet, worksheet_groups};

fn inn() -> Answers {
    Answers {
        industry: Some(Industry::Inn),
        ..Answers::default()
    }
}

/// The boxes of tasks in their order; `""`: nothing is written.
fn typed(tasks: &[[&str; 10]]) -> Input {
    let mut input = Input::default();
    for (task, boxes) in (1..).zip(tasks) {
        for (number, written) in (1..).zip(boxes) {
            let name = format!("box{task}_{number}");
            input.0.insert(name, vec![(*written).to_owned()]);
        }
    }
    input
}

fn copied(tasks: &[[&str; 10]]) -> CopiedSheet {
    let content = Content::embedded();
    take_worksheet(&inn(), &content, &typed(tasks), date(2026, 12, 1)).unwrap()
}

#[test]
fn a_clear_task_is_answered_as_it_is_written() {
    let sheet = copied(&[["2", "2", "４回", "20", "10分", "1", "2", "1", "3", "3"]]);
    assert_eq!(sheet.typed.len(), 0);
    let given = &sheet.answers.tasks[&TaskKey("inn02".into())];
    assert_eq!(
        (given.period, given.times, given.count),
        (Period::Month, 4, 20)
    );
    assert_eq!(given.minutes, 10.0);
    assert_eq!(given.procedure, Procedure::Note);
    assert_eq!(given.material, Material::Paper);
    assert_eq!(given.secrecy, Secrecy::S0);
    assert_eq!(given.judgement, Judgement::Always);
    assert_eq!(given.slack, Slack::Days);
    assert_eq!(sheet.steps, ["pick", "task/inn02"]);
    let route = flow::replay(&sheet.answers, &Content::embedded());
    assert_eq!(route.next, Some(flow::Step::Result));
}

#[test]
fn what_is_blank_or_cannot_be_read_stays_unclear_and_is_asked() {
    let sheet = copied(&[["2", "2", "？", "", "?", "?", "", "？", "", "?"]]);
    let page = &sheet.typed["task/inn02"];
    for name in ["procedure", "material", "secrecy", "judgement", "slack"] {
        assert_eq!(page.one(name), "unknown", "{name}");
    }
    for name in ["times", "count", "minutes"] {
        assert_eq!(page.one(name), "", "{name}");
    }
    let route = flow::replay(&sheet.answers, &Content::embedded());
    let task = flow::Step::Task(TaskKey("inn02".into()));
    assert_eq!(route.next, Some(task), "nobody's guess takes its place");
}

#[test]
fn own_words_are_an_own_task_and_an_unreadable_name_stays_so() {
    let sheet = copied(&[
        ["送迎の予定表", "1", "5", "2", "15", "2", "1", "3", "2", "4"],
        ["?", "", "", "", "30", "", "", "", "", ""],
    ]);
    assert_eq!(sheet.typed.len(), 0, "{:?}", sheet.typed);
    let names: Vec<_> = sheet
        .answers
        .picks
        .iter()
        .map(|pick| pick.name.clone())
        .collect();
    let unread = "読めない仕事（しごと2）".to_owned();
    assert_eq!(names, [Some("送迎の予定表".to_owned()), Some(unread)]);
    let first = &sheet.answers.tasks[&TaskKey("own1".into())];
    assert_eq!(
        (first.period, first.times, first.minutes),
        (Period::Week, 5, 30.0)
    );
    assert_eq!((first.secrecy, first.slack), (Secrecy::S2, Slack::SameDay));
    let second = &sheet.answers.tasks[&TaskKey("own2".into())];
    assert!(!second.has_amount(), "how many there are is not known");
}

#[test]
fn a_box_that_cannot_be_right_is_named_and_nothing_is_taken() {
    let content = Content::embedded();
    let wrong = typed(&[
        ["99", "4", "たくさん", "0", "1", "9", "x", "", "", ""],
        ["2", "", "", "", "", "", "", "", "", ""],
        ["２", "", "", "", "", "", "", "", "", ""],
    ]);
    let errors = take_worksheet(&inn(), &content, &wrong, date(2026, 12, 1)).unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    let named = [
        "box1_1", "box1_2", "box1_3", "box1_4", "box1_6", "box1_7", "box3_1",
    ];
    assert_eq!(fields, named);
    assert!(
        errors[1]
            .message
            .starts_with("1-2 回数の数え方：1から3まで")
    );
    let groups = worksheet_groups(&content, &wrong, &errors);
    assert_eq!(groups.len(), 5);
    assert_eq!(groups[0].fields[2].value, "たくさん");
    let nothing = take_worksheet(&inn(), &content, &Input::default(), date(2026, 12, 1));
    assert_eq!(nothing.unwrap_err()[0].field, "box1_1");
}
