//! What an employer takes home from whoever wrote for them: the link to go on alone, as a text for a short message and as
//! a picture on paper.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::qr_code;
use base::token::Purpose;
use paths::CONTINUE;
use questionnaire::flow::Step;
use serde::{Deserialize, Serialize};
use web::{AppState, HandlerResult, Problem, TokenPage, words};

use crate::drafts::{self, OwnDraft};
use crate::{SAVED, START};

/// Where it is shown.
pub(crate) const TAKE_HOME: &str = "/inventory/together/take-home";

/// The query: the page of questions on which to go on.
#[derive(Default, Deserialize)]
pub(crate) struct TakeHomeQuery {
    #[serde(default)]
    step: String,
}

#[derive(Serialize)]
struct TakeHomePage {
    /// The short message.
    message: String,
    /// The day on which the link ends.
    until: String,
    /// The picture: how many squares it is wide, and its dark ones as a path.
    squares: usize,
    path: String,
    go_on: String,
}

/// Only for somebody of the office who writes for an employer: others have the link mailed to themselves.
pub(crate) async fn show(
    State(state): State<AppState>,
    Query(query): Query<TakeHomeQuery>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    let route = drafts::open_route(&state, &draft)?;
    if draft.holders.reading_helper().is_none() {
        return Err(Problem::NotFound.into());
    }
    let token = state
        .keys
        .sign(Purpose::Resume, &draft.id, draft.expires_at);
    let link = format!("{}{CONTINUE}?t={token}", state.settings.base_url);
    let rows = qr_code::rows(&link).map_err(|_| Problem::Internal)?;
    let content = state.content.get();
    let (texts, operator) = (&content.texts.assisted, &content.programme.operator);
    let until = words::day(draft.expires_at);
    let step = Step::from_path(&query.step).filter(|step| route.allows(step));
    let page = TakeHomePage {
        message: texts.take_home(&operator.name, &operator.phone, &until, &link),
        until,
        squares: rows.len(),
        path: qr_code::path(&rows),
        go_on: match step {
            Some(step) => format!("{START}{}", step.path()),
            None => drafts::resume_path(&route, &draft),
        },
    };
    let page = state.page(StatusCode::OK, "inventory/take_home.html", SAVED, &page);
    Ok(TokenPage::Shows.wrap(page))
}
