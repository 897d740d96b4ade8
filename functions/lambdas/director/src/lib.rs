//! The pages of directors, the office, the partner, and the employer who is asked: rules come from `placements`; no rule of its own.

mod acts;
mod answer;
mod case;
mod choices;
mod consent;
mod figures;
mod history;
mod lists;
mod partner;
mod people;
mod questions;
mod seat;
mod sendings;
mod settled;
mod stages;
mod stale;
mod start;

use axum::Router;
use axum::routing::{get, post};
use web::{AppState, see_other};

/// Where a director begins.
const START: &str = "/director/";
/// One placement, for whoever may decide on it.
const DECIDE: &str = "/director/decide";
/// The list of a director or deputy.
const HOME: &str = "/director/home";
/// All lists, for the office.
const OFFICE: &str = "/director/office";

/// Everything under `/director`.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/director", get(async || see_other(START)))
        .route(START, get(start::show).post(start::link))
        .route("/director/renew", post(start::renew))
        .route(DECIDE, get(case::show))
        .route("/director/accept", post(acts::accept))
        .route("/director/decline", post(acts::decline))
        .route("/director/ask", post(acts::ask))
        .route("/director/handover", post(acts::hand_over))
        .route("/director/advance", post(acts::advance))
        .route("/director/correct", post(acts::correct))
        .route("/director/end", post(acts::end))
        .route("/director/reassign", post(acts::reassign))
        .route(HOME, get(lists::home))
        .route(OFFICE, get(lists::office))
        .route(figures::FIGURES, get(figures::show))
        .route("/director/office/figures.csv", get(figures::figures_csv))
        .route("/director/office/public.json", get(figures::public_json))
        .route("/director/office/ledger.csv", get(figures::ledger_csv))
        .route("/director/office/ledger.json", get(figures::ledger_json))
        .route("/director/answer", get(answer::ask).post(answer::take))
        .route("/director/consent", get(consent::ask).post(consent::take))
        .route(
            "/director/partner",
            get(partner::show).post(partner::callback),
        )
        .route("/director/partner/answer", post(partner::answer));
    web::serve(routes, state)
}
