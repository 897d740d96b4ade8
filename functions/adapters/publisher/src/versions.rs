//! The versions of a town over its site's folder: what they say, and new ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use messages::Message;
use publishing::{PublishedVersion, SeenTexts, TextChanges, TextHash, VersionNote, tree};
use staging::{CheckedTown, TownFiles, check_with, texts};
use store::{PublishOutcome, Store};
use town::Sources;

use crate::depended::depended;
use crate::error::PublishError;
use crate::photos::SitePhotos;

/// Texts that are changed, by path below `content/`; `None`: taken away.
pub type TextEdits = BTreeMap<String, Option<String>>;

/// The versions in a store, over the files of a site's folder, which gives templates and whatever else is no text.
#[derive(Clone, Debug)]
pub struct Versions {
    store: Store,
    root: PathBuf,
    base_url: Option<String>,
    photos: SitePhotos,
}

impl Versions {
    /// `root`: the site's folder, which is only read. `base_url`: where the site is published, if not where its
    /// `config.toml` says.
    pub fn new(store: Store, root: &Path, base_url: Option<&str>) -> Versions {
        Versions {
            photos: SitePhotos::new(store.clone(), root),
            store,
            root: root.to_owned(),
            base_url: base_url.map(str::to_owned),
        }
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The photos that its texts show.
    pub fn photos(&self) -> &SitePhotos {
        &self.photos
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The version that is live. Where nothing was published yet, what the folder's files say becomes the first.
    ///
    /// # Errors
    /// When that has mistakes, or folder or store cannot be used.
    pub async fn live(&self, note: VersionNote) -> Result<PublishedVersion, PublishError> {
        if let Some(live) = self.store.live_version().await? {
            return Ok(live);
        }
        let files = texts::read(&self.root).map_err(PublishError::Folder)?;
        let nobodys = SeenTexts::default();
        let first = PublishedVersion::deployed(None, &tree(&files), &nobodys, note);
        let first = first.expect("nothing is live that the files could conflict with");
        self.passing(&files).await?;
        self.make_live(&first, None, &files, &[]).await?;
        Ok(first)
    }

    /// What a version says: its texts are those of the folder where they are the same.
    ///
    /// # Errors
    /// When folder or store cannot be used.
    pub async fn texts(&self, version: &PublishedVersion) -> Result<Sources, PublishError> {
        let files = texts::read(&self.root).map_err(PublishError::Folder)?;
        self.texts_with(version, &files).await
    }

    pub(crate) async fn texts_with(
        &self,
        version: &PublishedVersion,
        known: &Sources,
    ) -> Result<Sources, PublishError> {
        let mut all = Sources::new();
        for (path, hash) in version.texts() {
            let own = known.get(&path).filter(|text| TextHash::of(text) == hash);
            let text = match own {
                Some(text) => text.clone(),
                None => self.store.published_text(&hash).await?,
            };
            all.insert(path, text);
        }
        Ok(all)
    }

    /// Publishes edits of what `before` says, if that is still live, and queues the messages that tell of it. `None`: they
    /// change nothing, and nobody is told.
    ///
    /// # Errors
    /// When the check finds a mistake, somebody depends on what would be gone, somebody else was faster, or folder or
    /// store cannot be used. Nothing is published then.
    pub async fn edit(
        &self,
        before: &PublishedVersion,
        edits: &TextEdits,
        note: VersionNote,
        messages: &[Message],
    ) -> Result<Option<PublishedVersion>, PublishError> {
        let hashed = edits.iter().map(|(path, text)| {
            let hash = text.as_deref().map(TextHash::of);
            (path.clone(), hash)
        });
        let version = before.with(hashed.collect::<TextChanges>(), note);
        if version.differs_from(before).is_empty() {
            return Ok(None);
        }
        let mut known = texts::read(&self.root).map_err(PublishError::Folder)?;
        let written = edits.iter().filter_map(|(path, text)| {
            let text = text.clone()?;
            Some((path.clone(), text))
        });
        known.extend(written);
        let all = self.texts_with(&version, &known).await?;
        self.keeping(before, &all, version.at).await?;
        self.passing(&all).await?;
        self.make_live(&version, Some(before), &all, messages)
            .await?;
        Ok(Some(version))
    }

    /// Takes a version back by a new one, once that has passed the check; what came later elsewhere stays.
    ///
    /// # Errors
    /// When there is no such version, a later one changed its texts again, the check finds a mistake, somebody depends on
    /// what would be gone, somebody else was faster, or folder or store cannot be used. Nothing is changed then.
    pub async fn take_back(
        &self,
        number: u32,
        note: VersionNote,
    ) -> Result<PublishedVersion, PublishError> {
        let (live, version) = self.taking_back(number, note).await?;
        let all = self.texts(&version).await?;
        self.keeping(&live, &all, version.at).await?;
        self.passing(&all).await?;
        self.make_live(&version, Some(&live), &Sources::new(), &[])
            .await?;
        Ok(version)
    }

    /// The version that is live, and the one that would take a version back; nothing is published.
    ///
    /// # Errors
    /// When there is no such version, a later one changed its texts again, or the store cannot be used.
    pub async fn taking_back(
        &self,
        number: u32,
        note: VersionNote,
    ) -> Result<(PublishedVersion, PublishedVersion), PublishError> {
        let none = || PublishError::NoSuchVersion(number);
        let live = self.store.live_version().await?.ok_or_else(none)?;
        let taken = self.store.version(number).await?;
        let taken = taken
            .filter(|it| it.number <= live.number)
            .ok_or_else(none)?;
        let before = match taken.based_on {
            Some(before) => self.store.version(before).await?,
            None => None,
        };
        let version = live.take_back(&taken, before.as_ref(), note);
        let version = version.map_err(|why| PublishError::NotTakenBack(number, why))?;
        Ok((live, version))
    }

    /// Checks the site of the folder with these files in place of its own, photos by [`SitePhotos::names`].
    ///
    /// # Errors
    /// Every mistake.
    pub fn checked(&self, files: TownFiles<'_>) -> Result<CheckedTown, PublishError> {
        let checked = check_with(&self.root, files, self.base_url.as_deref());
        checked.map_err(PublishError::Mistakes)
    }

    /// Checks it with these texts and the photos that they show.
    pub(crate) async fn check_texts(&self, texts: &Sources) -> Result<(), PublishError> {
        let photos = &self.photos.names(texts).await?;
        let data = &[];
        let files = TownFiles {
            texts,
            photos,
            data,
        };
        self.checked(files).map(drop)
    }

    /// Lets texts follow those of a version only where nobody depends on what would be gone.
    ///
    /// # Errors
    /// What would be taken away from whom; or folder or store cannot be used.
    pub(crate) async fn keeping(
        &self,
        before: &PublishedVersion,
        after: &Sources,
        now: Timestamp,
    ) -> Result<(), PublishError> {
        let before = self.texts(before).await?;
        let found = depended(&self.store, &before, after, now).await?;
        match found.is_empty() {
            true => Ok(()),
            false => Err(PublishError::Depended(found)),
        }
    }

    /// Lets texts pass that are to go live, and keeps their photos for good.
    ///
    /// # Errors
    /// Every mistake; or the store fails.
    pub(crate) async fn passing(&self, texts: &Sources) -> Result<(), PublishError> {
        self.check_texts(texts).await?;
        Ok(self.photos.publish(texts).await?)
    }

    pub(crate) async fn make_live<'a>(
        &self,
        version: &PublishedVersion,
        before: Option<&PublishedVersion>,
        texts: impl IntoIterator<Item = (&'a String, &'a String)>,
        messages: &[Message],
    ) -> Result<(), PublishError> {
        let published = self.store.publish(version, before, texts, messages);
        match published.await? {
            PublishOutcome::Live => Ok(()),
            PublishOutcome::Outrun => Err(self.outrun(before).await?),
        }
    }

    /// What was published meanwhile.
    async fn outrun(
        &self,
        before: Option<&PublishedVersion>,
    ) -> Result<PublishError, PublishError> {
        let live = self.store.live_version().await?;
        let live = live.ok_or(PublishError::NoSuchVersion(1))?;
        let changed = before.map_or_else(Vec::new, |before| live.differs_from(before));
        let live = Box::new(live);
        Ok(PublishError::Outrun { live, changed })
    }
}
