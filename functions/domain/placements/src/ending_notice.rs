//! Who is told that a placement ended, or that its employer changed their mind.

use super::entry::{Entry, Event};
use super::state::Placement;
use base::people::{Actor, Notice};
use figures::ending::Ending;

/// Who is told of an end; `concerned` looked after it, or had it.
pub(super) fn ended(
    reason: Ending,
    entry: &Entry,
    is: &Placement,
    concerned: &[Actor],
) -> Vec<(Actor, Notice)> {
    let employer = vec![(Actor::Employer, Notice::StatusUpdate)];
    match reason {
        // The news of it tells what ends with it.
        _ if ends_with_a_changed_mind(is) => Vec::new(),
        // The partner that handed it to us takes it back.
        _ if entry.by == Actor::Employer => each(concerned, Notice::Withdrawn),
        // A partner that handed it to us has it again, whatever the reason.
        _ if is.from_partner.is_some() => employer,
        // Nobody is written to about a trial or a duplicate.
        reason if reason.is_void() => Vec::new(),
        _ => employer,
    }
}

/// The employer has it confirmed; the office, and whoever looks after it or has it, know what goes on and what does not.
pub(super) fn changed_mind(concerned: &[Actor]) -> Vec<(Actor, Notice)> {
    let always = [Actor::Employer, Actor::Office];
    each(&[&always, concerned].concat(), Notice::Agreement)
}

fn each(actors: &[Actor], notice: Notice) -> Vec<(Actor, Notice)> {
    let each = actors.iter();
    each.map(|actor| (actor.clone(), notice)).collect()
}

/// Whether its last entry ends it together with the one before, in which the employer changed their mind.
fn ends_with_a_changed_mind(is: &Placement) -> bool {
    let mut last = is.history.iter().rev();
    let at = last.next().map(|entry| entry.at);
    last.next().is_some_and(|before| {
        matches!(before.event, Event::MindChanged { .. }) && Some(before.at) == at
    })
}
