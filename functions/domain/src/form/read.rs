//! Reads single fields as typed, in any width, and collects what is wrong with them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{FieldError, Input, limits};
use crate::answers::FieldEdit;
use crate::checks;
use crate::contact::{EmailAddress, EmailError, PhoneNumber};
use crate::content::{Content, Wording};
use crate::spec::fields::FieldDef;
use crate::text;

/// Reads fields and collects what is wrong with them.
pub(crate) struct Read<'a> {
    pub input: &'a Input,
    pub words: &'a Wording,
    pub errors: Vec<FieldError>,
}

impl Read<'_> {
    /// Notes an error at a field; `words` names the question, whose label the message may use.
    pub fn error(&mut self, field: &str, key: &str, words: &str, values: &[(&str, &str)]) {
        let label = self.words.field(words).brief();
        let values: Vec<(&str, &str)> = values.iter().copied().chain([("label", label)]).collect();
        let message = self.words.error(key, &values);
        self.errors.push(FieldError {
            field: field.to_owned(),
            message,
        });
    }

    pub fn choice<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = self.input.one(name);
        let value = parse(typed);
        if value.is_none() {
            let key = if typed.is_empty() {
                "choose"
            } else {
                "not_an_option"
            };
            self.error(name, key, name, &[]);
        }
        value
    }

    /// Every option ticked; what was never offered is passed over.
    pub fn many<T: Ord>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> BTreeSet<T> {
        let codes = self.input.all(name).iter();
        codes.filter_map(|code| parse(code)).collect()
    }

    /// The option chosen, or `blank` with its error noted.
    pub fn choice_or<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>, blank: T) -> T {
        self.choice(name, parse).unwrap_or(blank)
    }

    pub fn tag(&mut self, content: &Content) -> String {
        let find = |typed: &str| {
            content
                .tags
                .iter()
                .find(|tag| tag.id == typed)
                .map(|tag| tag.id.clone())
        };
        self.choice("tag", find).unwrap_or_default()
    }

    fn number(&mut self, name: &str, unit: &str, min: f64, max: f64) -> Option<f64> {
        let value = text::amount(self.input.one(name), unit);
        let within = value.filter(|value| (min..=max).contains(value));
        if value.is_none() {
            self.error(name, "number", name, &[]);
        } else if within.is_none() {
            let (min, max) = (text::shown(min), text::shown(max));
            self.error(name, "range", name, &[("min", &min), ("max", &max)]);
        }
        within
    }

    pub fn whole(&mut self, name: &str, max: u32) -> Option<u32> {
        let words = self.words;
        self.units(name, &words.field(name).unit, max)
    }

    /// A whole number of something.
    pub fn units(&mut self, name: &str, unit: &str, max: u32) -> Option<u32> {
        let value = self.number(name, unit, 1.0, f64::from(max))?;
        if value.fract() != 0.0 {
            self.error(name, "whole", name, &[]);
            return None;
        }
        // Within 1..=max and whole, so the cast loses nothing.
        Some(value as u32)
    }

    pub fn minutes(&mut self) -> Option<f64> {
        let words = self.words;
        self.number("minutes", &words.field("minutes").unit, 0.1, 6000.0)
            .map(|value| (value * 10.0).round() / 10.0)
    }

    pub fn limit(&mut self, field: &str, words: &str, value: &str, max: usize) {
        if value.chars().count() > max {
            self.error(field, "too_long", words, &[("max", &max.to_string())]);
        }
    }

    /// Several lines that may stay empty.
    pub fn note(&mut self, name: &str) -> String {
        let value = text::lines(self.input.one(name));
        self.limit(name, name, &value, limits::NOTE);
        value
    }

    /// One line that may not stay empty.
    pub fn line(&mut self, name: &str) -> String {
        let value = text::line(self.input.one(name));
        if value.is_empty() {
            self.error(name, "empty", name, &[]);
        }
        self.limit(name, name, &value, limits::LINE);
        value
    }

    pub fn mail(&mut self) -> Option<EmailAddress> {
        let typed = self.input.one("mail");
        if typed.trim().is_empty() {
            return None;
        }
        let parsed = EmailAddress::parse(typed);
        match parsed {
            Err(EmailError::Dots) => self.error("mail", "mail_dots", "mail", &[]),
            Err(EmailError::Malformed) => self.error("mail", "mail", "mail", &[]),
            Ok(_) => {}
        }
        parsed.ok()
    }

    pub fn phone(&mut self) -> Option<PhoneNumber> {
        let typed = self.input.one("phone");
        if typed.trim().is_empty() {
            return None;
        }
        let parsed = PhoneNumber::parse(typed).ok();
        if parsed.is_none() {
            self.error("phone", "phone", "phone", &[]);
        }
        parsed
    }

    /// What she did to one drafted field; `None`: it stands. A reason or a date makes it 未定.
    pub fn edit(&mut self, def: &FieldDef, standing: &str, today: Date) -> Option<FieldEdit> {
        let words = format!("spec_{}", def.id);
        let (reason_name, planned_name) =
            (format!("{}_reason", def.id), format!("{}_planned", def.id));
        let reason = text::line(self.input.one(&reason_name));
        let planned = self.input.one(&planned_name).trim().to_owned();
        if !reason.is_empty() || !planned.is_empty() {
            self.limit(&reason_name, "undecided_reason", &reason, limits::REASON);
            let planned = self.planned(&planned_name, &planned, today);
            if reason.is_empty() {
                self.error(&reason_name, "undecided_pair", "undecided_reason", &[]);
            }
            return planned.map(|planned| FieldEdit::Undecided { reason, planned });
        }
        let value = text::lines(self.input.one(def.id));
        self.limit(def.id, &words, &value, limits::SPEC);
        if value == text::lines(standing) {
            None
        } else if !value.is_empty() {
            Some(FieldEdit::Text {
                text: value,
                over: text::lines(standing),
            })
        } else if def.may_stay_empty() {
            Some(FieldEdit::Director)
        } else {
            self.error(def.id, "empty", &words, &[]);
            None
        }
    }

    fn planned(&mut self, name: &str, typed: &str, today: Date) -> Option<Date> {
        let words = "undecided_planned";
        if typed.is_empty() {
            self.error(name, "undecided_pair", words, &[]);
            return None;
        }
        let Some(date) = checks::date_in(typed) else {
            self.error(name, "date", words, &[]);
            return None;
        };
        if date <= today {
            self.error(name, "date_past", words, &[]);
            return None;
        }
        Some(date)
    }
}
