//! One picked task as the rules see it: the catalogue's row or the employer's own words.

use std::collections::BTreeSet;

use answers::{Answers, MAX_TASKS, Pick, Reserved, TaskAnswers, TaskKey};
use text_checks::Checks;
use town::{CatalogueTask, Content, Unit};

/// A picked, reachable task.
#[derive(Clone, Debug, PartialEq)]
pub struct Task<'a> {
    /// Its key.
    pub key: TaskKey,
    /// Its name.
    pub name: String,
    /// What it is counted in.
    pub unit: Unit,
    /// The catalogue's row; `None` for an employer's own task.
    pub row: Option<&'a CatalogueTask>,
}

/// How far below and above the stated minutes the price range of an employer's own task reaches; the catalogue's
/// rows mostly lie within it.
const OWN_RANGE: (f64, f64) = (0.7, 1.5);

impl<'a> Task<'a> {
    /// The task of a pick; `None` where the catalogue has none or the words are missing.
    pub fn of(pick: &Pick, content: &'a Content) -> Option<Task<'a>> {
        if pick.key.is_own() {
            let name = pick.name.clone().filter(|name| !name.is_empty())?;
            return Some(Task {
                key: pick.key.clone(),
                name,
                unit: Unit::own(),
                row: None,
            });
        }
        let row = content.task(&pick.key.0)?;
        Some(Task {
            key: pick.key.clone(),
            name: row.name.clone(),
            unit: row.unit.clone(),
            row: Some(row),
        })
    }

    /// The answers a person starts from; `None` where everything has to be asked.
    pub fn typical(&self) -> Option<TaskAnswers> {
        self.row.map(CatalogueTask::answers)
    }

    /// The answer that the employer's own words suggest: the whole, where a law was read to reserve such work;
    /// unknown, where it only may.
    pub fn suggested_reserved(&self, what: &str, checks: &Checks) -> Option<Reserved> {
        let found = match self.row {
            Some(_) => Vec::new(),
            None => checks.licences(&self.words(what)),
        };
        let is_reserved = found.iter().any(|licence| licence.reserved);
        let suggested = if is_reserved {
            Reserved::Whole
        } else {
            Reserved::Unknown
        };
        (!found.is_empty()).then_some(suggested)
    }

    /// Everything that its owner says it is: its name, and `what` it consists of.
    pub fn words(&self, what: &str) -> String {
        match what.is_empty() {
            true => self.name.clone(),
            false => format!("{}\n{what}", self.name),
        }
    }

    /// What stays on site, in the employer's words or the catalogue's.
    pub fn stays(&self, given: &TaskAnswers) -> String {
        let typical = self.row.map(|row| row.stays.as_str()).unwrap_or_default();
        if given.stays.is_empty() {
            typical.to_owned()
        } else {
            given.stays.clone()
        }
    }

    /// Low and high minutes for one lot around the employer's own.
    pub fn minutes_range(&self, given: &TaskAnswers) -> (f64, f64) {
        let (low, high) = self.row.map_or(OWN_RANGE, |row| {
            (
                row.minutes_low / row.minutes_typical,
                row.minutes_high / row.minutes_typical,
            )
        });
        (given.minutes * low, given.minutes * high)
    }

    /// Skill tags; the first decides the director. None where nobody said.
    pub fn tags(&self, given: &TaskAnswers) -> Vec<String> {
        match self.row {
            Some(row) => row.tags.clone(),
            None => [given.tag.clone()]
                .into_iter()
                .filter(|tag| !tag.is_empty())
                .collect(),
        }
    }
}

/// The picked tasks that the present industry offers, in order, at most twelve.
pub fn picked<'a>(answers: &Answers, content: &'a Content) -> Vec<Task<'a>> {
    let Some(industry) = answers.industry else {
        return Vec::new();
    };
    let offered = content.offered(industry);
    let reachable =
        |task: &Task| task.key.is_own() || offered.iter().any(|row| row.id == task.key.0);
    let tasks = answers
        .picks
        .iter()
        .filter_map(|pick| Task::of(pick, content));
    tasks.filter(reachable).take(MAX_TASKS).collect()
}

/// The picked tasks with their answers, where all of them are given.
pub fn answered<'a>(
    answers: &'a Answers,
    content: &'a Content,
) -> Vec<(Task<'a>, &'a TaskAnswers)> {
    let tasks = picked(answers, content).into_iter();
    let answers = tasks.filter_map(|task| answers.tasks.get(&task.key).map(|given| (task, given)));
    answers
        .filter(|(_, given)| given.missing.is_empty())
        .collect()
}

/// Why a task was not removed or added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaskError {
    /// An inventory keeps at least one task.
    #[error("the last task stays")]
    Last,
    /// No reachable task has that key.
    #[error("no such task")]
    Unknown,
    /// Twelve are the most.
    #[error("twelve tasks are the most")]
    Full,
}

impl TaskError {
    /// What the page says about it.
    pub fn message(self, content: &Content) -> String {
        let says = &content.texts.errors;
        match self {
            TaskError::Last => says.last_task().to_owned(),
            TaskError::Unknown => says.unknown_task().to_owned(),
            TaskError::Full => says.pick_many(MAX_TASKS + 1, 1),
        }
    }
}

/// Removes a task with all its answers; the other tasks stay as they are.
///
/// # Errors
/// [`TaskError::Last`] for the last reachable task, [`TaskError::Unknown`] where there is none.
pub fn remove(answers: &Answers, key: &TaskKey, content: &Content) -> Result<Answers, TaskError> {
    let reachable = picked(answers, content);
    if !reachable.iter().any(|task| task.key == *key) {
        return Err(TaskError::Unknown);
    }
    if reachable.len() == 1 {
        return Err(TaskError::Last);
    }
    let mut changed = answers.clone();
    changed.picks.retain(|pick| pick.key != *key);
    forget(&mut changed, key);
    Ok(changed)
}

/// Adds a task of the catalogue.
///
/// # Errors
/// [`TaskError::Unknown`] where the industry is not offered it, [`TaskError::Full`] past twelve.
pub fn add(answers: &Answers, key: &TaskKey, content: &Content) -> Result<Answers, TaskError> {
    let industry = answers.industry.ok_or(TaskError::Unknown)?;
    if !content.offered(industry).iter().any(|row| row.id == key.0) {
        return Err(TaskError::Unknown);
    }
    let reachable = picked(answers, content);
    if reachable.iter().any(|task| task.key == *key) {
        return Ok(answers.clone());
    }
    if reachable.len() >= MAX_TASKS {
        return Err(TaskError::Full);
    }
    let mut changed = answers.clone();
    changed.picks.push(Pick {
        key: key.clone(),
        name: None,
    });
    Ok(changed)
}

/// Drops everything answered about a task.
pub fn forget(answers: &mut Answers, key: &TaskKey) {
    answers.tasks.remove(key);
    answers.edits.remove(key);
    answers.offered.remove(key);
    if let Some(chosen) = &mut answers.chosen {
        chosen.remove(key);
    }
}

/// The first own key that no pick uses.
pub fn free_own_keys(used: &BTreeSet<&str>) -> impl Iterator<Item = TaskKey> {
    let keys = (1..=MAX_TASKS).map(|n| format!("own{n}"));
    keys.filter(|key| !used.contains(key.as_str())).map(TaskKey)
}
