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

impl Industry {
    /// All of them, in the plan's order.
    pub const ALL: [Industry; 7] = [
        Industry::Agr,
        Industry::Inn,
        Industry::Con,
        Industry::Mfg,
        Industry::Ret,
        Industry::Med,
        Industry::Other,
    ];

    /// The code in forms, JSON and catalogue ids.
    pub fn code(self) -> &'static str {
        match self {
            Industry::Agr => "agr",
            Industry::Inn => "inn",
            Industry::Con => "con",
            Industry::Mfg => "mfg",
            Industry::Ret => "ret",
            Industry::Med => "med",
            Industry::Other => "other",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Industry> {
        Industry::ALL.into_iter().find(|i| i.code() == code)
    }
}
