//! Personal data in a contact beyond what an answer needs, and directives among how somebody is reached.

use super::{Checks, Finding, TextContext, Warning, WarningKind};
use base::wording::Wording;

/// A free line of the contact page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactLine {
    /// The business.
    Business,
    /// The employer's own name.
    Person,
    /// How the employer is reached.
    Reach,
}

impl Checks {
    /// Warnings about a line of the contact: numbers and addresses that have a field of
    /// their own, accounts, somebody else's name beside `person`, and directives on how to work.
    pub fn contact_warnings(
        &self,
        line: ContactLine,
        text: &str,
        person: &str,
        words: &Wording,
    ) -> Vec<Warning> {
        let warning = |finding: Finding| {
            key(line, &finding, person).map(|key| Warning {
                kind: finding.kind,
                message: words.text(key, &[("word", &finding.word)]),
            })
        };
        let found = self.findings(text, TextContext::Reach).into_iter();
        found.filter_map(warning).collect()
    }
}

fn key(line: ContactLine, finding: &Finding, person: &str) -> Option<&'static str> {
    match finding.kind {
        WarningKind::Phone => Some("warn_phone_field"),
        WarningKind::Mail => Some("warn_mail_field"),
        WarningKind::Account => Some("warn_account"),
        WarningKind::Person if line == ContactLine::Reach => {
            let honorifics = ["様", "さま", "さん", "氏"];
            let cut = |honorific| finding.word.strip_suffix(honorific);
            let name = honorifics.into_iter().find_map(cut);
            let is_own = name.is_some_and(|name| person.contains(name));
            (!is_own).then_some("warn_person_other")
        }
        kind if line == ContactLine::Reach && kind.is_directive() => Some(super::key(kind)),
        _ => None,
    }
}
