mod prices;

use proptest::prelude::*;

use super::*;
use answers::{
    Done, Judgement, Material, Period, Pick, Procedure, Reserved, Saving, Secrecy, Shortage,
    Situation, Slack, Who, Workplace, YesNo,
};
use base::industry::Industry;
use town::Class;

const TODAY: Date = jiff::civil::date(2026, 11, 28);

fn report(answers: &Answers, content: &Content) -> Report {
    super::report(answers, content, TODAY)
}

/// A task nothing speaks against: 100 points.
fn easy() -> TaskAnswers {
    TaskAnswers {
        period: Period::Week,
        times: 1,
        count: 10,
        minutes: 10.0,
        who: Who::Several,
        procedure: Procedure::Note,
        done: Done::Clear,
        material: Material::Data,
        secrecy: Secrecy::S1,
        arranged: YesNo::Yes,
        workplace: Workplace::Anywhere,
        judgement: Judgement::Rules,
        slack: Slack::Week,
        reserved: Reserved::None,
        ..TaskAnswers::default()
    }
}

fn verdict(answers: &TaskAnswers) -> Verdict {
    judge(answers).verdict
}

/// Answers with these catalogue tasks, all answered as the catalogue suggests.
fn typical(industry: Industry, ids: &[&str], content: &Content) -> Answers {
    let rows = || ids.iter().map(|id| content.task(id).unwrap());
    Answers {
        industry: Some(industry),
        situation: Some(Situation::default()),
        picks: rows()
            .map(|row| Pick {
                key: row.key(),
                name: None,
            })
            .collect(),
        tasks: rows().map(|row| (row.key(), row.answers())).collect(),
        ..Answers::default()
    }
}

#[test]
fn points_are_weighted_as_published() {
    assert_eq!(WEIGHTS.iter().sum::<f64>(), 100.0);
    let points = |p: [u8; 6]| score(p.map(Some));
    assert_eq!(points([1, 2, 2, 2, 1, 2]), 80.0, "お知らせ更新");
    assert_eq!(points([2, 2, 1, 1, 2, 1]), 80.0, "紙の名刺100枚");
    assert_eq!(points([2, 2, 2, 1, 2, 2]), 92.5, "検査成績書");
    assert_eq!((points([2; 6]), points([0; 6])), (100.0, 0.0));
}

#[test]
fn news_update_can_go_now() {
    let content = Content::embedded();
    let news = content.task("bo09").unwrap().answers();
    let judged = judge(&news);
    assert_eq!((judged.verdict, judged.score), (Verdict::Now, 80.0));
}

#[test]
fn paper_cards_need_scanning_and_a_promise_first() {
    let content = Content::embedded();
    let cards = TaskAnswers {
        period: Period::Month,
        times: 1,
        count: 100,
        minutes: 2.5,
        procedure: Procedure::Note,
        material: Material::Paper,
        secrecy: Secrecy::S2,
        arranged: YesNo::No,
        ..easy()
    };
    let judged = judge(&cards);
    assert_eq!((judged.verdict, judged.score), (Verdict::Prepare, 80.0));
    assert_eq!(judged.because, ["material", "secrecy", "arranged"]);
    let homework = homework(&judged, &cards, &content.texts.questionnaire).concat();
    assert!(homework.contains("スキャン") && homework.contains("秘密を守る約束"));
}

#[test]
fn inspection_sheet_is_split_whatever_its_score() {
    let sheet = TaskAnswers {
        secrecy: Secrecy::S2,
        reserved: Reserved::Part,
        ..easy()
    };
    let judged = judge(&sheet);
    assert_eq!((judged.verdict, judged.score), (Verdict::Split, 92.5));
}

