//! Papers and tables as files: of what browsers ask for, only this function typesets and reads spreadsheets, so that no
//! page waits for what does to load.

mod draft;
mod export;
mod handout;
mod joint;
mod order;
mod partner;
mod report;
mod table;
mod workbook;

use axum::Router;
use axum::routing::{get, post};
use paths::{
    HANDOUT_FILE, REPORT_FILE, REPORT_TABLES, TABLE_MARKED, TABLE_READ, TABLE_TEMPLATE,
    TABLE_TEMPLATE_CSV,
};
use pdf::PdfError;

use web::{AppState, FileKind, HandlerError, HandlerResult, Problem, download};

/// An employer's drafted sheets.
const DRAFT: &str = "/inventory/draft.pdf";
/// An order, or its preview, for whoever looks after it.
const PREVIEW: &str = "/director/order.pdf";
/// The sheet, for the partner it was handed to.
const PARTNER: &str = "/director/partner.pdf";
/// An order, for its worker.
const ORDER: &str = "/work/order.pdf";
/// Everything that the office has, for Excel.
const EXPORT: &str = "/office/export.xlsx";
/// The list of a seminar, for Excel.
const ROSTER: &str = "/office/attendees.xlsx";

/// What this function answers.
pub const PATHS: [&str; 13] = [
    DRAFT,
    PREVIEW,
    PARTNER,
    ORDER,
    EXPORT,
    ROSTER,
    HANDOUT_FILE,
    REPORT_FILE,
    REPORT_TABLES,
    TABLE_READ,
    TABLE_TEMPLATE,
    TABLE_TEMPLATE_CSV,
    TABLE_MARKED,
];

/// The papers.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route(DRAFT, get(draft::show))
        .route(PREVIEW, get(order::for_director))
        .route(PARTNER, get(partner::show))
        .route(ORDER, get(order::for_worker))
        .route(EXPORT, get(export::everything))
        .route(ROSTER, get(export::roster))
        .route(HANDOUT_FILE, get(handout::show))
        .route(REPORT_FILE, get(report::paper))
        .route(REPORT_TABLES, get(report::spreadsheet))
        .route(TABLE_READ, post(table::read))
        .route(TABLE_TEMPLATE, get(table::template))
        .route(TABLE_TEMPLATE_CSV, get(table::template_csv))
        .route(TABLE_MARKED, get(table::marked));
    web::serve(routes, state)
}

/// Typesets and answers with the file. Typesetting takes tens of milliseconds; other visitors do not wait for it.
async fn file(
    name: &str,
    fallback: &str,
    typeset: impl FnOnce() -> Result<Vec<u8>, PdfError> + Send + 'static,
) -> HandlerResult {
    let bytes = match tokio::task::spawn_blocking(typeset).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => return Err(broken(&error)),
        Err(error) => return Err(broken(&error)),
    };
    Ok(download(FileKind::Pdf, bytes, name, fallback))
}

fn broken(error: &(dyn std::error::Error + 'static)) -> HandlerError {
    tracing::error!(error, "no PDF");
    Problem::Internal.into()
}
