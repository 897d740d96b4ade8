//! Shows and takes every page of questions.

use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use questionnaire::flow::{self, Step};
use web::{AppState, HandlerError, HandlerResult, Problem, see_other};

use crate::both;
use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged, OwnDraft};
use crate::step_address::{BackQuery, StepPath, action, onward, refused_at};
use crate::step_page::{Typed, page, too_large, undisturbed};

/// The button that takes the text offered for a field carries the field's name under this name.
const TAKE: &str = "_take";

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(StepPath { step: path }): Path<StepPath>,
    Query(from): Query<BackQuery>,
    mine: Result<OwnDraft, HandlerError>,
) -> HandlerResult {
    let step = Step::from_path(&path).ok_or(Problem::NotFound)?;
    let OwnDraft(draft) = mine?;
    let state = state.begun_with(&draft).await;
    let route = drafts::open_route(&state, &draft)?;
    if !route.allows(&step) {
        return Ok(see_other(&drafts::next_path(&route)));
    }
    let input = draft.typed.get(&path);
    let refused = input.filter(|_| from.refused == "1").and_then(|input| {
        let (content, today) = (state.content.get(), state.today());
        questionnaire_pages::accept(&step, &draft.answers, &content, input, today).err()
    });
    let typed = Typed {
        input,
        errors: refused.unwrap_or_default(),
        ..Typed::default()
    };
    Ok(page(&state, &draft, &route, &step, &from, typed))
}

pub(crate) async fn take(
    State(state): State<AppState>,
    Path(StepPath { step: path }): Path<StepPath>,
    Query(from): Query<BackQuery>,
    form: Result<DraftForm, HandlerError>,
) -> HandlerResult {
    let step = Step::from_path(&path).ok_or(Problem::NotFound)?;
    let mut form = form?;
    if let Some(field) = form.input.0.remove(TAKE).and_then(|mut names| names.pop()) {
        return take_offer(&state, form, &step, &from, &field).await;
    }
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
        if !route.allows(&step) {
            let next = see_other(&drafts::next_path(&route));
            return Err((cookies.clone(), next).into_response().into());
        }
        let stored = undisturbed(&state, draft, &route, &step, &from, &input)?;
        let (answers, today) = (&draft.answers, state.today());
        match questionnaire_pages::accept(&step, answers, &content, &input, today) {
            Ok(answers) => {
                draft.answers = answers;
                draft.typed.remove(&path);
            }
            Err(errors) => {
                let asked =
                    questionnaire_pages::page(&step, answers, &content, Some(&input), &[], today);
                let Ok(typed) = drafts::of_page(&asked, &input) else {
                    // Longer than is kept: shown at once, so that nothing typed is lost.
                    let typed = Typed {
                        input: Some(&input),
                        errors,
                        ..Typed::default()
                    };
                    let again = page(&state, draft, &route, &step, &from, typed);
                    return Err((cookies.clone(), again).into_response().into());
                };
                draft.typed.insert(path.clone(), typed);
            }
        }
        draft
            .holders
            .answered(&path, both::touched(&stored, &input));
        Ok(())
    })
    .await?;
    let draft = match changed {
        DraftChanged::Saved(draft) => draft,
        DraftChanged::TooLarge(draft) => {
            return Ok(too_large(&state, &draft, &step, &from, &input));
        }
    };
    let next = match draft.typed.contains_key(&path) {
        // Refused, which keeps what was typed. An address of its own: Back from there never asks the browser to send a form again.
        true => refused_at(&step, &from),
        false => onward(&flow::replay(&draft.answers, &content), &from),
    };
    Ok((cookies, see_other(&next)).into_response())
}

/// Puts the text that is offered for a field in its place, among what was typed, and shows the page again.
async fn take_offer(
    state: &AppState,
    form: DraftForm,
    step: &Step,
    from: &BackQuery,
    field: &str,
) -> HandlerResult {
    let DraftForm {
        draft,
        input,
        cookies,
        ..
    } = form;
    let state = &state.begun_with(&draft).await;
    let (content, path) = (state.content.get(), step.path());
    let input = &input;
    let changed = drafts::change(state, draft, |draft| {
        let route = route_to_change(state, draft, &cookies)?;
        if !route.allows(step) {
            return Err(see_other(&drafts::next_path(&route)).into());
        }
        undisturbed(state, draft, &route, step, from, input)?;
        let (answers, today) = (&draft.answers, state.today());
        let page = questionnaire_pages::page(step, answers, &content, Some(input), &[], today);
        let mut fields = page.groups.iter().flat_map(|group| &group.fields);
        let offered = fields.find(|drawn| drawn.name == field && !drawn.offer.is_empty());
        let mut typed = drafts::of_page(&page, input)?;
        if let Some(offered) = offered {
            typed
                .0
                .insert(field.to_owned(), vec![offered.offer.clone()]);
        }
        draft.typed.insert(path.clone(), typed);
        Ok(())
    })
    .await?;
    if let DraftChanged::TooLarge(draft) = changed {
        return Ok(too_large(state, &draft, step, from, input));
    }
    let here = action(step, from);
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let anchor = if field.bytes().all(is_plain) {
        field
    } else {
        ""
    };
    Ok((cookies, see_other(&format!("{here}#f-{anchor}"))).into_response())
}
