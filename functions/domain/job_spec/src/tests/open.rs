//! No answer that leaves something to settle gives a sheet that says nothing is open.

use super::*;
use crate::sheet::Sheet;
use questionnaire::assess;

/// The questions of a task's page with the codes of those answers whose words mean not yet, or not known.
fn not_yet() -> Vec<(String, String)> {
    let words = [
        "わからない",
        "まだ",
        "決まっていない",
        "未定",
        "場合による",
        "検討",
    ];
    let means = |label: &str| words.iter().any(|word| label.starts_with(word));
    let answers = serde_json::to_value(TaskAnswers::default()).unwrap();
    let asked = |field: &&String| answers.get(field.as_str()).is_some();
    let fields = CONTENT.words.fields.iter();
    let fields = fields.filter(|(field, _)| asked(field));
    let found = fields.flat_map(|(field, words)| {
        let options = words.options.iter().filter(|option| means(&option.label));
        options.map(move |option| (field.clone(), option.value.clone()))
    });
    found.collect()
}

fn with(given: &TaskAnswers, field: &str, code: &str) -> TaskAnswers {
    let mut json = serde_json::to_value(given).unwrap();
    json[field] = code.into();
    serde_json::from_value(json).unwrap()
}

/// Whether the question is one that these answers ask at all.
fn is_asked(field: &str, given: &TaskAnswers) -> bool {
    match field {
        "arranged" => matches!(given.secrecy, Secrecy::S1 | Secrecy::S2),
        "removable" => given.secrecy == Secrecy::S3,
        _ => true,
    }
}

#[test]
fn every_question_has_an_answer_that_means_not_yet() {
    let found = not_yet();
    assert_eq!(found.len(), 13, "{found:?}");
    for answer in [("arranged", "no"), ("who", "unknown"), ("slack", "unknown")] {
        let (field, code) = answer;
        assert!(found.contains(&(field.into(), code.into())), "{answer:?}");
    }
}

#[test]
fn no_answer_that_means_not_yet_leaves_what_is_open_empty() {
    for row in handed_over(&CONTENT).step_by(12) {
        for secrecy in [Secrecy::S0, Secrecy::S1, Secrecy::S2, Secrecy::S3] {
            for (field, code) in not_yet() {
                let (mut answers, key) = chosen(&row.id, &CONTENT);
                let given = answers.tasks.get_mut(&key).unwrap();
                (given.secrecy, given.arranged) = (secrecy, answers::YesNo::Yes);
                (given.removable, given.done_text) = (answers::YesNo::Yes, String::new());
                *given = with(given, &field, &code);
                let given = given.clone();
                let Some(spec) = draft(&answers, &key, &CONTENT, today()) else {
                    continue;
                };
                if !is_asked(&field, &given) {
                    continue;
                }
                let told = format!("{} {secrecy:?} {field}={code}", row.id);
                assert!(spec.open.iter().any(|open| open.id == field), "{told}");
                assert!(
                    !Sheet::of(&spec, &town::texts::Texts::EMBEDDED)
                        .glance
                        .open
                        .is_empty(),
                    "mail and paper: {told}"
                );
                let page = sheet(&answers, &key, &CONTENT, today()).unwrap();
                assert_eq!(
                    page.open.len(),
                    Sheet::of(&spec, &town::texts::Texts::EMBEDDED)
                        .glance
                        .open
                        .len(),
                    "page: {told}"
                );
                let report = assess::report(&answers, &CONTENT, today());
                assert!(!report.tasks[0].open.is_empty(), "result: {told}");
            }
        }
    }
}

#[test]
fn what_is_not_arranged_yet_is_said_with_its_reason_and_settled_by_the_employers_text() {
    let (mut answers, key) = chosen("agr01", &CONTENT);
    let spec = draft(&answers, &key, &CONTENT, today()).unwrap();
    let secrecy = |spec: &JobSpec| {
        let mut fields = spec.fields.iter();
        fields
            .find(|field| field.id == "confidentiality")
            .unwrap()
            .clone()
    };
    let FieldState::Undecided { reason, .. } = secrecy(&spec).state else {
        panic!("{:?}", secrecy(&spec));
    };
    assert_eq!(reason, "「秘密の約束と渡し方」を、まだ決めていないため");
    assert!(!secrecy(&spec).value.is_empty(), "what holds meanwhile");
    let edits = answers.edits.entry(key.clone()).or_default();
    let own = text("12月1日に、約束を紙に書いて取りかわした。");
    edits.fields.insert("confidentiality".into(), own);
    let spec = draft(&answers, &key, &CONTENT, today()).unwrap();
    assert_eq!(secrecy(&spec).state, FieldState::Filled);
}

/// The sheets whose owner knows neither how often the work comes nor how long it takes, or only one of them.
fn without_an_amount() -> Vec<JobSpec> {
    let unknown = [(0, 0.0), (0, 10.0), (4, 0.0)];
    let specs = unknown.into_iter().map(|(times, minutes)| {
        let (mut answers, key) = chosen("bo09", &CONTENT);
        let given = answers.tasks.get_mut(&key).unwrap();
        (given.times, given.minutes) = (times, minutes);
        draft(&answers, &key, &CONTENT, today()).unwrap()
    });
    specs.collect()
}

#[test]
fn an_amount_that_nobody_knows_is_no_number_in_the_published_form() {
    let schema: serde_json::Value = serde_json::from_str(PUBLISHED).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for spec in without_an_amount() {
        let json = serde_json::to_value(&spec).unwrap();
        for member in ["hours_month", "price", "share_percent"] {
            assert!(json["estimate"][member].is_null(), "{member}: {json}");
        }
        assert!(json["estimate"].get("workers").is_none());
        assert!(validator.is_valid(&json));
        assert_eq!(serde_json::from_value::<JobSpec>(json).unwrap(), spec);
    }
    let estimate = &schema["$defs"]["Estimate"]["properties"];
    for member in ["hours_month", "price"] {
        let meaning = estimate[member]["description"].as_str().unwrap();
        assert!(
            meaning.contains("null while nobody knows"),
            "{member}: {meaning}"
        );
    }
}

#[test]
fn how_long_it_lasts_is_not_said_where_nobody_knows_how_often_it_comes() {
    let [never, sometimes, weekly] = &without_an_amount()[..] else {
        panic!("three sheets");
    };
    for unknown in [never, sometimes] {
        let cautions = unknown.cautions.concat();
        assert!(!cautions.contains("見こみです"), "{cautions}");
        assert!(
            cautions.contains("1か月以上の約束になるときは"),
            "{cautions}"
        );
        assert_eq!(value(unknown, "volume"), "");
    }
    assert!(
        weekly
            .cautions
            .concat()
            .contains("1か月以上の約束になる見こみです")
    );
}

#[test]
fn an_amount_that_nobody_knows_has_no_older_form_in_which_it_would_read_as_a_price() {
    for spec in without_an_amount() {
        let refused = to_v1(&spec).unwrap_err();
        assert!(matches!(refused, NotInV1::AmountUnknown), "{refused}");
    }
}
