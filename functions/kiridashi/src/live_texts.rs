//! What the local program shows: the files of its folder, and what was published where nobody changed a file since.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};
use publisher::SitePhotos;
use publishing::{MergeStep, PublishedVersion, tree};
use staging::{Photos, missing_photos, seen_file, texts, write_photos};
use store::Store;
use town::Sources;

/// The version that is shown, and where sites are put together.
pub(crate) struct LiveTexts {
    store: Store,
    photos: SitePhotos,
    /// Two folders in turn: one is read while the other is made.
    folders: [PathBuf; 2],
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The number of the version that was taken up last.
    known: Option<u32>,
    /// It with all its texts, unless it cannot be shown.
    live: Option<(PublishedVersion, Sources)>,
    /// The photos that it shows and the files do not have.
    photos: Photos,
    turn: usize,
}

impl LiveTexts {
    /// Keeps what it puts together in the data folder. `root`: the site's folder.
    pub fn new(store: Store, data: &Path, root: &Path) -> LiveTexts {
        LiveTexts {
            photos: SitePhotos::new(store.clone(), root),
            store,
            folders: ["site-a", "site-b"].map(|name| data.join(name)),
            state: Mutex::default(),
        }
    }

    /// Takes up a newer version; `true`: there was one.
    ///
    /// # Errors
    /// When the database fails; what is shown stays.
    pub async fn look(&self) -> Result<bool> {
        let known = self.with_state(|state| state.known);
        if self.store.live_number().await? == known {
            return Ok(false);
        }
        let live = self.store.live_version().await?;
        let live = live.context("the version that is live is not there")?;
        let said = self.store.published_texts(&live.texts()).await?;
        let photos = self.photos.files(&said).await?;
        self.with_state(|state| {
            state.known = Some(live.number);
            state.live = Some((live, said));
            state.photos = photos;
        });
        Ok(true)
    }

    /// The version that is shown; 0: none, the files alone.
    pub fn version(&self) -> u32 {
        let number = |(live, _): &(PublishedVersion, Sources)| live.number;
        self.with_state(|state| state.live.as_ref().map_or(0, number))
    }

    /// Shows the files alone until there is a newer version; `true`: something else was shown.
    pub fn give_up(&self, error: &anyhow::Error) -> bool {
        let was_shown = self.with_state(|state| state.live.take().is_some());
        if was_shown {
            tracing::error!(
                "what was published cannot be shown with these files, so they are shown alone:\n{error:#}"
            );
        }
        was_shown
    }

    /// The folder of the site to show: `root` itself while it says all that was published, else a copy with what was
    /// published in place of the files that nobody changed since. A file that somebody changed shows as it is.
    ///
    /// # Errors
    /// When a file cannot be read or the copy cannot be made.
    pub fn folder(&self, root: &Path) -> Result<PathBuf> {
        self.with_state(|state| {
            let Some((live, said)) = &state.live else {
                return Ok(root.to_owned());
            };
            let mut all = texts::read(root)?;
            let differences = live.compared_with(&tree(&all), &seen_file::read(root)?);
            let mut is_behind = false;
            for difference in differences {
                let path = difference.path;
                match difference.step {
                    MergeStep::Keep => {
                        is_behind = true;
                        match said.get(&path) {
                            Some(text) => drop(all.insert(path, text.clone())),
                            None => drop(all.remove(&path)),
                        }
                    }
                    MergeStep::Conflict => tracing::warn!(
                        version = live.number,
                        "content/{path} was changed here and published otherwise; the file is shown. `kiridashi content \
                         pull` says what to do"
                    ),
                    MergeStep::Apply | MergeStep::FastForward => {}
                }
            }
            let shows_more = !missing_photos(root, &all).is_empty();
            if !is_behind && !shows_more {
                return Ok(root.to_owned());
            }
            state.turn = 1 - state.turn;
            let folder = self.folders[state.turn].clone();
            texts::stage(root, &folder, &all)?;
            write_photos(&folder, &state.photos)?;
            Ok(folder)
        })
    }

    fn with_state<T>(&self, of: impl FnOnce(&mut State) -> T) -> T {
        of(&mut self.state.lock().expect("no holder of the lock panics"))
    }
}
