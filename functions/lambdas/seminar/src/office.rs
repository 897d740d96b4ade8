//! The office's way in: a link to its own address, and the list of seminars behind it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::budget::{self, Scope};
use base::contact::EmailAddress;
use base::time::{fiscal_year, japan_date};
use base::token::{Purpose, TokenError};
use jiff::SignedDuration;
use paths::ATTENDEES;
use seminars::notice::office_link;
use serde::{Deserialize, Serialize};
use web::{
    Action, AppState, Client, Explanation, HandlerError, HandlerResult, TokenPage, see_other,
};

use crate::facts::{self, SeminarView};

const OFFICE: &str = "/registration/office";
/// Who acts, in the office's record.
pub(crate) const BY: &str = "office";
/// A seminar of yesterday still belongs to the current ones: its list is being put in order.
const RECENT: SignedDuration = SignedDuration::from_hours(48);

#[derive(Default, Deserialize)]
pub(crate) struct OfficeQuery {
    #[serde(default)]
    sent: String,
}

#[derive(Serialize)]
struct OfficePage {
    sent: bool,
    /// Whether it was not sent again, because it was sent often lately.
    sent_before: bool,
    office: String,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    Query(OfficeQuery { sent }): Query<OfficeQuery>,
) -> HandlerResult {
    let page = OfficePage {
        sent: sent == "1",
        sent_before: sent == "before",
        office: state.content.get().programme.office.name.clone(),
    };
    Ok(state.page(StatusCode::OK, "registration/office.html", OFFICE, &page))
}

/// Mails the link to the office's own address, whoever asks.
pub(crate) async fn link(State(state): State<AppState>, client: Client) -> HandlerResult {
    let office = EmailAddress::parse(&state.content.get().programme.office.mail).ok();
    let spent = state.spend(&budget::OFFICE_LINK, &client, office.as_ref(), None);
    match spent.await? {
        None => {}
        // The link mailed last still works, and strangers cannot have asked for fewer.
        Some(spent) if spent.scope == Scope::Address => {
            return Ok(see_other(&format!("{OFFICE}?sent=before")));
        }
        Some(spent) => return Err(spent.into()),
    }
    let mut random = [0; 8];
    state.random.fill(&mut random);
    state
        .store
        .enqueue(&[office_link(random, state.now())])
        .await?;
    tracing::info!("the office's link was asked for");
    Ok(see_other(&format!("{OFFICE}?sent=1")))
}

/// The query of a page that a link opens: its token.
#[derive(Deserialize)]
pub(crate) struct OfficeListQuery {
    #[serde(default)]
    pub t: String,
}

/// Lets only the office pass.
pub(crate) fn verify(state: &AppState, token: &str) -> Result<(), HandlerError> {
    let verified = state.keys.verify(Purpose::Office, token, state.now());
    verified
        .map(drop)
        .map_err(|error| unusable(state, error).into())
}

#[derive(Serialize)]
struct SeminarsPage {
    token: String,
    current: Vec<SeminarLine>,
    past: Vec<SeminarLine>,
    visits: u32,
    fiscal_year: i16,
}

#[derive(Serialize)]
struct SeminarLine {
    seminar: SeminarView,
    shown: facts::StatusView,
    taken: u32,
    capacity: u32,
    unit: &'static str,
    waiting: u32,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    Query(OfficeListQuery { t }): Query<OfficeListQuery>,
) -> HandlerResult {
    verify(&state, &t)?;
    let (now, content) = (state.now(), state.content.get());
    let mut seminars: Vec<_> = content.seminars.iter().collect();
    seminars.sort_by_key(|seminar| seminar.start);
    let (mut current, mut past) = (Vec::new(), Vec::new());
    for seminar in seminars {
        let places = state.store.availability(seminar).await?;
        let line = SeminarLine {
            seminar: SeminarView::of(seminar),
            shown: facts::StatusView::of(places.status(seminar, now), &content),
            taken: places.taken,
            capacity: places.capacity,
            unit: seminar.unit(),
            waiting: places.waiting,
        };
        let is_past = seminar.end + RECENT < now;
        if is_past { &mut past } else { &mut current }.push(line);
    }
    past.reverse();
    let fiscal_year = fiscal_year(japan_date(now));
    let page = SeminarsPage {
        token: t,
        current,
        past,
        visits: state.store.visits_asked_for(fiscal_year).await?,
        fiscal_year,
    };
    let page = state.page(StatusCode::OK, "registration/list.html", ATTENDEES, &page);
    Ok(TokenPage::Shows.wrap(page))
}

fn unusable(state: &AppState, error: TokenError) -> Response {
    let texts = &state.content.get().texts.registration;
    let (status, why) = match error {
        TokenError::Expired => (StatusCode::GONE, texts.link_expired()),
        TokenError::Forged => (StatusCode::NOT_FOUND, texts.link_cut()),
    };
    let action = Action::new(OFFICE, texts.office_link_action());
    let text = format!("{why}\n{}", texts.office_link());
    let explanation = Explanation::new(texts.office_link_title(), &text, action);
    TokenPage::Shows.wrap(explanation.page(state, status, OFFICE))
}
