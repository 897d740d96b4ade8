//! The heads of all cases, open and closed, read side by side.

use placements::CaseHead;
use store::StoreError;
use web::AppState;

/// Every case.
///
/// # Errors
/// When the store does not answer.
pub(crate) async fn all_heads(state: &AppState) -> Result<Vec<CaseHead>, StoreError> {
    let (open, closed) = tokio::join!(state.store.open_heads(), state.store.closed_heads());
    let mut heads = open?;
    heads.extend(closed?);
    Ok(heads)
}
