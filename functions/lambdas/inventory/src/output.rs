//! The drafted sheets as a page to print, before anybody has given a name.

use axum::extract::State;
use axum::http::StatusCode;
use base::time::japanese;
use job_spec::JobSpec;
use job_spec::sheet::Sheet;
use serde::Serialize;
use store::Draft;
use web::{AppState, HandlerError, HandlerResult, see_other};

use crate::drafts::{self, OwnDraft};

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

pub(crate) async fn print(
    State(state): State<AppState>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let specs = specs(&state, &draft)?;
    let content = state.content.get();
    let page = Print {
        dated: japanese(state.today()),
        operator: content.programme.operator.name.clone(),
        reference: draft
            .submitted
            .as_ref()
            .map(|reference| reference.as_str().to_owned()),
        sheets: specs
            .into_iter()
            .map(|spec| Printed {
                sheet: Sheet::of(&spec, &content.texts),
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

/// The sheets drafted so far; before there are any, the way to the next page.
fn specs(state: &AppState, draft: &Draft) -> Result<Vec<JobSpec>, HandlerError> {
    let content = state.content.get();
    let specs = job_spec::drafts(&draft.answers, &content, state.today());
    if specs.is_empty() {
        let route = drafts::open_route(state, draft)?;
        return Err(see_other(&drafts::next_path(&route)).into());
    }
    Ok(specs)
}
