//! Finds placements by any part of their number, the work's name, and the employer's names and phone number, however
//! they are spelled.

use base::contact::PhoneNumber;
use base::people::Actor;
use text_checks::letters;

use super::head::{CaseHead, PlacementHead};

/// What somebody looks for: each of its words has to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchWords(Vec<String>);

impl SearchWords {
    /// Reads what was typed; `None`: there is no letter and no digit in it.
    pub fn parse(typed: &str) -> Option<SearchWords> {
        let phone = PhoneNumber::parse(typed).map(|phone| letters(phone.as_str()));
        if let Ok(phone) = phone {
            return Some(SearchWords(vec![phone]));
        }
        let words = typed.split_whitespace().map(letters);
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then_some(SearchWords(words))
    }

    /// The placements of a case that are found, of those that somebody may see. Who the employer is, only those find by
    /// who may know it.
    pub fn found<'a>(&self, case: &'a CaseHead, by: &Actor) -> Vec<&'a PlacementHead> {
        let mut seen = case
            .placements
            .iter()
            .filter(|it| it.may_see(by))
            .peekable();
        if seen.peek().is_none() {
            return Vec::new();
        }
        let phone = case.phone.as_ref().map_or("", |phone| phone.as_str());
        let employer = [&case.business, &case.person, phone].map(letters);
        let found = seen.filter(|it| {
            let own = [letters(&it.id.to_string()), letters(&it.title)];
            let known = it.may_know_employer(by);
            let employer = employer.iter().filter(|_| known);
            let texts: Vec<&String> = own.iter().chain(employer).collect();
            let mut words = self.0.iter();
            words.all(|word| texts.iter().any(|text| text.contains(word)))
        });
        found.collect()
    }
}
