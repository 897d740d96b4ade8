//! Where an employer is in the inventory: replayed from the answers, never stored.

use crate::answers::{Answers, TaskKey};
use crate::content::Content;

/// One page of the inventory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Choose the industry.
    Industry,
    /// Where it hurts (optional).
    Situation,
    /// Pick tasks.
    Pick,
    /// Questions about one task.
    Task(TaskKey),
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
    /// The path below `/inventory/`: `industry`, `situation`, `pick`, `task/inn02`, `result`, `spec/inn02`, `check`, `contact`.
    pub fn path(&self) -> String {
        match self {
            Step::Task(key) => format!("task/{key}"),
            Step::Spec(key) => format!("spec/{key}"),
            fixed => fixed.name().to_owned(),
        }
    }

    /// The page's name in the questionnaire's words.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Industry => "industry",
            Step::Situation => "situation",
            Step::Pick => "pick",
            Step::Task(_) => "task",
            Step::Result => "result",
            Step::Spec(_) => "spec",
            Step::Check => "check",
            Step::Contact => "contact",
        }
    }

    /// The step at that path, if there is one.
    pub fn from_path(path: &str) -> Option<Step> {
        let fixed = [
            Step::Industry,
            Step::Situation,
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
    pub fn allows(&self, _step: &Step) -> bool {
        todo!()
    }
}

/// Replays the answers from the first page.
pub fn replay(_answers: &Answers, _content: &Content) -> Route {
    todo!()
}
