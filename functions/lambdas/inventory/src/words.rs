//! How far the journey is, in the words of the screen.

use questionnaire::flow::{Route, Step};
use serde::Serialize;
use town::texts::InventoryTexts;

/// How far the journey is, in words.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Progress {
    /// The stage, from 1.
    pub stage: usize,
    /// All stages.
    pub stages: [String; 6],
    /// 「2／5件め」 where a stage has several pages, else empty.
    pub detail: String,
}

impl Progress {
    /// How far this step is on this route.
    pub fn of(step: &Step, route: &Route, texts: &InventoryTexts) -> Progress {
        let stage = stage(step);
        let same: Vec<_> = route
            .steps
            .iter()
            .filter(|other| stage_of_many(other) == Some(stage))
            .collect();
        // The three pages about an own task count as one.
        let about = step.asks_about();
        let is_it = |other: &&Step| {
            **other == *step || about.is_some_and(|key| other.asks_about() == Some(key))
        };
        let detail = match same.iter().position(is_it) {
            Some(index) => texts.step_number(index + 1, same.len()),
            None => String::new(),
        };
        Progress {
            stage,
            stages: [
                texts.step_job(),
                texts.step_choose(),
                texts.step_ask(),
                texts.step_result(),
                texts.step_edit(),
                texts.step_send(),
            ]
            .map(str::to_owned),
            detail,
        }
    }
}

fn stage(step: &Step) -> usize {
    match step {
        Step::Industry => 1,
        Step::Pick => 2,
        Step::Task(_) | Step::Amount(_) | Step::Secret(_) => 3,
        Step::Result => 4,
        Step::Spec(_) => 5,
        Step::Check | Step::Contact => 6,
    }
}

fn stage_of_many(step: &Step) -> Option<usize> {
    matches!(step, Step::Task(_) | Step::Spec(_)).then(|| stage(step))
}

#[cfg(test)]
mod tests {
    use answers::TaskKey;

    use super::*;

    #[test]
    fn tasks_are_counted_within_their_stage() {
        let task = |key: &str| Step::Task(TaskKey(key.into()));
        let steps = vec![
            Step::Industry,
            Step::Pick,
            task("inn01"),
            task("inn02"),
            Step::Result,
        ];
        let route = Route { steps, next: None };
        let texts = &town::texts::Texts::EMBEDDED.inventory;
        let progress = Progress::of(&task("inn02"), &route, texts);
        assert_eq!((progress.stage, progress.detail.as_str()), (3, "2／2件め"));
        assert_eq!(Progress::of(&Step::Pick, &route, texts).detail, "");
    }
}
