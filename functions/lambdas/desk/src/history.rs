//! What was changed: who, when, why and what; and taking a change back, which is a change like others.

use axum::extract::Query;
use axum::http::StatusCode;
use editing::{ChangeNote, DeskDraft, DraftOutcome, changes_between};
use forms::{Field, FieldError, Kind};
use publisher::PublishError;
use publishing::{NotTakenBack, PublishedVersion, VersionKind, VersionNote};
use serde::{Deserialize, Serialize};
use store::{KeptEdit, StoreError};
use town::Sources;
use town::texts::DeskTexts;
use web::words::moment;
use web::{AppState, Form, HandlerError, HandlerResult, see_other};

use crate::differences::{ShownDifference, of_changes, of_texts};
use crate::editor::Editor;
use crate::fields::plain;
use crate::holding::depended;
use crate::request::{DeskRequest, not_there, status};
use crate::seminars;
use crate::site::{DeskSite, unpublished};
use crate::{HISTORY, PUBLISHED, VERSION};

#[derive(Serialize)]
struct HistoryPage {
    heading: String,
    lead: String,
    versions: Vec<ListedVersion>,
}

#[derive(Serialize)]
struct ListedVersion {
    why: String,
    facts: String,
    is_live: bool,
    href: String,
}

/// The query of a version's page.
#[derive(Deserialize)]
pub(crate) struct VersionQuery {
    #[serde(default)]
    n: u32,
}

#[derive(Serialize)]
struct VersionPage {
    heading: String,
    why: String,
    facts: String,
    number: u32,
    differences: Vec<ShownDifference>,
    /// What the change meant.
    notes: Vec<ChangeNote>,
    errors: Vec<FieldError>,
    /// What taking it back would mean now, e.g. who would be told.
    undo_notes: Vec<ChangeNote>,
    /// Whether it can be taken back.
    is_offered: bool,
    typed: Field,
}

pub(crate) async fn show(request: DeskRequest) -> HandlerResult {
    let state = &request.state;
    Editor::office(&request.visitor, state)?;
    let content = state.content.get();
    let texts = &content.texts.desk;
    let versions = state.store.versions().await?;
    let last = versions.last().map_or(0, |version| version.number);
    let listed = versions.iter().rev().map(|version| ListedVersion {
        why: why(version, texts),
        facts: facts(version, texts),
        is_live: version.number == last,
        href: format!("{VERSION}?n={}", version.number),
    });
    let page = HistoryPage {
        heading: texts.history().to_owned(),
        lead: texts.history_lead().to_owned(),
        versions: listed.collect(),
    };
    Ok(state.page(StatusCode::OK, "office/change_history.html", HISTORY, &page))
}

fn why(version: &PublishedVersion, texts: &DeskTexts) -> String {
    match version.kind {
        VersionKind::Deployed => texts.version_deployed().to_owned(),
        VersionKind::Published => version.why.clone(),
        VersionKind::TookBack { version: number } => {
            format!("{}　{}", texts.version_took_back(number), version.why)
        }
    }
}

fn facts(version: &PublishedVersion, texts: &DeskTexts) -> String {
    match version.who.as_str() {
        "" => moment(version.at),
        who => texts.version_facts(who, moment(version.at)),
    }
}

pub(crate) async fn version(
    request: DeskRequest,
    Query(asked): Query<VersionQuery>,
) -> HandlerResult {
    Editor::office(&request.visitor, &request.state)?;
    page(&request, asked.n, (String::new(), Vec::new())).await
}

async fn page(
    DeskRequest { state, site, .. }: &DeskRequest,
    number: u32,
    (typed, errors): (String, Vec<FieldError>),
) -> HandlerResult {
    let version = state.store.version(number).await?;
    let version = version.ok_or_else(|| not_there(state))?;
    let after = site.of(&version).await?;
    let before = match version.based_on {
        Some(number) => site.numbered(number).await?.sources.clone(),
        None => after.sources.clone(),
    };
    let (told, notes) = edit_of(state, number)
        .await?
        .map_or_else(Default::default, |draft| (draft.told, draft.notes));
    let content = state.content.get();
    let texts = &content.texts.desk;
    let named = |path: &str| named(path, &before, &after.sources, texts);
    let changes = changes_between(&before, &after.sources);
    let view = VersionPage {
        heading: texts.version_heading(number),
        why: why(&version, texts),
        facts: facts(&version, texts),
        number,
        notes,
        differences: match told.is_empty() {
            true => of_texts(changes, named),
            false => of_changes(told),
        },
        undo_notes: undo_notes(state, site, &version).await?,
        is_offered: version.kind != VersionKind::Deployed,
        typed: plain(("why", Kind::Text), texts.undo_why(), &typed, &errors),
        errors,
    };
    let status = status(&view.errors);
    Ok(state.page(status, "office/change_version.html", VERSION, &view))
}

