//! Seminar registration's pages: places and rules come from `seminars`; no rule of its own.

mod address;
mod at_office;
mod attendees;
mod availability;
mod bot_guard;
mod calendar_file;
mod check_in;
mod facts;
mod gone;
mod listed;
mod my_cancellation;
mod my_registration;
mod office;
mod opened_registration;
mod register;
mod stop;
mod visit;
mod write_all;

use axum::Router;
use axum::routing::{get, post};
use paths::{ATTENDEES, DIRECTOR, REGISTRATION, STOP, VISIT};
use web::{AppState, Visitor, see_other, with_way};

/// The public list of seminars.
const SEMINARS: &str = "/seminars/";

/// Registration under `/registration`.
pub fn router(state: AppState) -> Router {
    let to_seminars = || get(async || see_other(SEMINARS));
    let routes = Router::new()
        .route("/registration", to_seminars())
        .route("/registration/", to_seminars())
        .route("/registration/availability.json", get(availability::show))
        .route(REGISTRATION, get(my_registration::show))
        .route(
            "/registration/mine/change",
            get(my_registration::ask_change).post(my_registration::change),
        )
        .route(
            "/registration/mine/cancel",
            get(my_cancellation::ask).post(my_cancellation::cancel),
        )
        .route(
            "/registration/mine/confirm",
            get(my_registration::show).post(my_registration::confirm),
        )
        .route(VISIT, get(visit::ask).post(visit::take))
        .route("/registration/visit/done", get(visit::done))
        .route(STOP, get(stop::ask).post(stop::stop))
        .merge(office_pages())
        .route(
            "/registration/{slug}",
            get(register::ask).post(register::take),
        )
        .route("/registration/{slug}/done", get(register::done))
        .route(
            "/registration/{slug}/calendar.ics",
            get(calendar_file::file),
        );
    web::serve(routes, state)
}

/// The office's lists of who comes.
fn office_pages() -> Router<AppState> {
    Router::new()
        .route(
            "/registration/office",
            get(async |visitor: Visitor| match visitor.signed_in() {
                Some(_) => see_other(ATTENDEES),
                None => see_other(&with_way(DIRECTOR, ATTENDEES)),
            }),
        )
        .route(ATTENDEES, get(office::list))
        .route("/registration/office/list/{slug}", get(attendees::show))
        .route("/registration/office/list/{slug}/csv", get(attendees::csv))
        .route(
            "/registration/office/list/{slug}/mark",
            post(check_in::mark),
        )
        .route(
            "/registration/office/list/{slug}/address",
            get(address::ask).post(address::put_right),
        )
        .route(
            "/registration/office/list/{slug}/add",
            get(at_office::ask).post(at_office::take),
        )
        .route(
            "/registration/office/list/{slug}/write",
            get(write_all::ask).post(write_all::take),
        )
        .route(
            "/registration/office/list/{slug}/told",
            post(at_office::told),
        )
        .route(
            "/registration/office/list/{slug}/cancel_many",
            post(check_in::cancel_many),
        )
        .route(
            "/registration/office/list/{slug}/cancel",
            get(check_in::ask_cancel).post(check_in::cancel),
        )
}
