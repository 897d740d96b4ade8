//! Keeps a page half-way, as typed.

use axum::extract::State;
use axum::response::IntoResponse;
use questionnaire::flow::Step;
use store::Draft;
use web::{AppState, DraftCookies, HandlerError, HandlerResult, Problem, see_other};

use crate::SAVED;
use crate::both;
use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged};
use crate::step_address::BackQuery;
use crate::step_page::{too_large, undisturbed};

/// The button that saves carries the page's step under this name.
pub(crate) const STEP: &str = "_step";

/// A page that was kept.
pub(crate) struct KeptPage {
    /// The draft with it.
    pub draft: Draft,
    /// Which page it is.
    pub step: Step,
    /// What keeps the draft open in the browser.
    pub cookies: DraftCookies,
}

/// Keeps the page as typed, unchecked, and shows where it is kept.
pub(crate) async fn save(State(state): State<AppState>, form: DraftForm) -> HandlerResult {
    let kept = keep(&state, form).await?;
    let next = format!("{SAVED}?step={}", kept.step.path());
    Ok((kept.cookies, see_other(&next)).into_response())
}

/// Keeps the page as typed, unchecked.
///
/// # Errors
/// With what is shown instead: the next page, where this one cannot be open; the page again, where others have changed it or
/// it is too long.
pub(crate) async fn keep(state: &AppState, form: DraftForm) -> Result<KeptPage, HandlerError> {
    let DraftForm {
        draft,
        mut input,
        cookies,
        ..
    } = form;
    let state = state.begun_with(&draft).await;
    let path = input.0.remove(STEP).and_then(|mut paths| paths.pop());
    let step = path.as_deref().and_then(Step::from_path);
    let step = step.ok_or(Problem::BadRequest)?;
    let (content, from) = (state.content.get(), BackQuery::default());
    let changed = drafts::change(&state, draft, |draft| {
        let route = route_to_change(&state, draft, &cookies)?;
        if !route.allows(&step) {
            return Err(see_other(&drafts::next_path(&route)).into());
        }
        let stored = undisturbed(&state, draft, &route, &step, &from, &input)?;
        // What nobody touched is no half-typed page.
        if both::is_untouched(&stored, &input) {
            return Ok(());
        }
        let (answers, today) = (&draft.answers, state.today());
        let page = questionnaire_pages::page(&step, answers, &content, Some(&input), &[], today);
        let typed = drafts::of_page(&page, &input)?;
        draft.typed.insert(step.path(), typed);
        let touched = both::touched(&stored, &input);
        draft.holders.answered(&step.path(), touched);
        Ok(())
    });
    match changed.await? {
        DraftChanged::Saved(draft) => Ok(KeptPage {
            draft,
            step,
            cookies,
        }),
        DraftChanged::TooLarge(draft) => {
            Err(too_large(&state, &draft, &step, &from, &input).into())
        }
    }
}