#[test]
fn application_and_hiring_stay_in_the_business() {
    for name in ["補助金申請書の作成", "採用の合否を決める"] {
        let pick = Pick {
            key: TaskKey("own1".into()),
            name: Some(name.into()),
        };
        let content = Content::embedded();
        let task = Task::of(&pick, &content).unwrap();
        let reserved = task.suggested_reserved("", &content.checks).unwrap();
        assert_eq!(
            verdict(&TaskAnswers { reserved, ..easy() }),
            Verdict::Keep,
            "{name}"
        );
    }
    let part = TaskAnswers {
        reserved: Reserved::Part,
        ..easy()
    };
    assert_eq!(
        verdict(&part),
        Verdict::Split,
        "資料そろえだけなら分けられる"
    );
}

#[test]
fn hard_stops_come_before_stopping_and_stopping_before_the_classes() {
    let stop = TaskAnswers {
        stop: YesNo::Yes,
        ..easy()
    };
    assert_eq!(verdict(&stop), Verdict::Stop);
    assert_eq!(
        verdict(&TaskAnswers {
            reserved: Reserved::Whole,
            ..stop.clone()
        }),
        Verdict::Keep
    );
    assert_eq!(
        verdict(&TaskAnswers {
            reserved: Reserved::Part,
            ..stop
        }),
        Verdict::Stop
    );
}

#[test]
fn sensitive_data_is_split_off_or_stays() {
    let s3 = TaskAnswers {
        secrecy: Secrecy::S3,
        ..easy()
    };
    let removable = |removable| TaskAnswers {
        removable,
        ..s3.clone()
    };
    assert_eq!(verdict(&removable(YesNo::Yes)), Verdict::Split);
    assert_eq!(verdict(&removable(YesNo::No)), Verdict::Keep);
    assert_eq!(verdict(&removable(YesNo::Unknown)), Verdict::Confirm);
    let part = TaskAnswers {
        reserved: Reserved::Part,
        ..removable(YesNo::No)
    };
    assert_eq!(
        verdict(&part),
        Verdict::Keep,
        "what cannot be removed is never handed over in part"
    );
}

#[test]
fn each_missing_preparation_is_named() {
    let cases = [
        (
            TaskAnswers {
                procedure: Procedure::Knack,
                ..easy()
            },
            "procedure",
        ),
        (
            TaskAnswers {
                done: Done::Vague,
                ..easy()
            },
            "done",
        ),
        (
            TaskAnswers {
                material: Material::Paper,
                ..easy()
            },
            "material",
        ),
        (
            TaskAnswers {
                secrecy: Secrecy::S2,
                arranged: YesNo::No,
                ..easy()
            },
            "arranged",
        ),
        (
            TaskAnswers {
                arranged: YesNo::No,
                ..easy()
            },
            "arranged",
        ),
    ];
    for (answers, field) in cases {
        let judged = judge(&answers);
        assert_eq!(judged.verdict, Verdict::Prepare, "{field}");
        assert!(judged.because.contains(&field), "{field}");
    }
    let arranged = TaskAnswers {
        secrecy: Secrecy::S2,
        arranged: YesNo::Yes,
        ..easy()
    };
    assert_eq!(verdict(&arranged), Verdict::Now);
    assert_eq!(
        verdict(&TaskAnswers {
            material: Material::Thing,
            ..easy()
        }),
        Verdict::Keep
    );
}

#[test]
fn low_score_needs_preparation_though_nothing_blocks() {
    let vague = TaskAnswers {
        procedure: Procedure::Oral,
        done: Done::Roughly,
        judgement: Judgement::Always,
        ..easy()
    };
    let judged = judge(&vague);
    assert_eq!((judged.verdict, judged.score), (Verdict::Prepare, 62.5));
    assert_eq!(judged.because, ["procedure", "done", "judgement"]);
}

