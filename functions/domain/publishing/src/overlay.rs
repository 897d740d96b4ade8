//! What a version says in place of the files that it lies over.

use std::collections::BTreeMap;

use town::{Content, ContentError, Sources};

use crate::town_texts::TownTexts;

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
    /// The content of the files compiled into this program, with what the town's files and over them the version say
    /// instead.
    ///
    /// # Errors
    /// When it has mistakes: the version was made for files of another commit.
    pub fn content(&self, town: &TownTexts) -> Result<Content, UnusableTexts> {
        let own = town
            .texts()
            .iter()
            .filter(|(path, _)| Content::is_source(path));
        let mut sources = Content::embedded_sources();
        lay(&mut sources, own);
        let content = Content::parse(&self.over(sources));
        let version = self.version;
        content
            .map(|content| Content { version, ..content })
            .map_err(UnusableTexts)
    }

    /// What takes the place of the compiled texts: the town's, and over them the version's.
    pub fn over_town(&self, town: &TownTexts) -> BTreeMap<String, Option<String>> {
        let mut all = town.texts().clone();
        all.extend(self.texts.clone());
        all
    }

    /// The sources with what the version says instead. Texts that functions do not read are left out.
    pub fn over(&self, mut sources: Sources) -> Sources {
        let own = self.texts.iter();
        lay(
            &mut sources,
            own.filter(|(path, _)| Content::is_source(path)),
        );
        sources
    }
}

fn lay<'a>(sources: &mut Sources, over: impl Iterator<Item = (&'a String, &'a Option<String>)>) {
    for (path, text) in over {
        match text {
            Some(text) => drop(sources.insert(path.clone(), text.clone())),
            None => drop(sources.remove(path)),
        }
    }
}
