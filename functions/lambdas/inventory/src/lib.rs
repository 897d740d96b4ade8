//! The questionnaire's pages: position comes from `questionnaire::flow`, questions from `forms`; no rule of its own.

mod again;
mod agreement;
mod agreement_view;
mod both;
mod changed_mind;
mod chart;
mod copying;
mod draft_form;
mod drafted;
mod drafts;
mod extras;
mod helping;
mod holding;
mod joining;
mod mail_link;
mod moments;
mod offices;
mod remove;
mod result;
mod resume;
mod save;
mod send;
mod start;
mod status;
mod step_address;
mod step_page;
mod steps;
mod submitting;
mod table;
mod table_page;
mod take_home;
mod together;
mod unticked;
mod words;

use axum::Router;
use axum::routing::{get, post};
use web::AppState;

/// Where the questionnaire starts.
const START: &str = "/inventory/";
/// Where the draft is kept, until when and by which browsers.
const SAVED: &str = "/inventory/saved";
/// The receipt.
const SENT: &str = "/inventory/sent";
/// The receipt, for who wanted to change or send again what had been sent.
const SENT_BEFORE: &str = "/inventory/sent?before=1";

/// The questionnaire under `/inventory`; its sheets as a file are the function `print`'s.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/inventory", get(start::to_start))
        .route(START, get(start::show).post(start::begin))
        .route(
            "/inventory/discard",
            get(start::ask_discard).post(start::discard),
        )
        .route(
            "/inventory/forget",
            get(start::ask_forget).post(start::forget),
        )
        .route("/inventory/open", post(start::open))
        .route("/inventory/save", post(save::save))
        .route("/inventory/saved", get(resume::saved))
        .route(
            "/inventory/link",
            get(resume::to_saved).post(mail_link::link),
        )
        .route(paths::CONTINUE, get(resume::ask).post(resume::enter))
        .route(paths::HELPING, get(helping::begin))
        .route(copying::COPY, get(copying::show).post(copying::take))
        .route(paths::TABLE, get(table::show).post(table::take))
        .route("/inventory/end", post(holding::end))
        .route(
            together::TOGETHER,
            get(together::show).post(together::offer),
        )
        .route(together::ANEW, post(together::offer_anew))
        .route(take_home::TAKE_HOME, get(take_home::show))
        .route(joining::JOIN, get(joining::ask).post(joining::join))
        .route(
            "/inventory/remove/{key}",
            get(remove::ask).post(remove::remove),
        )
        .route("/inventory/send", get(send::ask).post(send::send))
        .route(SENT, get(send::sent))
        .route(paths::STATUS, get(status::show))
        .route(status::AGAIN, post(again::take))
        .route(paths::AGREEMENT, post(changed_mind::take))
        .route("/inventory/{*step}", get(steps::show).post(steps::take));
    web::serve(routes, state)
}
