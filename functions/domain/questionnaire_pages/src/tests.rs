mod contact;
mod counts;
mod draft;
mod own;
mod replayed;
mod table;
mod worksheet;

use jiff::civil::{Date, date};

use super::*;
use answers::{Answers, FieldEdit, Pick, SpecEdits, TaskKey};
use base::industry::Industry;
use forms::{FieldError, Input, Kind, Page};
use questionnaire::assess::Verdict;
use questionnaire::flow::{self, Step};
use town::Content;

fn today() -> Date {
    date(2026, 11, 22)
}

fn input(pairs: &[(&str, &str)]) -> Input {
    let mut input = Input::default();
    for (name, value) in pairs {
        input
            .0
            .entry((*name).into())
            .or_default()
            .push((*value).into());
    }
    input
}

/// What a browser posts when the page is sent as it is drawn.
fn as_drawn(page: &Page) -> Input {
    let mut input = Input::default();
    for field in page.groups.iter().flat_map(|group| &group.fields) {
        let values = match field.kind {
            Kind::Radio | Kind::Checkbox => field
                .options
                .iter()
                .filter(|o| o.checked)
                .map(|o| o.value.clone())
                .collect(),
            _ => vec![field.value.clone()],
        };
        input.0.insert(field.name.clone(), values);
    }
    input
}

fn drawn(step: &Step, answers: &Answers, content: &Content) -> Page {
    page(step, answers, content, None, &[], today())
}

fn task_step(key: &str) -> Step {
    Step::Task(TaskKey(key.into()))
}

fn spec_step(key: &str) -> Step {
    Step::Spec(TaskKey(key.into()))
}

/// Answers up to the picked tasks.
fn picked(industry: Industry, keys: &[&str], content: &Content) -> Answers {
    let start = Answers {
        industry: Some(industry),
        situation: Some(Default::default()),
        ..Answers::default()
    };
    let picks: Vec<_> = keys.iter().map(|key| ("picks", *key)).collect();
    accept(&Step::Pick, &start, content, &input(&picks), today()).unwrap()
}

/// Answers up to the draft of one task, everything as drawn.
fn drafted(key: &str, content: &Content) -> Answers {
    let answers = picked(Industry::Inn, &[key], content);
    let step = task_step(key);
    let typed = as_drawn(&drawn(&step, &answers, content));
    let answers = accept(&step, &answers, content, &typed, today()).unwrap();
    accept(
        &Step::Result,
        &answers,
        content,
        &input(&[("chosen", key)]),
        today(),
    )
    .unwrap()
}

#[test]
fn every_page_is_drawn_with_words_everywhere() {
    let content = Content::embedded();
    let answers = drafted("inn02", &content);
    for step in flow::replay(&answers, &content).steps {
        let page = drawn(&step, &answers, &content);
        assert!(!page.title.contains('{') && !page.title.is_empty() && !page.submit.is_empty());
        assert_eq!(page.groups.is_empty(), step == Step::Check, "{step:?}");
        for field in page.groups.iter().flat_map(|group| &group.fields) {
            assert!(
                !field.label.is_empty() && !field.label.contains('{'),
                "{step:?} {}",
                field.name
            );
            assert!(
                field
                    .options
                    .iter()
                    .all(|o| !o.label.is_empty() && !o.label.contains('{'))
            );
            let choice = matches!(field.kind, Kind::Radio | Kind::Checkbox);
            assert_eq!(choice, !field.options.is_empty(), "{step:?} {}", field.name);
        }
    }
}

