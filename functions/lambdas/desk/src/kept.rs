//! Keeps edits in the making, so that no button and no second tab loses a word.

use editing::DeskDraft;
use store::KeptEdit;
use web::{AppState, HandlerError};

/// Keeps an edit. Where another tab kept one meanwhile, this one becomes an edit of its own, so that neither is lost.
pub(crate) async fn keep(
    state: &AppState,
    mut draft: DeskDraft,
    revision: u32,
) -> Result<KeptEdit, HandlerError> {
    if !draft.id.is_empty()
        && revision > 0
        && let Some(kept) = keep_seen(state, &draft, revision).await?
    {
        return Ok(kept);
    }
    draft.id = state.random_id();
    state.store.keep_edit(&draft, 0).await?;
    Ok(KeptEdit { draft, revision: 1 })
}

/// Keeps an edit that was seen at that revision; `None`: somebody has gone on with it since.
pub(crate) async fn keep_seen(
    state: &AppState,
    draft: &DeskDraft,
    revision: u32,
) -> Result<Option<KeptEdit>, HandlerError> {
    let is_kept = state.store.keep_edit(draft, revision).await?;
    Ok(is_kept.then(|| KeptEdit {
        draft: draft.clone(),
        revision: revision + 1,
    }))
}
