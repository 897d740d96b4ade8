//! The office's day over HTTP on real parts: what stands on the page of today, and what is done from there.

mod agreement;
mod businesses;
mod helping;
mod letters;
mod report;
mod today;
mod visits;
mod worksheets;

use testkit::browser::Browser;
use testkit::site::{Function, Site};

const OFFICE: Function = Function {
    templates: web::Folder::OFFICE,
    router: office::router,
};

/// The office's pages on an empty table.
async fn site() -> Site {
    Site::open(OFFICE).await
}

/// A browser in which somebody of the office is signed in.
async fn office(site: &Site) -> Browser {
    let mut browser = site.browser();
    site.sign_in(&mut browser, "office@example.jp").await;
    browser
}
