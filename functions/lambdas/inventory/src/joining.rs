//! Where the code is typed with which a browser joins a draft.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::budget;
use base::join_code::JoinCode;
use forms::fields::line;
use forms::{Field, FieldError, limits};
use questionnaire::flow::{self, Step};
use serde::{Deserialize, Serialize};
use store::Draft;
use web::{AppState, Client, Form, HandlerResult, HeldDrafts, TokenPage, see_other};

use crate::START;
use crate::drafts;
use crate::holding;

/// Where it is typed.
pub(crate) const JOIN: &str = "/inventory/join";

/// The query of the picture's address.
#[derive(Default, Deserialize)]
pub(crate) struct JoinQuery {
    #[serde(default)]
    code: String,
}

#[derive(Serialize)]
struct JoinPage {
    field: Field,
    errors: Vec<FieldError>,
}

/// Asks for the code. Opening the picture's address changes nothing, so a phone may look at it beforehand.
pub(crate) async fn ask(
    State(state): State<AppState>,
    Query(JoinQuery { code }): Query<JoinQuery>,
) -> Response {
    let code = JoinCode::parse(&code).map_or_else(String::new, |code| code.as_str().to_owned());
    join_page(&state, &code, None)
}

fn join_page(state: &AppState, typed: &str, error: Option<&str>) -> Response {
    let texts = &state.content.get().texts.inventory;
    let error = error.unwrap_or_default();
    let errors = (!error.is_empty()).then(|| FieldError {
        field: "code".to_owned(),
        message: error.to_owned(),
    });
    let page = JoinPage {
        field: Field {
            hint: texts.join_code_hint().into(),
            value: typed.into(),
            error: error.into(),
            autocomplete: "one-time-code".into(),
            ..line("code", texts.join_code())
        },
        errors: errors.into_iter().collect(),
    };
    let status = match page.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = state.page(status, "inventory/join.html", JOIN, &page);
    TokenPage::Posts.wrap(page)
}

/// Opens the draft of a code in this browser, which still holds the one that was open.
pub(crate) async fn join(
    State(state): State<AppState>,
    client: Client,
    held: HeldDrafts,
    headers: HeaderMap,
    Form(input): Form,
) -> HandlerResult {
    let typed: String = input.one("code").chars().take(limits::LINE).collect();
    let content = state.content.get();
    let texts = &content.texts.inventory;
    let Some(code) = JoinCode::parse(&typed) else {
        return Ok(join_page(&state, &typed, Some(texts.join_code_malformed())));
    };
    let spent = state.spend(&budget::JOIN, &client, None, None);
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
    let refused = || join_page(&state, code.as_str(), Some(texts.join_code_unknown()));
    let now = state.now();
    let draft = match state.store.try_join(&code).await? {
        Some(id) => state.store.draft(&id, now).await?,
        None => None,
    };
    let offer = draft.as_ref().and_then(|draft| draft.holders.offer(now));
    let step = offer
        .filter(|offer| offer.code == code)
        .map(|offer| offer.step.clone());
    let (Some(draft), Some(step)) = (draft.filter(|it| it.submitted.is_none()), step) else {
        return Ok(refused());
    };
    let used = |draft: &mut Draft| {
        let taken = draft.holders.take_offer(&code, now);
        taken.map(drop).ok_or_else(|| refused().into())
    };
    let (draft, handle) = holding::hold(&state, draft, &held, &headers, used).await?;
    // Who held it already has used nothing up.
    if draft.holders.offer(now).is_none() {
        state.store.drop_code(&code).await?;
        tracing::info!("a second device joined a draft");
    }
    let cookies = held.opening(&state, &handle);
    let state = state.begun_with(&draft).await;
    let route = flow::replay(&draft.answers, &state.content.get());
    let step = Step::from_path(&step).filter(|step| route.allows(step));
    let next = match step {
        Some(step) => format!("{START}{}", step.path()),
        None => drafts::resume_path(&route, &draft),
    };
    Ok((cookies, see_other(&next)).into_response())
}
