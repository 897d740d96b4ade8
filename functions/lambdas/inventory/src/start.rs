//! The first page: what you get, how long it takes, and the draft of this device.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use base::budget;
use base::industry::Industry;
use base::reference::Reference;
use base::source::DraftSource;
use forms::Input;
use questionnaire::flow::{self, Step};
use questionnaire::tasks;
use serde::{Deserialize, Serialize};
use store::{Draft, browser_handle};
use web::{
    AppState, Client, Form, HandlerError, HandlerResult, HeldDrafts, SentBefore, Session,
    clear_sent_cookie, draft_mark, see_other, sent_cookie, words,
};

use crate::draft_form::DraftForm;
use crate::drafts::{self, FoundDraft, OwnDraft};
use crate::{SENT, START, send};

const FORGET: &str = "/inventory/forget";

/// The query of the start page.
#[derive(Deserialize)]
pub(crate) struct StartQuery {
    /// The industry that a guide or industry page already chose.
    industry: Option<String>,
    /// Present when a page was asked for that needs a draft.
    lost: Option<String>,
    /// What led here, as the link says.
    from: Option<String>,
}

#[derive(Serialize)]
struct StartPage {
    industry: Option<Industry>,
    /// What led here; empty: not known.
    source: String,
    mine: Option<Earlier>,
    sent: Option<Receipt>,
    /// What this device holds beside it.
    others: Vec<Earlier>,
    lost: bool,
    operator: String,
    draft_days: u32,
}

/// A draft that this device left earlier.
#[derive(Serialize)]
struct Earlier {
    /// Whose form it is.
    mark: String,
    /// Whose business it is about, where that is known.
    business: String,
    saved_at: String,
    kept_until: String,
    tasks: usize,
    sent: bool,
    next: String,
}

/// What this device sent last.
#[derive(Serialize)]
struct Receipt {
    reference: Reference,
    spoken: String,
    status_link: String,
}

/// `None` where nothing was sent from here, or it is not kept any more.
async fn receipt(
    state: &AppState,
    draft: Option<&Draft>,
    before: SentBefore,
) -> Result<Option<Receipt>, HandlerError> {
    let sent_here = draft.filter(|draft| draft.is_sent_here());
    let own = sent_here.and_then(|draft| draft.submitted.clone());
    let Some(reference) = own.or(before.0) else {
        return Ok(None);
    };
    let found = state.store.submission(&reference).await?;
    Ok(found.map(|(submission, _)| Receipt {
        spoken: reference.spoken(),
        status_link: send::own_status_link(state, &submission),
        reference,
    }))
}

/// Asks before this device forgets what it sent.
pub(crate) async fn ask_forget(
    State(state): State<AppState>,
    session: Session,
    before: SentBefore,
) -> HandlerResult {
    let mine = match drafts::find(&state, &session).await? {
        FoundDraft::Draft(draft) => Some(draft),
        FoundDraft::Nothing | FoundDraft::Expired => None,
    };
    match receipt(&state, mine.as_deref(), before).await? {
        Some(page) => Ok(state.page(StatusCode::OK, "inventory/forget.html", FORGET, &page)),
        None => Ok(see_other(START)),
    }
}

/// Makes this device forget what it sent; what was sent stays.
pub(crate) async fn forget(State(state): State<AppState>, held: HeldDrafts) -> HandlerResult {
    let mut open = Vec::new();
    for id in held.all() {
        let draft = state.store.draft(id, state.now()).await?;
        open.extend(draft.filter(|draft| draft.submitted.is_none()));
    }
    let cookies = held.only(&state, |held| {
        open.iter().any(|draft| draft.handle() == held)
    });
    let forgotten = AppendHeaders([(header::SET_COOKIE, clear_sent_cookie(&state))]);
    Ok((cookies, forgotten, see_other(START)).into_response())
}

pub(crate) async fn to_start() -> Response {
    see_other(START)
}

pub(crate) async fn show(
    State(state): State<AppState>,
    session: Session,
    before: SentBefore,
    held: HeldDrafts,
    headers: HeaderMap,
    Query(query): Query<StartQuery>,
) -> HandlerResult {
    let draft = match drafts::find(&state, &session).await? {
        FoundDraft::Draft(draft) => Some(draft),
        FoundDraft::Nothing => None,
        FoundDraft::Expired => return Ok(drafts::expired(&state, START)),
    };
    let sent = receipt(&state, draft.as_deref(), before).await?;
    let mut others = Vec::new();
    for id in &held.others {
        let draft = state.store.draft(id, state.now()).await?;
        if let Some(draft) = draft {
            others.push(earlier(&state.begun_with(&draft).await, &draft));
        }
    }
    let mine = match draft {
        Some(draft) => Some(earlier(&state.begun_with(&draft).await, &draft)),
        None => None,
    };
    let content = state.content.get();
    let page = StartPage {
        others,
        source: source(&state, &query, &headers),
        industry: query.industry.as_deref().and_then(Industry::from_code),
        sent,
        lost: query.lost.is_some() && mine.is_none(),
        mine,
        operator: content.programme.operator.name.clone(),
        draft_days: content.programme.retention.draft_days,
    };
    Ok(state.page(StatusCode::OK, "inventory/start.html", START, &page))
}

