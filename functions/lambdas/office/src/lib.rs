//! The office's own pages: what is to do today, mails that did not arrive, and visits; rules come from the domain.

mod agreement;
mod alarms;
mod business_lines;
mod businesses;
mod heard;
mod help_agreement;
mod helping;
mod lists;
mod lost_letters;
mod printing;
mod report;
mod report_few;
mod report_form;
mod seminars;
mod today;
mod unpublished;
mod visit_fields;
mod visit_form;
mod visit_lines;
mod visit_read;
mod visits;
mod works;
mod worksheets;

use axum::Router;
use axum::routing::{get, post};
use paths::{
    BUSINESS, BUSINESSES, HANDOUTS, HEARD_AGREEMENT, HELP, HELP_AGREEMENT, LETTERS, REPORT,
    REPORT_EDIT, SHEET_OPEN, SHEETS, TODAY, VISIT_ENTRY, VISITS,
};
use web::{AppState, see_other};

/// Everything under `/office` but what has to be put together from the whole site, `/office/change`. Each of these paths
/// needs its route to this function in `infra/template.yaml`.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/office", get(async || see_other(TODAY)))
        .route(TODAY, get(today::show))
        .route(LETTERS, get(lost_letters::show))
        .route("/office/letters/again", post(lost_letters::send_again))
        .route(HELP, get(helping::ask).post(helping::begin))
        .route(
            HELP_AGREEMENT,
            get(help_agreement::ask).post(help_agreement::take),
        )
        .route(HEARD_AGREEMENT, get(agreement::ask).post(agreement::take))
        .route(HANDOUTS, get(printing::show))
        .route(SHEETS, get(worksheets::show).post(worksheets::begin))
        .route(SHEET_OPEN, post(worksheets::open))
        .route(REPORT, get(report::show))
        .route(REPORT_EDIT, get(report_form::ask).post(report_form::take))
        .route(BUSINESSES, get(businesses::list))
        .route(BUSINESS, get(businesses::one))
        .route("/office/businesses/merge", post(businesses::merge))
        .route("/office/businesses/part", post(businesses::part))
        .route(VISITS, get(visits::show))
        .route("/office/visits.csv", get(visits::csv))
        .route(VISIT_ENTRY, get(visit_form::ask).post(visit_form::take))
        .route("/office/visits/done", post(visit_form::done));
    web::serve(routes, state)
}
