//! What differs between texts, in plain words: of fields what they said and say, of a page's text its lines.

use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};
use town::Sources;

use crate::apply::Edited;
use crate::field::ValueKind;
use crate::merge::Clash;

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueChange {
    /// What it is, in words.
    pub label: String,
    /// What it said; empty: nothing.
    pub before: String,
    /// What it says.
    pub after: String,
    /// The lines that differ, of a value of many lines.
    pub lines: Vec<LineChange>,
}

/// What a change means, in words, e.g. whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeNote {
    /// What it is about.
    pub label: String,
    /// What is to be known.
    pub lines: Vec<String>,
}

/// A line that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineChange {
    /// Whether it is new; else it is gone.
    pub is_new: bool,
    /// What it says.
    pub text: String,
}

/// A text that differs, without its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The file below `content/`.
    pub path: String,
    /// What differs.
    pub lines: Vec<LineChange>,
}

impl Edited {
    /// What it changes, in words.
    pub fn told(&self) -> ValueChange {
        let words = |value: &str| shown(&self.field.kind, value);
        let (before, after) = (words(&self.before), words(&self.after));
        let is_long = before.contains('\n') || after.contains('\n');
        let lines = match is_long {
            true => changed_lines(&before, &after),
            false => Vec::new(),
        };
        ValueChange {
            label: self.field.label.clone(),
            before,
            after,
            lines,
        }
    }
}

impl Clash {
    /// What is live now, in words.
    pub fn told(&self) -> String {
        shown(&self.edit.field.kind, &self.theirs)
    }
}

/// A value as people read it.
fn shown(kind: &ValueKind, value: &str) -> String {
    match kind {
        ValueKind::Choice(options) => {
            let option = options.iter().find(|(code, _)| code == value);
            option.map_or(value, |(_, label)| label).to_owned()
        }
        ValueKind::Several(options) => {
            let chosen = options
                .iter()
                .filter(|(code, _)| value.lines().any(|line| line == code));
            let labels = chosen.map(|(_, label)| label.as_str());
            labels.collect::<Vec<_>>().join("\n")
        }
        ValueKind::Flag => (if value == "yes" { "✓" } else { "" }).to_owned(),
        ValueKind::Day | ValueKind::Date => match value.parse() {
            Ok(day) => base::time::japanese(day),
            Err(_) => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

/// The lines that are gone and new, in order.
pub fn changed_lines(before: &str, after: &str) -> Vec<LineChange> {
    let diff = TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes();
    let changed = changes.filter(|change| change.tag() != ChangeTag::Equal);
    let lines = changed.map(|change| LineChange {
        is_new: change.tag() == ChangeTag::Insert,
        text: change.value().trim_end().to_owned(),
    });
    lines.filter(|line| !line.text.is_empty()).collect()
}

/// What differs between two versions of the texts, file by file.
pub fn changes_between(before: &Sources, after: &Sources) -> Vec<TextChange> {
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    let of = |sources: &Sources, path: &String| sources.get(path).cloned().unwrap_or_default();
    paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| TextChange {
            path: path.clone(),
            lines: changed_lines(&of(before, path), &of(after, path)),
        })
        .collect()
}
