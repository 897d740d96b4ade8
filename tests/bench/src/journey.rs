//! One inventory from the first page to the last: an inn that hands over five tasks.

use std::collections::{BTreeMap, BTreeSet};

use answers::{Answers, FieldEdit, Pick, Shortage, Situation, SpecEdits};
use anyhow::{Context, Result, ensure};
use base::contact::Contact;
use base::industry::Industry;
use base::reference::Reference;
use base::time;
use forms::Input;
use jiff::Timestamp;
use store::Draft;
use submissions::Submission;
use testkit::sample;
use town::{CatalogueTask, Content};

/// When the journey takes place.
pub fn now() -> Timestamp {
    "2026-11-20T12:00:00+09:00".parse().expect("a timestamp")
}

/// A draft before the first answer.
pub fn draft(id: String) -> Draft {
    sample::draft(&id, now())
}

/// What is saved, in order: sixteen answered pages and two pages kept half-typed on the way.
pub fn saves(content: &Content) -> Result<Vec<Draft>> {
    let mut draft = draft(String::new());
    let mut saves = Vec::new();
    for (page, answers) in answers(content)?.into_iter().enumerate() {
        if page == 5 || page == 11 {
            let typed = [(
                "done_text",
                "メールで届いた予約を、その日のうちに台帳へ写し終えたこと",
            )];
            let typed = typed.map(|(name, text)| (name.to_owned(), vec![text.to_owned()]));
            draft
                .typed
                .insert("task/inn03".to_owned(), Input(BTreeMap::from(typed)));
            saves.push(draft.clone());
            draft.typed.clear();
        }
        draft.answers = answers;
        saves.push(draft.clone());
    }
    Ok(saves)
}

/// The answers after each page.
fn answers(content: &Content) -> Result<Vec<Answers>> {
    let mut answers = Answers {
        industry: Some(Industry::Inn),
        ..Answers::default()
    };
    let mut pages = vec![answers.clone()];
    let mut turned = |answers: &Answers| pages.push(answers.clone());
    answers.situation = Some(Situation {
        people: Some(6),
        short: BTreeSet::from([Shortage::Hands, Shortage::OnePerson]),
    });
    turned(&answers);
    let tasks = content.offered(Industry::Inn);
    let tasks: Vec<_> = tasks.into_iter().take(5).collect();
    ensure!(
        tasks.len() == 5,
        "the catalogue offers an inn fewer than five tasks"
    );
    answers.picks = tasks
        .iter()
        .map(|task| Pick {
            key: task.key(),
            name: None,
        })
        .collect();
    turned(&answers);
    for task in &tasks {
        let mut answered = task.answers();
        answered.count = 12;
        answered.done_text = format!("{}の結果が、月末に数えて合っていること", task.name);
        answers.tasks.insert(task.key(), answered);
        turned(&answers);
    }
    answers.chosen = Some(tasks.iter().map(|task| task.key()).collect());
    turned(&answers);
    for task in &tasks {
        answers.edits.insert(task.key(), edits(task));
        turned(&answers);
    }
    answers.checked = Some("0123456789abcdef0123456789abcdef".to_owned());
    turned(&answers);
    answers.contact = Some(contact());
    turned(&answers);
    Ok(pages)
}

/// Each spec is corrected in other words, so that no task repeats another's text.
fn edits(task: &CatalogueTask) -> SpecEdits {
    let text = |text: String| FieldEdit::Text {
        text,
        over: String::new(),
    };
    let planned = time::japan_date(now());
    let reason = format!(
        "{}の量が、繁忙期の予約が固まるまでわからないため",
        task.unit.counted()
    );
    let fields = [
        (
            "deliverable",
            text(format!(
                "{}1か月分と、気づいたことの短い書き置き",
                task.deliverable
            )),
        ),
        (
            "inspection",
            text(format!(
                "{}ことを、担当者が三日以内に見ます",
                task.inspection
            )),
        ),
        ("delivery", FieldEdit::Undecided { reason, planned }),
    ];
    SpecEdits {
        fields: fields.map(|(id, edit)| (id.to_owned(), edit)).into(),
    }
}

fn contact() -> Contact {
    Contact {
        reach: Some("平日の午後二時から四時までがつながりやすいです".to_owned()),
        ..sample::contact()
    }
}

/// What the last answers become when they are sent.
pub fn submission(draft: &Draft, content: &Content) -> Result<Submission> {
    let specs = job_spec::drafts(&draft.answers, content, time::japan_date(now()));
    ensure!(
        specs.len() == 5,
        "{} of the five tasks became a spec",
        specs.len()
    );
    let edited = draft
        .answers
        .edits
        .values()
        .flat_map(|edits| edits.fields.keys());
    for id in edited {
        let exists = specs[0].fields.iter().any(|field| field.id == *id);
        ensure!(exists, "{id} is no field of a spec");
    }
    let contact = draft
        .answers
        .contact
        .clone()
        .context("the last page asks for it")?;
    let reference = Reference::from_random(*b"kiridash");
    Ok(submissions::assemble(
        reference,
        contact,
        specs,
        &content.programme,
        &submissions::route::Load::default(),
        now(),
    ))
}
