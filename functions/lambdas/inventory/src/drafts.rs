//! Finds the visitor's draft, makes one, and changes it without losing what another tab saved.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use base::time::days_after;
use forms::{Field, FieldError, Input, Page, limits};
use questionnaire::flow::{self, Route, Step};
use store::{Draft, DraftChange, StoreError};
use web::{
    Action, AppState, Explanation, HandlerError, Problem, Session, clear_draft_cookie, see_other,
};

use crate::{SENT, START};

/// The start, saying that there is no draft: without a word, a browser that keeps no cookies would
/// only ever see the first page again.
pub(crate) const LOST: &str = "/inventory/?lost=1";

/// The visitor's own draft. Without one, the visitor is sent to the start; with an expired one, to a page that says why.
pub(crate) struct OwnDraft(pub Draft);

impl FromRequestParts<AppState> for OwnDraft {
    type Rejection = HandlerError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<OwnDraft, HandlerError> {
        let Ok(session) = Session::from_request_parts(parts, state).await;
        match find(state, &session).await? {
            FoundDraft::Draft(draft) => Ok(OwnDraft(*draft)),
            FoundDraft::Nothing => Err(see_other(LOST).into()),
            FoundDraft::Expired => Err(expired(state, parts.uri.path()).into()),
        }
    }
}

/// The draft of a session, if any.
pub(crate) enum FoundDraft {
    /// A draft that is still there.
    Draft(Box<Draft>),
    /// No draft was ever begun in this browser.
    Nothing,
    /// There was one; it was deleted after its time.
    Expired,
}

/// Looks up the session's draft.
pub(crate) async fn find(state: &AppState, session: &Session) -> Result<FoundDraft, StoreError> {
    Ok(match session {
        Session::None => FoundDraft::Nothing,
        Session::Expired => FoundDraft::Expired,
        Session::Draft(id) => match state.store.draft(id, state.now()).await? {
            Some(draft) => FoundDraft::Draft(Box::new(draft)),
            None => FoundDraft::Expired,
        },
    })
}

/// The page for a draft that is no longer there; the browser forgets it.
pub(crate) fn expired(state: &AppState, path: &str) -> Response {
    let content = state.content.get();
    let texts = &content.texts.inventory;
    let text = texts.draft_gone(content.programme.retention.draft_days);
    let action = Action::new(START, texts.draft_gone_action());
    let explanation = Explanation::new(texts.draft_gone_title(), &text, action);
    let mut page = explanation.page(state, StatusCode::GONE, path);
    page.headers_mut()
        .insert(header::SET_COOKIE, clear_draft_cookie(state));
    page
}

/// The result of a change.
pub(crate) enum DraftChanged {
    /// It is stored. The draft as it is now.
    Saved(Draft),
    /// With it the draft would be too large to be kept; nothing changed. The draft as it was.
    TooLarge(Draft),
}

/// Applies the change and saves; when another tab saved first, applies it to what that tab left.
///
/// # Errors
/// What `apply` refuses with, or that the store does not answer; the way to the start when the draft is gone.
pub(crate) async fn change(
    state: &AppState,
    draft: Draft,
    apply: impl Fn(&mut Draft) -> Result<(), HandlerError>,
) -> Result<DraftChanged, HandlerError> {
    let days = state.content.get().programme.retention.draft_days;
    let apply = |draft: &mut Draft| {
        apply(draft)?;
        draft.updated_at = state.now();
        draft.expires_at = days_after(draft.updated_at, days);
        Ok::<_, HandlerError>(())
    };
    let (store, salt) = (&state.store, state.random_id());
    let changed = store.change_draft(draft, &salt, state.now(), apply);
    match changed.await? {
        DraftChange::Saved(draft) => Ok(DraftChanged::Saved(*draft)),
        DraftChange::TooLarge(draft) => Ok(DraftChanged::TooLarge(*draft)),
        DraftChange::Gone => Err(see_other(START).into()),
    }
}

/// The page as it is served to who opens it now.
pub(crate) fn stored(state: &AppState, draft: &Draft, step: &Step) -> Page {
    let (content, today) = (state.content.get(), state.today());
    let input = draft.typed.get(&step.path());
    questionnaire_pages::page(step, &draft.answers, &content, input, &[], today)
}

/// A half-typed text may be so many times longer than it may become: people paste first and shorten then.
const ROOM: usize = 4;

/// What was typed into the fields of this page; nobody keeps anything else here.
///
/// # Errors
/// When a text is much longer than its field may be.
pub(crate) fn of_page(page: &Page, input: &Input) -> Result<Input, HandlerError> {
    let mut kept = Input::default();
    for field in page.groups.iter().flat_map(|group| &group.fields) {
        let Some(values) = input.0.get(&field.name) else {
            continue;
        };
        let most = ROOM * field.max_length.max(limits::LINE);
        if values.iter().any(|value| value.chars().count() > most) {
            return Err(Problem::TooLarge.into());
        }
        kept.0.insert(field.name.clone(), values.clone());
    }
    Ok(kept)
}

/// What to shorten on a page that makes its draft too large: the longest of its texts.
pub(crate) fn too_large(state: &AppState, page: &Page, input: &Input) -> FieldError {
    let length = |field: &&Field| input.one(&field.name).chars().count();
    let fields = page.groups.iter().flat_map(|group| &group.fields);
    let (name, label, length) = fields
        .max_by_key(length)
        .map(|field| (field.name.clone(), field.label.clone(), length(&field)))
        .unwrap_or_default();
    let texts = &state.content.get().texts.inventory;
    FieldError {
        field: name,
        message: texts.draft_too_large(label, length),
    }
}

/// The page for a draft that was thrown away in another window before it was sent.
pub(crate) fn discarded(state: &AppState, path: &str) -> Response {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(START, texts.discarded_action());
    let explanation = Explanation::new(texts.discarded_title(), texts.discarded(), action);
    let mut page = explanation.page(state, StatusCode::GONE, path);
    page.headers_mut()
        .insert(header::SET_COOKIE, clear_draft_cookie(state));
    page
}

/// The route of a draft that may still be changed; one that was sent leads to its receipt.
///
/// # Errors
/// The way to the receipt.
pub(crate) fn open_route(state: &AppState, draft: &Draft) -> Result<Route, HandlerError> {
    match draft.submitted {
        Some(_) => Err(see_other(SENT).into()),
        None => Ok(flow::replay(&draft.answers, &state.content.get())),
    }
}

/// Where to go on with a draft: the first page that was left half-typed, else the next one.
pub(crate) fn resume_path(route: &Route, draft: &Draft) -> String {
    let half_typed = |step: &&Step| draft.typed.contains_key(&step.path()) && route.allows(step);
    match route.steps.iter().find(half_typed) {
        Some(step) => format!("{START}{}", step.path()),
        None => next_path(route),
    }
}

/// The page that is next on this route.
pub(crate) fn next_path(route: &Route) -> String {
    match &route.next {
        Some(step) => format!("{START}{}", step.path()),
        None => format!("{START}send"),
    }
}
