//! What an edit or a version changes, as its page shows it.

use editing::{Edited, LineChange, TextChange, ValueChange};
use serde::Serialize;
use town::texts::DeskTexts;

use crate::photos::in_words;

/// One thing that differs.
#[derive(Serialize)]
pub(crate) struct ShownDifference {
    label: String,
    before: String,
    after: String,
    lines: Vec<DifferentLine>,
}

/// A line that is gone or new.
#[derive(Serialize)]
pub(crate) struct DifferentLine {
    is_new: bool,
    text: String,
}

/// What edits change, without what follows from them by itself.
pub(crate) fn of_edits(edits: &[Edited], texts: &DeskTexts) -> Vec<ShownDifference> {
    let typed = edits.iter().filter(|edit| !edit.field.is_derived);
    let told = typed.map(|edit| in_words(edit.told(), texts));
    told.map(of_value).collect()
}

/// What an edit changed when it was published.
pub(crate) fn of_changes(changes: Vec<ValueChange>) -> Vec<ShownDifference> {
    changes.into_iter().map(of_value).collect()
}

fn of_value(change: ValueChange) -> ShownDifference {
    ShownDifference {
        label: change.label,
        before: change.before,
        after: change.after,
        lines: lines(change.lines),
    }
}

/// What differs in texts, each named as people know it.
pub(crate) fn of_texts(
    changes: Vec<TextChange>,
    name: impl Fn(&str) -> String,
) -> Vec<ShownDifference> {
    let of = |change: TextChange| ShownDifference {
        label: name(&change.path),
        before: String::new(),
        after: String::new(),
        lines: lines(change.lines),
    };
    changes.into_iter().map(of).collect()
}

fn lines(changed: Vec<LineChange>) -> Vec<DifferentLine> {
    let of = |line: LineChange| DifferentLine {
        is_new: line.is_new,
        text: line.text,
    };
    changed.into_iter().map(of).collect()
}
