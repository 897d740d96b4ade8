//! Puts what a check found beside the field that it is about.

use ::forms::FieldError;
use town::Sources;

use crate::document::span;
use crate::field::{EditField, FieldPlace, PlaceKey, ValueKind};
use crate::split::SplitFile;

/// One thing that a check found, where it found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultLine {
    /// The file below `content/`; empty: none of them.
    pub path: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

/// What was found: of fields, and of none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedFaults {
    /// Beside fields.
    pub fields: Vec<FieldError>,
    /// At the page's top.
    pub others: Vec<String>,
}

/// Puts each beside its field, if it is about the value of one; keys of the file are named as the form names them.
pub fn placed(faults: &[FaultLine], fields: &[EditField], texts: &Sources) -> PlacedFaults {
    let mut placed = PlacedFaults::default();
    for fault in faults {
        let message = in_words(&fault.message, fields);
        match about(fault, fields, texts) {
            Some(field) => {
                let error = FieldError {
                    field: field.name.clone(),
                    message,
                };
                if !placed.fields.contains(&error) {
                    placed.fields.push(error);
                }
            }
            None if !placed.others.contains(&message) => placed.others.push(message),
            None => {}
        }
    }
    placed
}

/// The field that a fault is about: rather one whose value is there than one that is written there too.
fn about<'f>(fault: &FaultLine, fields: &'f [EditField], texts: &Sources) -> Option<&'f EditField> {
    let line = fault.line?;
    let is_here = |place: &FieldPlace| {
        place.path == fault.path
            && lines(place, texts).is_some_and(|(first, last)| (first..=last).contains(&line))
    };
    let own = |field: &&EditField| field.places.first().is_some_and(is_here);
    let any = |field: &&EditField| field.places.iter().any(is_here);
    fields.iter().find(own).or_else(|| fields.iter().find(any))
}

/// The first and the last line of a value.
fn lines(place: &FieldPlace, texts: &Sources) -> Option<(usize, usize)> {
    let text = texts.get(&place.path)?;
    let split = SplitFile::of(&place.path, text)?;
    match &place.key {
        PlaceKey::Body => Some((split.body_line(), usize::MAX)),
        PlaceKey::RowGone(_) | PlaceKey::FileGone => None,
        PlaceKey::Value(steps, _) => {
            let span = span(split.settings, steps)?;
            let line = |byte: usize| {
                let before = &split.settings.as_bytes()[..byte.min(split.settings.len())];
                split.settings_line() + before.iter().filter(|byte| **byte == b'\n').count()
            };
            Some((line(span.start), line(span.end.max(span.start + 1) - 1)))
        }
    }
}

/// What joins words to addresses and names of files.
const PARTS: [char; 6] = ['/', '.', ':', '@', '#', '-'];

/// The message with the form's words in place of the file's keys.
fn in_words(message: &str, fields: &[EditField]) -> String {
    let mut words: Vec<(&str, &str)> = Vec::new();
    // A moment's rules are about its time of day: that it is on the right day is another rule.
    let is_day = |field: &&EditField| field.kind == ValueKind::Date;
    let (days, others): (Vec<_>, Vec<_>) = fields.iter().partition(is_day);
    for field in others.into_iter().chain(days) {
        let values = field.places.iter();
        let values = values.filter(|place| matches!(place.key, PlaceKey::Value(..)));
        let keys = values.filter_map(FieldPlace::last_key);
        words.extend(keys.map(|key| (key, field.label.as_str())));
    }
    let mut said = String::new();
    let mut word = String::new();
    for c in message.chars().chain(['\0']) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        // Part of an address or of a file's name is no key.
        let is_part = said.ends_with(PARTS) || PARTS.contains(&c);
        match words.iter().find(|(key, _)| *key == word) {
            Some((_, label)) if !is_part => said.push_str(&format!("「{label}」")),
            _ => said.push_str(&word),
        }
        word.clear();
        said.push(c);
    }
    said.pop();
    let said = said.replace("「「", "「").replace("」」", "」");
    said.replace("」 ", "」").replace(" 「", "「")
}
