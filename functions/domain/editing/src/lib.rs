//! What the office may change of the town's texts, and how: forms over the files, changes that keep the rest of a
//! file as it is, what differs in plain words, and two editors' changes put together. It parses no content: whether
//! a text is right is for the types to say that read it.

mod apply;
mod document;
mod draft;
mod fault;
mod field;
mod forms;
mod kind;
mod markup;
mod merge;
mod pages;
mod review;
mod rows;
mod split;
mod values;

pub use apply::{Edited, NotEditable, apply};
pub use draft::{DeskDraft, DraftOutcome};
pub use fault::{FaultLine, PlacedFaults, placed};
pub use field::{EditField, FieldPlace, PlaceKey, PlacePart, PlaceStep, ValueKind};
pub use forms::{EditForm, EditGroup, EditPage, FormContext, STORIES};
pub use kind::FormKind;
pub use merge::{Clash, Merged, merged, said};
pub use pages::titled_pages;
pub use review::{ChangeNote, LineChange, TextChange, ValueChange, changed_lines, changes_between};

#[cfg(test)]
mod tests;
