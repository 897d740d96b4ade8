//! The seven industries of the plan, in the plan's order.

use serde::{Deserialize, Serialize};

/// An employer's industry; the code is the prefix of its catalogue ids.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Industry {
    /// 農業・林業
    Agr,
    /// 宿泊・飲食
    Inn,
    /// 建設
    Con,
    /// 製造
    Mfg,
    /// 卸小売
    Ret,
    /// 医療・福祉
    Med,
    /// その他
    Other,
}
