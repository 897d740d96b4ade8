//! Data as the templates print it: every text drawable, and which helpers the template needs for it.

use serde_json::Value;

use crate::printable::{BREAK, printable};

/// The title's column, whose type is the largest, in ems of its type.
const TITLE_COLUMN: f32 = 18.0;
/// Half of the front page, in ems of its type.
const FRONT_COLUMN: f32 = 18.0;

/// The data with every text made printable in a column of `width` ems; `geta` tells whether a character that no font
/// can draw became 〓, `breaks` whether a long word may break somewhere.
pub(crate) fn printable_data(mut value: Value, width: f32) -> Value {
    let mut replaced = false;
    make_printable(&mut value, width, &mut replaced);
    value["geta"] = Value::Bool(replaced);
    value["breaks"] = Value::Bool(has_break(&value));
    value
}

/// Makes every text printable; `true` where a character that no font can draw became 〓.
fn make_printable(value: &mut Value, width: f32, replaced: &mut bool) {
    match value {
        Value::String(text) => {
            let (printed, has_geta) = printable(text, width);
            *replaced |= has_geta;
            *text = printed;
        }
        Value::Array(items) => {
            for item in items {
                make_printable(item, width, replaced);
            }
        }
        Value::Object(entries) => {
            for (name, item) in entries {
                let width = match name.as_str() {
                    "title" => TITLE_COLUMN,
                    "front" => FRONT_COLUMN,
                    _ => width,
                };
                make_printable(item, width, replaced);
            }
        }
        _ => {}
    }
}

fn has_break(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(BREAK),
        Value::Array(items) => items.iter().any(has_break),
        Value::Object(entries) => entries.values().any(has_break),
        _ => false,
    }
}
