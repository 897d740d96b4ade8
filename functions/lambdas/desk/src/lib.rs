//! The desk: the pages on which the office changes the site's texts, sees what becomes of them, and publishes; directors
//! their own absence.
//!
//! It needs the site's folder and the generator at hand. Nothing of a text is judged here: what may be written is for
//! the types to say that read it, and for the generator.

mod choose;
mod differences;
mod discard;
mod drawn;
mod edit;
mod editor;
mod fields;
mod history;
mod holding;
mod kept;
mod lists;
mod notices;
mod page_links;
mod parsed;
mod photos;
mod preview;
mod publish;
mod published;
mod report;
mod request;
mod review;
mod seminars;
mod site;
mod start;
mod timed;
mod upload;
mod work;

use axum::routing::{get, post};
use axum::{Extension, Router};
use paths::{CHANGE, PREVIEW, REPORT_PUBLISH};
use web::{AppState, see_other};

pub use site::DeskSite;
pub use timed::publish_due;

const EDIT: &str = "/office/change/edit";
const REVIEW: &str = "/office/change/review";
const CHOOSE: &str = "/office/change/choose";
const DISCARD: &str = "/office/change/discard";
const PUBLISHED: &str = "/office/change/published";
const HISTORY: &str = "/office/change/history";
const VERSION: &str = "/office/change/version";

/// Everything under `/office/change`.
pub fn router(state: AppState, site: DeskSite) -> Router {
    let routes = Router::new()
        .route(CHANGE, get(start::show))
        .route("/office/change/", get(async || see_other(CHANGE)))
        .route("/office/change/seminars", get(lists::seminars))
        .route("/office/change/pages", get(lists::pages))
        .route("/office/change/tasks", get(lists::tasks))
        .route("/office/change/directors", get(lists::directors))
        .route("/office/change/partners", get(lists::partners))
        .route(EDIT, get(edit::show).post(edit::take))
        .route(REVIEW, get(review::show))
        .route(CHOOSE, get(choose::show).post(choose::take))
        .route(PREVIEW, get(preview::show))
        .route("/office/change/photos/{name}", get(photos::show))
        .route("/office/change/publish", post(publish::take))
        .route(DISCARD, get(discard::ask).post(discard::take))
        .route("/office/change/restore", post(discard::restore))
        .route(PUBLISHED, get(published::show))
        .route(REPORT_PUBLISH, get(report::show).post(report::take))
        .route(HISTORY, get(history::show))
        .route(VERSION, get(history::version))
        .route("/office/change/undo", post(history::undo));
    web::serve(routes.layer(Extension(site)), state)
}
