//! A version: what is published from some moment on, by whom and why. It never changes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::compare::{MergeStep, TextDifference, compare};
use crate::seen::SeenTexts;
use crate::take_back::{NotTakenBack, undone};
use crate::text::{TextChanges, TextTree};

/// One version of all texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedVersion {
    /// Its number, from 1, without gaps.
    pub number: u32,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub who: String,
    /// Why.
    pub why: String,
    /// How it came about.
    pub kind: VersionKind,
    /// The version that was live before; `None`: the first.
    pub based_on: Option<u32>,
    /// The files that it lies over, as they were deployed last.
    pub base: TextTree,
    /// What it says instead.
    pub changes: TextChanges,
}

/// How a version came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// All files of a folder became what versions lie over.
    Deployed,
    /// Texts were changed.
    Published,
    /// What another version had changed was undone.
    TookBack {
        /// That version.
        version: u32,
    },
}

/// Who makes a version, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionNote {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// Why.
    pub why: String,
}

impl PublishedVersion {
    /// The version that says what the files say, over `live`, whose changes to texts that only it changed stay.
    ///
    /// # Errors
    /// The paths of texts that were changed on both sides; nothing is to be deployed then.
    pub fn deployed(
        live: Option<&PublishedVersion>,
        files: &TextTree,
        seen: &SeenTexts,
        note: VersionNote,
    ) -> Result<PublishedVersion, Vec<String>> {
        let mut version = PublishedVersion {
            number: 1,
            at: note.at,
            who: note.who,
            why: note.why,
            kind: VersionKind::Deployed,
            based_on: None,
            base: files.clone(),
            changes: TextChanges::new(),
        };
        let Some(live) = live else {
            return Ok(version);
        };
        version.number = live.number + 1;
        version.based_on = Some(live.number);
        let mut conflicts = Vec::new();
        for difference in live.compared_with(files, seen) {
            match difference.step {
                MergeStep::Apply | MergeStep::FastForward => {}
                MergeStep::Keep => drop(version.changes.insert(difference.path, difference.live)),
                MergeStep::Conflict => conflicts.push(difference.path),
            }
        }
        match conflicts.as_slice() {
            [] => Ok(version),
            _ => Err(conflicts),
        }
    }

    /// The version after this one, with these texts changed.
    pub fn with(&self, edits: TextChanges, note: VersionNote) -> PublishedVersion {
        self.followed_by(edits, note, VersionKind::Published)
    }

    /// The version after this one, in which nothing is left of what `taken` had changed over `before`, the version
    /// it was based on. What other versions changed stays.
    ///
    /// # Errors
    /// When a later version changed one of these texts again, or there is nothing that can be undone.
    pub fn take_back(
        &self,
        taken: &PublishedVersion,
        before: Option<&PublishedVersion>,
        note: VersionNote,
    ) -> Result<PublishedVersion, NotTakenBack> {
        if taken.kind == VersionKind::Deployed {
            return Err(NotTakenBack::CameWithDeployment);
        }
        let before = before.ok_or(NotTakenBack::CameWithDeployment)?;
        let edits = undone(&taken.texts(), &before.texts(), &self.texts())?;
        let version = taken.number;
        Ok(self.followed_by(edits, note, VersionKind::TookBack { version }))
    }

    fn followed_by(
        &self,
        edits: TextChanges,
        note: VersionNote,
        kind: VersionKind,
    ) -> PublishedVersion {
        let mut changes = self.changes.clone();
        changes.extend(edits);
        changes.retain(|path, text| text.as_ref() != self.base.get(path));
        PublishedVersion {
            number: self.number + 1,
            at: note.at,
            who: note.who,
            why: note.why,
            kind,
            based_on: Some(self.number),
            base: self.base.clone(),
            changes,
        }
    }

    /// What is to be done with each of a folder's files that is not the same everywhere, if this version is live.
    pub fn compared_with(&self, files: &TextTree, seen: &SeenTexts) -> Vec<TextDifference> {
        compare(&seen.base(&self.base), &self.texts(), files)
    }

    /// All texts as this version says them.
    pub fn texts(&self) -> TextTree {
        let mut texts = self.base.clone();
        for (path, text) in &self.changes {
            match text {
                Some(hash) => drop(texts.insert(path.clone(), hash.clone())),
                None => drop(texts.remove(path)),
            }
        }
        texts
    }

    /// The paths of the texts that this version says otherwise than another.
    pub fn differs_from(&self, other: &PublishedVersion) -> Vec<String> {
        let (own, other) = (self.texts(), other.texts());
        let differences = compare(&other, &other, &own).into_iter();
        differences.map(|difference| difference.path).collect()
    }
}
