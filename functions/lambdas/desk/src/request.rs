//! What every page of the desk is asked with: the site, and by whom.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use editing::{DraftOutcome, FormKind};
use forms::FieldError;
use paths::CHANGE;
use store::KeptEdit;
use web::{Action, AppState, Explanation, HandlerError, Problem, Visitor};

use crate::editor::Editor;
use crate::site::{DeskSite, VersionTexts};
use crate::work::{Unworkable, Worked, worked};

/// A request to the desk.
pub(crate) struct DeskRequest {
    pub state: AppState,
    pub site: DeskSite,
    pub visitor: Visitor,
}

impl FromRequestParts<AppState> for DeskRequest {
    type Rejection = HandlerError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<DeskRequest, HandlerError> {
        // The router lays it over every route.
        let site = parts.extensions.get::<DeskSite>().cloned();
        Ok(DeskRequest {
            state: state.clone(),
            site: site.ok_or(Problem::Internal)?,
            visitor: Visitor::from_request_parts(parts, state).await?,
        })
    }
}

impl DeskRequest {
    /// What is live, for somebody of the office.
    ///
    /// # Errors
    /// The page that says that one has to sign in, or that this is the office's.
    pub async fn live(&self) -> Result<Arc<VersionTexts>, HandlerError> {
        Editor::office(&self.visitor, &self.state)?;
        self.site.live().await
    }

    /// The form that an address names, and whoever asks, if they may use it.
    ///
    /// # Errors
    /// As [`Editor::of`], and the page for what is not there.
    pub fn form(&self, form: &str, of: &str) -> Result<(FormKind, Editor), HandlerError> {
        self.visitor.member(&self.state, CHANGE)?;
        let kind = FormKind::parse(form, of).ok_or_else(|| not_there(&self.state))?;
        let editor = Editor::of(&self.visitor, &self.state, &kind)?;
        Ok((kind, editor))
    }

    /// An edit that whoever asks may go on with, and who they are.
    ///
    /// # Errors
    /// As [`Editor::of`], and the page for what is not there any more.
    pub async fn opened(&self, id: &str) -> Result<(KeptEdit, Editor), HandlerError> {
        self.visitor.member(&self.state, CHANGE)?;
        let kept = self.state.store.edit(id).await?;
        let is_there =
            |kept: &KeptEdit| !matches!(kept.draft.outcome, DraftOutcome::Discarded { .. });
        let kept = kept
            .filter(is_there)
            .ok_or_else(|| not_there(&self.state))?;
        let editor = Editor::of(&self.visitor, &self.state, &kept.draft.kind)?;
        Ok((kept, editor))
    }

    /// An edit worked out.
    ///
    /// # Errors
    /// Why nothing becomes of it yet.
    pub async fn worked(&self, kept: &KeptEdit) -> Result<Worked, Unworkable> {
        worked(&self.site, &kept.draft, self.state.today()).await
    }
}

/// What a page with these errors is answered as.
pub(crate) fn status(errors: &[FieldError]) -> StatusCode {
    match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The page for what is not there any more.
pub(crate) fn not_there(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts.desk;
    let action = Action::new(CHANGE, texts.start());
    let page = Explanation::new(texts.not_there(), texts.not_there_about(), action);
    let page: Response = page.page(state, StatusCode::NOT_FOUND, CHANGE);
    page.into()
}
