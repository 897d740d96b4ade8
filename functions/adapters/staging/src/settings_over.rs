//! Settings over settings: tables key by key, anything else instead of what was there.

use anyhow::{Context, Result};
use toml_edit::{DocumentMut, Item, TableLike};

/// TOML over TOML.
pub(crate) fn toml_over(below: &str, over: &str) -> Result<String> {
    let mut all: DocumentMut = below.parse().context("the software's own settings")?;
    let over: DocumentMut = over.parse().context("these settings cannot be read")?;
    lay_toml(all.as_table_mut(), over.as_table());
    Ok(all.to_string())
}

fn lay_toml(below: &mut dyn TableLike, over: &dyn TableLike) {
    for (key, value) in over.iter() {
        let place = below.entry(key).or_insert(Item::None);
        match (place.as_table_like_mut(), value.as_table_like()) {
            (Some(below), Some(over)) => lay_toml(below, over),
            _ => *place = value.clone(),
        }
    }
}

/// The same of JSON.
pub(crate) fn json_over(below: &str, over: &str) -> Result<String> {
    let mut all = serde_json::from_str(below).context("the software's own file")?;
    let over = serde_json::from_str(over).context("this file cannot be read")?;
    lay_json(&mut all, over);
    Ok(serde_json::to_string_pretty(&all)?)
}

fn lay_json(below: &mut serde_json::Value, over: serde_json::Value) {
    use serde_json::Value::Object;
    match (below, over) {
        (Object(below), Object(over)) => {
            for (key, value) in over {
                lay_json(below.entry(key).or_insert_with(|| false.into()), value);
            }
        }
        (below, over) => *below = over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_takes_the_place_of_the_same_key_and_leaves_the_others() {
        let below = "a = 1\n[extra]\ntown = 'ある町'\nnav = [1, 2]\n";
        let merged = toml_over(below, "[extra]\ntown = '見本町'\nnav = [3]\n").unwrap();
        let merged: toml::Table = toml::from_str(&merged).unwrap();
        let wanted = "a = 1\n[extra]\ntown = '見本町'\nnav = [3]\n";
        assert_eq!(merged, toml::from_str(wanted).unwrap());
        let merged = json_over(r#"{"near": {"a": 1}, "b": 2}"#, r#"{"near": {"c": [3]}}"#);
        let merged: serde_json::Value = serde_json::from_str(&merged.unwrap()).unwrap();
        let wanted = serde_json::json!({"near": {"a": 1, "c": [3]}, "b": 2});
        assert_eq!(merged, wanted);
        assert!(toml_over("a = 1", "a = ").is_err());
    }
}
