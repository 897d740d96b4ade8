//! What is said of what the checks find in a text, a contact or dates.

use serde::Serialize;
use text_checks::{ContactLine, DateMistake, Finding, TextContext, WarningKind};

use base::time::japanese;

use crate::Content;
use crate::texts::WarningTexts;

/// One warning; none of them stops the employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What was found in the text; `None`: it is about a day, or about an answer changed since.
    pub kind: Option<WarningKind>,
    /// What was found and what to do, in Japanese.
    pub message: String,
}

impl Content {
    /// The warnings about one text.
    pub fn text_warnings(&self, text: &str, context: TextContext) -> Vec<Warning> {
        let found = self.checks.findings(text, context).into_iter();
        found
            .map(|finding| Warning {
                kind: Some(finding.kind),
                message: self.texts.warnings.of_text(&finding),
            })
            .collect()
    }

    /// The warnings about a line of the contact of `person`.
    pub fn contact_warnings(&self, line: ContactLine, text: &str, person: &str) -> Vec<String> {
        let found = self.checks.contact_findings(line, text, person);
        let told = |finding| self.texts.warnings.of_contact(finding);
        found.iter().map(told).collect()
    }
}

impl WarningTexts {
    /// Of what was found in a free text.
    pub fn of_text(&self, finding: &Finding) -> String {
        let word = &finding.word;
        match finding.kind {
            WarningKind::Vague => self.vague(word),
            WarningKind::Person => self.person(word),
            WarningKind::Phone => self.phone().to_owned(),
            WarningKind::Account => self.account().to_owned(),
            WarningKind::Mail => self.mail().to_owned(),
            WarningKind::Hours => self.hours(word),
            WarningKind::Place => self.place(word),
            WarningKind::Sequence => self.sequence(word),
        }
    }

    /// Of what was found in a contact, which has fields of its own for numbers and addresses.
    pub fn of_contact(&self, finding: &Finding) -> String {
        match finding.kind {
            WarningKind::Phone => self.phone_field().to_owned(),
            WarningKind::Mail => self.mail_field().to_owned(),
            WarningKind::Person => self.person_other(&finding.word),
            _ => self.of_text(finding),
        }
    }

    /// Of dates that contradict each other or the law.
    pub fn of_dates(&self, mistake: DateMistake) -> String {
        match mistake {
            DateMistake::InspectedEarly => self.inspection_early().to_owned(),
            DateMistake::PaidLate(limit) => self.payment_late(japanese(limit)),
            DateMistake::PaidLateOfOriginal(limit) => self.payment_original(japanese(limit)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use text_checks::Dates;

    use super::*;

    #[test]
    fn directives_are_warned_about_in_words() {
        let found =
            Content::embedded().text_warnings("9時から17時まで当社に来て入力", TextContext::Work);
        let kinds: Vec<_> = found.iter().map(|warning| warning.kind).collect();
        assert_eq!(kinds, [Some(WarningKind::Hours), Some(WarningKind::Place)]);
        assert!(found[0].message.contains("9時から17時"), "{found:?}");
    }

    #[test]
    fn number_in_a_contact_is_led_to_its_field() {
        let content = Content::embedded();
        let told = content.contact_warnings(ContactLine::Reach, "0267-56-2311", "");
        assert!(told[0].contains("「電話番号」の欄に"), "{told:?}");
    }

    #[test]
    fn late_payment_names_the_last_day() {
        let dates = Dates {
            received: Some(date(2026, 12, 1)),
            paid: Some(date(2027, 1, 30)),
            ..Dates::default()
        };
        let texts = &Content::embedded().texts.warnings;
        let told = texts.of_dates(dates.payment_mistake().unwrap());
        assert!(told.contains("2027年1月29日"), "{told}");
    }
}
