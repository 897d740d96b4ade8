//! いっしょに書く: a code, and the same as a picture, with which one more device joins a draft.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::budget;
use base::join_code::JoinCode;
use base::qr_code;
use forms::{Field, FieldError, Kind, limits};
use jiff::SignedDuration;
use questionnaire::flow::{self, Step};
use serde::{Deserialize, Serialize};
use store::{Draft, JoinOffer};
use web::{
    AppState, Client, Form, HandlerError, HandlerResult, HeldDrafts, Problem, TokenPage,
    draft_mark, see_other, words,
};

use crate::START;
use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged, OwnDraft};
use crate::holding::{self, HeldBrowser};
use crate::save::{STEP, keep};
use crate::take_home::TAKE_HOME;

/// Where the code is shown.
pub(crate) const TOGETHER: &str = "/inventory/together";
/// Where another one is asked for.
pub(crate) const ANEW: &str = "/inventory/together/anew";
/// Where it is typed.
pub(crate) const JOIN: &str = "/inventory/join";

/// How long a code opens the draft.
const LASTS: SignedDuration = SignedDuration::from_mins(15);
/// A code that ends sooner is not shown to somebody who asks for one.
const WORTH_SHOWING: SignedDuration = SignedDuration::from_mins(5);
/// How often a code whose place is taken is drawn again.
const DRAWS: usize = 5;

/// The page with the code.
#[derive(Serialize)]
struct TogetherPage {
    /// Where the other device goes, without `https://`, as it is read aloud.
    address: String,
    /// Whose form it is.
    mark: String,
    step: String,
    go_on: String,
    code: Option<ShownCode>,
    /// Where the employer gets what they take home; empty: it is the employer who reads this.
    take_home: String,
    /// Who writes along, where there is more than this one.
    browsers: Vec<HeldBrowser>,
}

/// A code as it is shown.
#[derive(Serialize)]
struct ShownCode {
    code: String,
    spoken: String,
    until: String,
    /// The picture: how many squares it is wide, and its dark ones as a path.
    squares: usize,
    path: String,
}

/// Keeps the page and shows a code for the second device.
pub(crate) async fn offer(
    State(state): State<AppState>,
    client: Client,
    form: DraftForm,
) -> HandlerResult {
    let kept = keep(&state, form).await?;
    let now = state.now();
    let is_fresh = |offer: &JoinOffer| offer.until.duration_since(now) >= WORTH_SHOWING;
    if !kept.draft.holders.offer(now).is_some_and(is_fresh) {
        make_offer(&state, &client, kept.draft, &kept.step).await?;
    }
    Ok((kept.cookies, to_code(&kept.step)).into_response())
}

/// Shows another code, instead of one that was used, is over, or was seen by somebody else.
pub(crate) async fn offer_anew(
    State(state): State<AppState>,
    client: Client,
    form: DraftForm,
) -> HandlerResult {
    let DraftForm {
        draft,
        input,
        cookies,
        ..
    } = form;
    let pinned = state.begun_with(&draft).await;
    route_to_change(&pinned, &draft, &cookies)?;
    let step = Step::from_path(input.one(STEP)).ok_or(Problem::BadRequest)?;
    make_offer(&state, &client, draft, &step).await?;
    Ok((cookies, to_code(&step)).into_response())
}

fn to_code(step: &Step) -> Response {
    see_other(&format!("{TOGETHER}?step={}", step.path()))
}

/// Draws a code and notes it where it is found and with the draft.
async fn make_offer(
    state: &AppState,
    client: &Client,
    draft: Draft,
    step: &Step,
) -> Result<(), HandlerError> {
    let spent = state.spend(&budget::DRAFT_LINK, client, None, None);
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
    let until = state.now() + LASTS;
    for _ in 0..DRAWS {
        let mut bytes = [0; 8];
        state.random.fill(&mut bytes);
        let code = JoinCode::from_random(bytes);
        if !state.store.place_code(&code, &draft.id, until).await? {
            continue;
        }
        let offer = JoinOffer {
            code,
            until,
            step: step.path(),
        };
        let offered = |draft: &mut Draft| {
            draft.holders.make_offer(offer.clone());
            Ok(())
        };
        return match drafts::change(state, draft, offered).await? {
            DraftChanged::Saved(_) => {
                tracing::info!("a second device is asked to join a draft");
                Ok(())
            }
            DraftChanged::TooLarge(_) => Err(Problem::TooLarge.into()),
        };
    }
    tracing::error!("no free code was drawn");
    Err(Problem::Unavailable.into())
}

/// The query of the page with the code: the page of questions it was asked for on.
#[derive(Default, Deserialize)]
pub(crate) struct TogetherQuery {
    #[serde(default)]
    pub step: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(query): Query<TogetherQuery>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    let route = drafts::open_route(&state, &draft)?;
    let step = Step::from_path(&query.step).filter(|step| route.allows(step));
    let offer = draft.holders.offer(state.now());
    let path = step.as_ref().map(Step::path).unwrap_or_default();
    let page = TogetherPage {
        take_home: match draft.holders.reading_helper() {
            Some(_) => format!("{TAKE_HOME}?step={path}"),
            None => String::new(),
        },
        address: bare(&format!("{}{JOIN}", state.settings.base_url)),
        mark: draft_mark(&state, &draft.id),
        go_on: match &step {
            Some(step) => format!("{START}{}", step.path()),
            None => drafts::resume_path(&route, &draft),
        },
        step: path,
        code: offer.map(|offer| shown(&state, offer)).transpose()?,
        browsers: holding::shown(&draft, &state.content.get()),
    };
    Ok(state.page(StatusCode::OK, "inventory/together.html", TOGETHER, &page))
}

/// An address as people read and type it.
fn bare(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
    bare.to_owned()
}

fn shown(state: &AppState, offer: &JoinOffer) -> Result<ShownCode, HandlerError> {
    let code = offer.code.as_str();
    let address = format!("{}{JOIN}?code={code}", state.settings.base_url);
    let rows = qr_code::rows(&address).map_err(|_| Problem::Internal)?;
    Ok(ShownCode {
        spoken: offer.code.spoken(),
        until: words::moment(offer.until),
        squares: rows.len(),
        path: qr_code::path(&rows),
        code: code.to_owned(),
    })
}

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
            name: "code".into(),
            kind: Kind::Text,
            label: texts.join_code().into(),
            hint: texts.join_code_hint().into(),
            unit: String::new(),
            optional: false,
            options: Vec::new(),
            value: typed.into(),
            error: error.into(),
            warning: String::new(),
            offer: String::new(),
            autocomplete: "one-time-code".into(),
            inputmode: String::new(),
            max_length: limits::LINE,
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
