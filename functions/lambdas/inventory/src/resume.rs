//! Where a draft is kept, and going on with it on another device.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::contact::{EmailAddress, EmailError};
use base::token::Purpose;
use forms::{Field, FieldError, Kind, limits, mail_error};
use paths::CONTINUE;
use questionnaire::flow::{self, Step};
use questionnaire::tasks;
use serde::{Deserialize, Serialize};
use store::{Draft, LINK, draft_id};
use town::texts::InventoryTexts;
use web::{
    Action, AppState, Explanation, HandlerError, HandlerResult, HeldDrafts, TokenPage, draft_mark,
    see_other, words,
};

use crate::drafts::{self, OwnDraft};
use crate::holding::{self, HeldBrowser};
use crate::{SAVED, START};

/// The query of the page: where to go on, and whether the link was just mailed.
#[derive(Default, Deserialize)]
pub(crate) struct SavedQuery {
    #[serde(default)]
    pub step: String,
    #[serde(default)]
    pub mailed: String,
    /// Whether the address that was typed was refused.
    #[serde(default)]
    pub refused: String,
}

#[derive(Serialize)]
struct SavedPage {
    saved_at: String,
    kept_until: String,
    go_on: String,
    step: String,
    /// Whose form it is.
    mark: String,
    mailed: bool,
    /// Whether it was not mailed again, because it was mailed often lately.
    mailed_before: bool,
    field: Field,
    /// The browsers that hold it, where there is more than this one.
    browsers: Vec<HeldBrowser>,
    errors: Vec<FieldError>,
}

pub(crate) async fn to_saved() -> Response {
    see_other(SAVED)
}

pub(crate) async fn saved(
    State(state): State<AppState>,
    Query(query): Query<SavedQuery>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    drafts::open_route(&state, &draft)?;
    let refused = draft.typed.get(LINK).filter(|_| query.refused == "1");
    let typed = refused.map_or("", |input| input.one("mail"));
    let error = refused.and_then(|_| EmailAddress::parse(typed).err());
    let errors = error.map(|error| refusal(&state, typed, error)).into_iter();
    Ok(saved_page(&state, &draft, &query, typed, errors.collect()))
}

/// What is wrong with the address.
pub(crate) fn refusal(state: &AppState, typed: &str, error: EmailError) -> FieldError {
    let content = state.content.get();
    let message = match typed.trim().is_empty() {
        true => content.texts.inventory.resume_mail_empty().to_owned(),
        false => mail_error(error, &content.texts.errors),
    };
    FieldError {
        field: "mail".into(),
        message,
    }
}

pub(crate) fn saved_page(
    state: &AppState,
    draft: &Draft,
    query: &SavedQuery,
    typed: &str,
    errors: Vec<FieldError>,
) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let step = Step::from_path(&query.step)
        .map(|step| step.path())
        .unwrap_or_default();
    let page = SavedPage {
        saved_at: words::moment(draft.updated_at),
        kept_until: words::day(draft.expires_at),
        go_on: match step.as_str() {
            "" => {
                let route = flow::replay(&draft.answers, &state.content.get());
                drafts::resume_path(&route, draft)
            }
            path => format!("{START}{path}"),
        },
        step,
        mark: draft_mark(state, &draft.id),
        mailed: query.mailed == "1",
        mailed_before: query.mailed == "before",
        browsers: holding::shown(draft, &state.content.get()),
        field: mail_field(&state.content.get().texts.inventory, typed, errors.first()),
        errors,
    };
    state.page(status, "inventory/saved.html", SAVED, &page)
}

fn mail_field(texts: &InventoryTexts, typed: &str, error: Option<&FieldError>) -> Field {
    Field {
        name: "mail".into(),
        kind: Kind::Email,
        label: texts.resume_mail().into(),
        hint: texts.resume_mail_hint().into(),
        unit: String::new(),
        optional: false,
        options: Vec::new(),
        value: typed.into(),
        error: error.map(|error| error.message.clone()).unwrap_or_default(),
        warning: String::new(),
        offer: String::new(),
        autocomplete: "email".into(),
        inputmode: "email".into(),
        max_length: limits::LINE,
    }
}

/// The link's token.
#[derive(Deserialize)]
pub(crate) struct ResumeQuery {
    #[serde(default)]
    t: String,
}

impl ResumeQuery {
    /// The token; empty: none.
    pub fn token(&self) -> &str {
        &self.t
    }
}

#[derive(Serialize)]
struct ContinuePage {
    token: String,
    saved_at: String,
    kept_until: String,
    tasks: usize,
}

/// Shows whose link it is; opening it changes nothing, so it can be opened any number of times.
pub(crate) async fn ask(
    State(state): State<AppState>,
    Query(ResumeQuery { t }): Query<ResumeQuery>,
) -> HandlerResult {
    let draft = linked(&state, &t).await?;
    let state = state.begun_with(&draft).await;
    let page = ContinuePage {
        saved_at: words::moment(draft.updated_at),
        kept_until: words::day(draft.expires_at),
        tasks: tasks::picked(&draft.answers, &state.content.get()).len(),
        token: t,
    };
    let page = state.page(StatusCode::OK, "inventory/continue.html", CONTINUE, &page);
    Ok(TokenPage::Posts.wrap(page))
}

/// Opens the draft in this browser, which still holds the one that was open.
pub(crate) async fn enter(
    State(state): State<AppState>,
    Query(ResumeQuery { t }): Query<ResumeQuery>,
    held: HeldDrafts,
    headers: HeaderMap,
) -> HandlerResult {
    let draft = linked(&state, &t).await?;
    let (draft, handle) = holding::hold(&state, draft, &held, &headers, |_| Ok(())).await?;
    let cookies = held.opening(&state, &handle);
    let state = state.begun_with(&draft).await;
    let route = flow::replay(&draft.answers, &state.content.get());
    Ok((cookies, see_other(&drafts::resume_path(&route, &draft))).into_response())
}

async fn linked(state: &AppState, token: &str) -> Result<Draft, HandlerError> {
    let now = state.now();
    let Ok(id) = state.keys.verify(Purpose::Resume, token, now) else {
        return Err(unusable(state).into());
    };
    // A browser's own handle is no link.
    if draft_id(&id) != id {
        return Err(unusable(state).into());
    }
    let draft = state.store.draft(&id, now).await?;
    match draft {
        Some(draft) if draft.submitted.is_some() => Err(over(state)),
        Some(draft) => Ok(draft),
        None => Err(unusable(state).into()),
    }
}

/// The page for a link to what was sent since.
fn over(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(START, texts.resume_link_action());
    let explanation = Explanation::new(texts.resume_over_title(), texts.resume_over(), action);
    let page = explanation.page(state, StatusCode::GONE, CONTINUE);
    TokenPage::Shows.wrap(page).into()
}

/// The page for a link that opens nothing.
pub(crate) fn unusable(state: &AppState) -> Response {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(START, texts.resume_link_action());
    let explanation = Explanation::new(texts.resume_link_title(), texts.resume_link(), action);
    TokenPage::Shows.wrap(explanation.page(state, StatusCode::NOT_FOUND, CONTINUE))
}
