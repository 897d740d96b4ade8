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
        todo!()
    }

    /// The step at that path, if there is one.
    pub fn from_path(_path: &str) -> Option<Step> {
        todo!()
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
