//! Writes what was typed into the files, and nothing else.

use std::collections::BTreeMap;

use town::Sources;

use crate::document::{EditedFile, sorted};
use crate::field::{EditField, PlaceKey, PlaceStep};
use crate::values::Unwritable;

/// A field that was typed otherwise than it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The field.
    pub field: EditField,
    /// What it said.
    pub before: String,
    /// What was typed.
    pub after: String,
}

/// What an edit is of is not there, e.g. because somebody took it out meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotEditable {
    /// The field's name.
    pub field: String,
}

impl Edited {
    pub(crate) fn new(field: &EditField, before: String, after: String) -> Edited {
        Edited {
            field: field.clone(),
            before,
            after,
        }
    }

    /// Whether its row is found by another value afterwards.
    pub(crate) fn renames_row(&self) -> bool {
        self.field.places.iter().any(|place| match &place.key {
            PlaceKey::Value(steps, _) => match steps.as_slice() {
                [.., PlaceStep::Row { by, is }, PlaceStep::Key(key)] => {
                    by == key && *is != self.after
                }
                _ => false,
            },
            _ => false,
        })
    }
}

/// The texts with the edits written in.
///
/// # Errors
/// The fields whose values have no place any more.
pub fn apply(sources: &Sources, edits: &[Edited]) -> Result<Sources, Vec<NotEditable>> {
    let mut all = sources.clone();
    let mut documents: BTreeMap<&str, EditedFile> = BTreeMap::new();
    let mut errors = Vec::new();
    for edit in edits {
        if write(&mut documents, sources, edit).is_err() {
            errors.push(NotEditable {
                field: edit.field.name.clone(),
            });
        }
    }
    for (path, document) in documents {
        all.insert(path.to_owned(), document.text());
    }
    for path in gone(edits) {
        all.remove(path);
    }
    match errors.is_empty() {
        true => Ok(all),
        false => Err(errors),
    }
}

fn write<'e>(
    documents: &mut BTreeMap<&'e str, EditedFile>,
    sources: &Sources,
    edit: &'e Edited,
) -> Result<(), Unwritable> {
    for place in &edit.field.places {
        if !documents.contains_key(place.path.as_str()) {
            let text = sources.get(&place.path).ok_or(Unwritable::File)?;
            let document = EditedFile::of(&place.path, text).ok_or(Unwritable::File)?;
            documents.insert(&place.path, document);
        }
        let document = documents
            .get_mut(place.path.as_str())
            .ok_or(Unwritable::File)?;
        document.write(&place.key, &edit.field.kind, &edit.after)?;
        in_order(document, &place.key);
    }
    Ok(())
}

/// The files that are taken away.
fn gone(edits: &[Edited]) -> impl Iterator<Item = &str> {
    let said = edits.iter().filter(|edit| edit.after == "yes");
    let places = said.flat_map(|edit| &edit.field.places);
    let files = places.filter(|place| place.key == PlaceKey::FileGone);
    files.map(|place| place.path.as_str())
}

/// Days are listed in order.
fn in_order(document: &mut EditedFile, key: &PlaceKey) {
    if let PlaceKey::Value(steps, _) = key
        && let [above @ .., PlaceStep::Key(last)] = steps.as_slice()
        && last.parse::<jiff::civil::Date>().is_ok()
    {
        sorted(document, above);
    }
}
