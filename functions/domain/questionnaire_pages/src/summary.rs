//! The check page: everything reachable that was answered, in words.

use jiff::civil::Date;
use serde::Serialize;

use super::mail_slip;
use super::page::name_of;
use super::summary_rows::{Rows, one};
use super::summary_task::{of_own, of_task, volume};
use answers::{Answers, TaskAnswers, TaskKey};
use base::contact::Contact;
use questionnaire::flow::{self, Step};
use text_checks::{ContactLine, TextContext};
use town::Content;

use base::wording::fill;
use questionnaire::tasks::{self, Task};

/// A part of the check page: one step's answers, and the page that changes them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckSection {
    /// Heading (a step's title).
    pub title: String,
    /// The step's path, to change it.
    pub step: String,
    /// The most important pairs of question and answer.
    pub rows: Rows,
    /// The other pairs, to be folded away.
    pub more: Rows,
    /// What had better be changed before it is sent on: personal data, vague words, dates.
    pub warnings: Vec<String>,
}

/// Everything reachable that was answered, for the check page.
pub fn summary(answers: &Answers, content: &Content, today: Date) -> Vec<CheckSection> {
    let route = flow::replay(answers, content);
    let steps = route.steps.iter().filter(|step| route.allows(step));
    let section = |step: &Step| {
        let (rows, more) = told(step, answers, content, today);
        let words = content.words.page(match step {
            Step::Task(key) if key.is_own() => "own",
            step => step.name(),
        });
        let title = fill(words.brief(), &[("name", &name_of(step, answers, content))]);
        (!rows.is_empty() || !more.is_empty()).then(|| CheckSection {
            title,
            step: step.path(),
            rows,
            more,
            warnings: warnings(step, answers, content, today),
        })
    };
    steps.filter_map(section).collect()
}

/// Everything that a sheet's texts give away or leave open, in the order of its fields.
fn warnings(step: &Step, answers: &Answers, content: &Content, today: Date) -> Vec<String> {
    let Step::Spec(key) = step else {
        return Vec::new();
    };
    let Some(sheet) = job_spec::sheet(answers, key, content, today) else {
        return Vec::new();
    };
    let own_name = Some(name_of(step, answers, content)).filter(|_| key.is_own());
    let of_title = own_name
        .into_iter()
        .flat_map(|name| content.text_warnings(&name, TextContext::Work))
        .map(|warning| warning.message);
    let of_rows = sheet.rows.iter().flat_map(|row| {
        let line = |warning: &town::Warning| format!("{}：{}", row.label, warning.message);
        row.warnings.iter().map(line)
    });
    of_title.chain(of_rows).collect()
}

/// Warnings about the contact, before it is sent.
pub fn contact_warnings(contact: &Contact, content: &Content) -> Vec<String> {
    let lines = [
        (ContactLine::Business, contact.business.as_str()),
        (ContactLine::Person, contact.person.as_str()),
        (
            ContactLine::Reach,
            contact.reach.as_deref().unwrap_or_default(),
        ),
    ];
    let says = &content.texts.warnings;
    let of_line = |(line, text)| content.contact_warnings(line, text, &contact.person);
    let mail = contact.mail.as_ref().map_or("", |mail| mail.as_str());
    let call = contact.unmailable.iter();
    let call = call.map(|_| says.mail_call().to_owned());
    lines
        .into_iter()
        .flat_map(of_line)
        .chain(mail_slip::warning(mail, says))
        .chain(call)
        .collect()
}

/// What a step's section shows at once, and what it shows when unfolded.
fn told(step: &Step, answers: &Answers, content: &Content, today: Date) -> (Rows, Rows) {
    let whole = |rows| (rows, Rows::new());
    match step {
        Step::Industry => whole([industry(answers, content), situation(answers, content)].concat()),
        Step::Pick => whole(picks(answers, content)),
        Step::Task(key) | Step::Amount(key) | Step::Secret(key) => {
            let tasks = tasks::answered(answers, content).into_iter();
            let mut task = tasks.filter(|(task, _)| task.key == *key);
            let told = |(task, given): (Task, &TaskAnswers)| match task.row {
                Some(_) => (
                    volume(&task, given, content),
                    of_task(&task, given, content),
                ),
                None => of_own(step, &task, given, content),
            };
            task.next().map(told).unwrap_or_default()
        }
        Step::Result => {
            let names: Vec<String> = flow::chosen(answers, content)
                .into_iter()
                .map(|(task, _)| task.name)
                .collect();
            whole(one(content, "chosen", names.join("、")))
        }
        Step::Spec(key) => of_sheet(key, answers, content, today),
        Step::Check | Step::Contact => whole(Rows::new()),
    }
}

/// What the employer changed; then all the other fields of the sheet, which its own page showed just now.
fn of_sheet(key: &TaskKey, answers: &Answers, content: &Content, today: Date) -> (Rows, Rows) {
    let Some(spec) = job_spec::draft(answers, key, content, today) else {
        return (Rows::new(), Rows::new());
    };
    let edits = answers.edits.get(key);
    let edited = |id: &str| edits.is_some_and(|edits| edits.fields.contains_key(id));
    let (mut rows, mut more) = (Rows::new(), Rows::new());
    for field in spec.fields {
        let edited = edited(&field.id);
        let value = value(&field, edited, content);
        if edited {
            rows.push((field.label, value));
        } else {
            more.push((field.label, value));
        }
    }
    (rows, more)
}

fn industry(answers: &Answers, content: &Content) -> Rows {
    let code = answers
        .industry
        .map(|industry| industry.code())
        .unwrap_or_default();
    one(
        content,
        "industry",
        content.words.option("industry", code).to_owned(),
    )
}

/// Only what was said: nobody is asked for it.
fn situation(answers: &Answers, content: &Content) -> Rows {
    let Some(situation) = &answers.situation else {
        return Rows::new();
    };
    let unit = &content.words.field("people").unit;
    let people = situation.people.map(|people| format!("{people}{unit}"));
    let label = |code: &'static str| content.words.option("short", code);
    let short = situation.short.iter().map(|short| label(short.code()));
    let short = short.collect::<Vec<_>>().join("、");
    [
        one(content, "people", people.unwrap_or_default()),
        one(content, "short", short),
    ]
    .concat()
}

fn picks(answers: &Answers, content: &Content) -> Rows {
    let of = |own: bool| -> Vec<String> {
        let tasks = tasks::picked(answers, content).into_iter();
        tasks
            .filter(|task| task.key.is_own() == own)
            .map(|task| task.name)
            .collect()
    };
    let says = &content.texts.questionnaire;
    let chosen = (says.picked().to_owned(), of(false).join("、"));
    let own = one(content, "own", of(true).join("、"));
    [chosen]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .chain(own)
        .collect()
}

fn value(field: &job_spec::SpecField, edited: bool, content: &Content) -> String {
    let text = if field.value.is_empty() {
        job_spec::state_label(&field.state, content)
    } else {
        field.value.clone()
    };
    if edited {
        text + content.texts.questionnaire.check_changed()
    } else {
        text
    }
}
