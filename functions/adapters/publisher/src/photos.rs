//! The photos that the texts of versions show: read from the store where the site's folder does not have them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use publishing::{PhotoId, photo_widths};
use staging::{Photos, missing_photos};
use store::{Store, StoreError};
use town::Sources;

/// The photos of a site; cheap to clone.
#[derive(Clone, Debug)]
pub struct SitePhotos {
    store: Store,
    root: PathBuf,
    /// What never changes of them.
    known: Arc<Mutex<KnownPhotos>>,
}

#[derive(Debug, Default)]
struct KnownPhotos {
    widths: BTreeMap<PhotoId, u32>,
    published: BTreeSet<PhotoId>,
}

impl SitePhotos {
    /// Over the site's folder at `root`, which is only read.
    pub fn new(store: Store, root: &Path) -> SitePhotos {
        SitePhotos {
            store,
            root: root.to_owned(),
            known: Arc::default(),
        }
    }

    /// The photos that texts show and the folder does not have.
    ///
    /// # Errors
    /// When the store fails, or a photo is damaged.
    pub async fn files(&self, texts: &Sources) -> Result<Photos, StoreError> {
        let mut found = Photos::new();
        for id in missing_photos(&self.root, texts) {
            let files = self.store.photo(&id).await?.into_iter().flatten();
            found.extend(files.map(|(width, bytes)| (id.file(width), bytes)));
        }
        Ok(found)
    }

    /// The same with empty files, which is enough for a check or for one page.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn names(&self, texts: &Sources) -> Result<Photos, StoreError> {
        let mut found = Photos::new();
        for id in missing_photos(&self.root, texts) {
            let Some(width) = self.width(&id).await? else {
                continue;
            };
            let widths = photo_widths(width).into_iter();
            found.extend(widths.map(|width| (id.file(width), Vec::new())));
        }
        Ok(found)
    }

    async fn width(&self, id: &PhotoId) -> Result<Option<u32>, StoreError> {
        let known = self.with_known(|known| known.widths.get(id).copied());
        if known.is_some() {
            return Ok(known);
        }
        let read = self.store.photo_size(id).await?.map(|(width, _)| width);
        if let Some(width) = read {
            self.with_known(|known| known.widths.insert(id.clone(), width));
        }
        Ok(read)
    }

    /// Keeps for good what the texts of a version show, before it goes live.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn publish(&self, texts: &Sources) -> Result<(), StoreError> {
        for id in missing_photos(&self.root, texts) {
            if !self.with_known(|known| known.published.contains(&id)) {
                self.store.publish_photo(&id).await?;
                self.with_known(|known| known.published.insert(id));
            }
        }
        Ok(())
    }

    fn with_known<T>(&self, of: impl FnOnce(&mut KnownPhotos) -> T) -> T {
        of(&mut self.known.lock().expect("no holder of the lock panics"))
    }
}
