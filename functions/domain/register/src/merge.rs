//! What the office says of two businesses: that they are one, or two.

use jiff::Timestamp;

use crate::{Business, Merge, Register, first_seen};

impl Register {
    /// Says that two businesses are one: the later one is the earlier one from now on. `None`: they are already, or one
    /// is not there.
    pub fn merged(&self, (one, other): (&str, &str), by: &str, at: Timestamp) -> Option<Business> {
        let (one, other) = (self.root(one), self.root(other));
        let (one, other) = (self.0.get(one)?, self.0.get(other)?);
        if one.number == other.number {
            return None;
        }
        let order = |it: &Business| (first_seen(it), it.number.clone());
        let (early, late) = match order(one) <= order(other) {
            true => (one, other),
            false => (other, one),
        };
        let into = early.number.clone();
        Some(Business {
            merge: Some(Merge {
                into,
                at,
                by: by.to_owned(),
            }),
            ..late.next()
        })
    }

    /// Says that a business is another than one that it looks like, or was merged with.
    pub fn parted(&self, (number, other): (&str, &str)) -> Option<Business> {
        let business = self.0.get(number)?;
        self.0.get(other)?;
        let mut parted = business.next();
        parted.others.insert(other.to_owned());
        parted.merge = parted.merge.filter(|merge| merge.into != other);
        Some(parted)
    }
}
