//! An employer's own task in three pages.

use super::*;
use answers::{OwnPage, Secrecy, TaskAnswers};
use forms::Field;
use questionnaire::assess;

/// The pages about an own task called so, with nothing answered.
fn begun(name: &str, content: &Content) -> (Answers, [Step; 3]) {
    let start = Answers {
        industry: Some(Industry::Inn),
        situation: Some(Default::default()),
        ..Answers::default()
    };
    let own = input(&[("own1", name)]);
    let answers = accept(&Step::Pick, &start, content, &own, today()).unwrap();
    let key = || TaskKey("own1".into());
    let steps = [Step::Task(key()), Step::Amount(key()), Step::Secret(key())];
    (answers, steps)
}

/// The page sent as drawn, with these answers more.
fn sent(answers: &Answers, step: &Step, more: &[(&str, &str)], content: &Content) -> Answers {
    let mut typed = as_drawn(&drawn(step, answers, content));
    for (name, value) in more {
        typed.0.insert((*name).into(), vec![(*value).to_owned()]);
    }
    accept(step, answers, content, &typed, today()).unwrap()
}

fn errors(
    answers: &Answers,
    step: &Step,
    typed: &[(&str, &str)],
    content: &Content,
) -> Vec<String> {
    let refused = accept(step, answers, content, &input(typed), today()).unwrap_err();
    refused.into_iter().map(|error| error.field).collect()
}

#[test]
fn an_own_task_is_asked_on_three_pages_of_at_most_five_questions() {
    let content = Content::embedded();
    let (mut answers, steps) = begun("送迎の予定表を作る", &content);
    for step in &steps {
        assert_eq!(flow::replay(&answers, &content).next.as_ref(), Some(step));
        let page = drawn(step, &answers, &content);
        assert!(page.stands.is_empty());
        let seen = page.groups.iter().filter(|group| !group.folded);
        let fields: Vec<&Field> = seen.flat_map(|group| &group.fields).collect();
        // How often is one question with two fields.
        let asked = fields.iter().filter(|field| field.name != "times").count();
        assert_eq!(asked, 5, "{}", step.path());
        let radios = fields.iter().filter(|field| field.kind == Kind::Radio);
        for field in radios {
            assert!(
                field.options.iter().any(|option| option.value == "unknown"),
                "{}: nobody is made to know",
                field.name
            );
            assert_eq!(
                field.value, "",
                "{}: nothing is answered beforehand",
                field.name
            );
        }
        answers = sent(&answers, step, &[], &content);
    }
    assert_eq!(flow::replay(&answers, &content).next, Some(Step::Result));
}

#[test]
fn of_an_own_task_everything_may_be_left_and_no_price_is_made_up() {
    let content = Content::embedded();
    let (mut answers, steps) = begun("現場の段取りの連絡", &content);
    for step in &steps {
        answers = accept(step, &answers, &content, &Input::default(), today()).unwrap();
    }
    let report = assess::report(&answers, &content, today());
    let task = &report.tasks[0];
    assert_eq!(task.verdict, Verdict::Confirm);
    assert!(task.estimate.price.is_none() && !task.preselected && task.draftable);
    for open in ["回数", "何分かかるか", "材料", "秘密", "担当"] {
        assert!(
            task.open.contains(&open.to_owned()),
            "{open}: {:?}",
            task.open
        );
    }
    let told = [
        task.reasons.concat(),
        task.estimate.basis.clone(),
        task.estimate.price_line(&content.texts.questionnaire),
    ];
    assert!(!told.concat().contains('円'), "{told:?}");
    answers.chosen = Some([task.key.clone()].into());
    let spec = job_spec::draft(&answers, &task.key, &content, today()).unwrap();
    let state = |id: &str| {
        spec.fields
            .iter()
            .find(|field| field.id == id)
            .unwrap()
            .state
            .code()
    };
    assert_eq!((state("volume"), state("term")), ("undecided", "undecided"));
    let glance = job_spec::sheet::Sheet::of(&spec, &content.texts).glance;
    assert!(
        glance.open.iter().any(|open| open.contains("量")),
        "{:?}",
        glance.open
    );
    assert!(
        !format!("{}{}", glance.price, glance.how_much).contains('0'),
        "{glance:?}"
    );
    assert_eq!(
        spec.tags,
        Vec::<String>::new(),
        "nobody said what kind it is"
    );
}

#[test]
fn a_known_amount_gives_hours_and_a_price_and_the_words_stand_on_the_sheet() {
    let content = Content::embedded();
    let (answers, [work, amount, secret]) = begun("送迎の予定表を作る", &content);
    let said = "予約の紙を見て、1週間の送迎を表にする。";
    let known = [
        ("what", said),
        ("material", "data"),
        ("procedure", "note"),
        ("done", "clear"),
        ("judgement", "rules"),
    ];
    let answers = sent(&answers, &work, &known, &content);
    let often = [
        ("period", "week"),
        ("times", "２"),
        ("minutes", "３０分"),
        ("slack", "week"),
        ("who", "one"),
        ("stop", "no"),
    ];
    let answers = sent(&answers, &amount, &often, &content);
    let kept = [
        ("secrecy", "s0"),
        ("reserved", "none"),
        ("workplace", "anywhere"),
    ];
    let mut answers = sent(&answers, &secret, &kept, &content);
    let report = assess::report(&answers, &content, today());
    let task = &report.tasks[0];
    assert_eq!(
        (task.verdict, task.estimate.hours_month),
        (Verdict::Now, Some(4.3))
    );
    assert_eq!(task.open, Vec::<String>::new());
    answers.chosen = Some([task.key.clone()].into());
    let spec = job_spec::draft(&answers, &task.key, &content, today()).unwrap();
    let work = &spec
        .fields
        .iter()
        .find(|field| field.id == "work")
        .unwrap()
        .value;
    assert_eq!(
        *work,
        format!("送迎の予定表を作る\n{said}\n量：1週間に2回。")
    );
}

