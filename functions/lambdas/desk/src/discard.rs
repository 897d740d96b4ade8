//! An edit is thrown away once somebody said so twice, and brought back: nothing that is published is touched by either.

use axum::extract::Query;
use axum::http::StatusCode;
use editing::DraftOutcome;
use paths::CHANGE;
use serde::Serialize;
use web::words::moment;
use web::{Form, HandlerResult, see_other};

use crate::edit::is_own;
use crate::editor::Editor;
use crate::request::DeskRequest;
use crate::review::IdQuery;
use crate::{DISCARD, EDIT, PUBLISHED};

#[derive(Serialize)]
struct DiscardPage {
    heading: String,
    title: String,
    /// Whose it is, and what becomes of it.
    lines: Vec<String>,
    id: String,
    is_own: bool,
}

pub(crate) async fn ask(request: DeskRequest, Query(asked): Query<IdQuery>) -> HandlerResult {
    let state = &request.state;
    let (kept, editor) = request.opened(&asked.id).await?;
    let draft = &kept.draft;
    let content = state.content.get();
    let texts = &content.texts.desk;
    let mut lines = vec![texts.draft_facts(&draft.who, moment(draft.at))];
    if draft.who != editor.name {
        lines.insert(0, texts.discard_others(&draft.who));
    }
    if !editor.is_director {
        lines.push(texts.discard_back().to_owned());
    }
    let page = DiscardPage {
        heading: texts.discard_ask().to_owned(),
        title: draft.title.clone(),
        lines,
        id: draft.id.clone(),
        is_own: is_own(&draft.kind),
    };
    Ok(state.page(StatusCode::OK, "office/change_discard.html", DISCARD, &page))
}

pub(crate) async fn take(request: DeskRequest, Form(input): Form) -> HandlerResult {
    let state = &request.state;
    let (mut kept, editor) = request.opened(input.one("id")).await?;
    let id = &kept.draft.id;
    if let DraftOutcome::Published { version } = kept.draft.outcome {
        return Ok(see_other(&format!("{PUBLISHED}?id={id}&n={version}")));
    }
    kept.draft.outcome = DraftOutcome::Discarded { by: editor.name };
    if !state.store.keep_edit(&kept.draft, kept.revision).await? {
        // Somebody went on with it meanwhile, and is asked again.
        return Ok(see_other(&format!("{DISCARD}?id={}", kept.draft.id)));
    }
    Ok(match is_own(&kept.draft.kind) {
        true => see_other(paths::HOME),
        false => see_other(&format!("{CHANGE}?discarded=1")),
    })
}

/// Brings an edit back.
pub(crate) async fn restore(request: DeskRequest, Form(input): Form) -> HandlerResult {
    let state = &request.state;
    Editor::office(&request.visitor, state)?;
    let kept = state.store.edit(input.one("id")).await?;
    let Some(mut kept) = kept else {
        return Ok(see_other(CHANGE));
    };
    if let DraftOutcome::Discarded { .. } = kept.draft.outcome {
        kept.draft.outcome = DraftOutcome::Open;
        // Whoever was faster brought it back too.
        state.store.keep_edit(&kept.draft, kept.revision).await?;
    }
    Ok(see_other(&format!("{EDIT}?id={}", kept.draft.id)))
}