#[test]
fn every_option_of_every_catalogue_task_leads_on_to_a_verdict() {
    let content = Content::embedded();
    let mut reached = std::collections::BTreeSet::new();
    for row in &content.tasks {
        let industry = Industry::from_code(&row.industry).unwrap_or(Industry::Other);
        let answers = picked(industry, &[&row.id], &content);
        let step = task_step(&row.id);
        let page = drawn(&step, &answers, &content);
        assert_eq!(page.title, row.name);
        for field in page.groups.iter().flat_map(|group| &group.fields) {
            for option in &field.options {
                let mut typed = as_drawn(&page);
                typed
                    .0
                    .insert(field.name.clone(), vec![option.value.clone()]);
                let led = accept(&step, &answers, &content, &typed, today()).unwrap();
                assert_eq!(flow::replay(&led, &content).next, Some(Step::Result));
                let report = questionnaire::assess::report(&led, &content, today());
                let task = &report.tasks[0];
                assert!(
                    !task.reasons.is_empty() && !task.verdict_label.is_empty(),
                    "{}",
                    row.id
                );
                assert!(
                    task.verdict != Verdict::Prepare
                        || !task.homework.is_empty()
                        || !task.open.is_empty(),
                    "{} {}={}",
                    row.id,
                    field.name,
                    option.value
                );
                assert!(
                    task.flip.is_some()
                        || task.verdict == Verdict::Confirm
                        || row.class == town::Class::Keep,
                    "{} {}={}",
                    row.id,
                    field.name,
                    option.value
                );
                reached.insert(task.verdict);
            }
        }
    }
    assert_eq!(reached.len(), Verdict::ALL.len());
}

#[test]
fn a_task_of_the_catalogue_is_agreed_to_in_three_lines_that_say_every_answer() {
    let content = Content::embedded();
    for row in &content.tasks {
        let industry = Industry::from_code(&row.industry).unwrap_or(Industry::Other);
        let answers = picked(industry, &[&row.id], &content);
        let page = drawn(&task_step(&row.id), &answers, &content);
        assert_eq!(page.stands.len(), 3, "{}", row.id);
        let told: String = page.stands.iter().map(|(_, line)| line.as_str()).collect();
        assert!(
            !told.contains(['{', '｛']) && told.contains(&row.stays),
            "{told}"
        );
        let secret = row.sensitivity != answers::Secrecy::S0;
        for field in page.groups.iter().flat_map(|group| &group.fields) {
            let chosen = field.options.iter().find(|option| option.checked);
            let short = chosen.map(|option| option.label.split('（').next().unwrap());
            let asked = match field.name.as_str() {
                "arranged" => secret,
                "removable" => row.sensitivity == answers::Secrecy::S3,
                // What is said of it is what stays.
                "reserved" => false,
                _ => true,
            };
            if let Some(short) = short.filter(|_| asked) {
                assert!(told.contains(short), "{} {}: {told}", row.id, field.name);
            }
        }
    }
}

#[test]
fn what_is_wrong_or_had_better_not_be_there_is_never_behind_the_three_lines() {
    let content = Content::embedded();
    let answers = picked(Industry::Inn, &["inn02"], &content);
    let step = task_step("inn02");
    let asked = |name: &str, value: &str| {
        let mut typed = as_drawn(&drawn(&step, &answers, &content));
        typed.0.insert(name.into(), vec![value.into()]);
        match accept(&step, &answers, &content, &typed, today()) {
            Ok(led) => drawn(&step, &led, &content),
            Err(errors) => page(&step, &answers, &content, Some(&typed), &errors, today()),
        }
    };
    for (name, value) in [
        ("stays", "山田様への電話"),
        ("material", "gold"),
        ("done_text", &"あ".repeat(401)),
    ] {
        let page = asked(name, value);
        assert!(page.stands.is_empty(), "{name}");
        assert_eq!(page.submit, "次へ");
    }
    let page = asked("slack", "month");
    assert!(
        page.stands[0].1.contains("1か月より長くてよい"),
        "{:?}",
        page.stands
    );
}

