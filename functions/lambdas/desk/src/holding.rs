//! Nothing is taken out that somebody depends on: work is handed over, and those who registered are told, first.

use axum::http::StatusCode;
use axum::response::Response;
use editing::FormKind;
use publisher::{Depended, held_by_director, held_by_partner};
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
            let open = held_by_director(&state.store, id).await?;
            let name = programme.group(id).map(|group| &group.name);
            let about = |name: &String| texts.director_holds_about(name, open);
            name.filter(|_| open > 0).map(|name| (name, about(name)))
        }
        FormKind::RemovePartner(id) => {
            let open = held_by_partner(&state.store, id).await?;
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

/// What a change would take away from whom, and what to do first, each in one line.
pub(crate) fn depended(found: &[Depended], content: &Content) -> Vec<String> {
    let (texts, partners) = (&content.texts.desk, &content.texts.partners);
    let words = |found: &Depended| match found {
        Depended::Seminar {
            title,
            when,
            registered,
        } => content.texts.seminars.depended(title, when, *registered),
        Depended::Director { name, open } => texts.director_holds_about(name, *open),
        Depended::Partner { name, open } => partners.holds_about(name, *open),
    };
    let lines = found.iter().map(words);
    lines.map(|words| words.replace('\n', "")).collect()
}
