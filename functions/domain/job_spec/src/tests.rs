use jiff::civil::date;
use proptest::prelude::*;

use super::fields::{FIELDS, FieldDef};
use super::*;
use answers::{Answers, FieldEdit, Pick, Reserved, Secrecy, Slack, TaskAnswers, TaskKey};
use text_checks::WarningKind;
use town::{CatalogueTask, Class, Content};

mod open;
mod situations;

const PUBLISHED: &str = include_str!("../../../../site/static/schema/job-spec.v2.json");
const PUBLISHED_V1: &str = include_str!("../../../../site/static/schema/job-spec.v1.json");

static CONTENT: std::sync::LazyLock<Content> = std::sync::LazyLock::new(Content::embedded);

fn today() -> Date {
    date(2026, 11, 22)
}

fn industry_of(prefix: &str) -> Industry {
    Industry::from_code(prefix).unwrap_or(Industry::Other)
}

/// One catalogue task, answered as the catalogue suggests, and chosen.
fn chosen(id: &str, content: &Content) -> (Answers, TaskKey) {
    let row = content.task(id).unwrap();
    let key = row.key();
    let answers = Answers {
        industry: Some(industry_of(&row.industry)),
        picks: vec![Pick {
            key: key.clone(),
            name: None,
        }],
        tasks: [(key.clone(), row.answers())].into(),
        chosen: Some([key.clone()].into()),
        ..Answers::default()
    };
    (answers, key)
}

/// The tasks of which a sheet can be drafted as the catalogue answers them.
fn handed_over(content: &Content) -> impl Iterator<Item = &CatalogueTask> {
    content.tasks.iter().filter(|row| row.class != Class::Keep)
}

fn spec_of(id: &str, content: &Content) -> JobSpec {
    let (answers, key) = chosen(id, content);
    draft(&answers, &key, content, today()).unwrap()
}

fn value<'a>(spec: &'a JobSpec, id: &str) -> &'a str {
    &spec
        .fields
        .iter()
        .find(|field| field.id == id)
        .unwrap()
        .value
}

fn edited(id: &str, edit: FieldEdit, content: &Content) -> JobSpec {
    let (mut answers, key) = chosen("bo09", content);
    answers
        .edits
        .entry(key.clone())
        .or_default()
        .fields
        .insert(id.into(), edit);
    draft(&answers, &key, content, today()).unwrap()
}

fn text(text: &str) -> FieldEdit {
    FieldEdit::Text {
        text: text.into(),
        over: String::new(),
    }
}

#[test]
fn every_catalogue_task_gives_a_whole_spec() {
    let content = Content::embedded();
    for row in handed_over(&content) {
        let spec = spec_of(&row.id, &content);
        assert_eq!(
            (spec.fields.len(), spec.statutory.len()),
            (26, 9),
            "{}",
            row.id
        );
        // What the catalogue cannot know: whether a promise of secrecy exists already.
        let arranged =
            |field: &&SpecField| field.id != "confidentiality" || row.sensitivity == Secrecy::S0;
        for field in spec.fields.iter().filter(arranged) {
            let filled = field.state == FieldState::Filled;
            assert_eq!(filled, !field.value.is_empty(), "{} {}", row.id, field.id);
            assert!(!field.label.is_empty());
            if matches!(
                field.filled_by,
                Filler::Employer | Filler::EmployerThenDirector
            ) {
                assert!(filled, "{} {}", row.id, field.id);
            }
        }
        for id in ["deliverable", "inspection", "excludes"] {
            assert!(value(&spec, id).chars().count() > 10, "{} {id}", row.id);
        }
        assert!(value(&spec, "excludes").contains(&row.stays), "{}", row.id);
    }
}

#[test]
fn no_drafted_text_directs_or_gives_away() {
    let content = Content::embedded();
    let mut seen = std::collections::BTreeSet::new();
    for row in &content.tasks {
        for secrecy in Secrecy::ALL {
            for slack in Slack::ALL {
                let (mut answers, key) = chosen(&row.id, &content);
                let given = answers.tasks.get_mut(&key).unwrap();
                (given.secrecy, given.slack) = (*secrecy, *slack);
                let Some(spec) = draft(&answers, &key, &content, today()) else {
                    continue;
                };
                // Who the parties are, a place fixed for safety, and what a law says are no scope of work.
                let others = ["orderer", "workplace", "licence"];
                let ours = |field: &&SpecField| !others.contains(&field.id.as_str());
                for field in spec.fields.iter().filter(ours) {
                    if !seen.insert(field.value.clone()) {
                        continue;
                    }
                    let found = content
                        .checks
                        .findings(&field.value, text_checks::TextContext::Work);
                    assert_eq!(found, [], "{} {}: {}", row.id, field.id, field.value);
                }
            }
        }
    }
}