#[test]
fn an_unknown_answer_counts_as_the_middle_one_and_is_named() {
    let content = Content::embedded();
    let judgement = TaskAnswers {
        judgement: Judgement::Unknown,
        ..easy()
    };
    // Even the worst judgement leaves 85 points, so the class is certain.
    let judged = judge(&judgement);
    assert_eq!((judged.verdict, judged.score), (Verdict::Now, 92.5));
    assert_eq!(judged.unknown, ["judgement"]);
    let note = confidence_note(&judged, &content.texts.questionnaire);
    assert!(
        note.contains("担当者が聞きます") && !note.contains('%'),
        "{note}"
    );
    let procedure = TaskAnswers {
        procedure: Procedure::Unknown,
        ..easy()
    };
    let judged = judge(&procedure);
    assert_eq!((judged.verdict, judged.score), (Verdict::Confirm, 87.5));
    assert_eq!(judged.because, ["procedure"]);
}

#[test]
fn not_arranged_yet_is_prepared_first_and_named_as_open() {
    for secrecy in [Secrecy::S1, Secrecy::S2] {
        let given = TaskAnswers {
            secrecy,
            arranged: YesNo::No,
            ..easy()
        };
        let judged = judge(&given);
        assert_eq!(judged.verdict, Verdict::Prepare, "{secrecy:?}");
        assert_eq!(judged.open, ["arranged"], "{secrecy:?}");
        assert_eq!(judged.unknown, [""; 0], "it is known: {secrecy:?}");
        assert_eq!(verdict(&prepared(&given)), Verdict::Now, "{secrecy:?}");
    }
    let public = TaskAnswers {
        secrecy: Secrecy::S0,
        arranged: YesNo::No,
        ..easy()
    };
    assert_eq!(judge(&public).open, [""; 0], "nothing to promise");
}

/// An own task of every week whose owner answered わからない wherever that is offered.
fn all_unclear() -> TaskAnswers {
    TaskAnswers {
        stop: YesNo::Unknown,
        period: Period::Week,
        arranged: YesNo::Unknown,
        removable: YesNo::Unknown,
        ..TaskAnswers::default()
    }
}

#[test]
fn what_nobody_knows_is_looked_at_together() {
    let content = Content::embedded();
    let key = TaskKey("own1".into());
    let pick = Pick {
        key: key.clone(),
        name: Some("現場の段取りの連絡".into()),
    };
    let task = Task::of(&pick, &content).unwrap();
    let assessed = assess(&task, &all_unclear(), &content, TODAY);
    assert_eq!(assessed.verdict, Verdict::Confirm);
    assert_eq!(assessed.verdict_label, "まず、いっしょに確かめる");
    assert!(assessed.draftable && !assessed.preselected);
    assert_eq!(assessed.open.len(), 10, "{:?}", assessed.open);
    assert!(assessed.visit.unwrap().contains("来てほしい"));
    let note = &assessed.confidence_note;
    assert!(!note.contains("点数"), "no points are shown: {note}");
    let answers = Answers {
        industry: Some(Industry::Con),
        picks: vec![pick],
        tasks: [(key, all_unclear())].into(),
        ..Answers::default()
    };
    let report = report(&answers, &content);
    assert_eq!(
        (report.hours_month, report.yen_month),
        (0.0, 0),
        "nothing is promised"
    );
}

#[test]
fn each_of_the_three_essentials_alone_leads_to_looking_at_it_together() {
    for unknown in [
        TaskAnswers {
            secrecy: Secrecy::Unknown,
            ..easy()
        },
        TaskAnswers {
            material: Material::Unknown,
            ..easy()
        },
        TaskAnswers {
            reserved: Reserved::Unknown,
            ..easy()
        },
    ] {
        assert_eq!(verdict(&unknown), Verdict::Confirm);
    }
}

#[test]
fn what_is_certain_stays_certain_though_more_is_unknown() {
    let whole = TaskAnswers {
        reserved: Reserved::Whole,
        ..all_unclear()
    };
    assert_eq!(verdict(&whole), Verdict::Keep);
    let paper = TaskAnswers {
        material: Material::Paper,
        procedure: Procedure::Unknown,
        done: Done::Unknown,
        ..easy()
    };
    assert_eq!(verdict(&paper), Verdict::Prepare);
}

