//! Draws single fields with the questionnaire's words; what was typed goes before what was answered.

use std::collections::BTreeSet;

use super::{Choice, Field, FieldError, Group, Input, Kind};
use crate::checks::{self, About};
use crate::content::Wording;

/// An open group.
pub(crate) fn group(title: &str, fields: Vec<Field>) -> Group {
    Group {
        title: title.to_owned(),
        lead: Vec::new(),
        brief: Vec::new(),
        fields,
        folded: false,
    }
}

/// Draws fields with the questionnaire's words; what was typed goes before what was answered.
pub(crate) struct Draw<'a> {
    pub words: &'a Wording,
    pub typed: Option<&'a Input>,
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
            autocomplete: String::new(),
            inputmode: String::new(),
            max_length: 0,
        }
    }

    pub fn value(&self, name: &str, current: &str) -> String {
        self.typed
            .map_or(current, |typed| typed.one(name))
            .to_owned()
    }

    pub fn text(&self, kind: Kind, words: &str, name: &str, current: &str, max: usize) -> Field {
        let value = self.value(name, current);
        Field {
            value,
            max_length: max,
            ..self.field(kind, words, name)
        }
    }

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

    pub fn checkboxes(
        &self,
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
            ..self.field(Kind::Checkbox, name, name)
        }
    }

    /// What a text gives away, leaves open or orders.
    pub fn warning(&self, text: &str, about: About) -> String {
        let warnings = checks::warnings(text, about, self.words).into_iter();
        let messages: Vec<String> = warnings.map(|warning| warning.message).collect();
        messages.join("\n")
    }

    /// The field with what its text gives away, leaves open or orders, and what travels instead.
    pub fn warned(&self, field: Field, about: About, instead: impl Fn(&str) -> String) -> Field {
        let mut warning = self.warning(&field.value, about);
        if checks::instructs(&field.value, about) {
            let instead = self.instead(&instead(&field.value));
            warning = format!("{warning}\n{instead}");
        }
        Field { warning, ..field }
    }

    /// What the sheet says instead of what she wrote.
    pub fn instead(&self, text: &str) -> String {
        format!("{}{text}", self.words.text("turned", &[]))
    }
}
