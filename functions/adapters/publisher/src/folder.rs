//! Publishes what a town's folder says, takes versions back, and brings folder and versions together; neither ever
//! overwrites the other unseen.

use anyhow::{Result, anyhow, bail};
use jiff::Timestamp;
use publishing::{
    MergeStep, PublishedVersion, SeenTexts, TextChanges, TextDifference, VersionNote, tree,
};
use staging::{OwnFolder, TownSite, check, seen_file, shown_photos, texts};
use std::collections::BTreeSet;
use store::Store;
use town::Sources;

use crate::error::listed;
use crate::versions::Versions;

/// A town's folder and the versions that lie over it.
pub struct Publisher {
    versions: Versions,
    /// Where published texts are brought.
    own: OwnFolder,
    note: VersionNote,
}

/// What a deployment does, or would do, with the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeployedTexts {
    /// The version that is live says it already.
    Nothing(u32),
    /// A version to be made, or made.
    Version(Box<PublishedVersion>),
}

/// What came of bringing published texts into the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pulled {
    /// The version that is live; 0: none.
    pub version: u32,
    /// Texts that were written into files.
    pub written: Vec<String>,
    /// Photos of published texts that were written, by the names of their files.
    pub photos: Vec<String>,
    /// Texts that were changed here alone.
    pub own: Vec<String>,
    /// Texts that were changed here and published otherwise; their files are as they were.
    pub conflicts: Vec<String>,
}

impl Publisher {
    /// For a site.
    pub fn new(store: Store, site: &TownSite, who: &str, why: &str, at: Timestamp) -> Publisher {
        let (who, why) = (who.to_owned(), why.to_owned());
        Publisher {
            versions: Versions::new(store, &site.root(), None),
            own: site.own().clone(),
            note: VersionNote { at, who, why },
        }
    }

    /// Publishes what differs in the folder from what is live, once it has passed the check. `merged`: the version whose
    /// texts were put into the files by hand where both sides had changed one. `None`: nothing differs.
    ///
    /// # Errors
    /// When both sides changed a text, the check finds a mistake, somebody else was faster, or the store fails. Nothing
    /// is published then.
    pub async fn publish(&self, merged: Option<u32>) -> Result<Option<PublishedVersion>> {
        let (files, mut seen) = (
            texts::read(self.versions.root())?,
            seen_file::read(self.versions.root())?,
        );
        let Some(live) = self.store().live_version().await? else {
            let first = self.deployed(None, &files, &seen)?;
            check(self.versions.root(), None, None)?.passed()?;
            self.versions.make_live(&first, None, &files, &[]).await?;
            return Ok(Some(first));
        };
        let differences = live.compared_with(&tree(&files), &seen);
        let conflicts = paths(&differences, |step| step == MergeStep::Conflict);
        let is_merged = is_merged(&live, merged, &conflicts)?;
        if !conflicts.is_empty() && !is_merged {
            bail!(conflict(&live, &conflicts, "publish"));
        }
        let edits = differences
            .iter()
            .filter(|it| matches!(it.step, MergeStep::Apply | MergeStep::Conflict))
            .map(|it| (it.path.clone(), it.incoming.clone()));
        let edits: TextChanges = edits.collect();
        if edits.is_empty() {
            return Ok(None);
        }
        let version = live.with(edits, self.note.clone());
        let all = self.versions.texts_with(&version, &files).await?;
        self.versions.keeping(&live, &all, self.note.at).await?;
        self.versions.passing(&all).await?;
        self.versions
            .make_live(&version, Some(&live), &all, &[])
            .await?;
        let held = differences.iter().filter(|it| it.step != MergeStep::Keep);
        seen.note(&version.base, &version.texts(), held.map(|it| &it.path));
        self.own.write_seen(&seen)?;
        Ok(Some(version))
    }

    /// Takes a version back by a new one, once that has passed the check.
    ///
    /// # Errors
    /// When there is no such version, a later one changed its texts again, the check finds a mistake, somebody else was
    /// faster, or the store fails. Nothing is changed then.
    pub async fn take_back(&self, number: u32) -> Result<PublishedVersion> {
        Ok(self.versions.take_back(number, self.note.clone()).await?)
    }

    fn store(&self) -> &Store {
        self.versions.store()
    }

