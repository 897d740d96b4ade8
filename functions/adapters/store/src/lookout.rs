//! Looks for a newer version while a program runs, as rarely as its age may be and never twice at once.

use std::fmt::Display;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use publishing::Overlay;

use crate::Store;
use crate::error::StoreError;

/// How old what a program knows may be.
const EVERY: SignedDuration = SignedDuration::from_secs(5);

/// What a program knows of what is live. Clones share it.
#[derive(Clone, Debug)]
pub struct Lookout {
    store: Store,
    known: Arc<Mutex<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    /// The version that was given out last; 0: none.
    version: u32,
    /// When it was last looked.
    looked: Option<Timestamp>,
}

impl Lookout {
    /// A program that knows the files alone.
    pub fn new(store: Store) -> Lookout {
        Lookout {
            store,
            known: Arc::default(),
        }
    }

    /// What is made of a version that is newer than the one taken up before. `None`: there is none, it was looked less
    /// than five seconds ago, or it cannot be read or used, which is logged; then go on with what there is.
    pub async fn take_up<T, E: Display>(
        &self,
        now: Timestamp,
        make: impl FnOnce(&Overlay) -> Result<T, E>,
    ) -> Option<T> {
        let overlay = self.newer(now).await?;
        let version = overlay.version;
        match make(&overlay) {
            Ok(made) => {
                tracing::info!(version, "took up what was published");
                Some(made)
            }
            Err(error) => {
                tracing::error!(version, %error, "what was published cannot be used");
                None
            }
        }
    }

    pub(crate) async fn newer(&self, now: Timestamp) -> Option<Overlay> {
        let known = self.begin(now)?;
        match self.read(known).await {
            Ok(newer) => {
                let newer = newer?;
                let mut known = self.known.lock().expect("no holder of the lock panics");
                known.version = known.version.max(newer.version);
                Some(newer)
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, known, "cannot look for a newer version of the texts");
                None
            }
        }
    }

    /// The version known, if it is time to look.
    fn begin(&self, now: Timestamp) -> Option<u32> {
        let mut known = self.known.lock().expect("no holder of the lock panics");
        let is_early = |looked: Timestamp| looked <= now && now < looked + EVERY;
        if known.looked.is_some_and(is_early) {
            return None;
        }
        known.looked = Some(now);
        Some(known.version)
    }

    async fn read(&self, known: u32) -> Result<Option<Overlay>, StoreError> {
        let number = self.store.live_number().await?;
        let Some(number) = number.filter(|number| *number > known) else {
            return Ok(None);
        };
        match self.store.version(number).await? {
            Some(version) => self.store.overlay(&version).await.map(Some),
            None => Err(crate::item::missing("version", "item")),
        }
    }
}
