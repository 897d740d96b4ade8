//! The outcomes of registering, changing, cancelling and noting attendance.

use serde::{Deserialize, Serialize};

use super::super::Standing;

/// The outcome of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// A place is booked.
    Confirmed,
    /// On the waiting list.
    Waiting {
        /// 1: next in line.
        position: u32,
    },
    /// No place, and no room to wait.
    Full,
    /// Too late, or it does not take place.
    Closed,
    /// So many places came from one network without a confirmed address that this one has to be confirmed
    /// before it gets any.
    Unconfirmed,
    /// The address was registered before, and nothing changed; only a mail may say so.
    Again {
        /// The state of the registration.
        standing: Standing,
        /// What anybody else would have been shown.
        shown: PublicOutcome,
    },
}

/// What the screen may say about a registration: the same whether the address was registered or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PublicOutcome {
    /// Accepted; a mail has the details.
    Accepted,
    /// No place, and no room to wait.
    Full,
    /// Too late, or it does not take place.
    Closed,
}

impl Registered {
    /// What the screen may say.
    pub fn shown(&self) -> PublicOutcome {
        match self {
            Registered::Confirmed | Registered::Waiting { .. } | Registered::Unconfirmed => {
                PublicOutcome::Accepted
            }
            Registered::Full => PublicOutcome::Full,
            Registered::Closed => PublicOutcome::Closed,
            Registered::Again { shown, .. } => *shown,
        }
    }
}

/// The outcome of confirming an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressConfirmed {
    /// The registration has a place now, or has had one before.
    Confirmed,
    /// It waits for one.
    Waiting,
    /// No place, and no room to wait, is left.
    Full,
    /// It is too late, or the seminar does not take place.
    Closed,
    /// There is no such registration, or it is cancelled.
    Unknown,
}

/// The outcome of a cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// The place is free.
    Done,
    /// It had been cancelled before; nothing changed.
    Already,
    /// The seminar has begun; nothing changed.
    TooLate,
    /// There is no such registration.
    Unknown,
}

/// The result of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The change is made.
    Done,
    /// There are not as many places; nothing changed.
    NoRoom,
    /// The seminar has begun; nothing changed.
    TooLate,
    /// There is no such registration, or it is cancelled.
    Unknown,
}

/// The outcome of correcting an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readdressed {
    /// The registration is the new address's, with its place or its turn.
    Done,
    /// The new address has a registration of its own; nothing changed.
    Taken,
    /// The seminar has begun; nothing changed.
    TooLate,
    /// There is no such registration, or it is cancelled.
    Unknown,
}

/// What the office notes about somebody on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The guest came.
    CheckIn,
    /// The guest did not come.
    Absent,
    /// Neither is known.
    Clear,
}

/// The outcome of noting attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Noted.
    Done,
    /// It had been noted before; the first time stays.
    Already,
    /// Not before the day itself.
    TooEarly,
    /// There is no such registration with a place.
    Unknown,
}