#[test]
fn homework_comes_from_the_answers_whatever_the_verdict() {
    let content = Content::embedded();
    let homework =
        |given: &TaskAnswers| homework(&judge(given), given, &content.texts.questionnaire).concat();
    let names = TaskAnswers {
        secrecy: Secrecy::S2,
        arranged: YesNo::No,
        ..easy()
    };
    for reserved in [Reserved::None, Reserved::Part, Reserved::Unknown] {
        let given = TaskAnswers {
            reserved,
            ..names.clone()
        };
        assert!(homework(&given).contains("秘密を守る約束"), "{reserved:?}");
    }
    let paper = TaskAnswers {
        material: Material::Paper,
        reserved: Reserved::Part,
        ..easy()
    };
    assert!(homework(&paper).contains("スキャン"));
    let inner = TaskAnswers {
        secrecy: Secrecy::S1,
        ..names
    };
    assert!(homework(&inner).contains("ほかの人に話さない約束"));
}

#[test]
fn every_catalogue_task_starts_in_its_class() {
    let content = Content::embedded();
    assert!(!content.tasks.is_empty());
    for row in &content.tasks {
        let wanted = match row.class {
            Class::Now => Verdict::Now,
            Class::Prep => Verdict::Prepare,
            Class::Split => Verdict::Split,
            Class::Keep => Verdict::Keep,
        };
        let judged = judge(&row.answers());
        assert_eq!(
            judged.verdict, wanted,
            "{} {} {}",
            row.id, row.name, judged.score
        );
        assert_eq!(judged.unknown, [""; 0], "{}", row.id);
    }
}

#[test]
fn every_verdict_is_reached_and_has_its_words() {
    let content = Content::embedded();
    let reached = [
        easy(),
        TaskAnswers {
            done: Done::Vague,
            ..easy()
        },
        TaskAnswers {
            reserved: Reserved::Part,
            ..easy()
        },
        TaskAnswers {
            reserved: Reserved::Unknown,
            ..easy()
        },
        TaskAnswers {
            reserved: Reserved::Whole,
            ..easy()
        },
        TaskAnswers {
            stop: YesNo::Yes,
            ..easy()
        },
    ];
    for (answers, wanted) in reached.iter().zip(Verdict::ALL) {
        assert_eq!(verdict(answers), wanted);
        assert!(!wanted.label(&content.texts.questionnaire).is_empty());
    }
}

#[test]
fn flip_names_the_one_answer_that_changes_the_verdict() {
    let content = Content::embedded();
    let sentence = |answers: TaskAnswers| {
        flip(&answers)
            .map(|f| flip_sentence(&f, &content))
            .unwrap_or_default()
    };
    let vague = sentence(TaskAnswers {
        done: Done::Vague,
        ..easy()
    });
    assert_eq!(
        vague,
        "「できあがり」が「だいたいわかる」に変わると、「今すぐたのめます」になります。"
    );
    let kept = sentence(TaskAnswers {
        reserved: Reserved::Whole,
        ..easy()
    });
    assert!(kept.contains("「一部にある」") && kept.contains("「一部だけたのめます」"));
    let stopped = sentence(TaskAnswers {
        stop: YesNo::Yes,
        ..easy()
    });
    assert!(stopped.contains("「やめられない」"));
    let secret = sentence(TaskAnswers {
        secrecy: Secrecy::S3,
        ..easy()
    });
    assert!(
        secret.contains("「消して渡せる」"),
        "the data itself does not become less secret"
    );
}

#[test]
fn homework_says_what_it_leads_to() {
    let content = Content::embedded();
    let cards = TaskAnswers {
        material: Material::Paper,
        secrecy: Secrecy::S2,
        ..easy()
    };
    let after = after_homework(Verdict::Prepare, &cards, &content.texts.questionnaire).unwrap();
    assert!(after.contains("今すぐたのめます"));
}

