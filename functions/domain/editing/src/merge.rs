//! Puts what two editors did together, field by field.

use std::collections::BTreeMap;

use town::Sources;

use crate::apply::Edited;
use crate::document::Documents;
use crate::field::EditField;

/// What both changed, each otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What was typed, over what it said when the edit began.
    pub edit: Edited,
    /// What is live now.
    pub theirs: String,
}

/// The edits over what is live now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// What is still to be written.
    pub edits: Vec<Edited>,
    /// What a person has to choose.
    pub clashes: Vec<Clash>,
    /// What was typed into rows that others took away since: it would bring them back.
    pub lost: Vec<Edited>,
}

/// Puts edits of the texts `base` over texts that others may have changed since. `prefer`: what to do where both changed a
/// field, by its name: `true` takes what was typed, `false` leaves what is live.
pub fn merged(
    edits: Vec<Edited>,
    (base, live): (&Sources, &Sources),
    prefer: &BTreeMap<String, bool>,
) -> Merged {
    let (mut merged, mut documents) = (Merged::default(), Documents::default());
    let mut before = Documents::default();
    for edit in edits {
        let is_gone = edit
            .field
            .rows()
            .into_iter()
            .any(|row| before.has_row(base, &row) && !documents.has_row(live, &row));
        if is_gone {
            merged.lost.push(edit);
            continue;
        }
        if edit.field.is_derived {
            merged.edits.push(edit);
            continue;
        }
        let theirs = documents.read(live, &edit.field);
        let choice = prefer.get(&edit.field.name);
        if theirs == edit.after {
            continue;
        }
        let is_untouched = theirs == edit.before;
        match choice {
            _ if is_untouched => merged.edits.push(edit),
            Some(true) => merged.edits.push(Edited {
                before: theirs,
                ..edit
            }),
            Some(false) => {}
            None => merged.clashes.push(Clash { edit, theirs }),
        }
    }
    merged
}

/// What a field says in these texts.
pub fn said(sources: &Sources, field: &EditField) -> String {
    Documents::default().read(sources, field)
}
