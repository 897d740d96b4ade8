//! Which director's group gets a spec.

use crate::content::{DirectorGroup, Programme};
use crate::spec::JobSpec;

/// The group whose tags hold the spec's first tag; `None` when nobody matches (then the office gets it).
pub fn group<'a>(spec: &JobSpec, programme: &'a Programme) -> Option<&'a DirectorGroup> {
    let tag = spec.tags.first()?;
    programme
        .directors
        .iter()
        .find(|group| group.tags.contains(tag))
}
