//! The sheets of the browser's own draft, before anybody has given a name.

use axum::extract::State;
use job_spec::sheet::Imprint;
use store::Draft;
use web::{AppState, HandlerError, HandlerResult, Session, see_other};

use crate::file;

/// The sheets as a page. Where there is nothing to print, it says why or leads on.
const PRINT_VIEW: &str = "/inventory/print";

pub(crate) async fn show(State(state): State<AppState>, session: Session) -> HandlerResult {
    let Some(draft) = own_draft(&state, &session).await? else {
        return Ok(see_other(PRINT_VIEW));
    };
    let (content, today) = (state.content.get(), state.today());
    let specs = job_spec::drafts(&draft.answers, &content, today);
    if specs.is_empty() {
        return Ok(see_other(PRINT_VIEW));
    }
    let imprint = Imprint {
        operator: content.programme.operator.name.clone(),
        reference: draft.submitted.as_ref().map(|it| it.as_str().to_owned()),
        dated: today,
        draft: draft.submitted.is_none(),
    };
    let name = content.texts.sheet.paper_file(today);
    let typeset = move || pdf::render(&specs, &imprint, &content.texts);
    file(&name, "kiridashi-sheet.pdf", typeset).await
}

/// The draft that the browser's cookie names, while it is kept.
async fn own_draft(state: &AppState, session: &Session) -> Result<Option<Draft>, HandlerError> {
    match session {
        Session::Draft(id) => Ok(state.store.draft(id, state.now()).await?),
        Session::None | Session::Expired => Ok(None),
    }
}
