//! `load_data`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tera::{Error, Function, Kwargs, Map, State, Tera, TeraResult, Value};

use crate::lookup::{Format, Lookup};

pub(super) fn register(tera: &mut Tera, lookup: &Arc<dyn Lookup>) {
    tera.register_function(
        "load_data",
        LoadData {
            site: lookup.clone(),
            read: Mutex::default(),
        },
    );
}

/// `load_data`, which reads each file once.
struct LoadData {
    site: Arc<dyn Lookup>,
    read: Mutex<BTreeMap<(String, Format), Value>>,
}

impl Function<TeraResult<Value>> for LoadData {
    fn call(&self, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
        let format = kwargs
            .get::<String>("format")?
            .map(|name| named_format(&name))
            .transpose()?;
        let required = kwargs.get::<bool>("required")?.unwrap_or(true);
        let path: Option<String> = kwargs.get("path")?;
        let url: Option<String> = kwargs.get("url")?;
        let literal: Option<String> = kwargs.get("literal")?;
        match (path, url, literal) {
            (Some(path), None, None) => self.file(&path, format, required),
            (None, None, Some(literal)) => self.parse(&literal, format.unwrap_or(Format::Plain)),
            (None, Some(url), None) => Err(Error::message(format!(
                "`load_data` of `{url}`: loading from other servers is not part of this generator; save the file in the site"
            ))),
            _ => Err(Error::message(
                "`load_data` needs exactly one of `path` and `literal`",
            )),
        }
    }
}

impl LoadData {
    fn file(&self, path: &str, format: Option<Format>, required: bool) -> TeraResult<Value> {
        let format = format.unwrap_or_else(|| ending_format(path));
        let key = (path.to_owned(), format);
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = read.get(&key) {
            return Ok(value.clone());
        }
        let value = match self.site.text(path) {
            Ok(Some(text)) => self
                .parse(&text, format)
                .map_err(|e| Error::message(format!("`{path}`: {e}")))?,
            Ok(None) if required => {
                return Err(Error::message(format!(
                    "`load_data`: there is no file `{path}` in this site"
                )));
            }
            Err(error) if required => return Err(error),
            Ok(None) | Err(_) => Value::none(),
        };
        read.insert(key, value.clone());
        Ok(value)
    }

    fn parse(&self, text: &str, format: Format) -> TeraResult<Value> {
        match format {
            Format::Plain => Ok(Value::from(text.to_owned())),
            Format::Json => Ok(Value::from_serializable(&parsed(serde_json::from_str::<
                serde_json::Value,
            >(text))?)),
            Format::Toml => Ok(toml_table(parsed(toml::from_str(text))?)),
            Format::Csv => csv_table(text),
            Format::Bibtex | Format::Xml | Format::Yaml => self.site.data(text, format),
        }
    }
}

fn parsed<T, E: std::error::Error>(result: Result<T, E>) -> TeraResult<T> {
    result.map_err(|e| Error::message(format!("`load_data`: {e}")))
}

fn named_format(name: &str) -> TeraResult<Format> {
    known_format(&name.to_lowercase()).ok_or_else(|| {
        Error::message(format!(
            "`load_data`: unknown format `{name}`; use toml, json, csv, yaml, xml, bibtex or plain"
        ))
    })
}

fn ending_format(path: &str) -> Format {
    path.rsplit_once('.')
        .and_then(|(_, ending)| known_format(&ending.to_lowercase()))
        .unwrap_or(Format::Plain)
}

fn known_format(name: &str) -> Option<Format> {
    Some(match name {
        "toml" => Format::Toml,
        "json" => Format::Json,
        "csv" => Format::Csv,
        "yaml" | "yml" => Format::Yaml,
        "xml" => Format::Xml,
        "bibtex" => Format::Bibtex,
        "plain" => Format::Plain,
        _ => return None,
    })
}

/// Turns TOML into a template value; dates become text.
pub fn toml_table(table: toml::Table) -> Value {
    let map: Map = table
        .into_iter()
        .map(|(key, value)| (key.into(), toml_value(value)))
        .collect();
    Value::from(map)
}

fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::from(flag),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(items) => {
            Value::from(items.into_iter().map(toml_value).collect::<Vec<_>>())
        }
        toml::Value::Table(table) => toml_table(table),
    }
}

fn csv_table(text: &str) -> TeraResult<Value> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |record: &csv::StringRecord| {
        Value::from(
            record
                .iter()
                .map(|cell| Value::from(cell.to_owned()))
                .collect::<Vec<_>>(),
        )
    };
    let headers = row(parsed(reader.headers())?);
    let records = reader
        .records()
        .map(|record| Ok(row(&parsed(record)?)))
        .collect::<TeraResult<Vec<_>>>()?;
    let mut table = Map::new();
    table.insert("headers".into(), headers);
    table.insert("records".into(), Value::from(records));
    Ok(Value::from(table))
}
