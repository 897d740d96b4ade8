//! The published forms of a spec: `job-spec.v2` as it is, and `job-spec.v1` for whoever still reads that.

use schemars::schema_for;
use serde_json::{Value, json};

use super::fields::FIELDS;
use super::{JobSpec, SCHEMA};
use questionnaire::assess::{Price, Span, Verdict};

/// The published JSON Schema of [`JobSpec`].
pub fn json_schema() -> Value {
    let mut schema = schema_for!(JobSpec).to_value();
    schema["$id"] = Value::from(format!("/schema/{SCHEMA}.json"));
    schema["properties"]["schema"]["const"] = Value::from(SCHEMA);
    for (list, length) in [("fields", FIELDS.len()), ("statutory", 9)] {
        schema["properties"][list]["minItems"] = Value::from(length);
        schema["properties"][list]["maxItems"] = Value::from(length);
    }
    schema
}

/// What `job-spec.v1` has no room for.
const SINCE_V2: [&str; 5] = [
    "verdict_label",
    "open",
    "visit",
    "as_suggested",
    "background",
];

/// Why a spec cannot be written in the older form.
#[derive(Debug, thiserror::Error)]
pub enum NotInV1 {
    /// It demands hours and yen: any number there would be read as a price.
    #[error("job-spec.v1 has no word for an amount that nobody knows yet; send job-spec.v2")]
    AmountUnknown,
    /// The spec is no plain data.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// The spec as `job-spec.v1` (published at `/schema/job-spec.v1.json`): 25 fields, a price by the month, and
/// `prepare` where it has to be confirmed first.
///
/// # Errors
/// [`NotInV1::AmountUnknown`] while nobody knows how often the work comes or how long it takes.
pub fn to_v1(spec: &JobSpec) -> Result<Value, NotInV1> {
    let estimate = &spec.estimate;
    let (Some(price), Some(hours), Some(_)) = (
        &estimate.price,
        estimate.hours_month,
        estimate.share_percent,
    ) else {
        return Err(NotInV1::AmountUnknown);
    };
    let mut old = serde_json::to_value(spec)?;
    old["schema"] = json!("job-spec.v1");
    if spec.verdict == Verdict::Confirm {
        old["verdict"] = json!(Verdict::Prepare);
    }
    let (low, high) = monthly(price, hours);
    old["estimate"]["yen_low"] = json!(low);
    old["estimate"]["yen_high"] = json!(high);
    if let Some(estimate) = old["estimate"].as_object_mut() {
        estimate.remove("price");
    }
    if let Some(spec) = old.as_object_mut() {
        spec.retain(|key, _| !SINCE_V2.contains(&key.as_str()));
    }
    if let Some(fields) = old["fields"].as_array_mut() {
        fields.retain(|field| field["id"] != "workplace");
    }
    Ok(old)
}

/// The range with tax by the month, also of a job that comes less often.
fn monthly(price: &Price, hours_month: f64) -> (u64, u64) {
    let hours = price.lots * price.minutes / 60.0;
    let share = match price.span {
        Span::Month => 1.0,
        Span::Job => hours_month / hours.max(0.1),
    };
    let of = |yen: u64| (yen as f64 * share).round() as u64;
    (of(price.gross_low), of(price.gross_high))
}