#[test]
fn pages_gone_back_to_keep_what_was_said_and_change_nothing_else() {
    let content = Content::embedded();
    let (answers, [work, amount, secret]) = begun("送迎の予定表を作る", &content);
    let answers = sent(
        &answers,
        &work,
        &[("what", "表にする"), ("done", "clear")],
        &content,
    );
    let answers = sent(
        &answers,
        &amount,
        &[("period", "month"), ("times", "4"), ("minutes", "30")],
        &content,
    );
    assert_eq!(
        flow::replay(&answers, &content).next.as_ref(),
        Some(&secret)
    );
    let again = sent(&answers, &work, &[], &content);
    assert_eq!(again, answers, "sent as drawn");
    let again = sent(&again, &amount, &[("times", "5")], &content);
    assert_eq!(again.tasks[&TaskKey("own1".into())].what, "表にする");
    assert_eq!(
        flow::replay(&again, &content).next.as_ref(),
        Some(&secret),
        "where one was"
    );
    let missing = &again.tasks[&TaskKey("own1".into())].missing;
    assert_eq!(*missing, [OwnPage::Secret].into());
}

#[test]
fn a_number_of_times_without_its_span_is_asked_about_and_a_wrong_number_too() {
    let content = Content::embedded();
    let (answers, [work, amount, _]) = begun("送迎の予定表を作る", &content);
    let answers = sent(&answers, &work, &[], &content);
    assert_eq!(
        errors(&answers, &amount, &[("times", "4")], &content),
        ["period"]
    );
    let unknown = [("period", "unknown"), ("times", "4")];
    assert_eq!(errors(&answers, &amount, &unknown, &content), ["period"]);
    let wrong = [("period", "week"), ("times", "たまに"), ("minutes", "少し")];
    assert_eq!(
        errors(&answers, &amount, &wrong, &content),
        ["times", "minutes"]
    );
    let odd = [("secrecy", "s9")];
    let answers = sent(&answers, &amount, &[], &content);
    let secret = Step::Secret(TaskKey("own1".into()));
    assert_eq!(errors(&answers, &secret, &odd, &content), ["secrecy"]);
}

#[test]
fn what_an_older_draft_answered_on_one_page_counts_as_answered() {
    let content = Content::embedded();
    let (mut answers, [_, amount, _]) = begun("送迎の予定表を作る", &content);
    let older = TaskAnswers {
        count: 10,
        minutes: 3.0,
        secrecy: Secrecy::S0,
        ..TaskAnswers::default()
    };
    answers.tasks.insert(TaskKey("own1".into()), older);
    assert_eq!(flow::replay(&answers, &content).next, Some(Step::Result));
    let page = drawn(&amount, &answers, &content);
    let fields: Vec<&Field> = page.groups.iter().flat_map(|group| &group.fields).collect();
    let minutes = fields.iter().find(|field| field.name == "minutes").unwrap();
    assert_eq!(minutes.value, "30", "of one time, not of each");
}

#[test]
fn the_kind_is_proposed_and_may_be_changed_or_left() {
    let content = Content::embedded();
    let (answers, [work, ..]) = begun("口コミの返事を書く", &content);
    let page = drawn(&work, &answers, &content);
    let kind = page
        .groups
        .iter()
        .find(|group| group.fields[0].name == "tag")
        .unwrap();
    assert!(
        kind.folded && kind.title.contains("SNS・口コミ"),
        "{}",
        kind.title
    );
    let key = TaskKey("own1".into());
    let kind_of = |answers: &Answers| answers.tasks[&key].tag.clone();
    assert_eq!(
        kind_of(&sent(&answers, &work, &[], &content)),
        "social_review"
    );
    let changed = sent(&answers, &work, &[("tag", "writing")], &content);
    assert_eq!(kind_of(&changed), "writing");
    let left = sent(&answers, &work, &[("tag", "unknown")], &content);
    assert_eq!(kind_of(&left), "");
    assert_eq!(
        kind_of(&sent(&left, &work, &[], &content)),
        "",
        "and stays left"
    );
}

#[test]
fn more_than_the_people_can_do_is_asked_about_over_all_tasks_together() {
    let content = Content::embedded();
    let mut answers = picked(Industry::Inn, &["inn10", "inn03"], &content);
    answers.situation = Some(Default::default());
    let much = |answers: &Answers, key: &str, more: &[(&str, &str)]| {
        let step = task_step(key);
        let mut typed = as_drawn(&drawn(&step, answers, &content));
        let hours = [
            ("period", "month"),
            ("times", "10"),
            ("count", "10"),
            ("minutes", "75"),
        ];
        for (name, value) in hours.iter().chain(more) {
            typed.0.insert((*name).into(), vec![(*value).to_owned()]);
        }
        accept(&step, answers, &content, &typed, today())
    };
    let one = much(&answers, "inn03", &[]).unwrap();
    let refused = much(&one, "inn10", &[]).unwrap_err();
    assert_eq!(refused[0].field, "people");
    for part in ["250時間", "1人でできる時間", "何人で"] {
        assert!(
            refused[0].message.contains(part),
            "{part}: {}",
            refused[0].message
        );
    }
    let two = much(&one, "inn10", &[("people", "2")]).unwrap();
    assert_eq!(two.situation.as_ref().unwrap().people, Some(2));
    // Fewer people afterwards are asked about as well.
    let fewer = input(&[("industry", "inn"), ("people", "1")]);
    let refused = accept(&Step::Industry, &two, &content, &fewer, today()).unwrap_err();
    assert_eq!(refused[0].field, "people");
}
