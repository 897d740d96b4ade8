//! Rows of a list of tables: found by what they say, added, and taken away.

use toml_edit::{Array, InlineTable, Item, Table, TableLike, Value, value};

use crate::field::{PlacePart, PlaceStep};
use crate::values::{Unwritable, read_value};

fn says(table: &dyn TableLike, by: &str, is: &str) -> bool {
    table
        .get(by)
        .and_then(|item| read_value(item, PlacePart::Whole))
        .as_deref()
        == Some(is)
}

/// The row that says this.
pub(crate) fn row<'i>(item: &'i Item, by: &str, is: &str) -> Option<&'i dyn TableLike> {
    match item {
        Item::ArrayOfTables(rows) => {
            let row = rows.iter().find(|row| says(*row, by, is))?;
            Some(row)
        }
        Item::Value(Value::Array(rows)) => {
            let mut rows = rows.iter().filter_map(Value::as_inline_table);
            let row = rows.find(|row| says(*row, by, is))?;
            Some(row)
        }
        _ => None,
    }
}

/// The same to be changed.
pub(crate) fn row_mut<'i>(item: &'i mut Item, by: &str, is: &str) -> Option<&'i mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(rows) => {
            let row = rows.iter_mut().find(|row| says(*row, by, is))?;
            Some(row)
        }
        Item::Value(Value::Array(rows)) => {
            let mut rows = rows.iter_mut().filter_map(Value::as_inline_table_mut);
            let row = rows.find(|row| says(*row, by, is))?;
            Some(row)
        }
        _ => None,
    }
}

/// Adds a row that says only this.
pub(crate) fn add_row(item: &mut Item, by: &str, is: &str) -> Result<(), Unwritable> {
    match item {
        Item::ArrayOfTables(rows) => {
            let mut row = Table::new();
            row.decor_mut().set_prefix("\n");
            row.insert(by, value(is));
            rows.push(row);
            Ok(())
        }
        Item::Value(Value::Array(rows)) => {
            let mut row = InlineTable::new();
            row.insert(by, Value::from(is));
            rows.push(row);
            Ok(())
        }
        _ => Err(Unwritable::Gone),
    }
}

/// Takes out what is at the end of these steps.
pub(crate) fn remove(item: &mut Item, steps: &[PlaceStep]) -> Result<(), Unwritable> {
    match steps {
        [PlaceStep::Key(key)] => {
            let table = item.as_table_like_mut().ok_or(Unwritable::Gone)?;
            table.remove(key).map(drop).ok_or(Unwritable::Gone)
        }
        [PlaceStep::Key(key), rest @ ..] => {
            let table = item.as_table_like_mut().ok_or(Unwritable::Gone)?;
            remove(table.get_mut(key).ok_or(Unwritable::Gone)?, rest)
        }
        [PlaceStep::Row { by, is }] => remove_row(item, by, is),
        [PlaceStep::Row { by, is }, PlaceStep::Key(key), rest @ ..] => {
            let row = row_mut(item, by, is).ok_or(Unwritable::Gone)?;
            match rest {
                [] => row.remove(key).map(drop).ok_or(Unwritable::Gone),
                _ => remove(row.get_mut(key).ok_or(Unwritable::Gone)?, rest),
            }
        }
        _ => Err(Unwritable::Gone),
    }
}

fn remove_row(item: &mut Item, by: &str, is: &str) -> Result<(), Unwritable> {
    match item {
        Item::ArrayOfTables(rows) => {
            let at = rows.iter().position(|row| says(row, by, is));
            let at = at.ok_or(Unwritable::Gone)?;
            let above = rows.get(at).and_then(|row| row.decor().prefix().cloned());
            rows.remove(at);
            // What stands above the first row is about all of them.
            if let (0, Some(above), Some(first)) = (at, above, rows.get_mut(0)) {
                first.decor_mut().set_prefix(above);
            }
            Ok(())
        }
        Item::Value(Value::Array(rows)) => {
            let is_it = |row: &Value| row.as_inline_table().is_some_and(|row| says(row, by, is));
            let at = rows.iter().position(is_it).ok_or(Unwritable::Gone)?;
            rows.remove(at);
            if rows.is_empty() {
                *rows = Array::new();
            }
            Ok(())
        }
        _ => Err(Unwritable::Gone),
    }
}
