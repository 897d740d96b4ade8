//! 源泉徴収: the income tax that is kept back from some fees and paid to the tax office.

use serde::{Deserialize, Serialize};

/// Whether it is kept back. A director says so; what a job is called does not decide it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withholding {
    /// It is not: most work.
    #[default]
    None,
    /// It is: manuscripts, designs, lectures and the other work of the law's list.
    Listed,
}

/// Up to this amount the lower rate holds, above it the higher one.
const LOWER_UP_TO: u64 = 1_000_000;

impl Withholding {
    /// All of them.
    pub const ALL: [Withholding; 2] = [Withholding::None, Withholding::Listed];

    /// Its code in forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Withholding::None => "none",
            Withholding::Listed => "listed",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Withholding> {
        Withholding::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What is kept back of a fee, in yen, rounded down: 10.21 % up to a million, 20.42 % of what is above. `base` is
    /// the fee without tax where the paper shows both apart, and with tax where it does not.
    pub fn kept_back(self, base: u64) -> u64 {
        match self {
            Withholding::None => 0,
            Withholding::Listed => {
                let (low, high) = (base.min(LOWER_UP_TO), base.saturating_sub(LOWER_UP_TO));
                let parts = low
                    .saturating_mul(1021)
                    .saturating_add(high.saturating_mul(2042));
                parts / 10_000
            }
        }
    }
}