#[test]
fn every_inspection_can_be_counted() {
    let content = Content::embedded();
    for row in &content.tasks {
        let countable = row.inspection.contains(|c: char| c.is_ascii_digit())
            || ["同じ", "合う", "すべて", "そろ"]
                .iter()
                .any(|word| row.inspection.contains(word));
        assert!(countable, "{}: {}", row.id, row.inspection);
    }
}

#[test]
fn statutory_items_are_filled_undecided_with_reason_or_the_directors() {
    let content = Content::embedded();
    let spec = spec_of("inn02", &content);
    let states: Vec<bool> = spec
        .statutory
        .iter()
        .map(|i| i.state == FieldState::Filled)
        .collect();
    // ① contents, ⑥ receipt and ⑧ inspection are the employer's; the rest is the director's.
    assert_eq!(
        states,
        [true, false, false, false, false, true, false, true, false]
    );
    let planned = date(2026, 12, 1);
    let undecided = FieldEdit::Undecided {
        reason: "量が月末まで分からない".into(),
        planned,
    };
    let spec = edited("volume", undecided.clone(), &content);
    let FieldState::Undecided {
        reason,
        planned: when,
    } = &spec.statutory[0].state
    else {
        panic!("{:?}", spec.statutory[0]);
    };
    assert_eq!(
        (reason.as_str(), *when),
        ("量が月末まで分からない", planned)
    );
    assert_eq!(value(&spec, "volume"), "");
}

#[test]
fn table_of_fields_covers_the_nine_items_and_the_twelve() {
    let act: std::collections::BTreeSet<u8> = FIELDS.iter().flat_map(|f| f.act).copied().collect();
    let guideline: std::collections::BTreeSet<u8> =
        FIELDS.iter().filter_map(|f| f.guideline).collect();
    assert_eq!((act, guideline), ((1..=9).collect(), (1..=12).collect()));
}

#[test]
fn edits_replace_only_what_the_employer_may_change() {
    let content = Content::embedded();
    let plain = spec_of("bo09", &content);
    let spec = edited("work", text("お知らせを4本載せる"), &content);
    assert_eq!(value(&spec, "work"), "お知らせを4本載せる");
    assert_eq!(value(&spec, "deliverable"), value(&plain, "deliverable"));
    assert_eq!(
        edited("licence", text("要らない"), &content),
        plain,
        "what the rules fill stays"
    );
    let known = edited("payment_date", text("2027年1月25日"), &content);
    assert_eq!(known.statutory[2].state, FieldState::Filled);
    let left = edited("delivery", FieldEdit::Director, &content);
    assert_eq!(left.statutory[5].state, FieldState::DirectorFills);
}

#[test]
fn a_payment_day_after_the_sixtieth_is_warned_about() {
    let content = Content::embedded();
    let kinds = |day| {
        let (mut answers, key) = chosen("bo09", &content);
        let fields = &mut answers.edits.entry(key.clone()).or_default().fields;
        fields.insert("delivery".into(), text("2026年12月1日"));
        fields.insert("payment_date".into(), text(day));
        let sheet = sheet(&answers, &key, &content, today()).unwrap();
        let row = sheet.rows.into_iter().find(|row| row.id == "payment_date");
        let kinds = row.unwrap().warnings.into_iter().map(|found| found.kind);
        kinds.collect::<Vec<_>>()
    };
    assert_eq!(kinds("2027年1月29日"), []);
    assert_eq!(kinds("2027年1月30日"), [None]);
}

