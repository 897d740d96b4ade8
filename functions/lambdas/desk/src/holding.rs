//! A director who still has work on their hands cannot be taken out: it is handed over first.

use axum::http::StatusCode;
use axum::response::Response;
use editing::FormKind;
use store::StoreError;
use town::Content;
use web::{Action, AppState, Explanation};

use crate::EDIT;

/// The page that says so, if this is the form that takes out a director who holds some.
///
/// # Errors
/// When the store fails.
pub(crate) async fn held(
    state: &AppState,
    kind: &FormKind,
    content: &Content,
    status: StatusCode,
) -> Result<Option<Response>, StoreError> {
    let FormKind::RemoveDirector(id) = kind else {
        return Ok(None);
    };
    let open = state.store.load().await?.of(id).open;
    let group = content.programme.group(id);
    let Some(group) = group.filter(|_| open > 0) else {
        return Ok(None);
    };
    let texts = &content.texts.desk;
    let action = Action::new(paths::OFFICE, texts.to_all_works());
    let about = texts.director_holds_about(&group.name, open);
    let page = Explanation::new(&texts.director_holds(&group.name), &about, action);
    Ok(Some(page.page(state, status, EDIT)))
}
