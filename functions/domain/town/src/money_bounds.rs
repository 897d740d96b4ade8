//! Between which figures wages and hours lie: what is beyond is a slip.

use std::ops::RangeInclusive;

use crate::programme::Programme;
use crate::{ContentError, ContentSource, YEARS};

/// Yen an hour that a minimum wage can be.
pub const MINIMUM_WAGES: RangeInclusive<u64> = 500..=5_000;

/// Yen an hour that a worker can get.
const RATES: RangeInclusive<u64> = 500..=20_000;

/// Hours that one worker can work in a month.
const HOURS: RangeInclusive<f64> = 1.0..=300.0;

/// Wages, rates and hours that nobody can mean.
pub(super) fn problems(programme: &Programme, source: &ContentSource) -> Vec<ContentError> {
    let mut errors = Vec::new();
    for (number, wage) in programme.minimum_wage.iter().enumerate() {
        let row = number.to_string();
        if !MINIMUM_WAGES.contains(&wage.yen) {
            let message = format!(
                "最低賃金（yen）は、1時間の額を、{}から{}までの数で書いてください。",
                MINIMUM_WAGES.start(),
                MINIMUM_WAGES.end()
            );
            errors.push(source.of(&["minimum_wage", &row, "yen"], message));
        }
        if !YEARS.contains(&wage.from.year()) {
            let message = "最低賃金の始まる日（from）の年を見直してください。";
            errors.push(source.of(&["minimum_wage", &row, "from"], message));
        }
    }
    let rates = &programme.rates;
    if rates.yen_per_hour.is_some_and(|yen| !RATES.contains(&yen)) {
        let message = format!(
            "yen_per_hour は、1時間の額を、{}から{}までの数で書いてください。",
            RATES.start(),
            RATES.end()
        );
        errors.push(source.of(&["rates", "yen_per_hour"], message));
    }
    if !HOURS.contains(&rates.worker_hours_month) {
        let message = format!(
            "worker_hours_month は、1人が1か月に働ける時間を、{}から{}までの数で書いてください。",
            HOURS.start(),
            HOURS.end()
        );
        errors.push(source.of(&["rates", "worker_hours_month"], message));
    }
    errors
}
