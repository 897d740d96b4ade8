//! Numbers and counters as they are read, of every task, in every unit.

use std::sync::LazyLock;

use super::*;
use answers::Period;
use job_spec::draft;
use questionnaire::assess;
use town::Class;

static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

const COUNTS: [u32; 6] = [1, 2, 10, 11, 20, 300];

/// One catalogue task, answered as the catalogue suggests, and chosen.
fn chosen(id: &str) -> (Answers, TaskKey) {
    let row = CONTENT.task(id).unwrap();
    let key = row.key();
    let answers = Answers {
        industry: Some(Industry::from_code(&row.industry).unwrap_or(Industry::Other)),
        situation: Some(Default::default()),
        picks: vec![Pick {
            key: key.clone(),
            name: None,
        }],
        picked_for: Some(Industry::from_code(&row.industry).unwrap_or(Industry::Other)),
        tasks: [(key.clone(), row.answers())].into(),
        chosen: Some([key.clone()].into()),
        ..Answers::default()
    };
    (answers, key)
}

fn volume(answers: &Answers, key: &TaskKey) -> String {
    let spec = draft(answers, key, &CONTENT, today()).unwrap();
    let field = spec.fields.into_iter().find(|field| field.id == "volume");
    field.unwrap().value
}

/// The texts of sheet and estimate about one task that hold its numbers.
fn texts(answers: &Answers, key: &TaskKey) -> Vec<String> {
    let spec = draft(answers, key, &CONTENT, today());
    let fields = spec.iter().flat_map(|spec| &spec.fields);
    let fields = fields.filter(|field| ["work", "volume"].contains(&field.id.as_str()));
    let says = &CONTENT.texts.questionnaire;
    let report = assess::report(answers, &CONTENT, today());
    let estimates = report.tasks.into_iter().map(|task| task.estimate);
    fields
        .map(|field| field.value.clone())
        .chain(estimates.flat_map(|estimate| [estimate.basis.clone(), estimate.price_line(says)]))
        .collect()
}

/// The questions of its page, and what the check page says of it.
fn asked(answers: &Answers, key: &TaskKey) -> Vec<String> {
    let step = Step::Task(key.clone());
    let page = page(&step, answers, &CONTENT, None, &[], today());
    let questions = page.groups.into_iter().flat_map(|group| group.fields);
    let told = summary(answers, &CONTENT, today());
    let told = told.into_iter().flat_map(|section| section.rows);
    questions
        .map(|field| field.label)
        .chain(told.map(|(_, value)| value))
        .collect()
}

/// Where a number is followed by つ although it is ten or more, or by another number with nothing between.
fn misread(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let digits = |end: usize| {
        let start = chars[..end].iter().rposition(|c| !c.is_ascii_digit());
        end - start.map_or(0, |at| at + 1)
    };
    let wrong = (0..chars.len()).find(|&at| chars[at] == 'つ' && digits(at) >= 2)?;
    Some(chars[..=wrong].iter().collect())
}

#[test]
fn every_task_says_each_number_with_its_own_counter() {
    for row in &CONTENT.tasks {
        let (mut answers, key) = chosen(&row.id);
        let typical = answers.tasks[&key].clone();
        let counts = COUNTS.into_iter().chain([typical.count]);
        for count in counts {
            let periods = Period::ALL.iter();
            let varied = count == typical.count;
            for period in periods.filter(|period| varied || **period == typical.period) {
                let given = answers.tasks.get_mut(&key).unwrap();
                (given.count, given.period, given.staff) = (count, *period, Some(100));
                let mut texts = texts(&answers, &key);
                if *period == typical.period && count == typical.count {
                    texts.extend(asked(&answers, &key));
                }
                let wanted = format!("1回に{}{count}{}", row.unit.of, row.unit.counter);
                let said = |text: &&String| text.contains(&wanted);
                let kept = row.class == Class::Keep;
                assert!(
                    kept || texts.iter().any(|text| said(&text)),
                    "{wanted}: {texts:?}"
                );
                for text in &texts {
                    assert_eq!(misread(text), None, "{}", row.id);
                    assert!(!text.contains('{'), "{}: {text}", row.id);
                    // What stands behind the number is the counter and nothing that makes it longer.
                    for (at, _) in text.match_indices("1回に") {
                        let rest = &text[at + "1回に".len()..];
                        let rest = rest.strip_prefix(&row.unit.of).unwrap_or(rest);
                        let number: String =
                            rest.chars().take_while(char::is_ascii_digit).collect();
                        let fits = number.is_empty() || number.parse() == Ok(count);
                        assert!(fits, "{}: {text}", row.id);
                    }
                }
            }
        }
    }
}

#[test]
fn a_year_of_rare_work_is_counted_by_the_year() {
    let (answers, key) = chosen("agr06");
    let volume = volume(&answers, &key);
    assert!(volume.contains("整えた名簿（名簿100件ごと）"), "{volume}");
    assert!(volume.contains("1年に名簿600件（約6時間分）"), "{volume}");
    assert!(volume.contains("上限：1年に名簿720件"), "{volume}");
}

#[test]
fn a_day_counted_by_the_day_never_passes_the_days_of_a_month() {
    for row in CONTENT.tasks.iter().filter(|row| row.unit.days) {
        let (mut answers, key) = chosen(&row.id);
        answers.tasks.get_mut(&key).unwrap().count = 7;
        assert!(
            volume(&answers, &key).contains("上限：1か月に31日分"),
            "{}",
            row.id
        );
    }
    let counted: Vec<_> = CONTENT.tasks.iter().filter(|row| row.unit.days).collect();
    assert_eq!(counted.len(), 3);
}
