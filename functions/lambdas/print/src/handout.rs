//! Papers for counter, fair and visit, and numbered worksheets, for whoever of the office is signed in.

use axum::extract::{Query, State};
use base::reference::Reference;
use handouts::{Handout, sheet_draft};
use paths::HANDOUTS;
use serde::Deserialize;
use web::{AppState, HandlerError, HandlerResult, Problem, Visitor};

use crate::file;

/// The query of a paper.
#[derive(Deserialize)]
pub(crate) struct HandoutQuery {
    /// The paper's name.
    #[serde(default)]
    of: String,
    /// The numbers of worksheets, with commas between them; they name the paper by themselves.
    #[serde(default)]
    numbers: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<HandoutQuery>,
) -> HandlerResult {
    visitor.office(&state, HANDOUTS)?;
    let (state, handout) = match query.numbers.as_str() {
        "" => {
            let handout = Handout::named(&query.of, &state.content.get());
            (state, handout.ok_or(Problem::NotFound)?)
        }
        numbers => worksheets(state, numbers).await?,
    };
    let (content, today) = (state.content.get(), state.today());
    let base_url = state.settings.base_url.clone();
    let name = format!("{}.pdf", handout.title(&content));
    let fallback = format!("kiridashi-{}.pdf", handout.name());
    let typeset = move || pdf::handout(&handout, &content, &base_url, today);
    file(&name, &fallback, typeset).await
}

/// The worksheets of one print, with the tasks that were numbered when they were made. Numbers of several industries were
/// never printed together: each industry numbers its tasks otherwise.
async fn worksheets(
    mut state: AppState,
    numbers: &str,
) -> Result<(AppState, Handout), HandlerError> {
    let numbers: Option<Vec<Reference>> = numbers.split(',').map(Reference::parse).collect();
    let numbers = numbers.ok_or(Problem::NotFound)?;
    let mut industry = None;
    for number in &numbers {
        let found = state.store.draft(&sheet_draft(number), state.now()).await?;
        let draft = found.ok_or(Problem::NotFound)?;
        state = state.begun_with(&draft).await;
        if industry.is_some() && industry != draft.answers.industry {
            return Err(Problem::NotFound.into());
        }
        industry = draft.answers.industry;
    }
    let industry = industry.ok_or(Problem::NotFound)?;
    Ok((state, Handout::Worksheet(industry, numbers)))
}
