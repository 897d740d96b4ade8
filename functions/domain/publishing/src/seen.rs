//! Which published texts a folder's files were made from, so that an older copy of the folder overwrites nothing.

use std::collections::BTreeMap;

use crate::text::{TextHash, TextTree};

/// A published text that the folder's file held or was put together from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenText {
    /// The text of the files that were deployed then, over which it was published; `None`: there was none.
    pub over: Option<TextHash>,
    /// The published text; `None`: it was taken away.
    pub seen: Option<TextHash>,
}

/// The published texts that a folder has seen, by path below `content/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenTexts(pub BTreeMap<String, SeenText>);

impl SeenTexts {
    /// What both the folder and what is live began with: what the folder has seen, else `deployed`, the files that were
    /// deployed last. What was seen over another deployment says nothing any more.
    pub fn base(&self, deployed: &TextTree) -> TextTree {
        let mut base = deployed.clone();
        for (path, text) in &self.0 {
            if deployed.get(path) != text.over.as_ref() {
                continue;
            }
            match &text.seen {
                Some(hash) => drop(base.insert(path.clone(), hash.clone())),
                None => drop(base.remove(path)),
            }
        }
        base
    }

    /// Notes that the folder has seen what is live of these texts, and forgets what says nothing any more.
    pub fn note<'a>(
        &mut self,
        deployed: &TextTree,
        live: &TextTree,
        paths: impl IntoIterator<Item = &'a String>,
    ) {
        for path in paths {
            let (over, seen) = (deployed.get(path).cloned(), live.get(path).cloned());
            self.0.insert(path.clone(), SeenText { over, seen });
        }
        self.0.retain(|path, text| {
            deployed.get(path) == text.over.as_ref() && text.over != text.seen
        });
    }
}
