//! What was to be published at a time and could not be: it stands on the page of today until somebody deals with it.

use paths::CHANGE;
use store::StoreError;
use town::Content;
use web::AppState;
use web::words::moment;

use crate::lists::ListedItem;

/// Those edits, the one that was due first in front.
///
/// # Errors
/// When the store fails.
pub(crate) async fn items(
    state: &AppState,
    content: &Content,
) -> Result<Vec<ListedItem>, StoreError> {
    let edits = state.store.edits().await?.into_iter();
    let failed = edits.filter_map(|kept| Some((kept.draft.failed_at()?, kept.draft)));
    let mut failed: Vec<_> = failed.collect();
    failed.sort_by_key(|(at, _)| *at);
    let item = failed.into_iter().map(|(at, draft)| ListedItem {
        title: draft.title,
        href: format!("{CHANGE}/edit?id={}", draft.id),
        eyebrow: draft.who,
        lines: vec![content.texts.desk.draft_failed(moment(at))],
        urgent: true,
    });
    Ok(item.collect())
}
