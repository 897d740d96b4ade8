//! What the local program shows: the files of its folder, what was published where nobody changed a file since, and how
//! the seminars' places stand.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};
use base::time::japan_date;
use jiff::Timestamp;
use jiff::civil::Date;
use publisher::{PLACES, SitePhotos};
use publishing::{MergeStep, PublishedVersion, tree};
use staging::{Photos, lay_over, seen_file, texts, write_photos};
use store::Store;
use town::{Content, Sources};

/// The version that is shown, and where sites are put together.
pub(crate) struct LiveTexts {
    store: Store,
    /// The software's own site.
    root: PathBuf,
    /// The town's folder over it, and the folder in which they are put together.
    town: Option<(PathBuf, PathBuf)>,
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
    /// The day that pages are drawn for, and how places stand, for the templates.
    places: Option<(Date, String)>,
    turn: usize,
}

impl LiveTexts {
    /// Keeps what it puts together in the data folder. `root`: the site's folder; `town`: the town's over it.
    ///
    /// # Errors
    /// When they cannot be put together.
    pub fn new(store: Store, data: &Path, root: &Path, town: Option<&Path>) -> Result<LiveTexts> {
        let all = data.join("site-town");
        let town = town.map(|town| (town.to_owned(), all));
        let live = LiveTexts {
            photos: SitePhotos::new(store.clone(), town.as_ref().map_or(root, |(_, all)| all)),
            store,
            root: root.to_owned(),
            town,
            folders: ["site-a", "site-b"].map(|name| data.join(name)),
            state: Mutex::default(),
        };
        live.put_together()?;
        Ok(live)
    }

    /// The site's folder with the town's over it, as both were when it was put together last.
    pub fn root(&self) -> &Path {
        self.town.as_ref().map_or(&self.root, |(_, all)| all)
    }

    /// The town's folder, which lies over the site's.
    pub fn town(&self) -> Option<&Path> {
        self.town.as_ref().map(|(town, _)| town.as_path())
    }

    fn put_together(&self) -> Result<()> {
        match &self.town {
            Some((town, all)) => lay_over(&self.root, town, all),
            None => Ok(()),
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

    /// Takes up how the places of these seminars stand now; `true`: pages say something else.
    ///
    /// # Errors
    /// When the database fails; what is shown stays.
    pub async fn look_at_places(&self, content: &Content, now: Timestamp) -> Result<bool> {
        let places = publisher::places(&self.store, content, now).await?;
        let places = Some((japan_date(now), serde_json::to_string(&places)?));
        Ok(self.with_state(|state| {
            let is_other = state.places != places;
            state.places = places;
            is_other
        }))
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

    /// The folder of the site to show: a copy of the site that says how places stand, with what was published in place of the
    /// files that nobody changed since. A file that somebody changed shows as it is.
    ///
    /// # Errors
    /// When a file cannot be read or the copy cannot be made.
    pub fn folder(&self) -> Result<PathBuf> {
        self.with_state(|state| {
            self.put_together()?;
            let root = self.root();
            let shown = state.shown(root)?;
            state.turn = 1 - state.turn;
            let folder = self.folders[state.turn].clone();
            texts::stage(root, &folder, &shown)?;
            write_photos(&folder, &state.photos)?;
            let places = state.places.iter();
            let data: Vec<_> = places.map(|(_, said)| (PLACES, said.as_str())).collect();
            texts::add_data(&folder, &data)?;
            Ok(folder)
        })
    }

    fn with_state<T>(&self, of: impl FnOnce(&mut State) -> T) -> T {
        of(&mut self.state.lock().expect("no holder of the lock panics"))
    }
}

impl State {
    /// The texts to show.
    fn shown(&self, root: &Path) -> Result<Sources> {
        let mut shown = texts::read(root)?;
        let Some((live, said)) = &self.live else {
            return Ok(shown);
        };
        for difference in live.compared_with(&tree(&shown), &seen_file::read(root)?) {
            let path = difference.path;
            match difference.step {
                MergeStep::Keep => match said.get(&path) {
                    Some(text) => drop(shown.insert(path, text.clone())),
                    None => drop(shown.remove(&path)),
                },
                MergeStep::Conflict => tracing::warn!(
                    version = live.number,
                    "content/{path} was changed here and published otherwise; the file is shown. `kiridashi content \
                     pull` says what to do"
                ),
                MergeStep::Apply | MergeStep::FastForward => {}
            }
        }
        Ok(shown)
    }
}
