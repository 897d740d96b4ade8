//! The questionnaire's pages: position comes from `domain::flow`, questions from `domain::form`; no rule of its own.

mod chart;
mod drafted;
mod drafts;
mod output;
mod remove;
mod result;
mod resume;
mod send;
mod start;
mod status;
mod steps;
mod words;

use std::error::Error;

use axum::Router;
use axum::routing::{get, post};
use domain::sheet::Imprint;
use domain::spec::JobSpec;
use web::AppState;

/// Where the questionnaire starts.
const START: &str = "/inventory/";
/// The receipt.
const SENT: &str = "/inventory/sent";

/// Typesets sheets as a PDF file, e.g. `pdf::render`.
pub type Print = fn(&[JobSpec], &Imprint) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>>;

/// The drafted sheets as a file, `/inventory/draft.pdf`. Apart from the other pages, because typesetting takes
/// five times the room of all of them: on AWS the Lambda that typesets for the mails answers this one too.
pub fn printing(state: AppState, print: Print) -> Router {
    let pdf = move |state, draft| output::pdf(state, draft, print);
    web::serve(Router::new().route("/inventory/draft.pdf", get(pdf)), state)
}

/// The questionnaire under `/inventory`, but for [`printing`].
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/inventory", get(start::to_start))
        .route(START, get(start::show).post(start::begin))
        .route(
            "/inventory/discard",
            get(start::ask_discard).post(start::discard),
        )
        .route("/inventory/save", post(resume::save))
        .route("/inventory/saved", get(resume::saved))
        .route("/inventory/link", get(resume::to_saved).post(resume::link))
        .route("/inventory/continue", get(resume::ask).post(resume::enter))
        .route(
            "/inventory/remove/{key}",
            get(remove::ask).post(remove::remove),
        )
        .route("/inventory/print", get(output::print))
        .route("/inventory/send", get(send::ask).post(send::send))
        .route(SENT, get(send::sent))
        .route("/inventory/status", get(status::show))
        .route("/inventory/{*step}", get(steps::show).post(steps::take));
    web::serve(routes, state)
}
