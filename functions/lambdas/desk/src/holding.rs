//! A director or a partner who still has work on their hands cannot be taken out: it is handed over first.

use axum::http::StatusCode;
use axum::response::Response;
use editing::FormKind;
use store::StoreError;
use town::Content;
use web::{Action, AppState, Explanation};

use crate::EDIT;

/// The page that says so, if this is the form that takes out a director or a partner who holds some.
///
/// # Errors
/// When the store fails.
pub(crate) async fn held(
    state: &AppState,
    kind: &FormKind,
    content: &Content,
    status: StatusCode,
) -> Result<Option<Response>, StoreError> {
    let (programme, texts) = (&content.programme, &content.texts.desk);
    let found = match kind {
        FormKind::RemoveDirector(id) => {
            let open = state.store.load().await?.of(id).open as usize;
            let name = programme.group(id).map(|group| &group.name);
            let about = |name: &String| texts.director_holds_about(name, open);
            name.filter(|_| open > 0).map(|name| (name, about(name)))
        }
        FormKind::RemovePartner(id) => {
            let open = with_partner(state, id).await?;
            let name = programme.partner(id).map(|partner| &partner.name);
            let about = |name: &String| content.texts.partners.holds_about(name, open);
            name.filter(|_| open > 0).map(|name| (name, about(name)))
        }
        _ => None,
    };
    let Some((name, about)) = found else {
        return Ok(None);
    };
    let action = Action::new(paths::OFFICE, texts.to_all_works());
    let page = Explanation::new(&texts.director_holds(name), &about, action);
    Ok(Some(page.page(state, status, EDIT)))
}

/// How many open jobs are with the partner of that id.
async fn with_partner(state: &AppState, id: &str) -> Result<usize, StoreError> {
    let heads = state.store.open_heads().await?;
    let placements = heads.iter().flat_map(|head| &head.placements);
    let held = placements.filter(|it| it.is_open() && it.partner.as_deref() == Some(id));
    Ok(held.count())
}
