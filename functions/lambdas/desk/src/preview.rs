//! A page as it will be, for whoever has the link: the bytes that would be published, with a banner; of photos that
//! are not published yet, the addresses differ.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use base::token::Purpose;
use editing::DraftOutcome;
use paths::PREVIEW;
use serde::Deserialize;
use web::{Action, AppState, Explanation, HandlerError, HandlerResult, TokenPage, see_other};

use crate::photos::seen_in_advance;
use crate::review::PREVIEW_DAYS;
use crate::site::DeskSite;
use crate::work::worked;

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct PreviewQuery {
    #[serde(default)]
    t: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(site): Extension<DeskSite>,
    Query(asked): Query<PreviewQuery>,
) -> HandlerResult {
    let id = state.keys.verify(Purpose::Preview, &asked.t, state.now());
    let id = id.map_err(|_| over(&state))?;
    let kept = state.store.edit(&id).await?;
    let draft = kept.ok_or_else(|| over(&state))?.draft;
    let worked = worked(&site, &draft, state.today()).await;
    let worked = worked.map_err(|_| over(&state))?;
    let source = worked.page().shown_on.clone();
    match draft.outcome {
        DraftOutcome::Published { .. } => {
            return Ok(see_other(&site.address(&worked.live.content, &source)));
        }
        DraftOutcome::Discarded { .. } => return Err(over(&state)),
        _ => {}
    }
    let banner = worked.live.content.texts.desk.preview_banner().to_owned();
    let page = site.page(worked.sources.clone(), &source).await;
    let page = page.ok().flatten().ok_or_else(|| over(&state))?;
    let page = with_banner(&String::from_utf8_lossy(&page), &banner);
    let sources = (&worked.live.sources, &worked.sources);
    let page = seen_in_advance(&site, page, sources).await;
    Ok(TokenPage::Shows.wrap(Html(page).into_response()))
}

/// The page with a banner before everything else; less it, it is the page.
fn with_banner(page: &str, words: &str) -> String {
    // Named, because the page may have another of its kind.
    let banner = format!(
        "<aside class=\"preview-banner\" aria-labelledby=\"preview-banner\"><p id=\"preview-banner\">{words}</p></aside>"
    );
    page.replacen("<body>", &format!("<body>{banner}"), 1)
}

fn over(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts;
    let action = Action::new("/", texts.problem.to_home());
    let about = texts.desk.preview_over_about(PREVIEW_DAYS);
    let page = Explanation::new(texts.desk.preview_over(), &about, action);
    page.page(state, StatusCode::NOT_FOUND, PREVIEW).into()
}
