//! The questionnaire over HTTP on real parts: what a visitor does, and what must never happen.

mod browser;
mod edges;
mod journeys;
mod resume;
mod site;

use inventory::router;
