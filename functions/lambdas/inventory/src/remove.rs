//! Takes a task off the list after asking; the last one stays.

use answers::{Answers, TaskKey};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use questionnaire::flow::{self, Step};
use questionnaire::tasks;
use serde::{Deserialize, Serialize};
use town::Content;
use web::{AppState, HandlerError, HandlerResult, Problem, draft_cookie, see_other};

use crate::START;
use crate::drafts::{self, DraftChanged, OwnDraft};

/// The task in the address.
#[derive(Deserialize)]
pub(crate) struct TaskPath {
    key: String,
}

#[derive(Serialize)]
struct RemovePage {
    key: String,
    name: String,
    /// Whether it is the last one, which cannot be removed.
    last: bool,
    back: String,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    Path(TaskPath { key }): Path<TaskPath>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    drafts::open_route(&state, &draft)?;
    let content = state.content.get();
    let tasks = tasks::picked(&draft.answers, &content);
    let task = tasks
        .iter()
        .find(|task| task.key.0 == key)
        .ok_or(Problem::NotFound)?;
    let page = RemovePage {
        name: task.name.clone(),
        last: tasks.len() == 1,
        back: format!("{START}{}", Step::Task(task.key.clone()).path()),
        key,
    };
    let path = format!("/inventory/remove/{}", page.key);
    Ok(state.page(StatusCode::OK, "inventory/remove.html", &path, &page))
}

pub(crate) async fn remove(
    State(state): State<AppState>,
    Path(TaskPath { key }): Path<TaskPath>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let key = TaskKey(key);
    let content = state.content.get();
    let changed = drafts::change(&state, draft, |draft| {
        drafts::open_route(&state, draft)?;
        without(&mut draft.answers, &key, &content)?;
        draft.typed.remove(&Step::Task(key.clone()).path());
        Ok(())
    })
    .await?;
    let (DraftChanged::Saved(draft) | DraftChanged::TooLarge(draft)) = changed;
    let route = flow::replay(&draft.answers, &content);
    let cookie = AppendHeaders([(header::SET_COOKIE, draft_cookie(&state, &draft.id))]);
    Ok((cookie, see_other(&drafts::next_path(&route))).into_response())
}

/// A task that is gone already counts as removed, so that a second click does no harm.
fn without(answers: &mut Answers, key: &TaskKey, content: &Content) -> Result<(), HandlerError> {
    if tasks::picked(answers, content)
        .iter()
        .all(|task| task.key == *key)
    {
        return Err(see_other(&format!("/inventory/remove/{}", key.0)).into());
    }
    answers.picks.retain(|pick| pick.key != *key);
    Ok(())
}