#[test]
fn each_date_is_warned_about_beside_itself_only() {
    let content = Content::embedded();
    let (mut answers, key) = chosen("bo09", &content);
    let fields = &mut answers.edits.entry(key.clone()).or_default().fields;
    fields.insert("delivery".into(), text("2026年12月1日"));
    fields.insert("inspection_date".into(), text("2026年11月30日"));
    fields.insert("payment_date".into(), text("2027年1月30日"));
    let sheet = sheet(&answers, &key, &content, today()).unwrap();
    let told = |id: &str| {
        let row = sheet.rows.iter().find(|row| row.id == id).unwrap();
        let messages = row.warnings.iter().map(|found| found.message.as_str());
        messages.collect::<Vec<_>>()
    };
    let (inspected, paid) = (told("inspection_date"), told("payment_date"));
    assert!(inspected.len() == 1 && inspected[0].contains("確認を終える日"));
    assert!(paid.len() == 1 && paid[0].contains("おそすぎます"));
    assert_eq!(sheet.alerts, [inspected[0], paid[0]]);
}

#[test]
fn passed_planned_dates_and_contradicting_days_are_cautioned() {
    let content = Content::embedded();
    let planned = date(2026, 11, 21);
    let late = FieldEdit::Undecided {
        reason: "相談中".into(),
        planned,
    };
    assert!(
        edited("delivery", late, &content)
            .cautions
            .concat()
            .contains("過ぎています")
    );
    let (mut answers, key) = chosen("bo09", &content);
    let edits = answers.edits.entry(key.clone()).or_default();
    edits
        .fields
        .insert("delivery".into(), text("2026年12月10日"));
    edits
        .fields
        .insert("inspection_date".into(), text("2026年12月9日"));
    let sheet = sheet(&answers, &key, &content, today()).unwrap();
    let row = sheet
        .rows
        .iter()
        .find(|row| row.id == "inspection_date")
        .unwrap();
    assert_eq!(row.warnings[0].kind, None);
    assert!(
        sheet
            .alerts
            .iter()
            .any(|caution| caution.contains("できばえの確認を終える日が"))
    );
}

#[test]
fn sheet_warns_and_suggests_beside_the_field() {
    let content = Content::embedded();
    let (mut answers, key) = chosen("bo09", &content);
    let edits = answers.edits.entry(key.clone()).or_default();
    edits.fields.insert(
        "questions".into(),
        text("9時から17時まで待機し、山田様に電話"),
    );
    let sheet = sheet(&answers, &key, &content, today()).unwrap();
    let row = sheet.rows.iter().find(|row| row.id == "questions").unwrap();
    let kinds: Vec<_> = row.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(kinds, [WarningKind::Person, WarningKind::Hours].map(Some));
    assert_eq!(row.value, "9時から17時まで待機し、山田様に電話");
    assert_eq!(sheet.statutory.len(), 9);
    assert_eq!(sheet.rows.iter().filter(|row| row.editable).count(), 25);
    assert_eq!(
        sheet.rows[0].badges,
        ["フリーランス法3条④", "自営型テレワークガイドライン 1"]
    );
}

#[test]
fn directives_keep_their_words_and_reach_the_director_as_cautions() {
    let content = Content::embedded();
    let (mut answers, key) = chosen("bo09", &content);
    let typed = "名刺を表に入れる。\n9時から17時まで当社に来て入力する。まず読み取り、次に直す。";
    let edits = answers.edits.entry(key.clone()).or_default();
    edits.fields.insert("work".into(), text(typed));
    let term = FieldEdit::Undecided {
        reason: "毎朝8時に作業を始めるか、相談中".into(),
        planned: date(2026, 12, 1),
    };
    edits.fields.insert("term".into(), term);
    let spec = draft(&answers, &key, &content, today()).unwrap();
    let work = spec.fields.iter().find(|f| f.id == "work").unwrap();
    assert_eq!(work.value, typed);
    let told = |word: &str| {
        spec.cautions
            .iter()
            .filter(|line| line.contains(word))
            .count()
    };
    assert_eq!(
        told("時間を決める言い方（9時から17時）"),
        1,
        "{:?}",
        spec.cautions
    );
    assert_eq!(told("場所を決める言い方（当社に来て）"), 1);
    assert_eq!(told("順番を指図する言い方"), 1);
    let term = &content.words.field("spec_term").label;
    assert_eq!(
        told(&format!("」「{term}」に、働く時間")),
        1,
        "{:?}",
        spec.cautions
    );
    let sheet = sheet(&answers, &key, &content, today()).unwrap();
    let row = sheet.rows.iter().find(|row| row.id == "work").unwrap();
    let kinds: Vec<_> = row.warnings.iter().map(|warning| warning.kind).collect();
    let (hours, place, sequence) = (
        WarningKind::Hours,
        WarningKind::Place,
        WarningKind::Sequence,
    );
    assert_eq!(kinds, [hours, place, sequence].map(Some));
}

