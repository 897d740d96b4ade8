//! A file that single values are read from and written to; everything else of it stays as it was written.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, TableLike, Value};
use town::Sources;

use crate::field::{EditField, FieldPlace, PlaceKey, PlacePart, PlaceStep, ValueKind};
use crate::markup::{masked, unmasked};
use crate::rows::{add_row, remove, row, row_mut};
use crate::split::SplitFile;
use crate::values::{Unwritable, read_value, written};

/// A file taken apart.
pub(crate) struct EditedFile {
    head: String,
    settings: DocumentMut,
    fence: String,
    body: String,
    has_windows_lines: bool,
}

impl EditedFile {
    /// Reads a file; `None`: it is not written as files of its kind are.
    pub fn of(path: &str, text: &str) -> Option<EditedFile> {
        let split = SplitFile::of(path, text)?;
        Some(EditedFile {
            head: split.head.to_owned(),
            settings: split.settings.parse().ok()?,
            fence: split.fence.to_owned(),
            body: split.body.to_owned(),
            has_windows_lines: split.has_windows_lines(),
        })
    }

    /// The file as text.
    pub fn text(&self) -> String {
        let settings = self.settings.to_string();
        let text = [&self.head, &settings, &self.fence, &self.body].map(String::as_str);
        let text = text.concat();
        match self.has_windows_lines {
            true => base::text::unix_lines(&text).replace('\n', "\r\n"),
            false => text,
        }
    }

    /// What is said there, as it is typed; `None`: nothing.
    pub fn read(&self, key: &PlaceKey) -> Option<String> {
        match key {
            PlaceKey::Body => Some(masked(&read_body(&self.body)).0),
            PlaceKey::RowGone(_) | PlaceKey::FileGone => None,
            PlaceKey::Value(steps, part) => {
                read_value(find(self.settings.as_item(), steps)?, *part)
            }
        }
    }

