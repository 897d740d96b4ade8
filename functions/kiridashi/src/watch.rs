//! Follows the site's folder: a change is built, read again and shown in open pages.

use std::path::Path;

use anyhow::{Context, Result};
use generator::{BuildOptions, Rebuilt, Watch};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use web::AppState;

use crate::content;
use crate::reload::Reload;

/// Builds the site and follows its sources until the tasks are shut down.
///
/// # Errors
/// When the site has a mistake, or its folder cannot be watched.
pub(crate) async fn start(
    tasks: &mut JoinSet<()>,
    options: BuildOptions,
    state: AppState,
    reload: Reload,
) -> Result<()> {
    let root = options.root.clone();
    let mut watch = tokio::task::spawn_blocking(|| Watch::new(options)).await??;
    let (changes, mut changed) = mpsc::channel(1);
    // A thread of its own: it waits for the folder without end, which the runtime would wait for too.
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || while changes.blocking_send(watch.next_change()).is_ok() {})
        .context("no thread to watch the folder")?;
    tasks.spawn(async move {
        while let Some(change) = changed.recv().await {
            apply(&root, change, &state, &reload);
        }
    });
    Ok(())
}

/// Shows a change, or says why it cannot be shown; the pages then stay as they were.
fn apply(root: &Path, change: Rebuilt, state: &AppState, reload: &Reload) {
    if let Some(error) = change.error {
        tracing::error!("the site was not rebuilt:\n{error}");
        return;
    }
    match content::with_views(root, &state.settings.base_url) {
        Ok((content, views)) => {
            state.content.replace(content);
            state.views.replace(views);
            tracing::info!(files = change.rebuilt.len(), "rebuilt");
            reload.rebuilt();
        }
        Err(error) => tracing::error!("the pages were not read again:\n{error:#}"),
    }
}