#[test]
fn what_is_offered_instead_keeps_the_other_sentences_and_has_no_directive() {
    let content = Content::embedded();
    let (answers, key) = chosen("bo09", &content);
    let mut draftable = questionnaire::flow::draftable(&answers, &content).into_iter();
    let (task, given) = draftable.find(|(task, _)| task.key == key).unwrap();
    let directive = "9時から17時まで当社に来て作業する。";
    for (id, says) in [
        ("work", "を、しめ切りまでに渡す。できばえは「"),
        ("volume", "で合格した数で数える。"),
        ("excludes", "順番の決まりは、この仕事に入らない。"),
        ("handover", "しめ切りに間に合うように渡す。"),
        ("delivery", "を受け取る日で決める。"),
        ("fee", "で合格した数で計算する。"),
    ] {
        let def = FieldDef::of(id).unwrap();
        let typed = format!("見本旅館の分。\n{directive}");
        let offered = offer(def, &typed, &task, given, &content);
        assert!(offered.starts_with("見本旅館の分。\n"), "{id}: {offered}");
        assert!(offered.contains(says), "{id}: {offered}");
        assert!(!content.checks.has_directive(&offered, def.context()));
    }
    let def = FieldDef::of("questions").unwrap();
    assert_eq!(offer(def, directive, &task, given, &content), "");
}

#[test]
fn a_fixed_delivery_day_gives_the_last_day_to_pay() {
    let content = Content::embedded();
    let (mut answers, key) = chosen("bo09", &content);
    let edits = answers.edits.entry(key.clone()).or_default();
    edits
        .fields
        .insert("delivery".into(), text("2026年12月1日"));
    let spec = draft(&answers, &key, &content, today()).unwrap();
    let limit = "60日目の2027年1月29日";
    assert!(
        spec.cautions.iter().any(|line| line.contains(limit)),
        "{:?}",
        spec.cautions
    );
}

#[test]
fn no_law_found_is_no_all_clear_and_several_are_all_named() {
    let content = Content::embedded();
    let licence = |name: &str| {
        let (mut answers, _) = chosen("bo09", &content);
        let key = TaskKey("own1".into());
        let given = TaskAnswers {
            tag: "data_entry".into(),
            ..content.task("bo09").unwrap().answers()
        };
        answers.picks.push(Pick {
            key: key.clone(),
            name: Some(name.into()),
        });
        answers.tasks.insert(key.clone(), given);
        answers.chosen.as_mut().unwrap().insert(key.clone());
        let spec = draft(&answers, &key, &content, today()).unwrap();
        let field = spec.fields.into_iter().find(|field| field.id == "licence");
        field.unwrap().value
    };
    let nothing = licence("日報の入力");
    assert!(
        nothing.contains("見つかりませんでした") && nothing.contains("担当者が"),
        "{nothing}"
    );
    let several = licence("役員変更の登記書類・在留資格の書類");
    assert!(
        several.contains("司法書士") && several.contains("行政書士法19条"),
        "{several}"
    );
}

#[test]
fn licence_flags_name_their_law() {
    let content = Content::embedded();
    for (id, law) in [
        ("bo02", "税理士法"),
        ("bo16", "職業安定法36条"),
        ("bo17", "社会保険労務士法2条"),
        ("agr10", "行政書士法19条"),
        ("inn03", "旅行業法"),
    ] {
        let spec = spec_of(id, &content);
        assert!(value(&spec, "licence").contains(law), "{id}");
        assert!(spec.cautions.concat().contains(law), "{id}");
    }
}

#[test]
fn recurring_work_is_flagged_for_one_and_six_months() {
    let content = Content::embedded();
    let cautions = spec_of("inn02", &content).cautions.concat();
    assert!(cautions.contains("5条") && cautions.contains("16条"));
    let once = spec_of("bo16", &content).cautions.concat();
    assert!(!once.contains("フリーランス法5条"));
}

