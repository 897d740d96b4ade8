//! The fields of forms for those who sign in: drawn, filled in again, and read, with the words of the directors' pages.

use base::text;
use base::time::{DateError, japanese, read_full_date};
use jiff::civil::Date;
use town::Content;
use town::texts::DirectorTexts;

use super::limits::Excess;
use super::{Choice, Confirmation, Field, FieldError, Input, Kind, limits};

/// A field without value.
fn blank(kind: Kind, name: &str, label: &str) -> Field {
    Field {
        name: name.into(),
        kind,
        label: label.into(),
        hint: String::new(),
        unit: String::new(),
        optional: false,
        options: Vec::new(),
        value: String::new(),
        error: String::new(),
        warning: String::new(),
        offer: String::new(),
        autocomplete: String::new(),
        inputmode: String::new(),
        max_length: 0,
    }
}

/// Several lines of text.
pub fn note(name: &str, label: &str, hint: &str) -> Field {
    Field {
        hint: hint.into(),
        max_length: limits::NOTE,
        ..blank(Kind::Textarea, name, label)
    }
}

/// One line of text.
pub fn line(name: &str, label: &str) -> Field {
    Field {
        max_length: limits::LINE,
        ..blank(Kind::Text, name, label)
    }
}

/// A day.
pub fn day(name: &str, label: &str, value: Date) -> Field {
    Field {
        value: value.to_string(),
        ..blank(Kind::Date, name, label)
    }
}

/// A number with its unit, in any width.
pub fn number(name: &str, label: &str, hint: &str, unit: &str) -> Field {
    Field {
        hint: hint.into(),
        unit: unit.into(),
        inputmode: "decimal".into(),
        ..blank(Kind::Number, name, label)
    }
}

/// A mail address.
pub fn mail(name: &str, label: &str, hint: &str) -> Field {
    Field {
        hint: hint.into(),
        autocomplete: "email".into(),
        inputmode: "email".into(),
        ..blank(Kind::Email, name, label)
    }
}

/// One of some choices in a drop-down, given as value and label; `none` says that none is chosen yet.
pub fn select(name: &str, label: &str, none: &str, all: Vec<(String, String)>) -> Field {
    let none = (String::new(), none.to_owned());
    let all = [none].into_iter().chain(all).collect();
    choices(Kind::Select, name, label, all)
}

/// One or several of some choices, given as value and label.
pub fn choices(kind: Kind, name: &str, label: &str, all: Vec<(String, String)>) -> Field {
    let choice = |(value, label)| Choice {
        value,
        label,
        hint: String::new(),
        checked: false,
    };
    Field {
        options: all.into_iter().map(choice).collect(),
        ..blank(kind, name, label)
    }
}

/// The field as it was sent, with its error.
pub fn refill(mut field: Field, typed: &Input, errors: &[FieldError]) -> Field {
    let error = errors.iter().find(|error| error.field == field.name);
    field.error = error.map(|error| error.message.clone()).unwrap_or_default();
    field.value = typed.one(&field.name).to_owned();
    let ticked = typed.all(&field.name);
    for choice in &mut field.options {
        choice.checked = ticked.contains(&choice.value);
    }
    field
}

/// Reads a posted form and collects its errors.
pub struct FormReader<'a> {
    /// What was posted.
    pub input: &'a Input,
    /// The words of its errors.
    pub texts: &'a DirectorTexts,
    /// What is wrong so far, in the order read.
    pub errors: Vec<FieldError>,
}

impl<'a> FormReader<'a> {
    /// Reads what was posted; nothing is wrong yet.
    pub fn of(input: &'a Input, texts: &'a DirectorTexts) -> FormReader<'a> {
        FormReader {
            input,
            texts,
            errors: Vec::new(),
        }
    }

    /// Notes an error at a field.
    pub fn error(&mut self, field: &str, message: &str) {
        self.errors.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
    }

    /// The box without which a button alone does nothing.
    pub fn confirmed(&mut self, what: Confirmation, content: &Content) {
        self.errors.extend(what.missing(content, self.input));
    }

    /// One line that may be empty.
    pub fn line(&mut self, field: &str) -> String {
        let value = text::line(self.input.one(field));
        if value.chars().count() > limits::LINE {
            self.error(field, &self.texts.text_too_long(limits::LINE));
        }
        value
    }

    /// One line that must not be empty.
    pub fn required_line(&mut self, field: &str, missing: &str) -> String {
        let value = self.line(field);
        if value.is_empty() {
            self.error(field, missing);
        }
        value
    }

    /// Several lines that may be empty.
    pub fn lines(&mut self, field: &str, max: usize) -> String {
        let value = text::lines(self.input.one(field));
        match limits::excess(&value, max) {
            None => {}
            Some(Excess::Characters(most)) => {
                self.error(field, &self.texts.text_too_long(most));
            }
            Some(Excess::Lines(most)) => {
                self.error(field, &self.texts.text_too_many_lines(most));
            }
        }
        value
    }

    /// Several lines that must not be empty.
    pub fn required_lines(&mut self, field: &str, missing: &str) -> String {
        let value = self.lines(field, limits::NOTE);
        if value.is_empty() {
            self.error(field, missing);
        }
        value
    }

    /// A day with its year, as offices write it.
    pub fn day(&mut self, field: &str) -> Option<Date> {
        let message = match read_full_date(self.input.one(field)) {
            Ok(day) => return Some(day),
            Err(DateError::Weekday(day)) => self.texts.day_weekday(japanese(day)),
            Err(DateError::NoSuchDay) => self.texts.day_unknown().to_owned(),
            Err(DateError::Missing) => self.texts.day_missing().to_owned(),
        };
        self.error(field, &message);
        None
    }

    /// A number above 0, in any width, with or without commas and its unit.
    pub fn amount(&mut self, field: &str, unit: &str, missing: &str) -> Option<f64> {
        let value = text::amount(self.input.one(field), unit).filter(|value| *value > 0.0);
        if value.is_none() {
            self.error(field, missing);
        }
        value
    }

    /// One of some values.
    pub fn one_of<T>(
        &mut self,
        field: &str,
        parse: impl Fn(&str) -> Option<T>,
        missing: &str,
    ) -> Option<T> {
        let value = parse(self.input.one(field));
        if value.is_none() {
            self.error(field, missing);
        }
        value
    }
}
