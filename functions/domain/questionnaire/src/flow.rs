//! Where an employer is in the inventory: replayed from the answers, never stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest, Sha256};

use crate::assess::judge;
use crate::tasks::{Task, answered, picked};
use answers::{Answers, OwnPage, TaskAnswers, TaskKey};
use town::Content;

/// One page of the inventory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Choose the industry; how many people and where it hurts may be said too.
    Industry,
    /// Pick tasks.
    Pick,
    /// Questions about one task; of an own one, what it consists of.
    Task(TaskKey),
    /// How often an own task comes and how long it takes.
    Amount(TaskKey),
    /// What is secret of an own task and what stays.
    Secret(TaskKey),
    /// The verdicts; choose what to draft.
    Result,
    /// One drafted spec.
    Spec(TaskKey),
    /// Check answers.
    Check,
    /// Contact and consent.
    Contact,
}

impl Step {
    /// The path below `/inventory/`: `industry`, `task/inn02`, `amount/own1`, `secret/own1`, `spec/inn02` and so on.
    pub fn path(&self) -> String {
        match self {
            Step::Task(key) | Step::Amount(key) | Step::Secret(key) | Step::Spec(key) => {
                format!("{}/{key}", self.name())
            }
            fixed => fixed.name().to_owned(),
        }
    }

    /// The page's name in the questionnaire's words.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Industry => "industry",
            Step::Pick => "pick",
            Step::Task(_) => "task",
            Step::Amount(_) => "amount",
            Step::Secret(_) => "secret",
            Step::Result => "result",
            Step::Spec(_) => "spec",
            Step::Check => "check",
            Step::Contact => "contact",
        }
    }

    /// The task that it asks about; `None` for the other pages and for a drafted sheet.
    pub fn asks_about(&self) -> Option<&TaskKey> {
        match self {
            Step::Task(key) | Step::Amount(key) | Step::Secret(key) => Some(key),
            _ => None,
        }
    }

    /// The step at that path, if there is one.
    pub fn from_path(path: &str) -> Option<Step> {
        let fixed = [
            Step::Industry,
            Step::Pick,
            Step::Result,
            Step::Check,
            Step::Contact,
        ];
        if let Some(step) = fixed.into_iter().find(|step| step.name() == path) {
            return Some(step);
        }
        let (page, key) = path.split_once('/')?;
        let key = Some(TaskKey(key.to_owned())).filter(TaskKey::is_well_formed)?;
        match page {
            "task" => Some(Step::Task(key)),
            "amount" => Some(Step::Amount(key)),
            "secret" => Some(Step::Secret(key)),
            "spec" => Some(Step::Spec(key)),
            _ => None,
        }
    }
}

/// The pages reachable with these answers, in order, and how far they got.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// All steps these answers lead through, in order.
    pub steps: Vec<Step>,
    /// The first step that still has to be answered; `None` when ready to send.
    pub next: Option<Step>,
}

impl Route {
    /// Whether this page may be visited: it is answered already, or it is the next one.
    pub fn allows(&self, step: &Step) -> bool {
        let place = |step: &Step| self.steps.iter().position(|other| other == step);
        match (place(step), &self.next) {
            (Some(at), Some(next)) => place(next).is_some_and(|next| at <= next),
            (at, None) => at.is_some(),
            (None, Some(_)) => false,
        }
    }
}

/// Replays the answers from the first page. The steps are every page known by now; how many tasks
/// and drafts there will be is known once they are picked and chosen.
pub fn replay(answers: &Answers, content: &Content) -> Route {
    let mut steps = vec![Step::Industry, Step::Pick];
    steps.extend(picked(answers, content).iter().flat_map(pages));
    steps.push(Step::Result);
    steps.extend(
        chosen(answers, content)
            .into_iter()
            .map(|(task, _)| Step::Spec(task.key)),
    );
    steps.extend([Step::Check, Step::Contact]);
    let next = steps
        .iter()
        .find(|step| !is_answered(step, answers, content))
        .cloned();
    Route { steps, next }
}

/// The pages about one task: one of the catalogue's, three of an own one.
pub fn pages(task: &Task) -> Vec<Step> {
    let key = || task.key.clone();
    match task.row {
        Some(_) => vec![Step::Task(key())],
        None => vec![Step::Task(key()), Step::Amount(key()), Step::Secret(key())],
    }
}

/// The tasks that can be handed over.
pub fn draftable<'a>(
    answers: &'a Answers,
    content: &'a Content,
) -> Vec<(Task<'a>, &'a TaskAnswers)> {
    let mut tasks = answered(answers, content);
    tasks.retain(|(_, given)| judge(given).verdict.is_draftable());
    tasks
}

/// The tasks chosen on the result page that can still be handed over.
pub fn chosen<'a>(answers: &'a Answers, content: &'a Content) -> Vec<(Task<'a>, &'a TaskAnswers)> {
    let mut tasks = draftable(answers, content);
    tasks.retain(|(task, _)| {
        answers
            .chosen
            .iter()
            .any(|chosen| chosen.contains(&task.key))
    });
    tasks
}

fn is_answered(step: &Step, answers: &Answers, content: &Content) -> bool {
    match step {
        Step::Industry => answers.industry.is_some(),
        Step::Pick => {
            answers.picked_for == answers.industry && !picked(answers, content).is_empty()
        }
        Step::Task(key) => is_page_answered(answers, key, OwnPage::Work),
        Step::Amount(key) => is_page_answered(answers, key, OwnPage::Amount),
        Step::Secret(key) => is_page_answered(answers, key, OwnPage::Secret),
        Step::Result => {
            let offered = |(task, _): &(Task, _)| answers.offered.contains(&task.key);
            !chosen(answers, content).is_empty() && draftable(answers, content).iter().all(offered)
        }
        Step::Spec(key) => answers.edits.contains_key(key),
        Step::Check => answers.checked.as_ref() == Some(&digest(answers, content)),
        Step::Contact => answers
            .contact
            .as_ref()
            .is_some_and(|contact| contact.consent),
    }
}

fn is_page_answered(answers: &Answers, key: &TaskKey, page: OwnPage) -> bool {
    let given = answers.tasks.get(key);
    given.is_some_and(|given| !given.missing.contains(&page))
}

/// A digest of everything reachable that the check page shows, so that a later change asks for the
/// check again. The contact is not part of it: it is asked afterwards.
pub fn digest(answers: &Answers, content: &Content) -> String {
    let tasks: Vec<_> = answered(answers, content)
        .into_iter()
        .map(|(task, given)| (task.key, task.name, given))
        .collect();
    let edits: Vec<_> = chosen(answers, content)
        .into_iter()
        .map(|(task, _)| (answers.edits.get(&task.key), task.key))
        .collect();
    let facts = (answers.industry, &answers.situation, tasks, edits);
    let json = serde_json::to_vec(&facts).expect("answers are plain data");
    BASE64.encode(&Sha256::digest(json)[..12])
}
