//! The inventory's pages as data: what to ask with which value, and how typed input becomes answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::Answers;
use crate::content::Content;
use crate::flow::Step;

/// What a browser posted: every value by field name, in order, as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Input(pub BTreeMap<String, Vec<String>>);

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
    /// Groups of fields in order.
    pub groups: Vec<Group>,
    /// The submit button.
    pub submit: String,
}

/// Fields under one heading (empty heading: none).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Heading of the group, possibly empty.
    pub title: String,
    /// Sentences under the heading.
    pub lead: Vec<String>,
    /// The fields.
    pub fields: Vec<Field>,
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
    /// A warning that does not stop her (vague scope, personal name…), possibly empty.
    pub warning: String,
    /// `autocomplete` token, possibly empty.
    pub autocomplete: String,
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

/// The page for a step, filled with what was answered, or, where given, with what was typed and its errors.
pub fn page(
    _step: &Step,
    _answers: &Answers,
    _content: &Content,
    _typed: Option<&Input>,
    _errors: &[FieldError],
    _today: Date,
) -> Page {
    todo!()
}

/// Takes what was typed on a step into the answers.
///
/// # Errors
/// Every field that cannot be accepted, in page order; the answers are then unchanged.
pub fn accept(
    _step: &Step,
    _answers: &Answers,
    _content: &Content,
    _input: &Input,
    _today: Date,
) -> Result<Answers, Vec<FieldError>> {
    todo!()
}

/// A line of the check page: question, answer in words, and the page that changes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckSection {
    /// Heading (a step's title).
    pub title: String,
    /// The step's path, to change it.
    pub step: String,
    /// Question and answer pairs.
    pub rows: Vec<(String, String)>,
}

/// Everything reachable that was answered, for the check page.
pub fn summary(_answers: &Answers, _content: &Content, _today: Date) -> Vec<CheckSection> {
    todo!()
}
