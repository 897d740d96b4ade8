//! What forms are put together from: fields under headings, and what each is made with.

use ::forms::FieldError;
use town::texts::{DeskTexts, ErrorTexts, PageFormTexts};

use super::{FormContext, PROGRAMME};
use crate::document::EditedFile;
use crate::field::{EditField, FieldPlace, PlaceStep, ValueKind};

/// Fields under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditGroup {
    /// Its heading, possibly empty.
    pub title: String,
    /// The sentence under it, possibly empty.
    pub lead: String,
    /// The fields.
    pub fields: Vec<EditField>,
    /// Whether it starts closed.
    pub folded: bool,
}

/// A form's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPage {
    /// Its heading.
    pub title: String,
    /// What to know before.
    pub lead: String,
    /// Its fields.
    pub groups: Vec<EditGroup>,
    /// The file below `content/` of the page that shows best what becomes of it; empty: none does.
    pub shown_on: String,
}

/// What the fields of one form are made with.
pub(crate) struct FormMaker<'a> {
    pub context: FormContext<'a>,
    pub texts: &'a DeskTexts,
}

/// What a field is called: the first line of its words.
pub(crate) fn label(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

pub(crate) fn error(field: &str, message: String) -> FieldError {
    FieldError {
        field: field.to_owned(),
        message,
    }
}

impl FormMaker<'_> {
    pub fn document(&self, path: &str) -> Option<EditedFile> {
        EditedFile::of(path, self.context.sources.get(path)?)
    }

    pub fn says(&self) -> &ErrorTexts {
        &self.context.content.texts.errors
    }

    /// Nothing was typed into the field with these words.
    pub fn empty(&self, field: &str, words: &str) -> FieldError {
        error(field, self.says().empty(label(words)))
    }

    pub fn page_words(&self) -> &PageFormTexts {
        &self.context.content.texts.page_forms
    }

    pub fn group(&self, title: &str, fields: Vec<EditField>) -> EditGroup {
        EditGroup {
            title: title.to_owned(),
            lead: String::new(),
            fields,
            folded: false,
        }
    }

    pub fn page(&self, title: &str, lead: &str, groups: Vec<EditGroup>) -> EditPage {
        EditPage {
            title: title.to_owned(),
            lead: lead.to_owned(),
            groups,
            shown_on: String::new(),
        }
    }
}

impl EditGroup {
    pub(crate) fn folded(mut self) -> EditGroup {
        self.folded = true;
        self
    }

    pub(crate) fn lead(mut self, lead: &str) -> EditGroup {
        lead.clone_into(&mut self.lead);
        self
    }
}

impl EditPage {
    pub(crate) fn shown_on(mut self, path: &str) -> EditPage {
        path.clone_into(&mut self.shown_on);
        self
    }
}

/// A field of `programme.toml` under these keys.
pub(crate) fn setting(kind: ValueKind, words: &str, keys: &[&str]) -> EditField {
    EditField::new(
        &keys.join("_"),
        kind,
        words,
        FieldPlace::value(PROGRAMME, keys),
    )
}

/// The steps of these keys.
pub(crate) fn steps(keys: &[&str]) -> Vec<PlaceStep> {
    keys.iter().map(|key| PlaceStep::key(key)).collect()
}
