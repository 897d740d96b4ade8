//! The questionnaire over HTTP on real parts: what a visitor does, and what must never happen.

mod again;
mod assisted;
mod budgets;
mod changed_mind;
mod copying;
mod edges;
mod events;
mod journeys;
mod late;
mod pictures;
mod published;
mod reading;
mod resume;
mod table;
mod tabs;
mod together;
mod typed;

use axum::Router;
use testkit::site::{Function, Site};
use web::AppState;

/// All of the questionnaire's pages, as the local program and API Gateway put them together.
fn router(state: AppState) -> Router {
    print::router(state.clone()).merge(inventory::router(state))
}

const INVENTORY: Function = Function {
    templates: web::Folder::INVENTORY,
    router,
};

/// The questionnaire on an empty table.
async fn site() -> Site {
    Site::open(INVENTORY).await
}
