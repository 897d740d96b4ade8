//! Seminars whose page is gone while people are registered: the office still sees whom to tell.

use store::StoreError;
use town::seminar::Seminar;
use web::{AppState, HandlerError};

use crate::facts;

/// How many versions are looked through: publishing refuses it, so a page can only have gone while somebody registered.
const VERSIONS: u32 = 20;

/// The seminar of that name, also one whose page is gone, and whether it is; or the page that says there is none.
pub(crate) async fn find_or_gone(
    state: &AppState,
    slug: &str,
) -> Result<(Seminar, bool), HandlerError> {
    let unknown = match facts::find(state, slug) {
        Ok(seminar) => return Ok((seminar, false)),
        Err(unknown) => unknown,
    };
    let gone = gone(state).await?.into_iter();
    let found = gone.map(|(seminar, _)| seminar).find(|it| it.slug == slug);
    Ok((found.ok_or(unknown)?, true))
}

/// The seminars that have no page any more and people who have a place or wait for one, as the last version that had it
/// says, and how many.
///
/// # Errors
/// When the store fails.
pub(crate) async fn gone(state: &AppState) -> Result<Vec<(Seminar, usize)>, StoreError> {
    let content = state.content.get();
    let mut pages = std::collections::BTreeMap::new();
    for version in state.store.latest_versions(VERSIONS).await? {
        for (path, hash) in version.texts() {
            if let Some(slug) = Seminar::slug_of(&path)
                && content.seminar(slug).is_none()
            {
                // The latest comes first.
                pages.entry(slug.to_owned()).or_insert(hash);
            }
        }
    }
    let mut found = Vec::new();
    for (slug, hash) in pages {
        let reach = state.store.reach(&slug).await?;
        let registered = reach.by_mail + reach.by_phone;
        if registered == 0 {
            continue;
        }
        let text = state.store.published_text(&hash).await?;
        if let Ok(Some(seminar)) = Seminar::parse(&slug, &text) {
            found.push((seminar, registered));
        }
    }
    found.sort_by_key(|(seminar, _)| seminar.start);
    Ok(found)
}
