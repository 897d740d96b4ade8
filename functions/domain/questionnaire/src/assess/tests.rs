use proptest::prelude::*;

use super::*;
use answers::{
    Done, Judgement, Material, Period, Pick, Procedure, Reserved, Saving, Secrecy, Shortage,
    Situation, Slack, Who, YesNo,
};
use base::industry::Industry;
use town::Class;

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
    assert_eq!(
        (judged.verdict, judged.score, judged.confidence),
        (Verdict::Now, 80.0, 100)
    );
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
        ..easy()
    };
    let judged = judge(&cards);
    assert_eq!((judged.verdict, judged.score), (Verdict::Prepare, 80.0));
    assert_eq!(judged.because, ["material", "secrecy", "arranged"]);
    let homework = homework(&judged, &cards, &content.words).concat();
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
        let reserved = task.suggested_reserved().unwrap();
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
    assert_eq!(verdict(&removable(YesNo::Unknown)), Verdict::Keep);
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
fn unknown_answer_lowers_confidence_and_not_the_score() {
    let known = judge(&easy());
    for (answers, lost) in [
        (
            TaskAnswers {
                procedure: Procedure::Unknown,
                ..easy()
            },
            25,
        ),
        (
            TaskAnswers {
                done: Done::Unknown,
                ..easy()
            },
            20,
        ),
        (
            TaskAnswers {
                material: Material::Unknown,
                ..easy()
            },
            20,
        ),
        (
            TaskAnswers {
                secrecy: Secrecy::Unknown,
                ..easy()
            },
            15,
        ),
        (
            TaskAnswers {
                judgement: Judgement::Unknown,
                ..easy()
            },
            15,
        ),
        (
            TaskAnswers {
                reserved: Reserved::Unknown,
                ..easy()
            },
            10,
        ),
    ] {
        let judged = judge(&answers);
        assert_eq!((judged.score, judged.verdict), (known.score, known.verdict));
        assert_eq!((judged.confidence, judged.unknown.len()), (100 - lost, 1));
    }
    let nothing = judge(&TaskAnswers::default());
    assert_eq!(nothing.confidence, 0);
    let content = Content::embedded();
    let unknown = TaskAnswers {
        procedure: Procedure::Unknown,
        ..easy()
    };
    assert!(confidence_note(&judge(&unknown), &content.words).contains("75%"));
    assert!(homework(&judge(&unknown), &unknown, &content.words)[0].contains("やり方"));
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
        };
        let judged = judge(&row.answers());
        assert_eq!(
            judged.verdict, wanted,
            "{} {} {}",
            row.id, row.name, judged.score
        );
        assert_eq!(judged.confidence, 100, "{}", row.id);
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
        assert!(!wanted.label(&content.words).is_empty());
    }
}

#[test]
fn flip_names_the_one_answer_that_changes_the_verdict() {
    let content = Content::embedded();
    let sentence = |answers: TaskAnswers| {
        flip(&answers)
            .map(|f| flip_sentence(&f, &content.words))
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
        secret.contains("「消してわたせる」"),
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
    let after = after_homework(Verdict::Prepare, &cards, &content.words).unwrap();
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
fn estimate_multiplies_minutes_count_and_rate() {
    let content = Content::embedded();
    let answers = typical(Industry::Inn, &["inn02"], &content);
    let report = report(&answers, &content);
    let estimate = &report.tasks[0].estimate;
    // 52/12 weeks × 10 replies × 8, 10 and 15 minutes × 1,061 yen.
    assert_eq!((estimate.hours_month, estimate.share_percent), (7.2, 9.0));
    assert_eq!((estimate.yen_low, estimate.yen_high), (6130, 11500));
    for part in ["8〜15分", "43.3件", "1,061円", "2025年10月3日"] {
        assert!(estimate.basis.contains(part), "{part}: {}", estimate.basis);
    }
    assert!(report.references[0].contains("2026年の改定は未確認"));
}

#[test]
fn longer_minutes_move_the_whole_price_range() {
    let content = Content::embedded();
    let mut answers = typical(Industry::Inn, &["inn02"], &content);
    let before = report(&answers, &content);
    answers
        .tasks
        .get_mut(&TaskKey("inn02".into()))
        .unwrap()
        .minutes = 20.0;
    let after = report(&answers, &content);
    assert_eq!(
        after.tasks[0].estimate.yen_low / 10,
        before.tasks[0].estimate.yen_low * 2 / 10
    );
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
    assert!(fewer.hours_month < all.hours_month && fewer.yen_low < all.yen_low);
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

/// The answers as she leaves them when she follows the sentence of a flip, and does nothing else.
fn changed(answers: &TaskAnswers, change: &Flip) -> TaskAnswers {
    if change.field == "minutes" {
        let minutes = (300.0 / units_month(answers) * 10.0).ceil() / 10.0;
        return TaskAnswers {
            minutes,
            ..answers.clone()
        };
    }
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
            reserved: of!(Reserved, 12), times, count, minutes: f64::from(minutes) / 10.0,
            ..TaskAnswers::default()
        }
    }
}

proptest! {
    #[test]
    fn any_answers_are_judged_the_same_twice_within_bounds(answers in any_answers()) {
        let judged = judge(&answers);
        prop_assert_eq!(&judged, &judge(&answers));
        prop_assert!((0.0..=100.0).contains(&judged.score) && judged.confidence <= 100);
        prop_assert!((0.0..=100.0).contains(&effect(&answers)));
    }

    #[test]
    fn the_named_change_made_in_the_answers_gives_the_named_verdict(answers in any_answers()) {
        if let Some(change) = flip(&answers) {
            prop_assert_ne!(change.verdict, verdict(&answers));
            prop_assert_eq!(change.verdict, verdict(&changed(&answers, &change)), "{:?}", change);
        }
    }
}
