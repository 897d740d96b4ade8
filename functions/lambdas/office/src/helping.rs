//! Somebody of the office begins an inventory for an employer who is there, on the phone, or has filled in paper.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base::people::Actor;
use base::source::DraftSource;
use base::token::Purpose;
use forms::fields::{FormReader, choices, refill};
use forms::{Field, FieldError, Input, Kind};
use jiff::SignedDuration;
use paths::{HELP, HELPING};
use serde::{Deserialize, Serialize};
use store::StoreError;
use submissions::assisted::{HelpWay, Helper};
use visits::book::{BookedVisit, VisitWay};
use web::{AppState, Form, HandlerResult, Visitor, see_other};

const WAY: &str = "way";
const VISIT: &str = "visit";

/// How soon the browser goes on from here to the questions.
pub(crate) const STEP_OVER: SignedDuration = SignedDuration::from_mins(5);

/// From which entry of the book of visits it was opened.
#[derive(Default, Deserialize)]
pub(crate) struct HelpQuery {
    #[serde(default)]
    visit: String,
}

#[derive(Serialize)]
struct HelpPage {
    field: Field,
    /// Of which visit it comes; empty: of none.
    visit: String,
    /// Whom the visit was to.
    business: String,
    errors: Vec<FieldError>,
    draft_days: u32,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<HelpQuery>,
) -> HandlerResult {
    visitor.office(&state, HELP)?;
    let visit = booked(&state, &query.visit).await?;
    let way = visit.as_ref().map(|it| way_of(it.way).code().to_owned());
    let typed = Input([(WAY.to_owned(), way.into_iter().collect())].into());
    Ok(page(&state, visit.as_ref(), &typed, Vec::new()))
}

/// The visit of this id, if it stands in the book.
async fn booked(state: &AppState, id: &str) -> Result<Option<BookedVisit>, StoreError> {
    if id.is_empty() {
        return Ok(None);
    }
    let book = state.store.visit_book(state.now()).await?;
    Ok(book.entries.into_iter().find(|visit| visit.id == id))
}

/// How somebody sits with an employer whom they met like this.
fn way_of(met: VisitWay) -> HelpWay {
    match met {
        VisitWay::Visit | VisitWay::Event => HelpWay::Visit,
        VisitWay::Office => HelpWay::Counter,
        VisitWay::Phone => HelpWay::Phone,
    }
}

fn page(
    state: &AppState,
    visit: Option<&BookedVisit>,
    typed: &Input,
    errors: Vec<FieldError>,
) -> Response {
    let content = state.content.get();
    let ways = HelpWay::ALL.map(|way| {
        let label = way.label(&content.texts.assisted).to_owned();
        (way.code().to_owned(), label)
    });
    let field = choices(
        Kind::Radio,
        WAY,
        content.texts.assisted.help_how(),
        ways.into(),
    );
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = HelpPage {
        field: refill(field, typed, &errors),
        visit: visit.map_or_else(String::new, |visit| visit.id.clone()),
        business: visit.map_or_else(String::new, |visit| visit.business.clone()),
        errors,
        draft_days: content.programme.retention.draft_days,
    };
    state.page(status, "office/help.html", HELP, &page)
}

/// Begins it, and leads to its first question.
pub(crate) async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, HELP)?;
    let content = state.content.get();
    let mut reader = FormReader::of(&input, &content.texts.director);
    let missing = content.texts.assisted.help_how_missing();
    let visit = booked(&state, input.one(VISIT)).await?;
    let Some(way) = reader.one_of(WAY, HelpWay::from_code, missing) else {
        return Ok(page(&state, visit.as_ref(), &input, reader.errors));
    };
    let (mut draft, browser) = web::begun_draft(&state, &headers);
    let handle = store::browser_handle(&draft.id, &browser);
    let name = signed_in.name(&Actor::Office).to_owned();
    draft.answers.source = Some(match (&visit, way) {
        (Some(_), _) | (None, HelpWay::Visit) => DraftSource::Visit,
        (None, _) => DraftSource::Office,
    });
    let visit = visit.map(|visit| visit.id);
    draft
        .holders
        .let_help(&browser, Helper { name, way, visit });
    state.store.create_draft(&draft).await?;
    let source = draft.answers.source.as_ref();
    state.store.count_source(source, state.now()).await?;
    tracing::info!("the office began a draft for an employer");
    // The cookie of drafts is sent to the questions alone, so they put it down beside those that are there.
    let token = state
        .keys
        .sign(Purpose::Help, &handle, state.now() + STEP_OVER);
    Ok(see_other(&format!("{HELPING}?t={token}")))
}
