//! Whether what was published can be seen: it is said only after the page was fetched.

use std::time::Duration;

use axum::extract::Query;
use axum::http::StatusCode;
use editing::{ChangeNote, DeskDraft, EditForm};
use paths::CHANGE;
use reqwest::Client;
use serde::{Deserialize, Serialize};
use web::{AppState, HandlerResult};

use crate::PUBLISHED;
use crate::edit::is_own;
use crate::editor::Editor;
use crate::request::DeskRequest;
use crate::site::{DeskSite, VersionTexts};
use crate::work::context;

/// How long a page may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct PublishedQuery {
    #[serde(default)]
    id: String,
    #[serde(default)]
    n: u32,
}

#[derive(Serialize)]
struct PublishedPage {
    heading: String,
    lines: Vec<String>,
    is_own: bool,
    is_seen: bool,
    /// The page that shows it; empty: none does.
    page: String,
    /// What it means, e.g. who was told.
    notes: Vec<ChangeNote>,
    here: String,
}

pub(crate) async fn show(
    request: DeskRequest,
    Query(asked): Query<PublishedQuery>,
) -> HandlerResult {
    let DeskRequest {
        state,
        site,
        visitor,
    } = &request;
    visitor.member(state, CHANGE)?;
    let draft = state.store.edit(&asked.id).await?.map(|kept| kept.draft);
    match &draft {
        Some(draft) => Editor::of(visitor, state, &draft.kind)?,
        None => Editor::office(visitor, state)?,
    };
    let live = site.live().await?;
    let source = draft.as_ref().map(|draft| source(state, &live, draft));
    let source = source.unwrap_or_default();
    let page = match source.as_str() {
        "" => String::new(),
        source => site.address(&live.content, source),
    };
    let is_seen = is_seen(state, site, &asked, (&live, &source, &page)).await;
    let texts = &live.content.texts.desk;
    let (heading, lines) = match is_seen {
        true if page.is_empty() => (texts.published_title(), texts.published_settings()),
        true => (texts.published_title(), texts.published_lines()),
        false => (texts.publishing_title(), texts.publishing_lines()),
    };
    let view = PublishedPage {
        heading: heading.to_owned(),
        lines: lines.lines().map(str::to_owned).collect(),
        is_own: draft.as_ref().is_some_and(|draft| is_own(&draft.kind)),
        is_seen,
        page,
        notes: draft.map_or_else(Vec::new, |draft| draft.notes),
        here: format!("{PUBLISHED}?id={}&n={}", asked.id, asked.n),
    };
    Ok(state.page(
        StatusCode::OK,
        "office/change_published.html",
        PUBLISHED,
        &view,
    ))
}

/// The file of the page that shows what an edit changed.
fn source(state: &AppState, live: &VersionTexts, draft: &DeskDraft) -> String {
    match draft.shown_on.as_str() {
        "" => EditForm::of(&draft.kind, context(live, state.today()), None)
            .map_or_else(String::new, |form| form.page.shown_on),
        known => known.to_owned(),
    }
}

/// Whether functions answer with that version or a later one, and the page is served as it is to be.
async fn is_seen(
    state: &AppState,
    site: &DeskSite,
    asked: &PublishedQuery,
    (live, source, page): (&VersionTexts, &str, &str),
) -> bool {
    if asked.n == 0 || live.number < asked.n || state.content.get().version < asked.n {
        return false;
    }
    if source.is_empty() {
        return true;
    }
    let wanted = site.page(live.sources.clone(), source).await;
    let Ok(Some(wanted)) = wanted else {
        return false;
    };
    let wanted = String::from_utf8_lossy(&wanted).into_owned();
    let served = served(site, page).await.unwrap_or_default();
    // The local program adds a script at a page's end.
    let body = wanted
        .rsplit_once("</body>")
        .map_or(wanted.as_str(), |(body, _)| body);
    served.starts_with(body)
}

/// What visitors are served; `None`: nothing, or not yet.
async fn served(site: &DeskSite, page: &str) -> Option<String> {
    // reqwest asks for a provider even where nothing is encrypted; a second installation is refused.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().timeout(TIMEOUT).build().ok()?;
    let address = format!("{}{page}", site.base_url());
    let answer = client.get(address).send().await.ok()?;
    answer.error_for_status().ok()?.text().await.ok()
}
