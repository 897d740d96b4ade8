//! The fingerprint of what was agreed on: SHA-256 of its JSON with sorted keys.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The SHA-256 of a record's canonical JSON in hexadecimal digits: keys sorted, no blanks.
pub fn fingerprint(record: &impl Serialize) -> String {
    let value = serde_json::to_value(record).expect("what is stored is JSON");
    let mut text = String::new();
    canonical(&value, &mut text);
    hex::encode(Sha256::digest(text))
}

fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (at, (key, value)) in entries.into_iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                canonical(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                canonical(item, text);
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_facts_in_another_order_have_the_same_fingerprint() {
        let one = fingerprint(&json!({ "a": [1, { "y": "円", "x": null }], "b": "\"" }));
        let other = fingerprint(&json!({ "b": "\"", "a": [1, { "x": null, "y": "円" }] }));
        assert_eq!(one, other);
        assert_eq!(one.len(), 64);
        assert_ne!(one, fingerprint(&json!({ "a": [1], "b": "\"" })));
    }

    #[test]
    fn it_is_the_sha_256_of_the_sorted_text() {
        let known = hex::encode(Sha256::digest(r#"{"a":1,"b":[true]}"#));
        assert_eq!(fingerprint(&json!({ "b": [true], "a": 1 })), known);
    }
}
