//! Who comes to a seminar: registrations, places, the forms, and who is notified of what.

mod audit;
pub mod form;
mod list;
pub mod notice;
mod places;
mod registration;
mod roster;
mod status;

pub use audit::{OfficeAct, OfficeEvent};
pub use list::attendance;
pub use places::PlacesPage;
pub use registration::{
    Application, Attend, Registration, Repeat, SeminarWord, Standing, Unreached, caller_id,
    registration_id, stop_subject, subject, subject_parts,
};
pub use roster::{
    AddressConfirmed, Availability, Booking, BookingState, Cancelled, Changed, Counts, Mark,
    Marked, PublicOutcome, Reach, Readdressed, Registered, Roster,
};
pub use status::SeminarStatus;

/// The most people of one registration.
pub const MAX_SEATS: u32 = 3;

#[cfg(test)]
mod tests;
