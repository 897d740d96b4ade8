//! Follows the site's folder, what is published and how places stand: a change is built, read again and shown in open
//! pages.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use generator::{BuildOptions, Rebuilt, Waker, Watch};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use web::AppState;

use crate::content;
use crate::live_texts::LiveTexts;
use crate::reload::Reload;

/// How often it is looked for what another process published and who registered: shown in no more than five seconds.
const EVERY: Duration = Duration::from_secs(2);

/// Builds the site and follows its sources until the tasks are shut down.
///
/// # Errors
/// When the site has a mistake, or its folder cannot be watched.
pub(crate) async fn start(
    tasks: &mut JoinSet<()>,
    options: BuildOptions,
    state: AppState,
    live: Arc<LiveTexts>,
    reload: Reload,
) -> Result<()> {
    let mut watch = match build(options.clone(), live.clone()).await {
        Err(error) if live.give_up(&error) => build(options, live.clone()).await?,
        built => built?,
    };
    let waker = watch.waker();
    let (changes, mut changed) = mpsc::channel(1);
    // A thread of its own: it waits for the folder without end, which the runtime would wait for too.
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || while changes.blocking_send(watch.next_change()).is_ok() {})
        .context("no thread to watch the folder")?;
    tasks.spawn(follow(live.clone(), state.clone(), waker));
    tasks.spawn(async move {
        while let Some(change) = changed.recv().await {
            apply(change, &state, &live, &reload);
        }
    });
    Ok(())
}

async fn build(options: BuildOptions, live: Arc<LiveTexts>) -> Result<Watch> {
    let town: Vec<_> = live.town().map(Path::to_owned).into_iter().collect();
    let staging = Box::new(move |_: &Path| live.folder());
    tokio::task::spawn_blocking(move || Watch::staged(options, staging, &town)).await?
}

/// Has the site built again when something was published, places are taken or given back, or a new day begins.
async fn follow(live: Arc<LiveTexts>, state: AppState, waker: Waker) {
    let mut looks = tokio::time::interval(EVERY);
    loop {
        looks.tick().await;
        match look(&live, &state).await {
            Ok(true) => waker.wake(),
            Ok(false) => {}
            Err(error) => tracing::warn!("cannot look for what was published: {error:#}"),
        }
    }
}

/// Whether pages are to say something else.
async fn look(live: &LiveTexts, state: &AppState) -> Result<bool> {
    let is_newer = live.look().await?;
    let content = state.content.get();
    let is_other = live.look_at_places(&content, state.now()).await?;
    Ok(is_newer || is_other)
}

/// Shows a change, or says why it cannot be shown; the pages then stay as they were.
fn apply(change: Rebuilt, state: &AppState, live: &LiveTexts, reload: &Reload) {
    if let Some(error) = change.error {
        tracing::error!("the site was not rebuilt:\n{error}");
        return;
    }
    match content::with_views(&change.root, &state.settings.base_url) {
        Ok((mut content, views)) => {
            content.version = live.version();
            state.content.replace(content);
            state.views.replace(views);
            tracing::info!(files = change.rebuilt.len(), "rebuilt");
            reload.rebuilt();
        }
        Err(error) => tracing::error!("the pages were not read again:\n{error:#}"),
    }
}
