//! Registration over HTTP on real parts: what guests and the office do, and what must never happen.

mod abuse;
mod at_office;
mod guest;
mod letters;
mod machine;
mod mine;
mod office;
mod register;
mod visit;
mod write_all;

use testkit::site::{Function, Site};

const SEMINAR: Function = Function {
    templates: web::Folder::REGISTRATION,
    router: seminar::router,
};

/// The registration's pages on an empty table.
async fn site() -> Site {
    Site::open(SEMINAR).await
}