#[test]
fn a_few_common_tasks_come_first_and_all_others_are_folded_and_counted() {
    let content = Content::embedded();
    for industry in Industry::ALL {
        let answers = Answers {
            industry: Some(industry),
            ..Answers::default()
        };
        let page = drawn(&Step::Pick, &answers, &content);
        let tasks = |folded: bool| -> Vec<String> {
            let groups = page.groups.iter().filter(|group| group.folded == folded);
            let options = groups
                .flat_map(|group| &group.fields)
                .flat_map(|f| &f.options);
            options.map(|option| option.value.clone()).collect()
        };
        assert_eq!(tasks(false).len(), 6, "{industry:?}");
        let mut all = [tasks(false), tasks(true)].concat();
        all.sort();
        let offered = content
            .offered(industry)
            .into_iter()
            .map(|row| row.id.clone());
        let mut offered: Vec<_> = offered.collect();
        offered.sort();
        assert_eq!(all, offered, "{industry:?}");
    }
    let mut answers = picked(Industry::Inn, &["inn12"], &content);
    answers.industry = Some(Industry::Inn);
    let page = drawn(&Step::Pick, &answers, &content);
    assert!(
        page.groups.iter().all(|group| !group.folded),
        "a picked task is in sight"
    );
}

#[test]
fn refused_page_keeps_what_was_typed_and_shows_its_errors() {
    let content = Content::embedded();
    let answers = picked(Industry::Inn, &["inn02"], &content);
    let step = task_step("inn02");
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    typed.0.insert("minutes".into(), vec!["十分".into()]);
    typed.0.insert("times".into(), vec!["０".into()]);
    typed.0.insert("stays".into(), vec!["あ".repeat(401)]);
    let errors = accept(&step, &answers, &content, &typed, today()).unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["times", "minutes", "stays"]);
    let page = page(&step, &answers, &content, Some(&typed), &errors, today());
    let shown = page
        .groups
        .iter()
        .flat_map(|g| &g.fields)
        .find(|f| f.name == "minutes")
        .unwrap();
    assert_eq!(
        (shown.value.as_str(), shown.error.contains("数字")),
        ("十分", true)
    );
}

#[test]
fn numbers_are_taken_in_any_width() {
    let content = Content::embedded();
    let answers = picked(Industry::Inn, &["inn02"], &content);
    let step = task_step("inn02");
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    typed.0.insert("count".into(), vec!["１，２００".into()]);
    typed.0.insert("minutes".into(), vec!["１．５".into()]);
    let led = accept(&step, &answers, &content, &typed, today()).unwrap();
    let given = &led.tasks[&TaskKey("inn02".into())];
    assert_eq!((given.count, given.minutes), (1200, 1.5));
    let value = |name: &str| as_drawn(&drawn(&step, &led, &content)).one(name).to_owned();
    assert_eq!(
        (value("count"), value("minutes")),
        ("1200".into(), "1.5".into())
    );
}

/// What is said of the answers when one task comes so often, with so much, taking so long, done by so many.
fn asked_about(
    times: &str,
    count: &str,
    minutes: &str,
    staff: &str,
) -> Result<Answers, Vec<FieldError>> {
    let content = Content::embedded();
    let answers = picked(Industry::Inn, &["inn02"], &content);
    let step = task_step("inn02");
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    let numbers = [
        ("times", times),
        ("count", count),
        ("minutes", minutes),
        ("staff", staff),
    ];
    for (name, value) in numbers {
        typed.0.insert(name.into(), vec![value.into()]);
    }
    let taken = accept(&step, &answers, &content, &typed, today());
    if let Err(errors) = &taken {
        let page = page(&step, &answers, &content, Some(&typed), errors, today());
        let asked = page.groups.iter().flat_map(|group| &group.fields);
        let staff = asked
            .into_iter()
            .find(|field| field.name == "staff")
            .unwrap();
        assert!(staff.label.contains("何人分の仕事ですか"));
        assert_eq!(
            staff.error, errors[0].message,
            "it is asked where it can be answered"
        );
    }
    taken
}

