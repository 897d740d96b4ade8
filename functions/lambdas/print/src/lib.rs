//! Papers as files: of what browsers ask for, only this function typesets, so that no page waits for typst to load.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use job_spec::sheet::Imprint;

use store::Draft;
use web::{AppState, HandlerError, HandlerResult, Problem, Session, attachment, see_other};

/// The sheets as a page. Where there is nothing to print, it says why or leads on.
const PRINT_VIEW: &str = "/inventory/print";

/// The papers; so far an employer's drafted sheets, `/inventory/draft.pdf`.
pub fn router(state: AppState) -> Router {
    let routes = Router::new().route("/inventory/draft.pdf", get(draft_pdf));
    web::serve(routes, state)
}

/// The sheets of the browser's own draft, before anybody has given a name.
async fn draft_pdf(State(state): State<AppState>, session: Session) -> HandlerResult {
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
    // Typesetting takes tens of milliseconds; other visitors do not wait for it.
    let rendered =
        tokio::task::spawn_blocking(move || pdf::render(&specs, &imprint, &content.texts)).await;
    let bytes = match rendered {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => return Err(broken(&error)),
        Err(error) => return Err(broken(&error)),
    };
    let media = HeaderValue::from_static("application/pdf");
    let headers = [
        (header::CONTENT_TYPE, media),
        (
            header::CONTENT_DISPOSITION,
            attachment(&name, "kiridashi-sheet.pdf"),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The draft that the browser's cookie names, while it is kept.
async fn own_draft(state: &AppState, session: &Session) -> Result<Option<Draft>, HandlerError> {
    match session {
        Session::Draft(id) => Ok(state.store.draft(id, state.now()).await?),
        Session::None | Session::Expired => Ok(None),
    }
}

fn broken(error: &(dyn std::error::Error + 'static)) -> HandlerError {
    tracing::error!(error, "no PDF");
    Problem::Internal.into()
}
