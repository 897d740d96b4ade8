//! What a town's files say in place of those compiled into this program; they are deployed beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use town::{Content, Sources};

/// The town's texts that functions read and that are not the shared ones, by path below `content/`; `None`: a shared one
/// that the town has not. The default has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TownTexts(BTreeMap<String, Option<String>>);

impl TownTexts {
    /// What `own` says otherwise than `shared`, of which the program was compiled.
    pub fn between(shared: &Sources, own: &Sources) -> TownTexts {
        let is_source = |path: &&String| Content::is_source(path);
        let gone = shared.keys().filter(|path| !own.contains_key(*path));
        let gone = gone.filter(is_source).map(|path| (path.clone(), None));
        let other = own
            .iter()
            .filter(|(path, text)| shared.get(*path) != Some(text));
        let other = other.filter(|(path, _)| is_source(path));
        let other = other.map(|(path, text)| (path.clone(), Some(text.clone())));
        TownTexts(gone.chain(other).collect())
    }

    /// By path.
    pub fn texts(&self) -> &BTreeMap<String, Option<String>> {
        &self.0
    }
}
