//! Who does something now: as whom, and under which name of the settings.

use crate::people::Actor;

/// Who does something now, for a record of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doer<'a> {
    /// As whom.
    pub actor: &'a Actor,
    /// Under which name of the settings; empty where no person of the settings does it, or nobody knows which.
    pub name: &'a str,
}

impl<'a> From<&'a Actor> for Doer<'a> {
    fn from(actor: &'a Actor) -> Doer<'a> {
        Doer { actor, name: "" }
    }
}
