//! Delivers the outbox: claims a message, sends it, records the outcome. At least once, never silently lost.

mod backoff;
mod deliver;
mod event;
mod settings;

pub use deliver::{Dispatch, Outcome};
pub use event::{Answer, Event, Tally};
pub use settings::{Settings, SettingsError};

#[cfg(test)]
mod smtp;
#[cfg(test)]
mod tests;
