//! Events of API Gateway as nobody sends them in earnest; `tests/stack` plays the same to the release binaries.

use serde::Deserialize;
use serde_json::{Map, Value};

/// An event for `lambda_http`, as text: some are not even what JSON libraries take.
pub struct OddEvent {
    /// What is odd about it.
    pub name: String,
    /// The event.
    pub text: String,
    /// The status it must be answered with; else any below 500 will do.
    pub status: Option<u16>,
}

#[derive(Deserialize)]
struct File {
    base: Value,
    odd: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    status: Option<u16>,
    text: Option<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    with: Map<String, Value>,
}

/// All odd events for the function whose first page has this path.
///
/// # Panics
/// When the file of events is damaged.
pub fn all(path: &str) -> Vec<OddEvent> {
    let file = include_str!("sample/odd_events.json").replace("PATH", path);
    let file: File = serde_json::from_str(&file).expect("odd events are described in JSON");
    let event = |row: &Row| {
        let mut event = file.base.clone();
        for name in &row.without {
            let (parent, key) = place(&mut event, name);
            parent.remove(key);
        }
        for (name, value) in &row.with {
            let (parent, key) = place(&mut event, name);
            parent.insert(key.to_owned(), written_out(value));
        }
        event.to_string()
    };
    let odd = |row: &Row| OddEvent {
        name: row.name.clone(),
        text: row.text.clone().unwrap_or_else(|| event(row)),
        status: row.status,
    };
    file.odd.iter().map(odd).collect()
}

/// The object that holds what `a.b.c` names, and the name in it.
fn place<'a>(event: &'a mut Value, name: &'a str) -> (&'a mut Map<String, Value>, &'a str) {
    let (parents, key) = name.rsplit_once('.').unwrap_or(("", name));
    let parents = parents.split('.').filter(|part| !part.is_empty());
    let parent = parents.fold(event, |value, part| &mut value[part]);
    (parent.as_object_mut().expect("an object"), key)
}

/// Long texts are described by what is repeated in them.
fn written_out(value: &Value) -> Value {
    match value {
        Value::Object(fields) => match (fields.get("repeat"), fields.get("times")) {
            (Some(Value::String(part)), Some(times)) => {
                let times = times.as_u64().and_then(|times| usize::try_from(times).ok());
                part.repeat(times.expect("a number of times")).into()
            }
            _ => fields
                .iter()
                .map(|(name, value)| (name.clone(), written_out(value)))
                .collect(),
        },
        other => other.clone(),
    }
}
