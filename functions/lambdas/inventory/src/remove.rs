//! Takes a task off the list after asking; the last one stays.

use answers::{Answers, TaskKey};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use questionnaire::flow::{self, Route, Step};
use questionnaire::tasks;
use serde::{Deserialize, Serialize};
use town::Content;
use web::{AppState, HandlerError, HandlerResult, Problem, draft_mark, see_other};

use crate::START;
use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged, OwnDraft};

/// The task in the address.
#[derive(Deserialize)]
pub(crate) struct TaskPath {
    key: String,
}

/// The query of the page that asks: from which page of the task somebody came.
#[derive(Deserialize)]
pub(crate) struct RemoveQuery {
    #[serde(default)]
    from: String,
}

#[derive(Serialize)]
struct RemovePage {
    key: String,
    /// Whose form it is.
    mark: String,
    name: String,
    /// Whether it is the last one, which cannot be removed.
    last: bool,
    back: String,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    Path(TaskPath { key }): Path<TaskPath>,
    Query(RemoveQuery { from }): Query<RemoveQuery>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    let route = drafts::open_route(&state, &draft)?;
    let content = state.content.get();
    let tasks = tasks::picked(&draft.answers, &content);
    let task = tasks
        .iter()
        .find(|task| task.key.0 == key)
        .ok_or(Problem::NotFound)?;
    let page = RemovePage {
        name: task.name.clone(),
        mark: draft_mark(&state, &draft.id),
        last: tasks.len() == 1,
        back: format!("{START}{}", page_of(&task.key, &from, &route).path()),
        key,
    };
    let path = format!("/inventory/remove/{}", page.key);
    Ok(state.page(StatusCode::OK, "inventory/remove.html", &path, &page))
}

/// The page of this task that somebody came from, where it may be shown; else its first.
fn page_of(key: &TaskKey, from: &str, route: &Route) -> Step {
    let is_its = |step: &Step| {
        let sheet = matches!(step, Step::Spec(of) if of == key);
        sheet || step.asks_about() == Some(key)
    };
    let came = Step::from_path(from).filter(|step| is_its(step) && route.allows(step));
    came.unwrap_or_else(|| Step::Task(key.clone()))
}

pub(crate) async fn remove(
    State(state): State<AppState>,
    Path(TaskPath { key }): Path<TaskPath>,
    form: DraftForm,
) -> HandlerResult {
    let DraftForm { draft, cookies, .. } = form;
    let state = state.begun_with(&draft).await;
    let key = TaskKey(key);
    let content = state.content.get();
    let changed = drafts::change(&state, draft, |draft| {
        route_to_change(&state, draft, &cookies)?;
        without(&mut draft.answers, &key, &content)?;
        let about = |path: &String| {
            Step::from_path(path).is_some_and(|step| step.asks_about() == Some(&key))
        };
        draft.typed.retain(|path, _| !about(path));
        Ok(())
    })
    .await?;
    let (DraftChanged::Saved(draft) | DraftChanged::TooLarge(draft)) = changed;
    let route = flow::replay(&draft.answers, &content);
    Ok((cookies, see_other(&drafts::next_path(&route))).into_response())
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
