//! What differs between two versions of a paper, row by row as they say it.

use town::texts::OrderTexts;

use crate::paper::{ChangedRow, Paper, PaperRow, RowState};

/// The rows that differ, in the order of the newer paper; then those that it has no more.
pub fn difference(before: &Paper, after: &Paper, texts: &OrderTexts) -> Vec<ChangedRow> {
    let said = |row: Option<&PaperRow>| {
        row.map_or_else(|| texts.nothing().to_owned(), |row| row.lines.join("\n"))
    };
    let now = after.rows().map(|row| (row, same(before, row), Some(row)));
    let gone = before.rows().filter(|row| same(after, row).is_none());
    let gone = gone.map(|row| (row, Some(row), None));
    let changed = now.chain(gone).map(|(row, was, is)| ChangedRow {
        label: row.label.clone(),
        before: said(was),
        after: said(is),
    });
    changed.filter(|row| row.before != row.after).collect()
}

/// 補充: whether all that changed was open before and is decided now.
pub(crate) fn supplements(before: &Paper, after: &Paper) -> bool {
    let state = |paper: &Paper, label: &str| {
        let row = paper.rows().find(|row| row.label == label);
        row.map(|row| row.state)
    };
    let decided = |row: &ChangedRow| {
        state(before, &row.label) == Some(RowState::Undecided)
            && state(after, &row.label) == Some(RowState::Done)
    };
    !after.changes.is_empty() && after.changes.iter().all(decided)
}

/// The row of the same matter in another paper, which may have called it otherwise: by the law's number, or else by
/// what it is called.
fn same<'a>(paper: &'a Paper, row: &PaperRow) -> Option<&'a PaperRow> {
    paper.rows().find(|other| match row.mark.as_str() {
        "" => other.mark.is_empty() && other.label == row.label,
        mark => other.mark == mark,
    })
}