#[test]
fn effect_grows_with_time_and_one_person_dependency() {
    let hours = |minutes| TaskAnswers {
        period: Period::Month,
        count: 1,
        minutes,
        ..easy()
    };
    assert_eq!(effect(&hours(1200.0)), 80.0);
    assert_eq!(
        effect(&TaskAnswers {
            who: Who::One,
            ..hours(6000.0)
        }),
        100.0
    );
    assert!(effect(&hours(60.0)) < effect(&hours(61.0)));
}

#[test]
fn frequency_and_hours_give_the_weight_of_a_task() {
    let q6 = |period, times, minutes| {
        judge::points(&TaskAnswers {
            period,
            times,
            count: 1,
            minutes,
            ..easy()
        })[5]
    };
    assert_eq!(q6(Period::Week, 1, 1.0), Some(2));
    assert_eq!(q6(Period::Month, 1, 300.0), Some(2));
    assert_eq!(q6(Period::Month, 1, 299.0), Some(1));
    assert_eq!(q6(Period::Year, 11, 10.0), Some(0));
}

#[test]
fn report_sums_only_what_can_be_handed_over() {
    let content = Content::embedded();
    let mut answers = typical(Industry::Inn, &["inn02", "inn10", "bo09"], &content);
    let all = report(&answers, &content);
    answers
        .tasks
        .get_mut(&TaskKey("inn10".into()))
        .unwrap()
        .reserved = Reserved::Whole;
    let fewer = report(&answers, &content);
    assert!(fewer.hours_month < all.hours_month && fewer.yen_month < all.yen_month);
    assert_eq!(fewer.tasks.last().unwrap().verdict, Verdict::Keep);
    assert_eq!(fewer.tasks.last().unwrap().ease, 0.0);
}

#[test]
fn situation_and_savings_become_advice() {
    let content = Content::embedded();
    let mut answers = typical(Industry::Inn, &["inn02"], &content);
    answers.situation = Some(Situation {
        people: Some(3),
        short: Shortage::ALL.iter().copied().collect(),
    });
    let given = answers.tasks.get_mut(&TaskKey("inn02".into())).unwrap();
    given.savings = Saving::ALL.iter().copied().collect();
    let report = report(&answers, &content);
    let told = (report.notes.len(), report.tasks[0].advice.len());
    assert_eq!(told, (Shortage::ALL.len(), 3));
}

/// The answers once the sentence of a flip is followed, and nothing else is done.
fn changed(answers: &TaskAnswers, change: &Flip) -> TaskAnswers {
    let mut json = serde_json::to_value(answers).unwrap();
    json[change.field] = change.code.into();
    serde_json::from_value(json).unwrap()
}

#[test]
fn every_kind_of_change_a_flip_can_name_is_followed_for_every_catalogue_task() {
    let content = Content::embedded();
    for row in &content.tasks {
        let answers = row.answers();
        if let Some(change) = flip(&answers) {
            let then = verdict(&changed(&answers, &change));
            assert_eq!(then, change.verdict, "{}: {change:?}", row.id);
        }
    }
}

prop_compose! {
    fn any_answers()(
        picks in prop::collection::vec(0usize..60, 13),
        times in 1u32..60, count in 1u32..300, minutes in 1u32..2000,
    ) -> TaskAnswers {
        macro_rules! of { ($type:ident, $n:expr) => { $type::ALL[picks[$n] % $type::ALL.len()] } }
        TaskAnswers {
            stop: of!(YesNo, 0),
            period: of!(Period, 4), who: of!(Who, 5), procedure: of!(Procedure, 6), done: of!(Done, 7),
            material: of!(Material, 8), secrecy: of!(Secrecy, 9), arranged: of!(YesNo, 0),
            removable: of!(YesNo, 1), judgement: of!(Judgement, 10), slack: of!(Slack, 11),
            workplace: of!(Workplace, 2), reserved: of!(Reserved, 12), times, count, minutes: f64::from(minutes) / 10.0,
            ..TaskAnswers::default()
        }
    }
}

