//! The questionnaire's words of `content/inventory/questions.toml`: pages, questions, options.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The words of the forms, by the names the rules use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Pages by step name (`industry`, `task`, …).
    pub pages: BTreeMap<String, PageWords>,
    /// Questions by field name.
    pub fields: BTreeMap<String, FieldWords>,
}

/// The words of one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// Its heading.
    pub title: String,
    /// Its heading on the check page, where that is another one.
    #[serde(default)]
    pub short: String,
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

impl Wording {
    /// The words of a page. Which there are is checked on parsing; without words, a page is shown all the same.
    pub fn page(&self, name: &str) -> &PageWords {
        static NONE: PageWords = PageWords {
            title: String::new(),
            short: String::new(),
            lead: Vec::new(),
            submit: String::new(),
        };
        let found = self.pages.get(name);
        debug_assert!(found.is_some(), "page {name} is none of those required");
        found.unwrap_or(&NONE)
    }

    /// The words of a question, in the same way.
    pub fn field(&self, name: &str) -> &FieldWords {
        static NONE: FieldWords = FieldWords {
            label: String::new(),
            short: String::new(),
            hint: String::new(),
            unit: String::new(),
            options: Vec::new(),
        };
        let found = self.fields.get(name);
        debug_assert!(found.is_some(), "field {name} is none of those required");
        found.unwrap_or(&NONE)
    }

    /// The label of an option; its code where it has none.
    pub fn option<'a>(&'a self, field: &str, code: &'a str) -> &'a str {
        let options = &self.field(field).options;
        options
            .iter()
            .find(|o| o.value == code)
            .map_or(code, |o| &o.label)
    }
}

impl PageWords {
    /// The heading in short.
    pub fn brief(&self) -> &str {
        if self.short.is_empty() {
            &self.title
        } else {
            &self.short
        }
    }
}

impl FieldWords {
    /// The question in one or two words.
    pub fn brief(&self) -> &str {
        if self.short.is_empty() {
            &self.label
        } else {
            &self.short
        }
    }
}

/// Replaces each `{name}` in one pass, so that a filled-in text is never read as a placeholder.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let name = &rest[start + 1..start + length];
        out.push_str(&rest[..start]);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filled_in_text_is_not_filled_again() {
        assert_eq!(fill("{a}と{b}", &[("a", "{b}"), ("b", "x")]), "{b}とx");
        assert_eq!(fill("{無い}", &[]), "{無い}");
    }
}
