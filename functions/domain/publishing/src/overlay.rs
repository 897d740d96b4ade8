//! What a version says in place of the files that it lies over.

use std::collections::BTreeMap;

use town::{Content, Sources};

/// The texts of a version that differ from the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The version; 0: nothing was published yet.
    pub version: u32,
    /// By path below `content/`; `None`: taken away.
    pub texts: BTreeMap<String, Option<String>>,
}

impl Overlay {
    /// The sources with what the version says instead. Texts that functions do not read are left out.
    pub fn over(&self, mut sources: Sources) -> Sources {
        let own = self.texts.iter();
        for (path, text) in own.filter(|(path, _)| Content::is_source(path)) {
            match text {
                Some(text) => drop(sources.insert(path.clone(), text.clone())),
                None => drop(sources.remove(path)),
            }
        }
        sources
    }
}
