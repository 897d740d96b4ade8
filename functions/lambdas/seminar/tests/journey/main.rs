//! Registration over HTTP on real parts: what guests and the office do, and what must never happen.

mod abuse;
#[path = "../../../inventory/tests/journey/browser.rs"]
mod browser;
mod guest;
mod letters;
mod mine;
mod office;
mod register;
#[path = "../../../inventory/tests/journey/site.rs"]
mod site;
mod visit;

use seminar::router;

/// The folder of the templates, as the Lambda is told.
const TEMPLATES: &str = "registration";
