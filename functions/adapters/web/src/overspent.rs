//! What a request may not cause any more for now, and how its page says so.

use base::budget::Scope;
use jiff::SignedDuration;
use serde::Serialize;

use crate::handler::HandlerError;
use crate::problem::Problem;

/// A budget with nothing left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overspent {
    /// The budget that is used up: of an address, a network, or both.
    pub scope: Scope,
    /// Until the next span of time, at the most.
    pub wait: SignedDuration,
}

/// The same for the component `overspent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeldBack {
    /// `address`, `network` or `everybody`.
    scope: &'static str,
    wait_minutes: i64,
}

impl From<Overspent> for HeldBack {
    fn from(overspent: Overspent) -> HeldBack {
        HeldBack {
            scope: match overspent.scope {
                Scope::Address => "address",
                Scope::Network => "network",
                Scope::Everybody => "everybody",
            },
            wait_minutes: overspent.wait.as_mins(),
        }
    }
}

impl From<Overspent> for Problem {
    fn from(overspent: Overspent) -> Problem {
        match overspent.scope {
            Scope::Everybody => Problem::PhoneOnly,
            Scope::Address | Scope::Network => Problem::TooMany,
        }
    }
}

impl From<Overspent> for HandlerError {
    fn from(overspent: Overspent) -> HandlerError {
        Problem::from(overspent).into()
    }
}
