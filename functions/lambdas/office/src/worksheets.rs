//! Worksheets with numbers: each begins a draft when it is printed, which somebody of the office opens by its number.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base::industry::Industry;
use base::people::Actor;
use base::reference::Reference;
use base::source::DraftSource;
use base::time::days_after;
use base::token::Purpose;
use forms::fields::FormReader;
use forms::{FieldError, Input};
use handouts::sheet_draft;
use paths::{HANDOUT_FILE, HANDOUTS, HELPING, SHEETS};
use serde::{Deserialize, Serialize};
use store::{Draft, DraftBrowser, DraftChange, MOST_BROWSERS, StoreError, browser_handle};
use submissions::assisted::{HelpWay, Helper};
use web::{AppState, Form, HandlerError, HandlerResult, Problem, Visitor, see_other};

use crate::helping::STEP_OVER;
use crate::printing::{self, COPIES, INDUSTRY, NUMBER, copies_of};

/// How often a number that is taken is drawn again.
const DRAWS: usize = 5;

/// Begins the drafts, and leads to their numbers.
pub(crate) async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    visitor.office(&state, HANDOUTS)?;
    let content = state.content.get();
    let texts = &content.texts.handouts;
    let mut reader = FormReader::of(&input, &content.texts.director);
    let industry = reader.one_of(
        INDUSTRY,
        Industry::from_code,
        texts.sheets_industry_missing(),
    );
    let copies = reader.one_of(COPIES, copies_of, texts.sheets_copies_missing());
    let (Some(industry), Some(copies)) = (industry, copies) else {
        return Ok(printing::page(&state, &input, reader.errors));
    };
    let mut numbers = Vec::new();
    for _ in 0..copies {
        let number = begun(&state, industry).await?;
        numbers.push(number.as_str().to_owned());
    }
    tracing::info!(copies, "worksheets were begun");
    Ok(see_other(&format!(
        "{SHEETS}?numbers={}",
        numbers.join(",")
    )))
}

/// The number of a draft of this industry that nobody holds yet.
async fn begun(state: &AppState, industry: Industry) -> Result<Reference, HandlerError> {
    let (content, now) = (state.content.get(), state.now());
    let expires_at = days_after(now, content.programme.retention.draft_days);
    for _ in 0..DRAWS {
        let mut bytes = [0; 8];
        state.random.fill(&mut bytes);
        let number = Reference::from_random(bytes);
        let mut draft = Draft::blank(sheet_draft(&number), content.version, now, expires_at);
        draft.answers.industry = Some(industry);
        draft.answers.source = Some(DraftSource::Worksheet(industry));
        match state.store.create_draft(&draft).await {
            Ok(()) => return Ok(number),
            Err(StoreError::DraftExists) => {}
            Err(error) => return Err(error.into()),
        }
    }
    tracing::error!("no free number was drawn");
    Err(Problem::Unavailable.into())
}

/// Which worksheets.
#[derive(Deserialize)]
pub(crate) struct SheetsQuery {
    #[serde(default)]
    numbers: String,
}

#[derive(Serialize)]
struct SheetsPage {
    numbers: Vec<SheetLine>,
    /// The file with all of them.
    file: String,
    draft_days: u32,
}

/// A number, and as it is read aloud.
#[derive(Serialize)]
struct SheetLine {
    number: String,
    spoken: String,
}

/// The numbers of what is to be printed.
pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<SheetsQuery>,
) -> HandlerResult {
    visitor.office(&state, HANDOUTS)?;
    let numbers: Option<Vec<Reference>> = query.numbers.split(',').map(Reference::parse).collect();
    let numbers = numbers.ok_or(Problem::NotFound)?;
    let names: Vec<&str> = numbers.iter().map(Reference::as_str).collect();
    let page = SheetsPage {
        file: format!("{HANDOUT_FILE}?numbers={}", names.join(",")),
        numbers: numbers
            .iter()
            .map(|number| SheetLine {
                number: number.as_str().to_owned(),
                spoken: number.spoken(),
            })
            .collect(),
        draft_days: state.content.get().programme.retention.draft_days,
    };
    Ok(state.page(StatusCode::OK, "office/sheets.html", SHEETS, &page))
}

/// Opens the draft of a number in this browser, as somebody who copies paper.
pub(crate) async fn open(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, HANDOUTS)?;
    let (content, now) = (state.content.get(), state.now());
    let texts = &content.texts.handouts;
    let Some(number) = Reference::parse(input.one(NUMBER)) else {
        return Ok(refused(&state, &input, texts.sheets_number_malformed()));
    };
    let days = content.programme.retention.draft_days;
    let gone = texts.sheets_number_unknown(days);
    let Some(draft) = state.store.draft(&sheet_draft(&number), now).await? else {
        return Ok(refused(&state, &input, &gone));
    };
    if let Some(reference) = &draft.submitted {
        let sent = texts.sheets_number_sent(reference.as_str());
        return Ok(refused(&state, &input, &sent));
    }
    let helper = Helper {
        name: signed_in.name(&Actor::Office).to_owned(),
        way: HelpWay::Paper,
        visit: None,
    };
    let browser = web::draft_browser(&state, &headers);
    let handle = browser_handle(&draft.id, &browser.id);
    match take_up(&state, draft, &browser, &helper).await? {
        DraftChange::Saved(_) => {}
        DraftChange::TooLarge(_) => return Err(Problem::TooLarge.into()),
        DraftChange::Gone => return Ok(refused(&state, &input, &gone)),
    }
    tracing::info!("a worksheet's draft was opened by its number");
    let token = state.keys.sign(Purpose::Help, &handle, now + STEP_OVER);
    Ok(see_other(&format!("{HELPING}?t={token}")))
}

/// Lets a browser of the office hold a sheet's draft; the first one begins it.
async fn take_up(
    state: &AppState,
    draft: Draft,
    browser: &DraftBrowser,
    helper: &Helper,
) -> Result<DraftChange, HandlerError> {
    let now = state.now();
    let days = state.content.get().programme.retention.draft_days;
    let taken = |draft: &mut Draft| {
        let held = draft.holders.browsers();
        if let Some(oldest) = held.first().filter(|_| held.len() >= MOST_BROWSERS) {
            let oldest = oldest.id.clone();
            draft.holders.let_out(&oldest);
        }
        draft.holders.let_in(browser.clone());
        draft.holders.let_help(&browser.id, helper.clone());
        draft.updated_at = now;
        draft.expires_at = days_after(now, days);
        Ok::<_, HandlerError>(())
    };
    let changed = state.store.change_draft(draft, &browser.id, now, taken);
    let changed = changed.await?;
    // Many sheets are printed and never come back, so one counts when it is opened.
    if let DraftChange::Saved(draft) = &changed
        && draft.holders.browsers().len() == 1
    {
        let source = draft.answers.source.as_ref();
        if let Err(error) = state.store.count_source(source, now).await {
            // Nobody waits for a count.
            tracing::error!(%error, "what led here was not counted");
        }
    }
    Ok(changed)
}

/// The list again, with what is wrong with the number.
fn refused(state: &AppState, input: &Input, message: &str) -> Response {
    let error = FieldError {
        field: NUMBER.to_owned(),
        message: message.to_owned(),
    };
    printing::page(state, input, vec![error])
}
