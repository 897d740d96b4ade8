//! The directors' pages over HTTP on real parts: what each person does, and what must never happen.

#[path = "../../../inventory/tests/journey/browser.rs"]
mod browser;
mod decide;
mod lists;
mod partner;
#[path = "../../../inventory/tests/journey/site.rs"]
mod parts;
mod question;
mod site;
mod stages;
mod start;

use director::router;

/// The folder of the templates, as the Lambda is told.
const TEMPLATES: &str = "director";
