//! Seminar registration's pages: places and rules come from `seminars`; no rule of its own.

mod attendees;
mod availability;
mod door;
mod entry;
mod facts;
mod mine;
mod office;
mod register;
mod seal;
mod stop;
mod visit;

use axum::Router;
use axum::routing::{get, post};
use web::{AppState, see_other};

/// The public list of seminars.
const SEMINARS: &str = "/seminars/";

/// Registration under `/registration`.
pub fn router(state: AppState) -> Router {
    let to_seminars = || get(async || see_other(SEMINARS));
    let routes = Router::new()
        .route("/registration", to_seminars())
        .route("/registration/", to_seminars())
        .route("/registration/availability.json", get(availability::show))
        .route("/registration/mine", get(mine::show))
        .route(
            "/registration/mine/change",
            get(mine::ask_change).post(mine::change),
        )
        .route(
            "/registration/mine/cancel",
            get(mine::ask_cancel).post(mine::cancel),
        )
        .route("/registration/visit", get(visit::ask).post(visit::take))
        .route("/registration/visit/done", get(visit::done))
        .route("/registration/stop", get(stop::ask).post(stop::stop))
        .route("/registration/office", get(office::ask).post(office::link))
        .route("/registration/office/list", get(office::list))
        .route("/registration/office/list/{slug}", get(attendees::show))
        .route("/registration/office/list/{slug}/csv", get(attendees::csv))
        .route("/registration/office/list/{slug}/mark", post(door::mark))
        .route(
            "/registration/office/list/{slug}/cancel",
            get(door::ask_cancel).post(door::cancel),
        )
        .route(
            "/registration/{slug}",
            get(register::ask).post(register::take),
        )
        .route("/registration/{slug}/done", get(register::done))
        .route("/registration/{slug}/calendar.ics", get(entry::file));
    web::serve(routes, state)
}