#[test]
fn kept_and_stopped_tasks_have_no_spec() {
    let content = Content::embedded();
    let (mut answers, key) = chosen("bo09", &content);
    answers.tasks.get_mut(&key).unwrap().reserved = Reserved::Whole;
    assert_eq!(draft(&answers, &key, &content, today()), None);
    assert_eq!(drafts(&answers, &content, today()), []);
    assert_eq!(sheet(&answers, &key, &content, today()), None);
}

#[test]
fn published_schema_is_the_codes() {
    let published: serde_json::Value = serde_json::from_str(PUBLISHED).unwrap();
    assert_eq!(
        published,
        json_schema(),
        "run: cargo run -p placements --example schema > site/static/schema/job-spec.v2.json"
    );
}

#[test]
fn every_drafted_spec_is_valid_under_the_published_schema() {
    let content = Content::embedded();
    let schema: serde_json::Value = serde_json::from_str(PUBLISHED).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for row in handed_over(&content) {
        let spec = spec_of(&row.id, &content);
        let json = serde_json::to_value(&spec).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&json)
            .map(|e| e.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", row.id);
        assert_eq!(serde_json::from_value::<JobSpec>(json).unwrap(), spec);
    }
    let mut broken = serde_json::to_value(spec_of("bo09", &content)).unwrap();
    broken["schema"] = "job-spec.v1".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn every_drafted_spec_is_valid_as_the_older_version_too() {
    let content = Content::embedded();
    let schema: serde_json::Value = serde_json::from_str(PUBLISHED_V1).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for row in &content.tasks {
        let (mut answers, key) = chosen(&row.id, &content);
        for secrecy in [row.sensitivity, Secrecy::Unknown] {
            answers.tasks.get_mut(&key).unwrap().secrecy = secrecy;
            let Some(spec) = draft(&answers, &key, &content, today()) else {
                continue;
            };
            let old = to_v1(&spec).unwrap();
            let errors: Vec<String> = validator.iter_errors(&old).map(|e| e.to_string()).collect();
            assert_eq!(errors, Vec::<String>::new(), "{}", row.id);
            assert_eq!(
                old["verdict"] == "prepare",
                spec.verdict != Verdict::Now && spec.verdict != Verdict::Split
            );
            assert!(old.get("open").is_none() && old["estimate"].get("price").is_none());
        }
    }
}

#[test]
fn spec_reads_as_expected() {
    let content = Content::embedded();
    let spec = spec_of("inn02", &content);
    let text: Vec<String> = spec
        .fields
        .iter()
        .map(|f| format!("## {}\n{}\n", f.label, f.value))
        .collect();
    insta::assert_snapshot!(text.concat());
}

proptest! {
    #[test]
    fn same_answers_give_the_identical_spec(
        task in 0..CONTENT.tasks.len(), times in 1u32..100, count in 1u32..1000, minutes in 1u32..5000,
        stays in "[ぁ-ん一-龥髙﨑 ]{0,20}", day in 1i8..28,
    ) {
        let content = &*CONTENT;
        let id = content.tasks[task].id.clone();
        let (mut answers, key) = chosen(&id, content);
        let given = answers.tasks.get_mut(&key).unwrap();
        (given.times, given.count, given.minutes) = (times, count, f64::from(minutes) / 10.0);
        given.stays = stays;
        // What is undecided has a day by which it will be.
        given.arranged = answers::YesNo::Yes;
        let json = |day| {
            let spec = draft(&answers, &key, content, date(2026, 11, day));
            serde_json::to_string(&spec).unwrap()
        };
        prop_assert_eq!(json(1), json(day));
        let copy: Answers = serde_json::from_str(&serde_json::to_string(&answers).unwrap()).unwrap();
        prop_assert_eq!(draft(&copy, &key, content, today()), draft(&answers, &key, content, today()));
    }
}

#[test]
fn a_field_of_the_sheet_without_words_is_a_mistake_in_the_content() {
    for def in &FIELDS {
        let mut sources = Content::embedded_sources();
        let words = sources.get_mut("inventory/questions.toml").unwrap();
        let table = format!("[fields.spec_{}]", def.id);
        assert!(words.contains(&table), "{table}");
        *words = words.replace(&table, &format!("[fields.other_{}]", def.id));
        let errors = Content::parse(&sources).unwrap_err();
        let named = |name: &str| errors.iter().any(|error| error.message.contains(name));
        assert!(named(&format!("spec_{}", def.id)), "{errors:?}");
    }
}
