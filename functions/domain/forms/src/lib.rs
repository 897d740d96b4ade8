//! A form as data: fields in groups on a page, with what was typed and what is wrong with it.

pub mod confirmation;
pub mod draw;
pub mod fields;
pub mod read;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use confirmation::Confirmation;
pub use read::mail_error;

/// What a browser posted: every value by field name, in order, as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Input(pub BTreeMap<String, Vec<String>>);

impl Input {
    /// The first value of a field; empty where there is none.
    pub fn one(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The most characters of each kind of text.
pub mod limits {
    /// A task in the employer's own words.
    pub const TASK_NAME: usize = 60;
    /// One line about a person or business.
    pub const LINE: usize = 100;
    /// A few sentences about a task.
    pub const NOTE: usize = 400;
    /// One field of the sheet.
    pub const SPEC: usize = 1000;
    /// The reason for an undecided field.
    pub const REASON: usize = 200;

    /// The most lines of a text of at most `characters`: lists of short lines fit, pages of single letters do not,
    /// so that no paper grows far beyond what its characters need.
    pub const fn lines(characters: usize) -> usize {
        characters / 20
    }

    /// How a text is longer than it may be.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Excess {
        /// It has more than so many characters.
        Characters(usize),
        /// It has more than so many lines.
        Lines(usize),
    }

    /// How a text is longer than one of at most `characters` may be; `None`: it is not.
    pub fn excess(text: &str, characters: usize) -> Option<Excess> {
        if text.chars().count() > characters {
            Some(Excess::Characters(characters))
        } else if text.lines().count() > lines(characters).max(1) {
            Some(Excess::Lines(lines(characters)))
        } else {
            None
        }
    }

    #[cfg(test)]
    mod tests {
        use super::{Excess, NOTE, SPEC, excess};

        #[test]
        fn lists_fit_and_single_letters_on_lines_do_not() {
            let list = "・予約サイトごとの口コミに返信を書く\n".repeat(20);
            assert_eq!(excess(list.trim_end(), NOTE), None);
            let letters = "あ\n".repeat(SPEC / 2);
            assert_eq!(excess(&letters, SPEC), Some(Excess::Lines(50)));
            let long = "あ".repeat(SPEC + 1);
            assert_eq!(excess(&long, SPEC), Some(Excess::Characters(SPEC)));
            assert_eq!(excess(&long[3..], SPEC), None);
        }
    }
}

/// One thing wrong with one field, in words for the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldError {
    /// The field's name; the summary links to `#f-{field}`.
    pub field: String,
    /// What happened and what to do now, in Japanese.
    pub message: String,
}

/// A page of questions, ready for the template.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// The step's path.
    pub step: String,
    /// The heading.
    pub title: String,
    /// The sentences under it.
    pub lead: Vec<String>,
    /// What the answers say as they are, each line with its heading; empty where the questions have to be read.
    pub stands: Vec<(String, String)>,
    /// Groups of fields in order.
    pub groups: Vec<FieldGroup>,
    /// The submit button.
    pub submit: String,
}

/// Fields under one heading (empty heading: none).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldGroup {
    /// Heading of the group, possibly empty.
    pub title: String,
    /// Sentences under the heading.
    pub lead: Vec<String>,
    /// The fields.
    pub fields: Vec<Field>,
    /// Whether it starts closed (`<details>`); open where it contains an answer or an error.
    pub folded: bool,
}

/// How a field is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines.
    Textarea,
    /// Whole or decimal number, with a unit after it.
    Number,
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// Mail address.
    Email,
    /// Phone number.
    Tel,
    /// Exactly one of the options.
    Radio,
    /// Any of the options.
    Checkbox,
    /// One of the options in a drop-down.
    Select,
}

/// One question with its current value and error.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Field name in the form; the input's id is `f-{name}`.
    pub name: String,
    /// How it is drawn.
    pub kind: Kind,
    /// The question.
    pub label: String,
    /// Help under the question, possibly empty.
    pub hint: String,
    /// Unit after a number (`分`, `件`), possibly empty.
    pub unit: String,
    /// Whether an answer may be left out (shown as 任意).
    pub optional: bool,
    /// The choices of a radio, checkbox or select.
    pub options: Vec<Choice>,
    /// The current value of a single-valued field, as typed or prefilled.
    pub value: String,
    /// The error message, possibly empty.
    pub error: String,
    /// A warning that does not prevent going on (vague scope, personal name…), possibly empty.
    pub warning: String,
    /// A text that can be taken instead of the present one with one press, possibly empty.
    pub offer: String,
    /// `autocomplete` token, possibly empty.
    pub autocomplete: String,
    /// `inputmode`, possibly empty.
    pub inputmode: String,
    /// The most characters; 0: no limit to state.
    pub max_length: usize,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Its value.
    pub value: String,
    /// Its label.
    pub label: String,
    /// One plain line under the label, possibly empty.
    pub hint: String,
    /// Whether it is chosen now.
    pub checked: bool,
}
