//! Why something is not recorded in the books.

use base::people::Actor;
use jiff::Timestamp;
use jiff::civil::Date;

/// Why nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefused {
    /// It stands already; the same person pressed twice, or somebody else was first.
    #[error("recorded before")]
    Done {
        /// Who recorded it.
        by: Actor,
        /// When.
        at: Timestamp,
    },
    /// That worker delivered nothing in that month.
    #[error("nothing was delivered")]
    NothingDelivered,
    /// The day is still to come.
    #[error("the day is in the future")]
    FutureDay,
    /// The day lies before what it follows.
    #[error("the day is too early")]
    TooEarly {
        /// The first day that is possible.
        first: Date,
    },
    /// The day by which an invoice is to be paid is over before it leaves.
    #[error("the day of payment is over")]
    DueOver {
        /// The day.
        due: Date,
    },
    /// More was inspected than delivered, or nothing.
    #[error("the numbers do not match the delivery")]
    Count {
        /// How many were delivered.
        delivered: u32,
    },
    /// More passed than was ordered at most.
    #[error("above the ceiling of the order")]
    AboveCeiling {
        /// The most.
        most: u32,
    },
    /// Something did not pass, and nobody said why.
    #[error("a reason is missing")]
    ReasonMissing,
    /// What passed is not paid, or what did not pass is.
    #[error("the fee does not follow what passed")]
    Fee,
    /// A unit that passed is paid less than its paper says, and nobody said by which point of the terms.
    #[error("below the price of the order")]
    BelowPrice {
        /// What one unit costs by the order, in yen.
        yen: u64,
    },
    /// The day of the inspection is over, and nobody said before that something is not as agreed: the terms say that it
    /// has passed.
    #[error("passed by silence")]
    PassedBySilence {
        /// The last day on which it could have been said.
        on: Date,
        /// How many have passed at least.
        least: u32,
    },
    /// There is no invoice whose payment could be recorded.
    #[error("nothing was invoiced")]
    NotInvoiced,
    /// What the worker earns is not settled.
    #[error("nothing was inspected")]
    NotInspected,
    /// A worker would get less than they earned.
    #[error("less than was earned")]
    Less {
        /// What they earned, less what the law keeps back.
        yen: u64,
    },
    /// What arrived is not what was to be paid, and nobody said what becomes of the difference.
    #[error("a difference is not explained")]
    Difference {
        /// What was still to be paid, in yen.
        due: u64,
    },
    /// It stands on a paper with other jobs, and goes with them.
    #[error("on a paper with other jobs")]
    Joint,
    /// Not all of the jobs can stand on one paper.
    #[error("no paper of all of these")]
    NotTogether,
    /// An amount is missing.
    #[error("an amount is missing")]
    NoAmount,
}
