//! Delivers the outbox: claims a message, sends it, records the outcome. At least once, never silently lost.

mod alarm;
mod backoff;
mod deliver;
mod event;
mod facts;
mod failure;
mod feedback;
mod published;
mod returned;
mod settings;
mod tally;

pub use deliver::Dispatch;
pub use event::{DispatchEvent, DispatchResponse};
pub use published::PublishedDispatch;
pub use returned::{FeedbackOutcome, report};
pub use settings::{DispatchSettings, DispatchSettingsError};
pub use tally::{DeliveryOutcome, Tally};

#[cfg(test)]
mod tests;
