//! Delivers the outbox: claims a message, sends it, records the outcome. At least once, never silently lost.
//! Prints an employer's draft too ([`Printer`]).

mod backoff;
mod deliver;
mod event;
mod feedback;
mod printer;
mod returned;
mod settings;

pub use deliver::{Dispatch, Outcome};
pub use event::{Answer, Event, Tally};
pub use printer::{Printer, Reply, Woken};
pub use returned::{Recorded, report};
pub use settings::{Settings, SettingsError};

#[cfg(test)]
mod smtp;
#[cfg(test)]
mod tests;
