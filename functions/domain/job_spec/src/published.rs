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

/// The spec as `job-spec.v1` (published at `/schema/job-spec.v1.json`): 25 fields, a price by the month, and
/// `prepare` where it has to be confirmed first.
///
/// # Errors
/// Never for a spec that was drafted here: it is plain data.
pub fn to_v1(spec: &JobSpec) -> serde_json::Result<Value> {
    let mut old = serde_json::to_value(spec)?;
    old["schema"] = json!("job-spec.v1");
    if spec.verdict == Verdict::Confirm {
        old["verdict"] = json!(Verdict::Prepare);
    }
    let (low, high) = monthly(&spec.estimate.price, spec.estimate.hours_month);
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
