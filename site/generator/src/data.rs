//! Reads YAML, XML and BibTeX for `load_data`.

use std::collections::BTreeMap;

use nom_bibtex::Bibtex;
use tera::{Error, Map, TeraResult, Value};
use view::Format;

/// Reads data in one of the formats that pages of functions do not need.
///
/// # Errors
/// Fails for broken data.
pub fn read(text: &str, format: Format) -> TeraResult<Value> {
    match format {
        Format::Yaml => Ok(Value::from_serializable(&parsed(
            serde_norway::from_str::<serde_norway::Value>(text),
        )?)),
        Format::Xml => {
            let json = roxmltree_to_serde::xml_string_to_json(
                text.to_owned(),
                &roxmltree_to_serde::Config::default(),
            );
            Ok(Value::from_serializable(&parsed(json)?))
        }
        Format::Bibtex => Ok(bibtex(&parsed(Bibtex::parse(text))?)),
        Format::Csv | Format::Json | Format::Plain | Format::Toml => Err(Error::message(format!(
            "`load_data`: {format:?} is read elsewhere"
        ))),
    }
}

fn parsed<T, E: std::fmt::Display>(result: Result<T, E>) -> TeraResult<T> {
    result.map_err(|e| Error::message(format!("`load_data`: {e}")))
}

fn bibtex(library: &Bibtex) -> Value {
    let list = |texts: &[String]| {
        Value::from(
            texts
                .iter()
                .map(|text| Value::from(text.as_str()))
                .collect::<Vec<_>>(),
        )
    };
    let variables: BTreeMap<String, Value> = library
        .variables()
        .iter()
        .map(|(key, value)| (key.clone(), Value::from(value.as_str())))
        .collect();
    let entry = |entry: &nom_bibtex::Bibliography| {
        let tags: BTreeMap<String, Value> = entry
            .tags()
            .iter()
            .map(|(key, value)| (key.to_lowercase(), Value::from(value.as_str())))
            .collect();
        let fields = [
            ("entry_type", Value::from(entry.entry_type())),
            ("citation_key", Value::from(entry.citation_key())),
            ("tags", Value::from(tags)),
        ];
        Value::from(
            fields
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect::<Map>(),
        )
    };
    let fields = [
        ("preambles", list(library.preambles())),
        ("comments", list(library.comments())),
        ("variables", Value::from(variables)),
        (
            "bibliographies",
            Value::from(
                library
                    .bibliographies()
                    .iter()
                    .map(entry)
                    .collect::<Vec<_>>(),
            ),
        ),
    ];
    Value::from(
        fields
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect::<Map>(),
    )
}
