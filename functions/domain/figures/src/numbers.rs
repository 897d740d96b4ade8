//! The numbers under which businesses count.

use std::collections::BTreeMap;

/// The number of the business behind each submission and each visit that the register knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BusinessNumbers(BTreeMap<String, String>);

impl BusinessNumbers {
    /// The number of the business of a reference or a visit's id; where the register knows none, it stands for itself.
    pub fn of<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

impl FromIterator<(String, String)> for BusinessNumbers {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(numbers: I) -> BusinessNumbers {
        BusinessNumbers(numbers.into_iter().collect())
    }
}
