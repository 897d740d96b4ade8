//! The questionnaire over HTTP on real parts: what a visitor does, and what must never happen.

mod browser;
mod edges;
mod journeys;
mod resume;
mod site;

use axum::Router;
use web::AppState;

/// All of the questionnaire's pages, as the local program and API Gateway put them together.
fn router(state: AppState) -> Router {
    let print: inventory::Print = |specs, imprint| Ok(pdf::render(specs, imprint)?);
    inventory::printing(state.clone(), print).merge(inventory::router(state))
}

/// The folder of the templates, as the Lambda is told.
const TEMPLATES: &str = "inventory";
