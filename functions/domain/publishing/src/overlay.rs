//! What a version says in place of the files that it lies over.

use std::collections::BTreeMap;

use town::{Content, ContentError, Sources};

/// The texts of a version that differ from the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The version; 0: nothing was published yet.
    pub version: u32,
    /// By path below `content/`; `None`: taken away.
    pub texts: BTreeMap<String, Option<String>>,
}

/// Every mistake of texts that are no content together.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct UnusableTexts(pub Vec<ContentError>);

impl Overlay {
    /// The content of the files compiled into this program, with what the version says instead.
    ///
    /// # Errors
    /// When it has mistakes: the version was made for files of another commit.
    pub fn content(&self) -> Result<Content, UnusableTexts> {
        let content = Content::parse(&self.over(Content::embedded_sources()));
        let version = self.version;
        content
            .map(|content| Content { version, ..content })
            .map_err(UnusableTexts)
    }

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