    /// What the rows of a list of tables say under a key, in order.
    pub fn rows(&self, steps: &[PlaceStep], by: &str) -> Vec<String> {
        let Some(item) = find(self.settings.as_item(), steps) else {
            return Vec::new();
        };
        let said = |table: &dyn TableLike| read_value(table.get(by)?, PlacePart::Whole);
        match item {
            Item::ArrayOfTables(rows) => rows.iter().filter_map(|row| said(row)).collect(),
            Item::Value(Value::Array(rows)) => {
                let rows = rows.iter().filter_map(Value::as_inline_table);
                rows.filter_map(|row| said(row)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn has_row(&self, gone: &PlaceKey) -> bool {
        let PlaceKey::RowGone(steps) = gone else {
            return false;
        };
        let Some((PlaceStep::Row { by, is }, above)) = steps.split_last() else {
            return false;
        };
        // A row above is followed by the key that the row is below.
        let list = find(self.settings.as_item(), above);
        list.is_some_and(|list| row(list, by, is).is_some())
    }

    /// The keys of a table with what they say, in order.
    pub fn entries(&self, steps: &[PlaceStep]) -> Vec<(String, String)> {
        let table = find(self.settings.as_item(), steps).and_then(Item::as_table_like);
        let entries = table.into_iter().flat_map(TableLike::iter);
        entries
            .filter_map(|(key, item)| Some((key.to_owned(), read_value(item, PlacePart::Whole)?)))
            .collect()
    }

    /// Writes what was typed; nothing takes it out.
    pub fn write(
        &mut self,
        key: &PlaceKey,
        kind: &ValueKind,
        typed: &str,
    ) -> Result<(), Unwritable> {
        match key {
            PlaceKey::Body => {
                let (_, hidden) = masked(&read_body(&self.body));
                self.body = match typed.trim() {
                    "" => String::new(),
                    text => format!("\n{}\n", unmasked(text, &hidden)),
                };
                Ok(())
            }
            PlaceKey::RowGone(steps) => match typed {
                "yes" => remove(self.settings.as_item_mut(), steps),
                _ => Ok(()),
            },
            // No file takes itself away.
            PlaceKey::FileGone => Ok(()),
            PlaceKey::Value(steps, _) if typed.is_empty() && *kind != ValueKind::Flag => {
                match remove(self.settings.as_item_mut(), steps) {
                    Err(Unwritable::Gone) => Ok(()),
                    done => done,
                }
            }
            PlaceKey::Value(steps, part) => {
                set(self.settings.as_item_mut(), steps, *part, kind, typed)
            }
        }
    }
}

/// The files that were read, each once.
#[derive(Default)]
pub(crate) struct Documents(BTreeMap<String, Option<EditedFile>>);

impl Documents {
    fn of(&mut self, sources: &Sources, path: &str) -> Option<&EditedFile> {
        let text = sources.get(path);
        let document = self.0.entry(path.to_owned());
        document
            .or_insert_with(|| EditedFile::of(path, text?))
            .as_ref()
    }

    /// Whether these texts have the row that this takes away.
    pub fn has_row(&mut self, sources: &Sources, row: &FieldPlace) -> bool {
        let document = self.of(sources, &row.path);
        document.is_some_and(|it| it.has_row(&row.key))
    }

    /// What a field says in these texts.
    pub fn read(&mut self, sources: &Sources, field: &EditField) -> String {
        let Some(place) = field.places.first() else {
            return field.default.clone();
        };
        let document = self.of(sources, &place.path);
        let said = document.and_then(|it| it.read(&place.key));
        said.unwrap_or_else(|| match place.key {
            PlaceKey::RowGone(_) | PlaceKey::FileGone => String::new(),
            _ => field.default.clone(),
        })
    }
}

fn read_body(body: &str) -> String {
    base::text::unix_lines(body)
        .trim_matches('\n')
        .trim_end()
        .to_owned()
}

/// The item at the end of these steps.
pub(crate) fn find<'i>(item: &'i Item, steps: &[PlaceStep]) -> Option<&'i Item> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(item);
    };
    match (step, rest) {
        (PlaceStep::Key(key), _) => find(item.as_table_like()?.get(key)?, rest),
        // A row is no item of its own, so that the step after it is taken with it.
        (PlaceStep::Row { by, is }, [PlaceStep::Key(key), rest @ ..]) => {
            find(row(item, by, is)?.get(key)?, rest)
        }
        _ => None,
    }
}

fn set(
    item: &mut Item,
    steps: &[PlaceStep],
    part: PlacePart,
    kind: &ValueKind,
    typed: &str,
) -> Result<(), Unwritable> {
    let is_inline = matches!(item, Item::Value(_));
    let (table, key, rest): (&mut dyn TableLike, &str, &[PlaceStep]) = match steps {
        [PlaceStep::Key(key), rest @ ..] => {
            let table = item.as_table_like_mut().ok_or(Unwritable::Gone)?;
            (table, key, rest)
        }
        [PlaceStep::Row { by, is }, PlaceStep::Key(key), rest @ ..] => {
            if row(item, by, is).is_none() {
                add_row(item, by, is)?;
            }
            let row = row_mut(item, by, is).ok_or(Unwritable::Gone)?;
            begin(row, key, rest);
            (row, key, rest)
        }
        _ => return Err(Unwritable::Gone),
    };
    if let [PlaceStep::Row { .. }, ..] = rest
        && !table.contains_key(key)
    {
        table.insert(key, Item::ArrayOfTables(ArrayOfTables::new()));
    }
    if !rest.is_empty() {
        let below = table.get_mut(key).ok_or(Unwritable::Gone)?;
        return set(below, rest, part, kind, typed);
    }
    let before = table.get(key).and_then(Item::as_value);
    let mut new = written(before, part, kind, typed).ok_or(Unwritable::Malformed)?;
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        None => {
            table.insert(key, Item::Value(new));
            // The space before its end would stand before the new comma.
            if is_inline {
                table.fmt();
            }
        }
    }
    Ok(())
}

/// What a row has below this key, where it has nothing there yet.
fn begin(row: &mut dyn TableLike, key: &str, rest: &[PlaceStep]) {
    let new: Value = match rest {
        _ if row.contains_key(key) => return,
        [] => return,
        [PlaceStep::Key(_), ..] => InlineTable::new().into(),
        [PlaceStep::Row { .. }, ..] => Array::new().into(),
    };
    row.insert(key, Item::Value(new));
}

/// Whether a table's keys are to be in order, as days are.
pub(crate) fn sorted(document: &mut EditedFile, steps: &[PlaceStep]) {
    let mut item = document.settings.as_item_mut();
    for step in steps {
        let PlaceStep::Key(key) = step else { return };
        let Some(below) = item
            .as_table_like_mut()
            .and_then(|table| table.get_mut(key))
        else {
            return;
        };
        item = below;
    }
    if let Some(table) = item.as_table_mut() {
        table.sort_values();
    }
}

/// The bytes of a file's settings that a value takes, with its key.
pub(crate) fn span(settings: &str, steps: &[PlaceStep]) -> Option<Range<usize>> {
    let document = toml_edit::Document::parse(settings).ok()?;
    find(document.as_item(), steps)?.span()
}
