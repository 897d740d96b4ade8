//! What differs between two versions of an order's terms, row by row as the paper says them.

use std::collections::BTreeMap;

use town::texts::OrderTexts;

use crate::frozen::OrderTerms;
use crate::paper::{ChangedRow, PaperRow, RowState};

/// The rows that differ, in the order of the newer paper; then those that it has no more.
pub fn difference(before: &OrderTerms, after: &OrderTerms, texts: &OrderTexts) -> Vec<ChangedRow> {
    let (old, new) = (rows(before, texts), rows(after, texts));
    let said = |rows: &[PaperRow], label: &str| {
        let row = rows.iter().find(|row| row.label == label);
        row.map_or_else(|| texts.nothing().to_owned(), |row| row.lines.join("\n"))
    };
    let labels: Vec<&str> = new
        .iter()
        .chain(
            old.iter()
                .filter(|o| new.iter().all(|n| n.label != o.label)),
        )
        .map(|row| row.label.as_str())
        .collect();
    let changed = labels.into_iter().map(|label| ChangedRow {
        label: label.to_owned(),
        before: said(&old, label),
        after: said(&new, label),
    });
    changed.filter(|row| row.before != row.after).collect()
}

impl OrderTerms {
    /// 補充: whether all that differs was open before and is decided now.
    pub fn supplements(&self, before: &OrderTerms, texts: &OrderTexts) -> bool {
        let old = states(before, texts);
        let new = states(self, texts);
        let changed = difference(before, self, texts);
        !changed.is_empty()
            && changed.iter().all(|row| {
                old.get(&row.label) == Some(&RowState::Undecided)
                    && new.get(&row.label) == Some(&RowState::Done)
            })
    }
}

fn rows(terms: &OrderTerms, texts: &OrderTexts) -> Vec<PaperRow> {
    let groups = terms.groups(texts).into_iter();
    groups.flat_map(|group| group.rows).collect()
}

fn states(terms: &OrderTerms, texts: &OrderTexts) -> BTreeMap<String, RowState> {
    let rows = rows(terms, texts).into_iter();
    rows.map(|row| (row.label, row.state)).collect()
}
