//! The content of versions that are not live any more, for drafts that were begun with them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use publishing::TextTree;
use store::{Store, StoreError};
use town::Content;

/// Contents by the version that they begin with and the live one that says the rest; `None`: it cannot be used.
type Known = BTreeMap<(u32, u32), Option<Arc<Content>>>;

/// Contents of versions before, read once. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct PinnedContents(Arc<Mutex<Known>>);

impl PinnedContents {
    /// The questions, tasks and words of a version, with everything else as it is live. `None`: they are the live ones, or
    /// cannot be read or used by this program, which is logged; the live ones do then.
    pub(crate) async fn content(
        &self,
        store: &Store,
        version: u32,
        live: &Content,
    ) -> Option<Arc<Content>> {
        if version == live.version {
            return None;
        }
        let key = (version, live.version);
        if let Some(known) = self.known(|known| known.get(&key).cloned()) {
            return known;
        }
        let pinned = match read(store, version).await {
            Ok(content) => content.map(|pinned| {
                Arc::new(Content {
                    version: live.version,
                    programme: live.programme.clone(),
                    seminars: live.seminars.clone(),
                    ..pinned
                })
            }),
            // The next request asks again.
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, version, "cannot read the content of a draft");
                return None;
            }
        };
        self.known(|known| {
            known.retain(|(_, of), _| *of == live.version);
            known.insert(key, pinned.clone());
        });
        pinned
    }

    fn known<T>(&self, of: impl FnOnce(&mut Known) -> T) -> T {
        of(&mut self.0.lock().expect("no holder of the lock panics"))
    }
}

/// The content of a version; `None`: this program cannot use it.
async fn read(store: &Store, version: u32) -> Result<Option<Content>, StoreError> {
    // What was begun before anything was published was begun with the files under the first version.
    let Some(found) = store.version(version.max(1)).await? else {
        return Ok(None);
    };
    let texts = match version {
        0 => found.base,
        _ => found.texts(),
    };
    let sources: TextTree = texts
        .into_iter()
        .filter(|(path, _)| Content::is_source(path))
        .collect();
    let sources = store.published_texts(&sources).await?;
    let content = Content::parse(&sources);
    if let Err(errors) = &content {
        let mistakes = errors.len();
        tracing::warn!(
            version,
            mistakes,
            "the content of a draft is no longer usable"
        );
    }
    Ok(content.ok())
}
