//! The days of an order that somebody must not miss, and who is reminded of them.

use base::people::Actor;
use serde::{Deserialize, Serialize};

/// A day that somebody must not miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderDue {
    /// 発注: the last of the promised days.
    Ordering,
    /// The sheet of the next month, before its work begins.
    Sheet,
    /// An open item is decided.
    Deciding,
    /// The delivery.
    Delivery,
    /// The end of the inspection.
    Inspection,
    /// The last day on which the worker may be paid.
    Payment,
}

/// Who is reminded, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueStep {
    /// Whoever looks after it.
    Keeper,
    /// The other of director and deputy.
    StandIn,
    /// The office.
    Office,
}

impl OrderDue {
    /// How many business days before (negative) or after the day each step is.
    pub(crate) fn steps(self) -> [(DueStep, i32); 3] {
        let days = match self {
            // Afterwards it would be unlawful, so that everybody has to know before.
            OrderDue::Payment => [-5, -2, 0],
            // The month has not begun by then.
            OrderDue::Sheet => [0, 3, 5],
            _ => [0, 1, 2],
        };
        let [keeper, stand_in, office] = days;
        [
            (DueStep::Keeper, keeper),
            (DueStep::StandIn, stand_in),
            (DueStep::Office, office),
        ]
    }
}

impl DueStep {
    /// Who is reminded at this step of what somebody looks after.
    pub fn reminds(self, keeper: &Actor) -> Actor {
        match self {
            DueStep::Keeper => keeper.clone(),
            DueStep::StandIn => keeper.stand_in().unwrap_or(Actor::Office),
            DueStep::Office => Actor::Office,
        }
    }
}