/// What taking a version back would mean; nothing where it cannot be.
async fn undo_notes(
    state: &AppState,
    site: &DeskSite,
    version: &PublishedVersion,
) -> Result<Vec<ChangeNote>, HandlerError> {
    let note = VersionNote {
        at: state.now(),
        who: String::new(),
        why: String::new(),
    };
    let (live, then) = match site.versions.taking_back(version.number, note).await {
        Ok(versions) => versions,
        Err(error @ PublishError::Store(_)) => return Err(unpublished(error)),
        Err(_) => return Ok(Vec::new()),
    };
    let then = site.versions.texts(&then).await.map_err(unpublished)?;
    let live = site.of(&live).await?;
    Ok(match site.content_of(&then) {
        Some(after) => seminars::notes(state, &live.content, &after).await?,
        None => Vec::new(),
    })
}

/// A text as people know it: a page by its title, settings by what the desk calls them.
fn named(path: &str, before: &Sources, after: &Sources, texts: &DeskTexts) -> String {
    let text = after.get(path).or_else(|| before.get(path));
    let title = text.and_then(|text| {
        text.lines()
            .find_map(|line| line.strip_prefix("title = \""))
    });
    match title {
        Some(title) if path.ends_with(".md") => title.trim_end().trim_end_matches('"').to_owned(),
        _ if path == "programme.toml" => texts.settings().to_owned(),
        _ if path.starts_with("inventory/") => texts.tasks().to_owned(),
        _ => texts.words_of_pages().to_owned(),
    }
}

pub(crate) async fn undo(request: DeskRequest, Form(input): Form) -> HandlerResult {
    let DeskRequest { state, site, .. } = &request;
    let editor = Editor::office(&request.visitor, state)?;
    let number: u32 = input.one("n").parse().unwrap_or(0);
    let why = base::text::line(input.one("why"));
    let content = state.content.get();
    let (says, texts) = (&content.texts.errors, &content.texts.desk);
    let refused = async |message: String| {
        let error = FieldError {
            field: "why".to_owned(),
            message,
        };
        page(&request, number, (why.clone(), vec![error])).await
    };
    if why.is_empty() {
        let label = texts.undo_why().lines().next().unwrap_or_default();
        return refused(says.empty(label)).await;
    }
    let note = VersionNote {
        at: state.now(),
        who: editor.name,
        why: why.clone(),
    };
    let before = site.live().await?;
    match site.versions.take_back(number, note).await {
        Ok(version) => {
            let after = site.of(&version).await?;
            seminars::tell(state, &before.content, &after.content).await;
            let id = edit_of(state, number)
                .await?
                .map_or_else(String::new, |draft| draft.id);
            Ok(see_other(&format!(
                "{PUBLISHED}?id={id}&n={}",
                version.number
            )))
        }
        Err(PublishError::NotTakenBack(_, NotTakenBack::ChangedSince(_))) => {
            refused(texts.undo_since().to_owned()).await
        }
        Err(PublishError::NotTakenBack(_, NotTakenBack::AlreadyGone)) => {
            refused(texts.undo_gone().to_owned()).await
        }
        Err(PublishError::NotTakenBack(_, NotTakenBack::CameWithDeployment)) => {
            refused(texts.undo_deployed().to_owned()).await
        }
        Err(PublishError::Depended(found)) => refused(depended(&found, &content).concat()).await,
        Err(PublishError::NoSuchVersion(_)) => Err(not_there(state)),
        Err(PublishError::Outrun { .. }) => refused(texts.outrun().to_owned()).await,
        Err(PublishError::Mistakes(_)) => refused(texts.undo_since().to_owned()).await,
        Err(error) => Err(unpublished(error)),
    }
}

/// The edit that a version came from; `None`: it is not kept any more, or there was none.
async fn edit_of(state: &AppState, number: u32) -> Result<Option<DeskDraft>, StoreError> {
    let is_it = |kept: &KeptEdit| kept.draft.outcome == DraftOutcome::Published { version: number };
    let edits = state.store.edits().await?.into_iter();
    Ok(edits
        .map(|kept| (is_it(&kept), kept.draft))
        .find(|(is, _)| *is)
        .map(|(_, draft)| draft))
}
