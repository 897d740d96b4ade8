//! Puts the confirmed tasks of a table into a draft.

use std::collections::{BTreeMap, BTreeSet};

use answers::{Answers, Pick};
use jiff::civil::Date;
use questionnaire::flow::Step;
use questionnaire::tasks::{Task, free_own_keys};
use town::Content;

use super::checked::TableTask;
use crate::boxes::{Blank, fill_pages};
use crate::worksheet::CopiedSheet;

/// The draft's answers with these tasks behind those that it has. What a table does not say is left to be asked.
pub fn take_table(
    tasks: &[&TableTask],
    answers: &Answers,
    content: &Content,
    today: Date,
) -> CopiedSheet {
    let mut sheet = CopiedSheet {
        answers: answers.clone(),
        typed: BTreeMap::new(),
        steps: vec![Step::Pick.path()],
    };
    sheet.answers.picked_for = answers.industry;
    for row in tasks {
        let Some(pick) = pick(row, &sheet.answers) else {
            continue;
        };
        sheet.answers.picks.push(pick.clone());
        if let Some(task) = Task::of(&pick, content) {
            let filled = fill_pages(
                &task,
                (&row.said, Blank::Asked),
                &mut sheet.answers,
                content,
                today,
            );
            sheet.add(filled);
        }
    }
    sheet
}

/// How the task is picked; `None`: no key is left for it.
fn pick(row: &TableTask, answers: &Answers) -> Option<Pick> {
    if let Some(key) = &row.key {
        return Some(Pick {
            key: key.clone(),
            name: None,
        });
    }
    let used = answers.picks.iter().map(|pick| pick.key.0.as_str());
    let used: BTreeSet<&str> = used.collect();
    let key = free_own_keys(&used).next()?;
    Some(Pick {
        key,
        name: Some(row.name.clone()),
    })
}
