//! Delivers the outbox: claims a message, sends it, records the outcome. At least once, never silently lost.

mod backoff;
mod deliver;
mod event;
mod facts;
mod failure;
mod feedback;
mod returned;
mod settings;
mod tally;

pub use deliver::Dispatch;
pub use event::{Answer, Event};
pub use returned::{Recorded, report};
pub use settings::{Settings, SettingsError};
pub use tally::{Outcome, Tally};

#[cfg(test)]
mod smtp;
#[cfg(test)]
mod tests;
