//! Where in a settings file a value is written.

use toml::de::{DeTable, DeValue};

/// The line of the value that lies there, from 1; of a row, its number from 0.
pub(crate) fn line(text: &str, steps: &[&str]) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let (first, rest) = steps.split_first()?;
    let mut value = table.get_ref().get(*first)?;
    for step in rest {
        value = match value.get_ref() {
            DeValue::Table(table) => table.get(*step)?,
            DeValue::Array(rows) => rows.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    let before = text.as_bytes().get(..value.span().start)?;
    Some(before.iter().filter(|byte| **byte == b'\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_in_its_own_row_however_rows_are_written() {
        let text = "[a]\nx = 1\n\n[[a.rows]]\nname = \"\"\n[[a.rows]]\nname = \"\"\n[b]\nrows = [\n  { name = 1 },\n  { name = 1 },\n]\n2026-01-01 = \"\"\n";
        for (steps, wanted) in [
            (&["a", "rows", "0", "name"][..], Some(5)),
            (&["a", "rows", "1", "name"], Some(7)),
            (&["b", "rows", "1", "name"], Some(11)),
            (&["b", "2026-01-01"], Some(13)),
            (&["a", "rows", "2", "name"], None),
            (&["a", "y"], None),
        ] {
            assert_eq!(line(text, steps), wanted, "{steps:?}");
        }
    }
}
