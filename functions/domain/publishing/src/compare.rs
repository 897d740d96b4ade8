//! Compares three states of the town's texts: what both sides began with, what is live, and what comes in.

use std::collections::BTreeSet;

use crate::text::{TextHash, TextTree};

/// What is to be done with an incoming text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeStep {
    /// Only the incoming side changed it: it becomes live.
    Apply,
    /// Both sides say the same, though it was something else before: nothing is to be done.
    FastForward,
    /// Only what is live was changed: it stays.
    Keep,
    /// Both sides changed it: a person has to look.
    Conflict,
}

/// A text that is not the same everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextDifference {
    /// Its path below `content/`.
    pub path: String,
    /// What is to be done.
    pub step: MergeStep,
    /// What is live; `None`: there is no such text.
    pub live: Option<TextHash>,
    /// What comes in; `None`: it is taken away.
    pub incoming: Option<TextHash>,
}

/// What is to be done with each text that is not the same in all three, in the order of paths.
pub fn compare(base: &TextTree, live: &TextTree, incoming: &TextTree) -> Vec<TextDifference> {
    let paths: BTreeSet<&String> = base
        .keys()
        .chain(live.keys())
        .chain(incoming.keys())
        .collect();
    let difference = |path: &String| {
        let (base, live, incoming) = (base.get(path), live.get(path), incoming.get(path));
        let step = step(base, live, incoming)?;
        Some(TextDifference {
            path: path.clone(),
            step,
            live: live.cloned(),
            incoming: incoming.cloned(),
        })
    };
    paths.into_iter().filter_map(difference).collect()
}

fn step(
    base: Option<&TextHash>,
    live: Option<&TextHash>,
    incoming: Option<&TextHash>,
) -> Option<MergeStep> {
    match () {
        () if live == incoming && live == base => None,
        () if live == incoming => Some(MergeStep::FastForward),
        () if live == base => Some(MergeStep::Apply),
        () if incoming == base => Some(MergeStep::Keep),
        () => Some(MergeStep::Conflict),
    }
}
