//! Reads single fields as typed, in any width, and collects what is wrong with them.

use std::collections::BTreeSet;

use super::limits::Excess;
use super::{FieldError, Input, limits};
use base::contact::{EmailAddress, EmailError, PhoneError, PhoneNumber};
use base::text;
use base::wording::Wording;

/// Reads fields and collects what is wrong with them.
pub struct Read<'a> {
    /// What was posted.
    pub input: &'a Input,
    /// The words of the questions.
    pub words: &'a Wording,
    /// What is wrong so far, in the order read.
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

    /// The option chosen; `None` with an error noted where none or an unknown one is.
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

    /// A whole number from 1 to `max`, perhaps typed with the unit in its words.
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

    /// Minutes with one decimal.
    pub fn minutes(&mut self) -> Option<f64> {
        let words = self.words;
        self.number("minutes", &words.field("minutes").unit, 0.1, 6000.0)
            .map(|value| (value * 10.0).round() / 10.0)
    }

    /// How many people; `None` where nobody said.
    pub fn staff(&mut self) -> Option<u32> {
        let typed = !self.input.one("staff").trim().is_empty();
        typed.then(|| self.whole("staff", 9999)).flatten()
    }

    /// Notes an error where a text has more than `max` characters, or more lines than such a text may have.
    pub fn limit(&mut self, field: &str, words: &str, value: &str, max: usize) {
        let (error, most) = match limits::excess(value, max) {
            None => return,
            Some(Excess::Characters(most)) => ("too_long", most),
            Some(Excess::Lines(most)) => ("too_many_lines", most),
        };
        self.error(field, error, words, &[("max", &most.to_string())]);
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

    /// The box that agrees to the purpose of use.
    pub fn consent(&mut self) {
        if !self.input.all("consent").iter().any(|value| value == "yes") {
            self.error("consent", "consent", "consent", &[]);
        }
    }

    /// A mail address that may be left out.
    pub fn mail(&mut self) -> Option<EmailAddress> {
        let typed = self.input.one("mail");
        if text::line(typed).is_empty() {
            return None;
        }
        let parsed = EmailAddress::parse(typed);
        if let Err(error) = parsed {
            let message = mail_error(error, self.words);
            self.errors.push(FieldError {
                field: "mail".to_owned(),
                message,
            });
        }
        parsed.ok()
    }

    /// A phone number that may be left out.
    pub fn phone(&mut self) -> Option<PhoneNumber> {
        let typed = self.input.one("phone");
        if text::line(typed).is_empty() {
            return None;
        }
        let parsed = PhoneNumber::parse(typed);
        match parsed {
            Err(PhoneError::NoAreaCode) => self.error("phone", "phone_area", "phone", &[]),
            Err(PhoneError::Several) => self.error("phone", "phone_several", "phone", &[]),
            Err(PhoneError::Foreign) => self.error("phone", "phone_foreign", "phone", &[]),
            Err(PhoneError::Digits(count)) => {
                let count = count.to_string();
                self.error("phone", "phone_digits", "phone", &[("count", &count)]);
            }
            Err(PhoneError::Malformed) => self.error("phone", "phone", "phone", &[]),
            Ok(_) => {}
        }
        parsed.ok()
    }
}

/// What is wrong with a mail address, and what to change.
pub fn mail_error(error: EmailError, words: &Wording) -> String {
    let letter = match error {
        EmailError::Letter(letter) => letter.to_string(),
        _ => String::new(),
    };
    let key = match error {
        EmailError::Dots => "mail_dots",
        EmailError::NoAt => "mail_no_at",
        EmailError::Several => "mail_several",
        EmailError::Blank => "mail_blank",
        EmailError::Letter(_) => "mail_letter",
        EmailError::Malformed => "mail",
    };
    words.error(key, &[("letter", &letter)])
}
