//! Who gets a group's specs first, and who when that one is out of reach.

use base::people::{Actor, Holder};
use submissions::Submission;

/// Who gets a group's specs first: the director, or the deputy of one who is away.
pub(crate) fn first_holder(group: &str, submission: &Submission) -> Actor {
    let mut specs = submission.specs.iter();
    let own = specs.find(|routed| routed.group.as_deref() == Some(group));
    let group = group.to_owned();
    match own.map(|routed| routed.holder()) {
        Some(Holder::Deputy { group }) => Actor::Deputy { group },
        _ => Actor::Director { group },
    }
}

/// Who gets them when that one is out of reach: the other of director and deputy.
pub(crate) fn stand_in(holder: Actor) -> Actor {
    holder.stand_in().unwrap_or(holder)
}
