//! Draws every page of questions, with what was typed, what is wrong with it, and what others wrote meanwhile.

use axum::http::StatusCode;
use axum::response::Response;
use forms::{FieldError, Input, Page};
use questionnaire::flow::{self, Route, Step};
use serde::Serialize;
use store::Draft;
use web::{AppState, HandlerError, draft_mark, words};

use crate::START;
use crate::both::{self, Disturbed};
use crate::drafts::{self, stored};
use crate::extras::{Extras, has_offers};
use crate::step_address::{BackQuery, action};
use crate::words::Progress;

/// Everything a page of questions shows.
#[derive(Serialize)]
struct StepPage {
    page: Page,
    errors: Vec<FieldError>,
    /// Where the form posts to.
    action: String,
    /// Whose form it is.
    mark: String,
    progress: Progress,
    /// Whether a field has a button that takes another text; the page's own button stays the default one.
    has_offers: bool,
    /// The page before this one.
    back: String,
    /// `check` or `result` where the page was opened from there to change one answer.
    back_to: Option<String>,
    /// Whether what was typed and saved half-way is shown.
    restored: bool,
    kept_until: String,
    /// Names of what is stored, to know a change that was made meanwhile.
    seen: String,
    /// Who answered the page while it was being answered here.
    disturber: Option<Disturber>,
    #[serde(flatten)]
    extras: Extras,
}

/// Who changed a page under the one who was answering it.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Disturber {
    /// Somebody on another device.
    Device,
    /// Another page of the same browser.
    Tab,
}

impl Disturber {
    fn of(draft: &Draft, step: &Step, disturbed: &Disturbed) -> Disturber {
        let (holders, path) = (&draft.holders, step.path());
        let mut fields = disturbed.fields.iter();
        match fields.any(|field| holders.is_anothers(&path, field)) {
            true => Disturber::Device,
            false => Disturber::Tab,
        }
    }
}

/// What was typed, what is wrong with it, and what others wrote meanwhile.
#[derive(Default)]
pub(crate) struct Typed<'a> {
    pub input: Option<&'a Input>,
    pub errors: Vec<FieldError>,
    pub disturbed: Option<&'a Disturbed>,
}

/// The page again where it makes the draft too large, saying what to shorten; nothing typed is lost.
pub(crate) fn too_large(
    state: &AppState,
    draft: &Draft,
    step: &Step,
    from: &BackQuery,
    input: &Input,
) -> Response {
    let content = state.content.get();
    let (answers, today) = (&draft.answers, state.today());
    let asked = questionnaire_pages::page(step, answers, &content, Some(input), &[], today);
    let typed = Typed {
        input: Some(input),
        errors: vec![drafts::too_large(state, &asked, input)],
        ..Typed::default()
    };
    let route = flow::replay(answers, &content);
    page(state, draft, &route, step, from, typed)
}

/// The page as it would be served now: one that others have answered since is not answered over what they wrote.
///
/// # Errors
/// The page again, with what was typed and what they wrote.
pub(crate) fn undisturbed(
    state: &AppState,
    draft: &Draft,
    route: &Route,
    step: &Step,
    from: &BackQuery,
    input: &Input,
) -> Result<Page, HandlerError> {
    let stored = stored(state, draft, step);
    let Some(disturbed) = both::disturbed(&stored, input) else {
        return Ok(stored);
    };
    let typed = Typed {
        input: Some(&disturbed.input),
        disturbed: Some(&disturbed),
        ..Typed::default()
    };
    Err(page(state, draft, route, step, from, typed).into())
}

/// Draws a page of questions.
pub(crate) fn page(
    state: &AppState,
    draft: &Draft,
    route: &Route,
    step: &Step,
    from: &BackQuery,
    typed: Typed<'_>,
) -> Response {
    let content = state.content.get();
    let mut page = questionnaire_pages::page(
        step,
        &draft.answers,
        &content,
        typed.input,
        &typed.errors,
        state.today(),
    );
    // Drawn once where what is stored is what is shown.
    let seen = match typed.input == draft.typed.get(&step.path()) {
        true => both::seen(&page),
        false => both::seen(&stored(state, draft, step)),
    };
    if let Some(disturbed) = typed.disturbed {
        both::tell(&mut page, disturbed, &content.texts.inventory);
    }
    let refused = !typed.errors.is_empty();
    let path = format!("{START}{}", step.path());
    let shown = StepPage {
        extras: Extras::of(state, draft, &content, step, &page),
        has_offers: has_offers(&page),
        page,
        action: action(step, from),
        mark: draft_mark(state, &draft.id),
        progress: Progress::of(step, route, &content.texts.inventory),
        back: match from.step() {
            Some(back) => format!("{START}{}", back.path()),
            None => before(route, step),
        },
        back_to: from.step().map(|back| back.path()),
        // On the result nothing is written that could be gone on with.
        restored: typed.input.is_some()
            && typed.disturbed.is_none()
            && !refused
            && *step != Step::Result,
        errors: typed.errors,
        kept_until: words::day(draft.expires_at),
        seen,
        disturber: typed
            .disturbed
            .map(|disturbed| Disturber::of(draft, step, disturbed)),
    };
    let status = match (refused, shown.disturber) {
        (true, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, Some(_)) => StatusCode::CONFLICT,
        (false, None) => StatusCode::OK,
    };
    state.page(status, template(step), &path, &shown)
}

fn template(step: &Step) -> &'static str {
    match step {
        Step::Result => "inventory/result.html",
        Step::Spec(_) => "inventory/spec.html",
        Step::Check => "inventory/check.html",
        _ => "inventory/step.html",
    }
}

/// The page before this one on the route; the start page before the first.
fn before(route: &Route, step: &Step) -> String {
    let index = route
        .steps
        .iter()
        .position(|other| other == step)
        .unwrap_or(0);
    match index.checked_sub(1) {
        Some(before) => format!("{START}{}", route.steps[before].path()),
        None => START.to_owned(),
    }
}
