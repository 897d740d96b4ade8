//! The drafted sheets to keep: as PDF and as a page to print, before anybody has given a name.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::sheet::{Imprint, Sheet};
use domain::spec::{self, JobSpec};
use domain::time::japanese;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use store::Draft;
use web::{AppState, HandlerError, HandlerResult, Problem, see_other};

use crate::drafts::{self, Mine};

#[derive(Serialize)]
struct Print {
    dated: String,
    operator: String,
    reference: Option<String>,
    sheets: Vec<Printed>,
}

#[derive(Serialize)]
struct Printed {
    spec: JobSpec,
    sheet: Sheet,
}

pub(crate) async fn print(State(state): State<AppState>, Mine(draft): Mine) -> HandlerResult {
    let specs = specs(&state, &draft)?;
    let page = Print {
        dated: japanese(state.today()),
        operator: state.content.get().programme.operator.name.clone(),
        reference: draft
            .submitted
            .as_ref()
            .map(|reference| reference.as_str().to_owned()),
        sheets: specs
            .into_iter()
            .map(|spec| Printed {
                sheet: Sheet::of(&spec),
                spec,
            })
            .collect(),
    };
    Ok(state.page(
        StatusCode::OK,
        "inventory/print.html",
        "/inventory/print",
        &page,
    ))
}

pub(crate) async fn pdf(
    State(state): State<AppState>,
    Mine(draft): Mine,
    print: crate::Print,
) -> HandlerResult {
    let specs = specs(&state, &draft)?;
    let imprint = Imprint {
        operator: state.content.get().programme.operator.name.clone(),
        reference: draft
            .submitted
            .as_ref()
            .map(|reference| reference.as_str().to_owned()),
        dated: state.today(),
        draft: draft.submitted.is_none(),
    };
    let name = format!("仕事のたのみ方シート_{}.pdf", state.today());
    // Typesetting takes tens of milliseconds; other visitors do not wait for it.
    let rendered = tokio::task::spawn_blocking(move || print(&specs, &imprint)).await;
    let bytes = match rendered {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => return Err(broken(error.as_ref())),
        Err(error) => return Err(broken(&error)),
    };
    let disposition = format!(
        "attachment; filename=\"kiridashi-sheet.pdf\"; filename*=UTF-8''{}",
        utf8_percent_encode(&name, NON_ALPHANUMERIC)
    );
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}

fn broken(error: &(dyn std::error::Error + 'static)) -> HandlerError {
    tracing::error!(error, "no PDF");
    Problem::Internal.into()
}

/// The sheets drafted so far; before there are any, the way to the next page.
fn specs(state: &AppState, draft: &Draft) -> Result<Vec<JobSpec>, HandlerError> {
    let content = state.content.get();
    let specs = spec::drafts(&draft.answers, &content, state.today());
    if specs.is_empty() {
        let route = drafts::open_route(state, draft)?;
        return Err(see_other(&drafts::next_path(&route)).into());
    }
    Ok(specs)
}
