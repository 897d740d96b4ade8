//! Fifteen situations of the town's employers, with what is right for each.

use super::*;
use answers::{
    Done, Judgement, Material, Period, Procedure, Reserved, TaskAnswers, Who, Workplace, YesNo,
};
use base::industry::Industry;
use questionnaire::assess::{self, Assessment, Span, Verdict};
use questionnaire::tasks::Task;

/// One catalogue task with the answers an employer gave.
fn of(id: &str, change: impl Fn(&mut TaskAnswers)) -> (Answers, TaskKey) {
    let (mut answers, key) = chosen(id, &CONTENT);
    change(answers.tasks.get_mut(&key).unwrap());
    (answers, key)
}

/// A task in the employer's own words.
fn own(name: &str, given: TaskAnswers) -> (Answers, TaskKey) {
    let key = TaskKey("own1".into());
    let answers = Answers {
        industry: Some(Industry::Con),
        picks: vec![Pick {
            key: key.clone(),
            name: Some(name.into()),
        }],
        tasks: [(key.clone(), given)].into(),
        chosen: Some([key.clone()].into()),
        ..Answers::default()
    };
    (answers, key)
}

fn assessed((answers, _): &(Answers, TaskKey)) -> Assessment {
    let report = assess::report(answers, &CONTENT, today());
    report.tasks.into_iter().next().unwrap()
}

fn spec((answers, key): &(Answers, TaskKey)) -> JobSpec {
    draft(answers, key, &CONTENT, today()).unwrap()
}

/// A task about which everything speaks for handing it over.
fn ready() -> TaskAnswers {
    TaskAnswers {
        stop: YesNo::No,
        period: Period::Month,
        times: 1,
        count: 1,
        minutes: 90.0,
        who: Who::Several,
        procedure: Procedure::Note,
        done: Done::Clear,
        material: Material::Data,
        secrecy: Secrecy::S0,
        workplace: Workplace::Anywhere,
        judgement: Judgement::Rules,
        slack: Slack::Week,
        reserved: Reserved::None,
        tag: "design".into(),
        ..TaskAnswers::default()
    }
}

#[test]
fn an_own_weekly_task_of_which_nothing_is_known_is_looked_at_together() {
    let given = TaskAnswers {
        stop: YesNo::Unknown,
        period: Period::Week,
        arranged: YesNo::Unknown,
        tag: "office_docs".into(),
        ..TaskAnswers::default()
    };
    let task = own("現場と事務所の連絡", given);
    let assessed = assessed(&task);
    assert_eq!(
        (assessed.verdict, assessed.preselected),
        (Verdict::Confirm, false)
    );
    let spec = spec(&task);
    let sheet = crate::sheet::Sheet::of(&spec, &town::texts::Texts::EMBEDDED);
    let open = sheet.glance.open.join("、");
    for part in [
        "秘密",
        "しめ切り",
        "渡す材料",
        "入らないこと",
        "やり方",
        "判断",
        "やめられるか",
    ] {
        assert!(open.contains(part), "{part}: {open}");
    }
    assert!(sheet.glance.visit.unwrap().contains("来てほしい"));
    let work = value(&spec, "work");
    assert!(work.starts_with("現場と事務所の連絡\n"), "{work}");
    for made_up in ["deliverable", "inspection", "delivery"] {
        assert_eq!(value(&spec, made_up), "", "{made_up}: nobody said so");
    }
    assert!(!value(&spec, "expenses").contains("使う道具"));
}

#[test]
fn whose_the_rights_are_is_left_open_where_nobody_said_what_kind_of_work_it_is() {
    let of = |tag: &str| {
        let given = TaskAnswers {
            tag: tag.into(),
            ..ready()
        };
        let spec = spec(&own("町だより", given));
        let mut fields = spec.fields.into_iter();
        fields
            .find(|field| field.id == "intellectual_property")
            .unwrap()
    };
    assert_eq!(of("").state, FieldState::DirectorFills);
    assert!(of("design").value.contains("著作権"));
    assert!(of("data_entry").value.contains("データ"));
}

