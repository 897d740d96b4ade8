//! Personal data in a contact beyond what an answer needs, and directives among how somebody is reached.

use super::{Checks, Finding, TextContext, WarningKind};

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
    /// What a line of the contact gives away or directs: numbers and addresses that have a field of their own,
    /// accounts, somebody else's name beside `person`, and directives on how to work.
    pub fn contact_findings(&self, line: ContactLine, text: &str, person: &str) -> Vec<Finding> {
        let mut found = self.findings(text, TextContext::Reach);
        found.retain(|finding| is_told(line, finding, person));
        found
    }
}

fn is_told(line: ContactLine, finding: &Finding, person: &str) -> bool {
    match finding.kind {
        WarningKind::Phone | WarningKind::Mail | WarningKind::Account => true,
        WarningKind::Person if line == ContactLine::Reach => {
            let honorifics = ["様", "さま", "さん", "氏"];
            let cut = |honorific| finding.word.strip_suffix(honorific);
            let name = honorifics.into_iter().find_map(cut);
            !name.is_some_and(|name| person.contains(name))
        }
        kind => line == ContactLine::Reach && kind.is_directive(),
    }
}