    /// Writes what was published into those files that nobody changed here. `merged`: as for [`Publisher::publish`]; the
    /// texts of that version then count as seen, and no file of them is written.
    ///
    /// # Errors
    /// When a file cannot be read or written, or the store fails; what was written is noted.
    pub async fn pull(&self, merged: Option<u32>) -> Result<Pulled> {
        let (mut files, mut seen) = (
            texts::read(self.versions.root())?,
            seen_file::read(self.versions.root())?,
        );
        let Some(live) = self.store().live_version().await? else {
            return Ok(Pulled::default());
        };
        let differences = live.compared_with(&tree(&files), &seen);
        let conflicts = paths(&differences, |step| step == MergeStep::Conflict);
        let is_merged = is_merged(&live, merged, &conflicts)?;
        let mut pulled = Pulled {
            version: live.number,
            ..Pulled::default()
        };
        let mut held = BTreeSet::new();
        let before = shown_photos(&files);
        for difference in differences {
            let path = difference.path;
            match difference.step {
                MergeStep::Keep => {
                    let text = match &difference.live {
                        Some(hash) => Some(self.store().published_text(hash).await?),
                        None => None,
                    };
                    self.own.write_text(&path, text.as_deref())?;
                    match text {
                        Some(text) => drop(files.insert(path.clone(), text)),
                        None => drop(files.remove(&path)),
                    }
                    held.insert(path.clone());
                    pulled.written.push(path);
                }
                MergeStep::FastForward => drop(held.insert(path)),
                MergeStep::Conflict if is_merged => drop(held.insert(path)),
                MergeStep::Conflict => pulled.conflicts.push(path),
                MergeStep::Apply => pulled.own.push(path),
            }
        }
        seen.note(&live.base, &live.texts(), &held);
        self.own.write_seen(&seen)?;
        let photos = self.versions.photos().files(&files).await?;
        self.own.write_photos(&photos)?;
        let after = shown_photos(&files);
        self.own.remove_photos(&before - &after)?;
        pulled.photos = photos.into_keys().collect();
        Ok(pulled)
    }

    /// Makes the files what versions lie over, as they are deployed with the functions; what was published and is not in
    /// them stays. `dry`: only says what would happen.
    ///
    /// # Errors
    /// When both sides changed a text, the check finds a mistake, somebody else was faster, or the store fails. Nothing
    /// is changed then.
    pub async fn deploy(&self, dry: bool) -> Result<DeployedTexts> {
        let (files, seen) = (
            texts::read(self.versions.root())?,
            seen_file::read(self.versions.root())?,
        );
        let live = self.store().live_version().await?;
        let version = self.deployed(live.as_ref(), &files, &seen)?;
        if let Some(live) = &live
            && (&live.base, &live.changes) == (&version.base, &version.changes)
        {
            return Ok(DeployedTexts::Nothing(live.number));
        }
        let all = self.versions.texts_with(&version, &files).await?;
        if let Some(live) = &live {
            self.versions.keeping(live, &all, self.note.at).await?;
        }
        match dry {
            true => {
                self.versions.check_texts(&all).await?;
            }
            false => self.versions.passing(&all).await?,
        }
        if !dry {
            // What versions lie over is kept too: both sides began with it when they are compared again.
            self.versions
                .make_live(&version, live.as_ref(), all.iter().chain(&files), &[])
                .await?;
        }
        Ok(DeployedTexts::Version(Box::new(version)))
    }

    fn deployed(
        &self,
        live: Option<&PublishedVersion>,
        files: &Sources,
        seen: &SeenTexts,
    ) -> Result<PublishedVersion> {
        let version = PublishedVersion::deployed(live, &tree(files), seen, self.note.clone());
        version.map_err(|conflicts| match live {
            Some(live) => anyhow!(conflict(live, &conflicts, "pull")),
            None => anyhow!("there is no version before the first"),
        })
    }
}

/// Whether both sides of what both changed were put together by hand. Whoever says so where there is nothing of the kind
/// means another version.
fn is_merged(live: &PublishedVersion, merged: Option<u32>, conflicts: &[String]) -> Result<bool> {
    match merged {
        None => Ok(false),
        Some(number) if number != live.number => bail!(
            "--merged {number}: version {} is live; say that one, once its texts are in the files",
            live.number
        ),
        Some(number) if conflicts.is_empty() => {
            bail!("--merged {number}: nothing was changed on both sides; leave it out")
        }
        Some(_) => Ok(true),
    }
}

fn paths(differences: &[TextDifference], of: impl Fn(MergeStep) -> bool) -> Vec<String> {
    let found = differences.iter().filter(|it| of(it.step));
    found.map(|it| it.path.clone()).collect()
}

/// The texts that both sides changed, and what to do.
pub fn conflict(live: &PublishedVersion, paths: &[String], command: &str) -> String {
    let number = live.number;
    format!(
        "these texts were changed here, and published otherwise (version {number})\n{}\nSee what was published with \
         `kiridashi content show {number} FILE`, put both into the file, then `kiridashi content {command} --merged \
         {number}`.",
        listed(paths)
    )
}
