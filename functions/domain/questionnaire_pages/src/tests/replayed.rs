use jiff::civil::{Date, date};

use answers::{Answers, TaskKey};
use answers::{Secrecy, YesNo};
use base::industry::Industry;
use forms::{Input, Kind};
use questionnaire::flow::{Step, draftable, replay};
use questionnaire::tasks;
use questionnaire::tasks::picked;
use town::Content;

fn today() -> Date {
    date(2026, 11, 22)
}

/// What a browser posts when the page is sent as it is drawn.
fn as_drawn(page: &forms::Page) -> Input {
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

fn set(input: &mut Input, name: &str, values: &[&str]) {
    input.0.insert(
        name.into(),
        values.iter().map(|v| (*v).to_owned()).collect(),
    );
}

/// Sends one page as drawn, after a change.
fn send(answers: &Answers, content: &Content, step: &Step, change: impl Fn(&mut Input)) -> Answers {
    let page = crate::page(step, answers, content, None, &[], today());
    let mut input = as_drawn(&page);
    change(&mut input);
    crate::accept(step, answers, content, &input, today())
        .unwrap_or_else(|errors| panic!("{}: {errors:?}", step.path()))
}

/// Answers what a drawn page leaves open, so that it leads on.
fn complete(step: &Step, input: &mut Input) {
    match step {
        Step::Industry if input.one("industry").is_empty() => set(input, "industry", &["inn"]),
        Step::Pick if input.all("picks").is_empty() && input.all("picks_bo").is_empty() => {
            set(input, "picks_bo", &["bo09"]);
        }
        Step::Task(_) | Step::Amount(_) | Step::Secret(_) => {
            let open = [
                ("stop", "no"),
                ("tag", "office_docs"),
                ("period", "month"),
                ("times", "2"),
                ("count", "10"),
                ("minutes", "5"),
                ("who", "one"),
                ("procedure", "note"),
                ("done", "clear"),
                ("judgement", "rules"),
                ("material", "data"),
                ("secrecy", "s1"),
                ("slack", "week"),
                ("reserved", "none"),
            ];
            for (name, value) in open {
                if input.0.contains_key(name) && input.one(name).is_empty() {
                    set(input, name, &[value]);
                }
            }
        }
        Step::Result if input.all("chosen").is_empty() => {}
        Step::Contact => {
            set(input, "business", &["見本旅館"]);
            set(input, "person", &["髙橋 﨑子（見本）"]);
            set(input, "phone", &["０９０－１２３４－５６７８"]);
            set(input, "consent", &["yes"]);
        }
        _ => {}
    }
}

/// Walks from the present answers to the end, choosing everything that can be drafted.
fn walk(mut answers: Answers, content: &Content) -> (Answers, Vec<Step>) {
    let mut visited = Vec::new();
    while let Some(step) = replay(&answers, content).next {
        assert!(!visited.contains(&step), "asked twice: {step:?}");
        answers = send(&answers, content, &step, |input| {
            complete(&step, input);
            if step == Step::Result {
                let all = draftable(&answers, content).into_iter();
                input
                    .0
                    .insert("chosen".into(), all.map(|(task, _)| task.key.0).collect());
            }
        });
        visited.push(step);
    }
    (answers, visited)
}

fn with_picks(industry: Industry, keys: &[&str], content: &Content) -> Answers {
    let mut answers = Answers {
        industry: Some(industry),
        ..Answers::default()
    };
    answers.situation = Some(answers::Situation::default());
    send(&answers, content, &Step::Pick, |input| {
        let (office, trade): (Vec<&str>, Vec<&str>) =
            keys.iter().copied().partition(|key| key.starts_with("bo"));
        set(input, "picks", &trade);
        set(input, "picks_bo", &office);
    })
}

#[test]
fn every_path_is_read_back_and_nothing_else() {
    let keys = ["inn02", "own1"].map(|key| TaskKey(key.into()));
    let fixed = [
        Step::Industry,
        Step::Pick,
        Step::Result,
        Step::Check,
        Step::Contact,
    ];
    let of_tasks = keys.into_iter().flat_map(|key| {
        let own = [Step::Amount(key.clone()), Step::Secret(key.clone())];
        own.into_iter()
            .chain([Step::Task(key.clone()), Step::Spec(key)])
    });
    for step in fixed.into_iter().chain(of_tasks) {
        assert_eq!(Step::from_path(&step.path()), Some(step));
    }
    for path in [
        "",
        "task",
        "task/",
        "task/../x",
        "task/INN02",
        "spec/a/b",
        "industry/",
        "sent",
    ] {
        assert_eq!(Step::from_path(path), None, "{path}");
    }
}

#[test]
fn every_industry_leads_from_the_first_page_to_the_end() {
    let content = Content::embedded();
    for industry in Industry::ALL {
        let first = content.offered(industry)[0].id.clone();
        let (answers, visited) = walk(with_picks(industry, &[&first, "bo06"], &content), &content);
        assert_eq!(replay(&answers, &content).next, None);
        assert_eq!(visited.last(), Some(&Step::Contact));
        assert_eq!(
            job_spec::drafts(&answers, &content, today()).len(),
            2,
            "{industry:?}"
        );
    }
}

#[test]
fn nothing_is_allowed_beyond_the_next_page() {
    let content = Content::embedded();
    let route = replay(&Answers::default(), &content);
    assert_eq!(route.next, Some(Step::Industry));
    assert!(route.allows(&Step::Industry));
    for step in [Step::Pick, Step::Check, Step::Task(TaskKey("inn02".into()))] {
        assert!(!route.allows(&step));
    }
}

#[test]
fn changed_industry_asks_only_what_became_reachable() {
    let content = Content::embedded();
    let (answers, _) = walk(
        with_picks(Industry::Inn, &["inn02", "bo09"], &content),
        &content,
    );
    let changed = send(&answers, &content, &Step::Industry, |input| {
        set(input, "industry", &["agr"])
    });
    assert_eq!(replay(&changed, &content).next, Some(Step::Pick));
    assert!(
        !serde_json::to_string(&questionnaire::assess::report(&changed, &content, today()))
            .unwrap()
            .contains("口コミ")
    );
    assert!(
        job_spec::drafts(&changed, &content, today())
            .iter()
            .all(|spec| spec.title != "口コミ返信の下書き")
    );
    let shown = crate::summary(&changed, &content, today());
    assert!(
        shown
            .iter()
            .all(|section| section.rows.iter().all(|(_, a)| !a.contains("口コミ")))
    );

    let picked = send(&changed, &content, &Step::Pick, |input| {
        set(input, "picks", &["agr07"])
    });
    let (_, visited) = walk(picked, &content);
    let agr07 = TaskKey("agr07".into());
    assert_eq!(
        visited,
        [
            Step::Task(agr07.clone()),
            Step::Result,
            Step::Spec(agr07),
            Step::Check
        ],
        "the back-office task and the contact are not asked again"
    );

    let back = send(&changed, &content, &Step::Industry, |input| {
        set(input, "industry", &["inn"])
    });
    assert_eq!(
        replay(&back, &content).next,
        None,
        "changing back restores everything"
    );
}

#[test]
fn editing_task_two_leaves_task_one_byte_identical() {
    let content = Content::embedded();
    let (answers, _) = walk(
        with_picks(Industry::Inn, &["inn02", "inn10"], &content),
        &content,
    );
    let [one, two] = ["inn02", "inn10"].map(|key| TaskKey(key.into()));
    let json = |answers: &Answers| {
        let spec = job_spec::draft(answers, &one, &content, today());
        serde_json::to_string(&(&answers.tasks[&one], &answers.edits[&one], spec)).unwrap()
    };
    let changed = send(&answers, &content, &Step::Task(two), |input| {
        set(input, "minutes", &["45"])
    });
    assert_eq!(json(&answers), json(&changed));
    assert_eq!(
        replay(&changed, &content).next,
        Some(Step::Check),
        "only the check is asked again"
    );
}

#[test]
fn task_that_can_no_longer_be_handed_over_leaves_every_output() {
    let content = Content::embedded();
    let (answers, _) = walk(
        with_picks(Industry::Inn, &["inn02", "inn10"], &content),
        &content,
    );
    let two = Step::Task(TaskKey("inn10".into()));
    let kept = send(&answers, &content, &two, |input| {
        set(input, "reserved", &["whole"])
    });
    let route = replay(&kept, &content);
    assert_eq!(route.next, Some(Step::Check));
    assert!(!route.steps.contains(&Step::Spec(TaskKey("inn10".into()))));
    assert_eq!(job_spec::drafts(&kept, &content, today()).len(), 1);
}

#[test]
fn added_task_asks_its_questions_and_the_result_again() {
    let content = Content::embedded();
    let (answers, _) = walk(with_picks(Industry::Con, &["con09"], &content), &content);
    let added = tasks::add(&answers, &TaskKey("bo09".into()), &content).unwrap();
    let bo09 = TaskKey("bo09".into());
    let (_, visited) = walk(added, &content);
    assert_eq!(
        visited,
        [
            Step::Task(bo09.clone()),
            Step::Result,
            Step::Spec(bo09),
            Step::Check
        ]
    );
}

#[test]
fn removed_task_takes_its_answers_along_and_the_last_one_stays() {
    let content = Content::embedded();
    let (answers, _) = walk(
        with_picks(Industry::Con, &["con09", "bo09"], &content),
        &content,
    );
    let [con09, bo09] = ["con09", "bo09"].map(|key| TaskKey(key.into()));
    let removed = tasks::remove(&answers, &con09, &content).unwrap();
    assert!(!serde_json::to_string(&removed).unwrap().contains("con09"));
    assert_eq!(removed.tasks[&bo09], answers.tasks[&bo09]);
    assert_eq!(
        tasks::remove(&removed, &bo09, &content),
        Err(tasks::TaskError::Last)
    );
    assert_eq!(
        tasks::remove(&removed, &con09, &content),
        Err(tasks::TaskError::Unknown)
    );
}

#[test]
fn own_task_is_asked_for_its_kind_and_reaches_a_director() {
    let content = Content::embedded();
    let start = with_picks(Industry::Other, &["bo09"], &content);
    let own = send(&start, &content, &Step::Pick, |input| {
        set(input, "picks_bo", &[]);
        set(input, "own1", &["　送迎の 予定表を作る　"]);
    });
    let (answers, _) = walk(own, &content);
    let specs = job_spec::drafts(&answers, &content, today());
    assert_eq!(
        (specs.len(), specs[0].title.as_str()),
        (1, "送迎の 予定表を作る")
    );
    let (holder, _) = submissions::route::choose(
        &specs[0],
        &Default::default(),
        today(),
        &content.programme,
        &Default::default(),
    );
    assert_eq!(holder.group(), Some("a"));
}

#[test]
fn emptied_own_task_does_not_hand_its_answers_to_the_next() {
    let content = Content::embedded();
    let start = with_picks(Industry::Other, &["bo09"], &content);
    let own = send(&start, &content, &Step::Pick, |input| {
        set(input, "own1", &["予定表を作る"])
    });
    let (answers, _) = walk(own, &content);
    let emptied = send(&answers, &content, &Step::Pick, |input| {
        set(input, "own1", &[""])
    });
    let another = send(&emptied, &content, &Step::Pick, |input| {
        set(input, "own1", &["領収書の整理"])
    });
    assert_eq!(
        replay(&another, &content).next,
        Some(Step::Task(TaskKey("own1".into())))
    );
}

#[test]
fn own_task_reserved_by_law_is_suggested_as_such() {
    let content = Content::embedded();
    let start = with_picks(Industry::Other, &["bo09"], &content);
    let own = send(&start, &content, &Step::Pick, |input| {
        set(input, "own1", &["補助金申請書の作成"]);
        set(input, "own2", &["採用の合否を決める"]);
        set(input, "own3", &["補助金の資料そろえ"]);
        set(input, "own4", &["確定申告書の入力"]);
        set(input, "own5", &["補助金申請書の清書"]);
    });
    let reserved = |key: &str| {
        let step = Step::Secret(TaskKey(key.into()));
        as_drawn(&crate::page(&step, &own, &content, None, &[], today()))
            .one("reserved")
            .to_owned()
    };
    assert_eq!(
        (reserved("own1"), reserved("own2"), reserved("own3")),
        ("whole".into(), "whole".into(), String::new())
    );
    let why = |key: &str| {
        let step = Step::Secret(TaskKey(key.into()));
        let page = crate::page(&step, &own, &content, None, &[], today());
        let mut fields = page.groups.into_iter().flat_map(|group| group.fields);
        fields
            .find(|field| field.name == "reserved")
            .unwrap()
            .warning
    };
    assert!(why("own1").contains("行政書士法19条") && why("own2").contains("職業安定法36条"));
    assert_eq!(why("own3"), "");
    assert_eq!(
        (reserved("own4"), reserved("own5")),
        ("whole".into(), "unknown".into())
    );
    assert!(why("own4").contains("税理士") && why("own5").contains("専門家に確認"));
}

#[test]
fn thirteenth_task_is_refused_with_the_number_too_many() {
    let content = Content::embedded();
    let answers = with_picks(Industry::Inn, &["inn01"], &content);
    let all: Vec<String> = content
        .offered(Industry::Inn)
        .iter()
        .map(|row| row.id.clone())
        .collect();
    let mut input = Input::default();
    input.0.insert("picks".into(), all[..12].to_vec());
    set(&mut input, "own1", &["予定表を作る"]);
    let errors = crate::accept(&Step::Pick, &answers, &content, &input, today()).unwrap_err();
    assert!(errors[0].message.contains("いま13件") && errors[0].message.contains("1件減らして"));
    input.0.remove("own1");
    let full = crate::accept(&Step::Pick, &answers, &content, &input, today()).unwrap();
    assert_eq!(picked(&full, &content).len(), 12);
    assert_eq!(
        tasks::add(&full, &TaskKey("bo01".into()), &content),
        Err(tasks::TaskError::Full)
    );
}

#[test]
fn hopeless_tasks_end_on_the_result_page_with_words() {
    let content = Content::embedded();
    let start = with_picks(Industry::Inn, &["inn02"], &content);
    let step = Step::Task(TaskKey("inn02".into()));
    let kept = send(&start, &content, &step, |input| {
        set(input, "secrecy", &[Secrecy::S3.code()]);
        set(input, "removable", &[YesNo::No.code()]);
    });
    assert_eq!(replay(&kept, &content).next, Some(Step::Result));
    let page = crate::page(&Step::Result, &kept, &content, None, &[], today());
    assert!(page.groups.is_empty() && page.lead[0].contains("たのめる仕事がありません"));
    let errors =
        crate::accept(&Step::Result, &kept, &content, &Input::default(), today()).unwrap_err();
    assert!(errors[0].message.contains("ほかの仕事を足して"));
}
