//! When handing a spec to the partner town is recommended: by the rules the towns agreed on, never without the employer's word.

use super::entry::Actor;
use super::fold::Placement;
use super::route::Load;
use crate::content::Programme;

/// A reason to hand a spec to the partner.
#[derive(Clone, Debug, PartialEq)]
pub enum Recommended {
    /// Its first skill tag is one the partner takes.
    Tag {
        /// The tag.
        tag: String,
    },
    /// It needs more hours a month than the group has left.
    Hours {
        /// What it needs.
        needs: f64,
        /// What is left.
        free: f64,
    },
}

/// Why the partner may be the better place for what lies with this group; empty: no reason.
pub fn recommended(
    placement: &Placement,
    group: &str,
    programme: &Programme,
    load: &Load,
) -> Vec<Recommended> {
    let Some(partner) = &programme.partner else {
        return Vec::new();
    };
    let first = placement.spec.tags.first();
    let tag = first.filter(|tag| partner.tags.contains(tag));
    let tag = tag.map(|tag| Recommended::Tag { tag: tag.clone() });
    let needs = placement.spec.estimate.hours_month;
    // What the group holds counts as its load already.
    let keeper = placement.keeper.as_ref().and_then(Actor::group);
    let holder = placement.holder.group().or(keeper);
    let held = match placement.is_open() && holder == Some(group) {
        true => needs,
        false => 0.0,
    };
    let free = programme.group(group).map(|settings| {
        let taken = load.of(group).hours - held;
        (settings.capacity_hours_month - taken).max(0.0)
    });
    let hours = free.filter(|free| needs > *free);
    let hours = hours.map(|free| Recommended::Hours { needs, free });
    tag.into_iter().chain(hours).collect()
}
