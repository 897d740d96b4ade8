//! Somebody of the office copies a filled-in worksheet: one page in the paper's order, with the paper's numbers.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use forms::{FieldError, FieldGroup, Input};
use handouts::sheet_number;
use questionnaire::flow;
use questionnaire_pages::{take_worksheet, worksheet_groups};
use serde::Serialize;
use store::Draft;
use submissions::assisted::HelpWay;
use web::{AppState, HandlerError, HandlerResult, draft_mark, see_other};

use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged, OwnDraft};

/// Where a worksheet is copied.
pub(crate) const COPY: &str = "/inventory/copy";

#[derive(Serialize)]
struct CopyPage {
    /// The number on the paper.
    number: String,
    groups: Vec<FieldGroup>,
    errors: Vec<FieldError>,
    mark: String,
}

/// Whether the reader of a draft holds its paper in hand and nothing of it is copied yet.
pub(crate) fn is_to_copy(draft: &Draft) -> bool {
    let helper = draft.holders.reading_helper();
    let by_paper = helper.is_some_and(|helper| helper.way == HelpWay::Paper);
    let untouched = draft.submitted.is_none() && draft.answers.picks.is_empty();
    by_paper && untouched && sheet_number(&draft.id).is_some()
}

pub(crate) async fn show(
    State(state): State<AppState>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    let route = drafts::open_route(&state, &draft)?;
    if !is_to_copy(&draft) {
        return Ok(see_other(&drafts::resume_path(&route, &draft)));
    }
    Ok(page(&state, &draft, &Input::default(), Vec::new()))
}

fn page(state: &AppState, draft: &Draft, typed: &Input, errors: Vec<FieldError>) -> Response {
    let number = sheet_number(&draft.id).map(|number| number.as_str().to_owned());
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = CopyPage {
        number: number.unwrap_or_default(),
        groups: worksheet_groups(&state.content.get(), typed, &errors),
        errors,
        mark: draft_mark(state, &draft.id),
    };
    state.page(status, "inventory/copy.html", COPY, &page)
}

/// Takes the whole sheet, and leads to what is unclear, else on.
pub(crate) async fn take(State(state): State<AppState>, form: DraftForm) -> HandlerResult {
    let DraftForm {
        draft,
        input,
        cookies,
        ..
    } = form;
    let state = state.begun_with(&draft).await;
    let content = state.content.get();
    let changed = drafts::change(&state, draft, |draft| {
        let route = route_to_change(&state, draft, &cookies)?;
        if !is_to_copy(draft) {
            return Err(see_other(&drafts::resume_path(&route, draft)).into());
        }
        let copied = take_worksheet(&draft.answers, &content, &input, state.today());
        let copied =
            copied.map_err(|errors| HandlerError::from(page(&state, draft, &input, errors)))?;
        draft.answers = copied.answers;
        draft.typed.extend(copied.typed);
        for step in &copied.steps {
            draft.holders.wrote(step);
        }
        Ok(())
    });
    let DraftChanged::Saved(draft) = changed.await? else {
        return Err(web::Problem::TooLarge.into());
    };
    tracing::info!("a worksheet was copied");
    let route = flow::replay(&draft.answers, &content);
    let next = see_other(&drafts::resume_path(&route, &draft));
    Ok((cookies, next).into_response())
}
