//! Publishes what was to be published at a time, and what was missed.

use editing::DraftOutcome;
use store::KeptEdit;
use web::AppState;

use crate::kept::keep;
use crate::notices;
use crate::publish::{Unpublished, publish};
use crate::site::DeskSite;

/// Publishes every edit whose time has come. What cannot be published is kept, and says so at the desk. It gives how many
/// were published.
///
/// # Errors
/// When the store fails; the next call goes on.
pub async fn publish_due(state: &AppState, site: &DeskSite) -> Result<usize, store::StoreError> {
    let mut due: Vec<KeptEdit> = state.store.edits().await?;
    due.retain(|kept| kept.draft.is_due(state.now()));
    due.sort_by_key(time_of);
    let mut published = 0;
    for mut kept in due {
        match publish(state, site, &mut kept).await {
            Ok(_) => {
                published += 1;
                continue;
            }
            Err(Unpublished::Overtaken) => continue,
            Err(_) => {}
        }
        let DraftOutcome::Timed { at } = kept.draft.outcome else {
            continue;
        };
        tracing::error!("what was to be published at a time could not be");
        // First, so that whoever dies here tells twice and never not at all.
        notices::failed(state, &kept).await?;
        kept.draft.outcome = DraftOutcome::Failed { at };
        // If it cannot be kept, the next call does all of it again.
        drop(keep(state, kept.draft, kept.revision).await);
    }
    Ok(published)
}

fn time_of(kept: &KeptEdit) -> jiff::Timestamp {
    match kept.draft.outcome {
        DraftOutcome::Timed { at } => at,
        _ => kept.draft.at,
    }
}
