//! A posted form with the draft it was served for, whichever of the browser's drafts the cookie names by now.
//!
//! Every form of the questionnaire carries the mark of its draft. The mark only tells the browser's own drafts apart: it
//! opens none, as the signed cookies alone do. So a page that stayed open in another tab writes into its own draft, and
//! where the browser no longer holds that one, into none.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::IntoResponse;
use forms::Input;
use questionnaire::flow::{self, Route};
use store::Draft;
use web::{
    AppState, DraftCookies, Form, HandlerError, HeldDrafts, Session, another_draft, see_other,
};

use crate::SENT_BEFORE;
use crate::drafts::{self, FoundDraft};

/// The hidden field of every form of the questionnaire.
const MARK: &str = "_draft";

/// What a form was posted with.
pub(crate) struct DraftForm {
    /// The draft that the form was served for.
    pub draft: Draft,
    /// What was typed.
    pub input: Input,
    /// What keeps this draft open in the browser, beside the others it holds.
    pub cookies: DraftCookies,
    /// The drafts that the browser holds.
    pub held: HeldDrafts,
}

impl FromRequest<AppState> for DraftForm {
    type Rejection = HandlerError;

    async fn from_request(request: Request, state: &AppState) -> Result<DraftForm, HandlerError> {
        let (mut parts, body) = request.into_parts();
        let Ok(session) = Session::from_request_parts(&mut parts, state).await;
        let Ok(held) = HeldDrafts::from_request_parts(&mut parts, state).await;
        let path = parts.uri.path().to_owned();
        let Form(mut input) = Form::from_request(Request::from_parts(parts, body), state).await?;
        let marked = input.0.remove(MARK).and_then(|mut marks| marks.pop());
        let session = match marked {
            // A page of ours has one; a form put together by hand means the draft that is open.
            None => session,
            Some(marked) => match held.marked(state, &marked) {
                Some(id) => Session::Draft(id.clone()),
                None if held.all().next().is_none() => session,
                None => return Err(another_draft(state, &path).into()),
            },
        };
        match drafts::find(state, &session).await? {
            FoundDraft::Draft(draft) => Ok(DraftForm {
                cookies: held.opening(state, &draft.handle()),
                draft: *draft,
                input,
                held,
            }),
            FoundDraft::Nothing => Err(see_other(drafts::LOST).into()),
            FoundDraft::Expired => Err(drafts::expired(state, &path).into()),
        }
    }
}

/// The route of a draft that is to be changed.
///
/// # Errors
/// Where it was sent before: the way to its receipt, which says that nothing went along.
pub(crate) fn route_to_change(
    state: &AppState,
    draft: &Draft,
    cookies: &DraftCookies,
) -> Result<Route, HandlerError> {
    match draft.submitted {
        Some(_) => Err((cookies.clone(), see_other(SENT_BEFORE))
            .into_response()
            .into()),
        None => Ok(flow::replay(&draft.answers, &state.content.get())),
    }
}
