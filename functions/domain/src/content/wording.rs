//! The questionnaire's words of `content/inventory/questions.toml`: pages, questions, options, messages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ContentError, Source};

/// All words of the questionnaire, by the keys the rules use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Pages by step name (`industry`, `task`, …).
    pub pages: BTreeMap<String, PageWords>,
    /// Questions by field name.
    pub fields: BTreeMap<String, FieldWords>,
    /// Error messages by key.
    pub errors: BTreeMap<String, String>,
    /// Other sentences by key.
    pub texts: BTreeMap<String, String>,
}

/// The words of one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// Its heading.
    pub title: String,
    /// The sentences under it.
    #[serde(default)]
    pub lead: Vec<String>,
    /// The submit button.
    pub submit: String,
}

/// The words of one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldWords {
    /// The question.
    pub label: String,
    /// The question in one or two words, for reasons and the check page.
    #[serde(default)]
    pub short: String,
    /// Help under it.
    #[serde(default)]
    pub hint: String,
    /// Unit after a number.
    #[serde(default)]
    pub unit: String,
    /// Its options in the order shown.
    #[serde(default)]
    pub options: Vec<OptionWords>,
}

/// The words of one option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionWords {
    /// Its code.
    pub value: String,
    /// Its label.
    pub label: String,
    /// One plain line under it.
    #[serde(default)]
    pub hint: String,
}

pub(super) fn problems(_wording: &Wording, _source: &Source) -> Vec<ContentError> {
    Vec::new()
}
