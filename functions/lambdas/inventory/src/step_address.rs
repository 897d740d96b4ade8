//! The addresses of the pages of questions: what one asks for, and where each leads.

use questionnaire::flow::{Route, Step};
use serde::Deserialize;

use crate::{START, drafts};

/// The step in the address. By name, as a router around ours may have matched parts of its own.
#[derive(Deserialize)]
pub(crate) struct StepPath {
    pub step: String,
}

/// The query of a page of questions: where it was opened from, and whether what was typed was refused.
#[derive(Default, Deserialize)]
pub(crate) struct BackQuery {
    #[serde(default)]
    back: String,
    #[serde(default)]
    pub refused: String,
}

impl BackQuery {
    /// The page to come back to: the list of answers or the verdicts.
    pub fn step(&self) -> Option<Step> {
        let step = Step::from_path(&self.back);
        step.filter(|step| matches!(step, Step::Check | Step::Result))
    }
}

/// Where an answered page leads: back where it was opened from, else to the first page that is not
/// answered. What was answered before is not asked again.
pub(crate) fn onward(route: &Route, from: &BackQuery) -> String {
    match from.step().filter(|wanted| route.allows(wanted)) {
        Some(wanted) => format!("{START}{}", wanted.path()),
        None => drafts::next_path(route),
    }
}

/// Where a page's form posts to.
pub(crate) fn action(step: &Step, from: &BackQuery) -> String {
    let path = format!("{START}{}", step.path());
    match from.step() {
        Some(back) => format!("{path}?back={}", back.path()),
        None => path,
    }
}

/// The address that shows what was typed on a page, and what is wrong with it.
pub(crate) fn refused_at(step: &Step, from: &BackQuery) -> String {
    let action = action(step, from);
    let joint = if action.contains('?') { '&' } else { '?' };
    format!("{action}{joint}refused=1")
}