proptest! {
    #[test]
    fn any_answers_are_judged_the_same_twice_within_bounds(answers in any_answers()) {
        let judged = judge(&answers);
        prop_assert_eq!(&judged, &judge(&answers));
        prop_assert!((0.0..=100.0).contains(&judged.score));
        prop_assert!((0.0..=100.0).contains(&effect(&answers)));
    }

    #[test]
    fn the_named_change_made_in_the_answers_gives_the_named_verdict(answers in any_answers()) {
        if let Some(change) = flip(&answers) {
            prop_assert_ne!(change.verdict, verdict(&answers));
            prop_assert_eq!(change.verdict, verdict(&changed(&answers, &change)), "{:?}", change);
        }
    }

    /// わからない never moves a task towards now, prepare or split.
    #[test]
    fn an_answer_that_becomes_unknown_never_makes_a_task_ready(answers in any_answers()) {
        let before = verdict(&answers);
        for (field, unclear) in made_unknown(&answers) {
            let after = verdict(&unclear);
            prop_assert!(
                after == before || !after.is_placeable(),
                "{}: {:?} became {:?}", field, before, after
            );
        }
    }

    /// 今すぐ leaves nothing to prepare, and names what is still open.
    #[test]
    fn what_goes_at_once_has_no_homework(answers in any_answers()) {
        let judged = judge(&answers);
        if judged.verdict == Verdict::Now {
            let says = &town::texts::Texts::EMBEDDED.questionnaire;
            prop_assert_eq!(homework(&judged, &answers, says), Vec::<String>::new());
            prop_assert!(!judged.open.contains(&"arranged"));
        }
    }

    /// The verdict of unknown answers is the one that all answers they may stand for share, if there is one.
    #[test]
    fn a_class_is_given_only_where_every_possible_answer_gives_it(answers in any_answers()) {
        let given = verdict(&answers);
        if given.is_placeable() {
            for known in completions(&answers) {
                prop_assert_eq!(verdict(&known), given, "{:?}", known);
            }
        }
    }
}

/// The answers with one of them forgotten, by its field.
fn made_unknown(answers: &TaskAnswers) -> Vec<(&'static str, TaskAnswers)> {
    let fields = [
        "stop",
        "procedure",
        "done",
        "judgement",
        "material",
        "secrecy",
        "arranged",
        "removable",
        "slack",
        "reserved",
        "workplace",
        "who",
    ];
    let forget = |field: &'static str| {
        let mut json = serde_json::to_value(answers).unwrap();
        json[field] = "unknown".into();
        (field, serde_json::from_value(json).unwrap())
    };
    fields.into_iter().map(forget).collect()
}

/// Everything that the unknown answers may stand for.
fn completions(answers: &TaskAnswers) -> Vec<TaskAnswers> {
    let mut all = vec![answers.clone()];
    macro_rules! complete {
        ($field:ident, $type:ident) => {
            if answers.$field == $type::Unknown {
                let known = $type::ALL.iter().filter(|known| **known != $type::Unknown);
                let with = |known: &$type| {
                    let known = *known;
                    all.iter().map(move |one| TaskAnswers {
                        $field: known,
                        ..one.clone()
                    })
                };
                all = known.flat_map(with).collect();
            }
        };
    }
    complete!(stop, YesNo);
    complete!(procedure, Procedure);
    complete!(done, Done);
    complete!(judgement, Judgement);
    complete!(material, Material);
    complete!(secrecy, Secrecy);
    complete!(arranged, YesNo);
    complete!(removable, YesNo);
    complete!(slack, Slack);
    complete!(reserved, Reserved);
    all
}