#[test]
fn a_list_of_three_hundred_names_is_half_an_hour_a_month_and_one_job() {
    let assessed = assessed(&of("agr06", |_| {}));
    let estimate = &assessed.estimate;
    assert_eq!(
        (estimate.hours_month, estimate.workers),
        (Some(0.5), Some(1))
    );
    let price = estimate.price.as_ref().unwrap();
    assert_eq!((price.span, price.lots), (Span::Job, 3.0));
}

#[test]
fn two_meetings_of_sixty_minutes_are_a_recording_of_120() {
    let task = of("con10", |_| {});
    let spec = spec(&task);
    let (work, volume) = (value(&spec, "work"), value(&spec, "volume"));
    assert!(work.contains("1か月に2回（1回に録音60分）"), "{work}");
    assert!(volume.contains("1か月に録音120分（約9時間分）"), "{volume}");
    assert_eq!(assessed(&task).estimate.hours_month, Some(9.0));
}

#[test]
fn replies_of_the_same_day_say_what_happens_on_days_off() {
    let spec = spec(&of("inn03", |_| {}));
    let delivery = value(&spec, "delivery");
    assert!(
        delivery.contains("日のうち") && delivery.contains("土日・祝日"),
        "{delivery}"
    );
    assert!(
        !delivery.contains("次の営業日"),
        "seven days a week: {delivery}"
    );
    assert!(spec.cautions.concat().contains("受けられる人が毎日いるか"));
    let weekdays = spec_of("mfg01", &CONTENT);
    assert!(value(&weekdays, "delivery").contains("次の営業日のうち"));
}

#[test]
fn answering_the_phone_stays_or_goes_to_a_switchboard_company() {
    let assessed = assessed(&of("bo12", |_| {}));
    assert_eq!(assessed.verdict, Verdict::Keep);
    assert!(assessed.advice.concat().contains("電話代行の会社"));
    let own = own(
        "予約の電話に出る",
        TaskAnswers {
            slack: Slack::AtOnce,
            ..ready()
        },
    );
    assert_eq!(
        self::assessed(&own).verdict,
        Verdict::Keep,
        "the answer decides, not the row"
    );
    let mails = of("bo12", |given| given.slack = Slack::SameDay);
    assert!(self::assessed(&mails).verdict.is_placeable());
}

#[test]
fn writing_down_whether_a_product_passed_goes_in_part() {
    let given = TaskAnswers {
        reserved: Reserved::Part,
        ..ready()
    };
    assert_eq!(
        assessed(&own("製品検査の合否の記録", given)).verdict,
        Verdict::Split
    );
}

#[test]
fn a_leaflet_for_a_sale_is_ready() {
    assert_eq!(
        assessed(&own("決算セールのチラシ", ready())).verdict,
        Verdict::Now
    );
}

#[test]
fn no_sheet_says_that_no_licence_is_needed() {
    for name in [
        "確定申告書の入力",
        "役員変更の登記書類",
        "在留資格の書類",
        "補助金申請書の清書",
    ] {
        let task = own(name, ready());
        let spec = spec(&task);
        let licence = value(&spec, "licence");
        assert!(!licence.contains("入っていない。"), "{name}: {licence}");
        assert!(
            licence.contains("確") || licence.contains("できます"),
            "{name}: {licence}"
        );
    }
}

#[test]
fn an_association_may_borrow_from_other_catalogues() {
    let offered = CONTENT.offered(Industry::Other);
    for id in ["bo09", "inn10", "ret11", "agr02"] {
        assert!(offered.iter().any(|row| row.id == id), "{id}");
    }
    assert!(
        offered[0].industry == "bo",
        "an organisation's own come first"
    );
    let inn = CONTENT.offered(Industry::Inn);
    assert!(
        inn.iter()
            .all(|row| ["inn", "bo"].contains(&row.industry.as_str()))
    );
}

#[test]
fn a_cooperative_is_told_where_organisations_choose() {
    let words = CONTENT.words.field("industry");
    let other = words
        .options
        .iter()
        .find(|option| option.value == "other")
        .unwrap();
    for name in ["農協", "観光協会", "商工会"] {
        assert!(other.hint.contains(name), "{name}: {}", other.hint);
    }
}

