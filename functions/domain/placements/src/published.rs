//! The JSON Schemas of what travels between us and the partner, as the site publishes them.

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use super::exchange::{Introduction, ProgressReport};
use super::handover::{ANSWER_SCHEMA, Handover, PartnerAnswer, SCHEMA};
use super::withdrawn::Withdrawn;

/// The published schemas by the value of their `schema` field, which is the file's name too.
pub fn schemas() -> [(&'static str, Value); 5] {
    [
        (
            Introduction::SCHEMA,
            schema::<Introduction>(Introduction::SCHEMA),
        ),
        (
            ProgressReport::SCHEMA,
            schema::<ProgressReport>(ProgressReport::SCHEMA),
        ),
        (SCHEMA, schema::<Handover>(SCHEMA)),
        (Withdrawn::SCHEMA, schema::<Withdrawn>(Withdrawn::SCHEMA)),
        (ANSWER_SCHEMA, schema::<PartnerAnswer>(ANSWER_SCHEMA)),
    ]
}

fn schema<T: JsonSchema>(name: &str) -> Value {
    let mut schema = schema_for!(T).to_value();
    schema["$id"] = Value::from(format!("/schema/{name}.json"));
    schema["properties"]["schema"]["const"] = Value::from(name);
    schema
}
