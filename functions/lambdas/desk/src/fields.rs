//! Draws the fields of a form: what was typed, or else what is said now, with what is wrong beside it.

use std::collections::BTreeMap;

use editing::{EditField, EditForm, EditGroup, ValueKind};
use forms::{Choice, Field, FieldError, FieldGroup, Input, Kind};
use town::texts::DeskTexts;

/// What a form shows.
pub(crate) struct Shown<'a> {
    pub form: &'a EditForm,
    pub typed: Option<&'a Input>,
    pub errors: &'a [FieldError],
    pub texts: &'a DeskTexts,
}

impl Shown<'_> {
    /// The groups of the form. One that is folded opens where something of it is wrong.
    pub fn groups(&self) -> Vec<FieldGroup> {
        let values = self.form.values();
        let groups = self.form.page.groups.iter();
        groups.map(|group| self.group(group, &values)).collect()
    }

    fn group(&self, group: &EditGroup, values: &BTreeMap<String, String>) -> FieldGroup {
        let fields: Vec<Field> = group
            .fields
            .iter()
            .map(|field| self.field(field, values))
            .collect();
        let is_wrong = fields.iter().any(|field| !field.error.is_empty());
        let lead = Some(group.lead.clone()).filter(|lead| !lead.is_empty());
        FieldGroup {
            title: group.title.clone(),
            lead: lead.into_iter().collect(),
            folded: group.folded && !is_wrong,
            fields,
        }
    }

    fn field(&self, field: &EditField, values: &BTreeMap<String, String>) -> Field {
        let value = match self.typed {
            Some(typed) if matches!(field.kind, ValueKind::Several(_)) => {
                typed.all(&field.name).join("\n")
            }
            Some(typed) => typed.one(&field.name).to_owned(),
            None => values.get(&field.name).cloned().unwrap_or_default(),
        };
        let error = self.errors.iter().find(|error| error.field == field.name);
        Field {
            name: field.name.clone(),
            kind: kind(&field.kind),
            label: field.label.clone(),
            hint: field.hint.clone(),
            unit: String::new(),
            optional: field.optional,
            options: self.options(&field.kind, &value),
            error: error.map(|error| error.message.clone()).unwrap_or_default(),
            warning: String::new(),
            offer: String::new(),
            autocomplete: String::new(),
            inputmode: inputmode(&field.kind).to_owned(),
            max_length: 0,
            value,
        }
    }

    fn options(&self, kind: &ValueKind, value: &str) -> Vec<Choice> {
        let choice = |(code, label): &(String, String)| Choice {
            value: code.clone(),
            label: label.clone(),
            hint: String::new(),
            checked: value.lines().any(|line| line == code) || code == value,
        };
        match kind {
            ValueKind::Choice(options) | ValueKind::Several(options) => {
                options.iter().map(choice).collect()
            }
            ValueKind::Flag => {
                let yes = ("yes".to_owned(), self.texts.flag_yes().to_owned());
                vec![choice(&yes)]
            }
            _ => Vec::new(),
        }
    }
}

fn kind(kind: &ValueKind) -> Kind {
    match kind {
        ValueKind::Line => Kind::Text,
        ValueKind::Text | ValueKind::List | ValueKind::Body => Kind::Textarea,
        ValueKind::Whole | ValueKind::Decimal => Kind::Number,
        ValueKind::Flag | ValueKind::Several(_) => Kind::Checkbox,
        ValueKind::Day | ValueKind::Date => Kind::Date,
        ValueKind::Time => Kind::Time,
        ValueKind::Choice(_) => Kind::Select,
    }
}

fn inputmode(kind: &ValueKind) -> &'static str {
    match kind {
        ValueKind::Whole => "numeric",
        ValueKind::Decimal => "decimal",
        _ => "",
    }
}

/// A field of a page that is no form of the site's texts. The first line of its words is what is asked for.
pub(crate) fn plain(
    (name, kind): (&str, Kind),
    words: &str,
    value: &str,
    errors: &[FieldError],
) -> Field {
    let (label, hint) = words.split_once('\n').unwrap_or((words, ""));
    let error = errors.iter().find(|error| error.field == name);
    Field {
        name: name.to_owned(),
        kind,
        label: label.to_owned(),
        hint: hint.trim().to_owned(),
        unit: String::new(),
        optional: false,
        options: Vec::new(),
        value: value.to_owned(),
        error: error.map(|error| error.message.clone()).unwrap_or_default(),
        warning: String::new(),
        offer: String::new(),
        autocomplete: "off".to_owned(),
        inputmode: String::new(),
        max_length: 0,
    }
}