#[test]
fn more_than_a_month_has_is_a_question_and_no_bill() {
    // 7 a week × 1,000 × 6,000 minutes.
    let slip = asked_about("7", "1000", "6000", "").unwrap_err();
    assert!(slip[0].message.contains("1か月は720時間です"), "{slip:?}");
    // 300 hours a month, by one person.
    let much = asked_about("7", "10", "60", "").unwrap_err();
    assert!(much[0].message.contains("何人分の仕事ですか"), "{much:?}");
    assert!(much[0].message.contains("約303時間"), "{much:?}");
    let two = asked_about("7", "10", "60", "2").unwrap();
    assert_eq!(two.tasks[&TaskKey("inn02".into())].staff, Some(2));
    assert!(asked_about("7", "10", "60", "0").is_err());
    assert!(
        asked_about("7", "10", "30", "").is_ok(),
        "152 hours are one person's month"
    );
}

#[test]
fn a_number_may_carry_its_unit_and_is_never_rounded_silently() {
    let content = Content::embedded();
    let answers = picked(Industry::Inn, &["inn02"], &content);
    let step = task_step("inn02");
    let counter = content.task("inn02").unwrap().unit.counter.clone();
    let asked = |name: &str, value: &str| {
        let mut typed = as_drawn(&drawn(&step, &answers, &content));
        typed.0.insert(name.into(), vec![value.into()]);
        accept(&step, &answers, &content, &typed, today())
            .map(|led| led.tasks[&TaskKey("inn02".into())].clone())
            .map_err(|errors| errors.into_iter().map(|e| e.message).collect::<String>())
    };
    assert_eq!(asked("times", "１２回").unwrap().times, 12);
    assert_eq!(asked("count", &format!("約30{counter}")).unwrap().count, 30);
    for counted in ["30件", "３０枚", "約30通"] {
        assert_eq!(asked("count", counted).unwrap().count, 30, "{counted}");
    }
    assert!(asked("count", "30分").is_err());
    assert_eq!(asked("minutes", "5分くらい").unwrap().minutes, 5.0);
    assert!(asked("times", "2.5").unwrap_err().contains("小数を使わず"));
    assert!(asked("minutes", "1時間").is_err());
}

#[test]
fn options_that_were_never_offered_are_refused() {
    let content = Content::embedded();
    let start = Answers {
        industry: Some(Industry::Inn),
        ..Answers::default()
    };
    for (step, typed, field) in [
        (Step::Industry, input(&[("industry", "space")]), "industry"),
        (Step::Industry, Input::default(), "industry"),
        (Step::Pick, input(&[("picks", "agr01")]), "picks"),
        (Step::Pick, Input::default(), "picks"),
    ] {
        let errors = accept(&step, &start, &content, &typed, today()).unwrap_err();
        assert_eq!(errors[0].field, field, "{step:?}");
    }
}

#[test]
fn the_industry_is_enough_and_more_may_be_said_of_the_business() {
    let content = Content::embedded();
    let start = Answers::default();
    let page = drawn(&Step::Industry, &start, &content);
    assert!(!page.groups[0].folded && page.groups[1].folded);
    let said = input(&[("industry", "inn")]);
    let led = accept(&Step::Industry, &start, &content, &said, today()).unwrap();
    assert_eq!(led.situation, Some(Default::default()));
    let typed = input(&[
        ("industry", "inn"),
        ("people", "３"),
        ("short", "hands"),
        ("short", "busy"),
    ]);
    let led = accept(&Step::Industry, &led, &content, &typed, today()).unwrap();
    assert!(!drawn(&Step::Industry, &led, &content).groups[1].folded);
    let situation = led.situation.unwrap();
    assert_eq!((situation.people, situation.short.len()), (Some(3), 2));
}

