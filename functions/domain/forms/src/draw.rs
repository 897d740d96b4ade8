//! Draws single fields with the questionnaire's words; what was typed goes before what was answered.

use std::collections::BTreeSet;

use super::{Choice, Field, FieldError, FieldGroup, Input, Kind, limits};
use base::wording::Wording;

/// An open group.
pub fn group(title: &str, fields: Vec<Field>) -> FieldGroup {
    FieldGroup {
        title: title.to_owned(),
        lead: Vec::new(),
        fields,
        folded: false,
    }
}

/// Draws fields with the questionnaire's words; what was typed goes before what was answered.
pub struct Draw<'a> {
    /// The words of the questions.
    pub words: &'a Wording,
    /// What was posted, if anything.
    pub typed: Option<&'a Input>,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
}

impl Draw<'_> {
    fn field(&self, kind: Kind, words: &str, name: &str) -> Field {
        let words = self.words.field(words);
        let error = self.errors.iter().find(|error| error.field == name);
        Field {
            name: name.to_owned(),
            kind,
            label: words.label.clone(),
            hint: words.hint.clone(),
            unit: words.unit.clone(),
            optional: false,
            options: Vec::new(),
            value: String::new(),
            error: error.map(|error| error.message.clone()).unwrap_or_default(),
            warning: String::new(),
            offer: String::new(),
            autocomplete: String::new(),
            inputmode: String::new(),
            max_length: 0,
        }
    }

    /// What was typed in a field, or else its current value.
    pub fn value(&self, name: &str, current: &str) -> String {
        self.typed
            .map_or(current, |typed| typed.one(name))
            .to_owned()
    }

    /// A field of text with at most `max` characters; 0: no limit to state.
    pub fn text(&self, kind: Kind, words: &str, name: &str, current: &str, max: usize) -> Field {
        let value = self.value(name, current);
        Field {
            value,
            max_length: max,
            ..self.field(kind, words, name)
        }
    }

    /// One line of text, named like its words.
    pub fn line(&self, kind: Kind, name: &str, current: &str, autocomplete: &str) -> Field {
        Field {
            autocomplete: autocomplete.to_owned(),
            ..self.text(kind, name, name, current, limits::LINE)
        }
    }

    /// The purpose of use, in lines below a title, with the box that agrees to it.
    pub fn consent(&self, title: &str, purpose: Vec<String>) -> FieldGroup {
        FieldGroup {
            lead: purpose,
            ..group(title, vec![self.many("consent", &BTreeSet::new())])
        }
    }

    /// A number, with the keyboard for it.
    pub fn number(&self, name: &str, current: &str) -> Field {
        Field {
            inputmode: "numeric".into(),
            ..self.text(Kind::Number, name, name, current, 0)
        }
    }

    /// A question with fixed options and one answer.
    pub fn choice(&self, kind: Kind, name: &str, current: &str) -> Field {
        Field {
            kind,
            ..self.many(name, &BTreeSet::from([current.to_owned()]))
        }
    }

    /// A question with fixed options and any number of answers.
    pub fn many(&self, name: &str, current: &BTreeSet<String>) -> Field {
        let options = self.words.field(name).options.iter();
        let options = options
            .map(|o| (o.value.clone(), o.label.clone(), o.hint.clone()))
            .collect();
        self.checkboxes(name, options, current)
    }

    /// Any number of options, each with value, label and hint.
    pub fn checkboxes(
        &self,
        name: &str,
        options: Vec<(String, String, String)>,
        current: &BTreeSet<String>,
    ) -> Field {
        self.checkboxes_named(name, name, options, current)
    }

    /// Checkboxes with the words of another question.
    pub fn checkboxes_named(
        &self,
        words: &str,
        name: &str,
        options: Vec<(String, String, String)>,
        current: &BTreeSet<String>,
    ) -> Field {
        let checked = |value: &String| match self.typed {
            Some(typed) => typed.all(name).contains(value),
            None => current.contains(value),
        };
        let options: Vec<Choice> = options
            .into_iter()
            .map(|(value, label, hint)| Choice {
                checked: checked(&value),
                value,
                label,
                hint,
            })
            .collect();
        let value = options
            .iter()
            .find(|option| option.checked)
            .map(|option| option.value.clone());
        let value = value.unwrap_or_default();
        Field {
            options,
            value,
            ..self.field(Kind::Checkbox, words, name)
        }
    }
}