#[test]
fn where_neither_way_nor_result_can_be_told_preparation_comes_first() {
    let clinic = TaskAnswers {
        secrecy: Secrecy::S3,
        removable: YesNo::Yes,
        procedure: Procedure::Knack,
        done: Done::Vague,
        material: Material::Paper,
        judgement: Judgement::Always,
        ..ready()
    };
    let assessed = assessed(&own("問診の記録の整理", clinic));
    assert_eq!(assessed.verdict, Verdict::Prepare);
    for part in ["やり方メモ", "見本", "スキャン", "特に大切な情報を消す"] {
        assert!(assessed.homework.concat().contains(part), "{part}");
    }
    assert!(
        assessed
            .after_homework
            .unwrap()
            .contains("一部だけたのめます")
    );
}

#[test]
fn a_passbook_is_a_secret_and_inner_matters_need_a_promise_too() {
    for id in ["bo02", "bo05"] {
        assert_eq!(CONTENT.task(id).unwrap().sensitivity, Secrecy::S2, "{id}");
    }
    let spec = spec(&of("agr01", |_| {}));
    assert!(spec.homework.concat().contains("ほかの人に話さない約束"));
    assert!(value(&spec, "confidentiality").contains("秘密を守る約束を書いてから"));
}

#[test]
fn the_centre_alone_is_a_lawful_place_of_work_with_its_reason() {
    let centre = of("bo01", |given| given.workplace = Workplace::Centre);
    let spec = spec(&centre);
    let place = value(&spec, "workplace");
    assert!(
        place.contains("テレワークセンターの中だけ") && place.contains("安全"),
        "{place}"
    );
    let edited = |typed: &str| {
        let (mut answers, key) = centre.clone();
        let edits = answers.edits.entry(key.clone()).or_default();
        edits.fields.insert("workplace".into(), text(typed));
        let spec = draft(&answers, &key, &CONTENT, today()).unwrap();
        (
            value(&spec, "workplace").to_owned(),
            spec.cautions.concat().contains("働く場所を決める言い方"),
        )
    };
    let safe = "個人情報を持ち出さないため、センター内のみで作業する。";
    assert_eq!(edited(safe), (safe.to_owned(), false));
    assert!(
        edited("毎日、当社に来て入力する。").1,
        "no reason of security"
    );
    let public = of("bo09", |given| given.workplace = Workplace::Centre);
    let (answers, key) = public;
    let spec = draft(&answers, &key, &CONTENT, today()).unwrap();
    assert!(spec.cautions.concat().contains("場所を決めています"));
}

#[test]
fn a_diary_of_every_day_has_at_most_thirty_one_a_month() {
    let task = of("agr01", |given| (given.times, given.count) = (7, 1));
    let spec = spec(&task);
    let volume = value(&spec, "volume");
    assert!(volume.contains("上限：1か月に31日分"), "{volume}");
    assert!(
        value(&spec, "work").contains("毎日"),
        "{}",
        value(&spec, "work")
    );
}

#[test]
fn what_was_left_as_suggested_and_what_hurts_reach_the_director() {
    let (mut answers, key) = of("inn02", |given| given.minutes = 12.0);
    answers.situation = Some(answers::Situation {
        people: Some(3),
        short: [answers::Shortage::Hands].into(),
    });
    let spec = draft(&answers, &key, &CONTENT, today()).unwrap();
    assert!(!spec.as_suggested.contains(&"何分かかるか".to_owned()));
    assert!(spec.as_suggested.contains(&"1回の量".to_owned()));
    let background = spec.background.as_ref().unwrap();
    assert_eq!((background.people, background.short.len()), (Some(3), 1));
    let glance = crate::sheet::Sheet::of(&spec, &town::texts::Texts::EMBEDDED).glance;
    assert_eq!(glance.background, "3人、人手が足りない");
    let pick = &answers.picks[0];
    assert!(Task::of(pick, &CONTENT).is_some());
}
