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
