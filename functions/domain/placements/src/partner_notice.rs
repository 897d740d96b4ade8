//! Who is told when a placement goes to a partner, changes there, or is taken back.

use super::state::{Placement, Status};
use base::people::{Actor, Holder, Notice};

/// The partner that had to decide on it, or had taken it on.
pub(super) fn taken_back(was: &Placement) -> Vec<(Actor, Notice)> {
    match was.with_partner() {
        Some(_) => of_partner(was, Notice::TakenBack),
        None => Vec::new(),
    }
}

/// The employer's answer goes to whoever asked, and its new version to the partner who has it.
pub(super) fn answered(was: &Placement, is: &Placement) -> Vec<(Actor, Notice)> {
    let asker = was.question.as_ref().map(|question| &question.by);
    // A partner that handed it to us may change it unasked.
    let keeper = was.keeper.as_ref().filter(|_| was.from_partner.is_some());
    let asker = asker.or(keeper).cloned().map(|to| (to, Notice::Answer));
    let partner = match is.holder {
        Holder::Partner { .. } if is.spec.version > was.spec.version => {
            of_partner(is, Notice::HandOver)
        }
        _ => Vec::new(),
    };
    asker.into_iter().chain(partner).collect()
}

/// The partner that it was last about.
fn of_partner(placement: &Placement, notice: Notice) -> Vec<(Actor, Notice)> {
    let partner = placement.partner.iter().cloned();
    partner
        .map(|partner| (Actor::Partner { partner }, notice))
        .collect()
}

/// After their own consent employers know already, and the director is notified instead.
pub(super) fn handed_over(was: &Placement, is: &Placement) -> Vec<(Actor, Notice)> {
    let other = match (was.status, &was.keeper) {
        (Status::AwaitingConsent, Some(keeper)) => (keeper.clone(), Notice::ConsentAnswer),
        _ => (Actor::Employer, Notice::StatusUpdate),
    };
    let mut told = of_partner(is, Notice::HandOver);
    told.push(other);
    told
}
