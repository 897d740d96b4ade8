//! Reads single fields as typed, in any width, and collects what is wrong with them.

use std::collections::BTreeSet;

use super::limits::Excess;
use super::{FieldError, Input, limits};
use base::contact::{EmailAddress, EmailError, PhoneError, PhoneNumber};
use base::text;
use base::wording::Wording;
use town::Content;
use town::texts::ErrorTexts;

/// Reads fields and collects what is wrong with them.
pub struct Read<'a> {
    /// What was posted.
    pub input: &'a Input,
    /// The words of the questions.
    pub words: &'a Wording,
    /// What is said of mistakes.
    pub says: &'a ErrorTexts,
    /// What is wrong so far, in the order read.
    pub errors: Vec<FieldError>,
}

impl<'a> Read<'a> {
    /// Reads what was posted; nothing is wrong yet.
    pub fn of(input: &'a Input, content: &'a Content) -> Read<'a> {
        Read {
            input,
            words: &content.words,
            says: &content.texts.errors,
            errors: Vec::new(),
        }
    }

    /// Notes an error at a field.
    pub fn error(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push(FieldError {
            field: field.to_owned(),
            message: message.into(),
        });
    }

    /// A question as its errors name it.
    pub fn label(&self, words: &str) -> &'a str {
        self.words.field(words).brief()
    }

    /// The option chosen; `None` with an error noted where none or an unknown one is.
    pub fn choice<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = self.input.one(name);
        let value = parse(typed);
        if value.is_none() {
            let label = self.label(name);
            let message = if typed.is_empty() {
                self.says.choose(label)
            } else {
                self.says.not_an_option(label)
            };
            self.error(name, message);
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

    fn number(&mut self, name: &str, value: Option<f64>, (min, max): (f64, f64)) -> Option<f64> {
        let within = value.filter(|value| (min..=max).contains(value));
        if value.is_none() {
            self.error(name, self.says.number(self.label(name)));
        } else if within.is_none() {
            let (min, max) = (text::shown(min), text::shown(max));
            self.error(name, self.says.range(self.label(name), min, max));
        }
        within
    }

    /// A whole number from 1 to `max`, perhaps typed with the unit in its words.
    pub fn whole(&mut self, name: &str, max: u32) -> Option<u32> {
        let words = self.words;
        let value = text::amount(self.input.one(name), &words.field(name).unit);
        self.up_to(name, value, max)
    }

    /// A whole number of things, perhaps typed with what they are counted by.
    pub fn units(&mut self, name: &str, counter: &str, max: u32) -> Option<u32> {
        let value = text::counted(self.input.one(name), counter);
        self.up_to(name, value, max)
    }

    fn up_to(&mut self, name: &str, value: Option<f64>, max: u32) -> Option<u32> {
        let value = self.number(name, value, (1.0, f64::from(max)))?;
        if value.fract() != 0.0 {
            self.error(name, self.says.whole(self.label(name)));
            return None;
        }
        // Within 1..=max and whole, so the cast loses nothing.
        Some(value as u32)
    }

    /// Minutes with one decimal.
    pub fn minutes(&mut self) -> Option<f64> {
        let words = self.words;
        let value = text::amount(self.input.one("minutes"), &words.field("minutes").unit);
        self.number("minutes", value, (0.1, 6000.0))
            .map(|value| (value * 10.0).round() / 10.0)
    }

    /// How many people; `None` where nobody said.
    pub fn staff(&mut self) -> Option<u32> {
        let typed = !self.input.one("staff").trim().is_empty();
        typed.then(|| self.whole("staff", 9999)).flatten()
    }

    /// Notes an error where a text has more than `max` characters, or more lines than such a text may have.
    pub fn limit(&mut self, field: &str, words: &str, value: &str, max: usize) {
        let label = self.label(words);
        let message = match limits::excess(value, max) {
            None => return,
            Some(Excess::Characters(most)) => self.says.too_long(label, most),
            Some(Excess::Lines(most)) => self.says.too_many_lines(label, most),
        };
        self.error(field, message);
    }

    /// Several lines that may stay empty.
    pub fn note(&mut self, name: &str) -> String {
        let value = text::lines(self.input.one(name));
        self.limit(name, name, &value, limits::NOTE);
        value
    }

    /// One line that may not stay empty.
    pub fn line(&mut self, name: &str) -> String {
        self.needed(name, text::line(self.input.one(name)))
    }

    /// The name of a person, which may not stay empty.
    pub fn person(&mut self, name: &str) -> String {
        self.needed(name, text::person(self.input.one(name)))
    }

    fn needed(&mut self, name: &str, value: String) -> String {
        if value.is_empty() {
            self.error(name, self.says.empty(self.label(name)));
        }
        self.limit(name, name, &value, limits::LINE);
        value
    }

    /// The box that agrees to the purpose of use.
    pub fn consent(&mut self) {
        if !self.input.all("consent").iter().any(|value| value == "yes") {
            self.error("consent", self.says.consent());
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
            self.error("mail", mail_error(error, self.says));
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
        if let Err(error) = parsed {
            self.error("phone", phone_error(error, self.says));
        }
        parsed.ok()
    }
}

/// What is wrong with a mail address, and what to change.
pub fn mail_error(error: EmailError, says: &ErrorTexts) -> String {
    match error {
        EmailError::Dots => says.mail_dots().to_owned(),
        EmailError::NoAt => says.mail_no_at().to_owned(),
        EmailError::Several => says.mail_several().to_owned(),
        EmailError::Blank => says.mail_blank().to_owned(),
        EmailError::Letter(letter) => says.mail_letter(letter),
        EmailError::Malformed => says.mail().to_owned(),
    }
}

/// What is wrong with a phone number, and what to change.
fn phone_error(error: PhoneError, says: &ErrorTexts) -> String {
    match error {
        PhoneError::NoAreaCode => says.phone_area().to_owned(),
        PhoneError::Several => says.phone_several().to_owned(),
        PhoneError::Foreign => says.phone_foreign().to_owned(),
        PhoneError::Digits(count, wanted) => says.phone_digits(count, wanted),
        PhoneError::Words => says.phone_words().to_owned(),
        PhoneError::Malformed => says.phone().to_owned(),
    }
}
