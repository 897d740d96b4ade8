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
use submissions::assisted::{HelpWay, Helper};
use visits::book::VisitWay;
use web::{AppState, Form, HandlerResult, Visitor, see_other};

const WAY: &str = "way";

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
    errors: Vec<FieldError>,
    draft_days: u32,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<HelpQuery>,
) -> HandlerResult {
    visitor.office(&state, HELP)?;
    let book = match query.visit.as_str() {
        "" => None,
        _ => Some(state.store.visit_book(state.now()).await?),
    };
    let mut entries = book.iter().flat_map(|book| &book.entries);
    let visit = entries.find(|visit| visit.id == query.visit);
    let way = visit.map(|visit| way_of(visit.way).code().to_owned());
    let typed = Input([(WAY.to_owned(), way.into_iter().collect())].into());
    Ok(page(&state, &typed, Vec::new()))
}

/// How somebody sits with an employer whom they met like this.
fn way_of(met: VisitWay) -> HelpWay {
    match met {
        VisitWay::Visit | VisitWay::Event => HelpWay::Visit,
        VisitWay::Office => HelpWay::Counter,
        VisitWay::Phone => HelpWay::Phone,
    }
}

fn page(state: &AppState, typed: &Input, errors: Vec<FieldError>) -> Response {
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
    let Some(way) = reader.one_of(WAY, HelpWay::from_code, missing) else {
        return Ok(page(&state, &input, reader.errors));
    };
    let (mut draft, browser) = web::begun_draft(&state, &headers);
    let handle = store::browser_handle(&draft.id, &browser);
    let name = signed_in.name(&Actor::Office).to_owned();
    draft.answers.source = Some(match way {
        HelpWay::Visit => DraftSource::Visit,
        _ => DraftSource::Office,
    });
    draft.holders.let_help(&browser, Helper { name, way });
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
