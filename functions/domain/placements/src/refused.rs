//! Why nothing was done about a placement.

use accounts::AccountRefused;
use base::people::Actor;
use jiff::Timestamp;
use orders::OrderRefused;

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    /// Somebody has decided before.
    #[error("already decided")]
    AlreadyDecided {
        /// Who decided; the same person where they pressed twice.
        by: Actor,
        /// When they did.
        at: Timestamp,
    },
    /// It is not this person's to decide.
    #[error("not this person's turn")]
    NotYours,
    /// There is no such spec.
    #[error("no such spec")]
    Unknown,
    /// Nobody asked, or the answer was given before.
    #[error("nothing was asked")]
    NotAsked,
    /// The answer changes nothing and says nothing.
    #[error("the answer is empty")]
    NothingSaid,
    /// A question needs fields that the employer can fill.
    #[error("no such fields")]
    NoSuchField,
    /// There is no partner of that id, the employer said no, or a partner handed it to us.
    #[error("there is nobody to hand it to")]
    NoPartner {
        /// The partner's id.
        to: String,
    },
    /// The order has to be recorded first, with its amount and hours.
    #[error("the order comes first")]
    OrderFirst,
    /// By the books, a worker has still to be paid.
    #[error("a worker has still to be paid")]
    Unpaid,
    /// By the books, the client has still to be invoiced for a month.
    #[error("a month has still to be invoiced")]
    Unbilled,
    /// A worker has an order whose end was not announced.
    #[error("an order still runs")]
    OrderRuns,
    /// The order needs an amount in yen and hours above 0.
    #[error("the order needs its amount and hours")]
    AmountNeeded,
    /// The day is still to come.
    #[error("the day is in the future")]
    FutureDay,
    /// What was said before was said on a later day.
    #[error("the day is before the last one")]
    PastDay,
    /// It cannot be given to that holder.
    #[error("nobody of that name")]
    NoSuchHolder,
    /// The order says why.
    #[error("not of this order")]
    Order(OrderRefused),
    /// The books say why.
    #[error("not in these books")]
    Account(AccountRefused),
}
