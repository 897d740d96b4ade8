//! The forms: which fields each has, what they say now, and what becomes of what was typed.

mod checked;
mod director;
mod holidays;
mod limits;
mod maker;
mod money;
mod new_id;
mod office;
mod page;
mod page_rows;
mod partner;
mod promises;
mod question;
mod seminar;
mod seminar_cancel;
mod seminar_days;
mod seminar_follows;
mod seminar_slots;
mod story;
mod task;

use std::collections::BTreeMap;

use ::forms::{FieldError, Input};
use jiff::civil::Date;
use town::{Content, Sources};

use crate::apply::Edited;
use crate::document::Documents;
use crate::field::{EditField, ValueKind};
use crate::kind::FormKind;

pub use maker::{EditGroup, EditPage};
pub use story::STORIES;

pub(crate) use maker::{FormMaker, error, label, setting, steps};

pub(crate) const PROGRAMME: &str = "programme.toml";

/// What forms are made from.
#[derive(Clone, Copy)]
pub struct FormContext<'a> {
    /// What is live, read.
    pub content: &'a Content,
    /// The texts that it is about: what is live, or what an edit began with.
    pub sources: &'a Sources,
    /// Today in Japan.
    pub today: Date,
}

/// A form over texts.
pub struct EditForm {
    kind: FormKind,
    /// The texts, with what a new file begins with.
    sources: Sources,
    /// Its words and fields.
    pub page: EditPage,
}

impl EditForm {
    /// The form over these texts, for what was typed; `None`: what it is of is not there.
    pub fn of(
        kind: &FormKind,
        context: FormContext<'_>,
        typed: Option<&Input>,
    ) -> Option<EditForm> {
        let mut sources = context.sources.clone();
        let maker = FormMaker {
            context,
            texts: &context.content.texts.desk,
        };
        let page = match kind {
            FormKind::Seminar(path) => seminar::change(&maker, path)?,
            FormKind::NewSeminar(from) => {
                let copies = seminar::copied(context, from, typed)?;
                let paths: Vec<String> = copies.iter().map(|(path, _)| path.clone()).collect();
                sources.extend(copies);
                seminar_slots::spread(seminar::new(&maker, paths.first()?, from), &paths)
            }
            FormKind::CancelSeminar(path) => seminar_cancel::form(&maker, path, typed)?,
            FormKind::Holidays => holidays::form(&maker)?,
            FormKind::Money => money::form(&maker)?,
            FormKind::Director(id) => director::form(&maker, id)?,
            FormKind::OwnDirector(id) => director::own(&maker, id)?,
            FormKind::NewDirector => director::new(&maker)?,
            FormKind::RemoveDirector(id) => director::remove(&maker, id)?,
            FormKind::Partner(id) => partner::form(&maker, id)?,
            FormKind::NewPartner => partner::new(&maker)?,
            FormKind::RemovePartner(id) => partner::remove(&maker, id)?,
            FormKind::Promises => promises::form(&maker),
            FormKind::Office => office::form(&maker)?,
            FormKind::Task(id) => task::form(&maker, id)?,
            FormKind::Question(name) => question::form(&maker, name)?,
            FormKind::Page(path) => page::form(&maker, path)?,
            FormKind::Notice => page::notice(&maker)?,
            FormKind::Story(path) => story::change(&maker, path, typed)?,
            FormKind::NewStory => {
                let (path, text) = story::begun(context, typed);
                let page = story::new(&maker, &path);
                sources.insert(path, text);
                page
            }
        };
        Some(EditForm {
            kind: kind.clone(),
            sources,
            page,
        })
    }

    /// Whether it asks for the text of a page.
    pub fn has_text(&self) -> bool {
        self.fields().any(|field| field.kind == ValueKind::Body)
    }

    /// The fields in order.
    pub fn fields(&self) -> impl Iterator<Item = &EditField> {
        self.page.groups.iter().flat_map(|group| &group.fields)
    }

    /// What each field says now, by its name.
    pub fn values(&self) -> BTreeMap<String, String> {
        let mut documents = Documents::default();
        let values = self.fields().map(|field| {
            let said = documents.read(&self.sources, field);
            (field.name.clone(), said)
        });
        values.collect()
    }

    /// What was typed otherwise than it is, and what follows from it.
    ///
    /// # Errors
    /// What cannot be written as it was typed.
    pub fn edited(
        &self,
        context: FormContext<'_>,
        typed: &Input,
    ) -> Result<Vec<Edited>, Vec<FieldError>> {
        let says = &context.content.texts.errors;
        let before = self.values();
        let mut errors = Vec::new();
        let mut edited = Vec::new();
        let goes = |field: &&EditField| self.goes(field, typed);
        // Nothing is asked of a row that goes, nor written into it.
        for field in self.fields().filter(|field| !goes(field)) {
            let old = before.get(&field.name).cloned().unwrap_or_default();
            let new = checked::typed(field, typed);
            let mistake = checked::mistake(field, &old, &new, says);
            let mistake = mistake.or_else(|| limits::too_long(field, &old, &new, says));
            if let Some(message) = mistake {
                errors.push(error(&field.name, message));
            } else if !field.places.is_empty() && new != checked::normal(field, &old) {
                edited.push(Edited::new(field, old, new));
            }
        }
        let maker = FormMaker {
            context,
            texts: &context.content.texts.desk,
        };
        match &self.kind {
            FormKind::Seminar(_) | FormKind::NewSeminar(_) | FormKind::CancelSeminar(_) => {
                seminar_follows::follows(&maker, self, typed, &mut edited, &mut errors);
            }
            FormKind::Holidays => {
                holidays::closed_days(&maker, &edited, &mut errors);
                holidays::new_rows(&maker, typed, &mut edited, &mut errors);
            }
            FormKind::Page(path) => {
                page_rows::follows(&maker, path, typed, &mut edited, &mut errors);
            }
            FormKind::Notice => page::last_day(&maker, &edited, &mut errors),
            FormKind::Story(path) => {
                story::follows(&maker, path, typed, &mut edited, &mut errors);
            }
            FormKind::NewStory => {
                story::follows(&maker, &self.page.shown_on, typed, &mut edited, &mut errors);
            }
            FormKind::Promises => promises::checked_day(&maker, &edited, &mut errors),
            FormKind::Money => money::new_row(&maker, typed, &mut edited, &mut errors),
            FormKind::Director(id) | FormKind::OwnDirector(id) => {
                director::new_absence(&maker, id, typed, &mut edited, &mut errors);
            }
            FormKind::NewDirector => director::known(&maker, &edited, &mut errors),
            FormKind::RemoveDirector(_) => director::last(&maker, &edited, &mut errors),
            FormKind::Office => office::new_person(&maker, typed, &mut edited, &mut errors),
            _ => {}
        }
        // What a row is found by is written last.
        edited.sort_by_key(Edited::renames_row);
        match errors.is_empty() {
            true => Ok(edited),
            false => Err(errors),
        }
    }

    /// Whether a field is of a row or file that is taken away by what was typed.
    fn goes(&self, field: &EditField, typed: &Input) -> bool {
        let gone = self.fields().filter(|it| typed.one(&it.name) == "yes");
        let gone = gone.flat_map(|it| &it.places);
        gone.into_iter()
            .any(|row| field.places.iter().any(|place| place.goes_with(row)))
    }

    /// The texts that the form is over, with what a new file begins with.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}
