//! Who sent an inventory: business, person, mail address and phone number, parsed once at the edge.

use serde::{Deserialize, Serialize};

/// A parsed mail address. `Debug` masks it, so it cannot reach a log by accident.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address as typed, normalised.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

/// A parsed Japanese phone number, shown as `090-1234-5678`. `Debug` masks it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// The number with ASCII digits and hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneNumber(***)")
    }
}

/// Who to answer to. At least one of `mail` and `phone` is present. `Debug` is masked by the owner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Name of the business.
    pub business: String,
    /// Name of the person.
    pub person: String,
    /// Mail address, if given.
    pub mail: Option<EmailAddress>,
    /// Phone number, if given.
    pub phone: Option<PhoneNumber>,
    /// How and when to be reached, in her words.
    pub reach: Option<String>,
}