#[test]
fn ready_tasks_are_chosen_beforehand_and_a_choice_is_kept() {
    let content = Content::embedded();
    let mut answers = picked(Industry::Inn, &["inn10", "inn03"], &content);
    for key in ["inn10", "inn03"] {
        let typed = as_drawn(&drawn(&task_step(key), &answers, &content));
        answers = accept(&task_step(key), &answers, &content, &typed, today()).unwrap();
    }
    let chosen = |answers: &Answers| {
        as_drawn(&drawn(&Step::Result, answers, &content))
            .all("chosen")
            .to_vec()
    };
    assert_eq!(chosen(&answers), ["inn10", "inn03"]);
    let mut unsure = answers.clone();
    let given = unsure.tasks.get_mut(&TaskKey("inn03".into())).unwrap();
    given.secrecy = answers::Secrecy::Unknown;
    assert_eq!(chosen(&unsure), ["inn10"], "what has to be looked at first");
    let led = accept(
        &Step::Result,
        &answers,
        &content,
        &input(&[("chosen", "inn03")]),
        today(),
    )
    .unwrap();
    assert_eq!(chosen(&led), ["inn03"]);
    assert!(accept(&Step::Result, &led, &content, &Input::default(), today()).is_err());
}

#[test]
fn warnings_do_not_stop_and_stand_beside_their_field() {
    let content = Content::embedded();
    let answers = picked(Industry::Inn, &["inn02"], &content);
    let step = task_step("inn02");
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    typed
        .0
        .insert("stays".into(), vec!["山田様への電話 090-1234-5678".into()]);
    assert!(accept(&step, &answers, &content, &typed, today()).is_ok());
    let page = page(&step, &answers, &content, Some(&typed), &[], today());
    let field = page
        .groups
        .iter()
        .flat_map(|g| &g.fields)
        .find(|f| f.name == "stays")
        .unwrap();
    assert!(field.warning.contains("山田様") && field.warning.contains("電話番号"));
}

#[test]
fn what_the_employer_changed_is_never_folded_away() {
    let content = Content::embedded();
    let answers = drafted("inn02", &content);
    let step = spec_step("inn02");
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    typed
        .0
        .insert("handover".into(), vec!["USBメモリで渡す。".into()]);
    let answers = accept(&step, &answers, &content, &typed, today()).unwrap();
    let sections = summary(&answers, &content, today());
    let sheet = sections.iter().find(|s| s.step == "spec/inn02").unwrap();
    let told = |(_, value): &(String, String)| value.contains("USBメモリ");
    assert!(sheet.rows.iter().any(told) && !sheet.more.iter().any(told));
}

#[test]
fn summary_tells_every_answer_with_the_page_that_changes_it() {
    let content = Content::embedded();
    let mut answers = drafted("inn02", &content);
    let typed = as_drawn(&drawn(&spec_step("inn02"), &answers, &content));
    answers = accept(&spec_step("inn02"), &answers, &content, &typed, today()).unwrap();
    let sections = summary(&answers, &content, today());
    let steps: Vec<&str> = sections
        .iter()
        .map(|section| section.step.as_str())
        .collect();
    assert_eq!(
        steps,
        ["industry", "pick", "task/inn02", "result", "spec/inn02"]
    );
    let section = |step: &str| sections.iter().find(|s| s.step == step).unwrap();
    let rows = |step: &str| &section(step).rows;
    assert_eq!(rows("industry")[0], ("業種".into(), "宿泊・飲食".into()));
    assert!(rows("task/inn02").contains(&("回数".into(), "1週間に1回、1回に10件".into())));
    let sheet = section("spec/inn02");
    assert_eq!((sheet.rows.len(), sheet.more.len()), (0, 26));
    assert!(section("task/inn02").more.len() > 8);
    assert!(sections.iter().all(|s| {
        s.rows
            .iter()
            .chain(&s.more)
            .all(|(q, a)| !q.is_empty() && !a.is_empty())
    }));
}

#[test]
fn questions_are_drawn_as_expected() {
    let content = Content::embedded();
    let answers = picked(Industry::Inn, &["inn02"], &content);
    let page = drawn(&task_step("inn02"), &answers, &content);
    let lines = page.groups.iter().map(|group| {
        let fields = group
            .fields
            .iter()
            .map(|f| format!("- {} = {}\n", f.label, f.value));
        format!("## {}\n{}", group.title, fields.collect::<String>())
    });
    insta::assert_snapshot!(lines.collect::<String>());
}
