//! The message to the partner's system that a spec is no longer offered to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::Placement;

/// A spec that was taken back. An answer to it is no longer taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawn {
    /// Always `handover-withdrawn.v1`.
    pub schema: String,
    /// The spec's number, e.g. `K7M3-FXWP-1`.
    pub id: String,
}

impl Withdrawn {
    /// The value of [`Withdrawn::schema`].
    pub const SCHEMA: &str = "handover-withdrawn.v1";

    /// Of a placement that the partner had.
    pub fn of(placement: &Placement) -> Withdrawn {
        Withdrawn {
            schema: Self::SCHEMA.to_owned(),
            id: placement.id.to_string(),
        }
    }
}
