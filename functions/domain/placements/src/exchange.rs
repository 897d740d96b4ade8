//! What two Kiridashi tell each other without anybody writing code: who one is, what it takes, and where a sheet stands.
//!
//! A sheet goes out as [`crate::handover::Handover`] and is taken back as [`crate::Withdrawn`], as to any partner's
//! system; what becomes of it comes back as a [`ProgressReport`]. Each state has one side that sets it, and whatever is told twice
//! or late changes nothing:
//!
//! | state | set by | how |
//! |---|---|---|
//! | requested | who gives | a sheet, or its next version |
//! | accepted, rejected | who takes | report |
//! | in progress, completed, failed | who takes, after it was accepted | report |
//! | cancelled | who gives, until something is ordered | withdrawn |

mod introduction;
mod received;
mod report;
mod seal;

pub use introduction::{Introduction, Shows};
pub use received::{Unreadable, written};
pub use report::{ProgressReport, ReportedStage, SharedState};
pub use seal::{ID, SIGNATURE, TIMESTAMP, is_sealed_by, public_keys, seal};
