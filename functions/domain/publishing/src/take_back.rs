//! Undoes what a version changed, where nothing came after it.

use crate::compare::compare;
use crate::text::{TextChanges, TextTree};

/// Why a version cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTakenBack {
    /// Its texts came with files, and the program of that commit needs them.
    #[error("it came with a deployment")]
    CameWithDeployment,
    /// Nothing of it is live any more.
    #[error("nothing of it is live any more")]
    AlreadyGone,
    /// These texts were changed again by a later version.
    #[error("changed again since: {}", .0.join(", "))]
    ChangedSince(Vec<String>),
}

/// The edits after which the texts that `taken` changed are as `before`.
pub(crate) fn undone(
    taken: &TextTree,
    before: &TextTree,
    live: &TextTree,
) -> Result<TextChanges, NotTakenBack> {
    let (mut edits, mut since) = (TextChanges::new(), Vec::new());
    for difference in compare(before, before, taken) {
        let path = difference.path;
        match live.get(&path) {
            now if now == before.get(&path) => {}
            now if now == taken.get(&path) => {
                edits.insert(path, difference.live);
            }
            _ => since.push(path),
        }
    }
    match (since.as_slice(), edits.is_empty()) {
        ([], true) => Err(NotTakenBack::AlreadyGone),
        ([], false) => Ok(edits),
        _ => Err(NotTakenBack::ChangedSince(since)),
    }
}
