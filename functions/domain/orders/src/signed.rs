//! Something that somebody did, with who and when.

use base::people::Actor;
use jiff::Timestamp;

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<T> {
    /// What.
    pub what: T,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
}
