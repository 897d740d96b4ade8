//! 表から読みこむ: what was read for a draft is shown, and one button takes all of its tasks or none. The file itself is
//! read by the function that prints.

use std::collections::BTreeSet;

use answers::{Answers, MAX_TASKS};
use axum::extract::State;
use axum::response::IntoResponse;
use forms::Input;
use questionnaire::flow::{self, Step};
use questionnaire::tasks::picked;
use questionnaire_pages::table::{TABLE, TableTask, take_table};
use store::Draft;
use web::{AppState, HandlerError, HandlerResult, see_other};

use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged, OwnDraft};
use crate::table_page::{ROWS, ShownTable};

/// The button that forgets what was read.
const DROP: &str = "_drop";
/// Names what the page showed.
const SHOWN: &str = "_shown";

pub(crate) async fn show(
    State(state): State<AppState>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    let route = drafts::open_route(&state, &draft)?;
    // Which tasks there are is known of an industry alone.
    if !route.allows(&Step::Pick) {
        return Ok(see_other(&drafts::next_path(&route)));
    }
    Ok(ShownTable::of(&state, &draft).page(&state))
}

/// Takes the tasks of the table that was shown, or forgets it.
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
        if !draft.typed.contains_key(TABLE) {
            // Pressed twice, or it was taken in another tab: once is enough.
            let next = see_other(&drafts::resume_path(&route, draft));
            return Err((cookies.clone(), next).into_response().into());
        }
        if input.one(DROP).is_empty() {
            let tasks = asked(&state, draft, &input)?;
            with(&state, draft, &tasks);
        }
        draft.typed.remove(TABLE);
        Ok(())
    });
    let (draft, is_too_large) = match changed.await? {
        DraftChanged::Saved(draft) => (draft, false),
        DraftChanged::TooLarge(draft) => (draft, true),
    };
    if is_too_large {
        let mut shown = ShownTable::of(&state, &draft);
        shown.refused = Some(content.texts.table.too_large().to_owned());
        return Ok((cookies, shown.page(&state)).into_response());
    }
    if !input.one(DROP).is_empty() {
        return Ok((cookies, see_other(paths::TABLE)).into_response());
    }
    let route = flow::replay(&draft.answers, &content);
    let next = see_other(&drafts::resume_path(&route, &draft));
    Ok((cookies, next).into_response())
}

/// The tasks that were asked for, all of what the page showed.
///
/// # Errors
/// The page again, where it has changed or something is wrong.
fn asked(state: &AppState, draft: &Draft, input: &Input) -> Result<Vec<TableTask>, HandlerError> {
    let content = state.content.get();
    let texts = &content.texts.table;
    let mut shown = ShownTable::of(state, draft);
    let new: Vec<TableTask> = shown.checked.new_tasks().cloned().collect();
    if !shown.checked.is_right() || new.is_empty() {
        return Err(shown.page(state).into());
    }
    let has_all_room = new.len() <= shown.checked.room;
    let ticked: BTreeSet<u32> = match has_all_room {
        true => new.iter().map(|task| task.row).collect(),
        false => {
            let ticked = input.all(ROWS).iter();
            ticked.filter_map(|row| row.parse().ok()).collect()
        }
    };
    let asked = new.into_iter().filter(|task| ticked.contains(&task.row));
    let asked: Vec<TableTask> = asked.collect();
    let room = shown.checked.room;
    let refused = match asked.len() {
        _ if input.one(SHOWN) != shown.name(state) => Some(texts.changed_meanwhile().to_owned()),
        0 => Some(texts.none_chosen().to_owned()),
        count if count > room => Some(texts.too_many_chosen(room, count, count - room)),
        _ => None,
    };
    match refused {
        None => Ok(asked),
        Some(refused) => {
            shown.ticked = ticked;
            shown.refused = Some(refused);
            Err(shown.page(state).into())
        }
    }
}

/// Puts the tasks into the draft.
fn with(state: &AppState, draft: &mut Draft, tasks: &[TableTask]) {
    let (content, today) = (state.content.get(), state.today());
    let pick = Step::Pick.path();
    // A page of tasks that was left half-typed does not know of these; it is taken as typed, where it can be.
    if let Some(typed) = draft.typed.remove(&pick) {
        let accepted =
            questionnaire_pages::accept(&Step::Pick, &draft.answers, &content, &typed, today);
        let room = |answers: &Answers| picked(answers, &content).len() + tasks.len() <= MAX_TASKS;
        if let Some(answers) = accepted.ok().filter(room) {
            draft.answers = answers;
        }
    }
    let tasks: Vec<&TableTask> = tasks.iter().collect();
    let copied = take_table(&tasks, &draft.answers, &content, today);
    draft.answers = copied.answers;
    draft.typed.extend(copied.typed);
    for step in &copied.steps {
        draft.holders.wrote(step);
    }
    tracing::info!(rows = tasks.len(), "rows of a table became tasks");
}