/// What led here: what the link says, or else the page before.
fn source(state: &AppState, query: &StartQuery, headers: &HeaderMap) -> String {
    let said = query.from.as_deref().and_then(DraftSource::parse);
    let before = headers.get(header::REFERER);
    let before = before.and_then(|address| address.to_str().ok());
    let base_url = &state.settings.base_url;
    let source = said.or_else(|| DraftSource::of_referrer(before?, base_url));
    source.map(|source| source.code()).unwrap_or_default()
}

fn earlier(state: &AppState, draft: &Draft) -> Earlier {
    let content = state.content.get();
    let route = flow::replay(&draft.answers, &content);
    let contact = draft.answers.contact.as_ref();
    Earlier {
        mark: draft_mark(state, &draft.id),
        business: contact.map_or_else(String::new, |contact| contact.business.clone()),
        saved_at: words::moment(draft.updated_at),
        kept_until: words::day(draft.expires_at),
        tasks: tasks::picked(&draft.answers, &content).len(),
        sent: draft.submitted.is_some(),
        next: drafts::resume_path(&route, draft),
    }
}

/// Begins a draft. A browser that has one already continues it instead of losing it.
pub(crate) async fn begin(
    State(state): State<AppState>,
    session: Session,
    held: HeldDrafts,
    client: Client,
    headers: HeaderMap,
    Form(input): Form,
) -> HandlerResult {
    let mut sent = None;
    if let FoundDraft::Draft(draft) = drafts::find(&state, &session).await? {
        if draft.submitted.is_none() {
            let state = state.begun_with(&draft).await;
            let route = drafts::open_route(&state, &draft)?;
            return Ok(see_other(&drafts::resume_path(&route, &draft)));
        }
        sent = draft.submitted.clone().filter(|_| draft.is_sent_here());
    }
    let spent = state.spend(&budget::DRAFT, &client, None, None);
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
    let (mut draft, browser) = web::begun_draft(&state, &headers);
    let handle = browser_handle(&draft.id, &browser);
    if let Some(industry) = preselected(&input) {
        let typed = Input([("industry".to_owned(), vec![industry.code().to_owned()])].into());
        draft.typed.insert(Step::Industry.path(), typed);
    }
    draft.answers.source = DraftSource::parse(input.one("from"));
    state.store.create_draft(&draft).await?;
    let counted = state
        .store
        .count_source(draft.answers.source.as_ref(), state.now());
    if let Err(error) = counted.await {
        // Nobody waits for a count.
        tracing::error!(%error, "what led here was not counted");
    }
    tracing::info!("a draft was begun");
    let first = format!("{START}{}", Step::Industry.path());
    let cookies = held.opening(&state, &handle);
    // The number stays on this device, also where no mail has it.
    let sent = sent.map(|reference| (header::SET_COOKIE, sent_cookie(&state, &reference)));
    Ok((cookies, AppendHeaders(sent), see_other(&first)).into_response())
}

fn preselected(input: &Input) -> Option<Industry> {
    Industry::from_code(input.0.get("industry")?.first()?)
}

/// Goes on with another of the drafts that this browser holds.
pub(crate) async fn open(
    State(state): State<AppState>,
    DraftForm { draft, cookies, .. }: DraftForm,
) -> Result<Response, HandlerError> {
    let next = match draft.submitted {
        Some(_) => SENT.to_owned(),
        None => earlier(&state.begun_with(&draft).await, &draft).next,
    };
    Ok((cookies, see_other(&next)).into_response())
}

/// Asks before anything is thrown away.
pub(crate) async fn ask_discard(
    State(state): State<AppState>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    if draft.submitted.is_some() {
        return Ok(see_other(SENT));
    }
    let page = earlier(&state.begun_with(&draft).await, &draft);
    Ok(state.page(
        StatusCode::OK,
        "inventory/discard.html",
        "/inventory/discard",
        &page,
    ))
}

/// Deletes the draft and forgets it. What was sent stays; only this device forgets it.
pub(crate) async fn discard(
    State(state): State<AppState>,
    DraftForm { draft, held, .. }: DraftForm,
) -> HandlerResult {
    if draft.submitted.is_none() {
        if !state.store.delete_draft(&draft.id).await? {
            // It was sent in the meantime: what has left cannot be thrown away, so the receipt is shown.
            return Ok(see_other(SENT));
        }
        tracing::info!("a draft was discarded");
    }
    let cookies = held.without(&state, &draft.id);
    Ok((cookies, see_other(START)).into_response())
}
