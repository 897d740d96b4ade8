//! Businesses that may be the same, for the office to say.

use std::collections::{BTreeMap, BTreeSet};

use town::texts::OfficeTexts;

use crate::enter::identities;
use crate::{Business, Register, compared, first_seen};

/// In what two businesses are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The name, less the kind of company.
    Name,
    /// The phone number.
    Phone,
    /// The mail address.
    Mail,
}

/// Two businesses that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikePair<'a> {
    /// The one that was there earlier.
    pub early: &'a Business,
    /// The other.
    pub late: &'a Business,
    /// In what they are alike.
    pub alike: BTreeSet<Likeness>,
}

impl Register {
    /// Every two businesses that look alike and of which nobody said that they are two.
    pub fn alike(&self, texts: &OfficeTexts) -> Vec<AlikePair<'_>> {
        let mut seen: BTreeMap<(Likeness, String), BTreeSet<&str>> = BTreeMap::new();
        for (root, group) in self.groups() {
            for identity in identities(&group) {
                let phone = identity.phone.as_ref().map(|it| it.as_str().to_owned());
                let mail = identity.mail.as_ref().map(|it| it.as_str().to_owned());
                let name = Some(compared(&identity.business, texts));
                let marks = [
                    (Likeness::Name, name),
                    (Likeness::Phone, phone),
                    (Likeness::Mail, mail),
                ];
                for (likeness, mark) in marks {
                    let Some(mark) = mark else { continue };
                    let numbers = seen.entry((likeness, mark)).or_default();
                    numbers.insert(root);
                }
            }
        }
        let mut pairs: BTreeMap<(&str, &str), BTreeSet<Likeness>> = BTreeMap::new();
        for ((likeness, _), numbers) in &seen {
            for one in numbers {
                for other in numbers
                    .range::<str, _>((std::ops::Bound::Excluded(*one), std::ops::Bound::Unbounded))
                {
                    pairs.entry((one, other)).or_default().insert(*likeness);
                }
            }
        }
        let pairs = pairs.into_iter();
        pairs
            .filter_map(|((one, other), alike)| self.pair((one, other), alike))
            .collect()
    }

    fn pair(&self, (one, other): (&str, &str), alike: BTreeSet<Likeness>) -> Option<AlikePair<'_>> {
        let (one, other) = (self.business(one)?, self.business(other)?);
        if self.are_parted(one, other) {
            return None;
        }
        let order = |it: &Business| (first_seen(it), it.number.clone());
        let (early, late) = match order(one) <= order(other) {
            true => (one, other),
            false => (other, one),
        };
        Some(AlikePair { early, late, alike })
    }

    /// Whether the office said of any two of them that they are two.
    fn are_parted(&self, one: &Business, other: &Business) -> bool {
        let says = |one: &Business, other: &Business| {
            let others = self.members(&other.number);
            let mut members = self.members(&one.number).into_iter();
            members.any(|it| others.iter().any(|other| it.others.contains(&other.number)))
        };
        says(one, other) || says(other, one)
    }
}
