//! いっしょに書く: a code, and the same as a picture, with which one more device joins a draft.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::budget;
use base::join_code::JoinCode;
use base::qr_code;
use jiff::SignedDuration;
use questionnaire::flow::Step;
use serde::{Deserialize, Serialize};
use store::{Draft, JoinOffer};
use web::{AppState, Client, HandlerError, HandlerResult, Problem, draft_mark, see_other, words};

use crate::START;
use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged, OwnDraft};
use crate::holding::{self, HeldBrowser};
use crate::joining::JOIN;
use crate::save::{STEP, keep};
use crate::take_home::TAKE_HOME;

/// Where the code is shown.
pub(crate) const TOGETHER: &str = "/inventory/together";
/// Where another one is asked for.
pub(crate) const ANEW: &str = "/inventory/together/anew";

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
    step: String,
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
