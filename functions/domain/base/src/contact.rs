//! Who sent an inventory: business, person, mail address and phone number, parsed once at the edge.

mod email;
mod phone;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use email::{EmailAddress, EmailError, MAIL_PROVIDERS};
pub use phone::{PhoneError, PhoneNumber};

/// Who to answer to. At least one of `mail` and `phone` is present. `Debug` masks all of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Name of the business, one line.
    pub business: String,
    /// Name of the person, one line.
    pub person: String,
    /// Mail address, if given.
    pub mail: Option<EmailAddress>,
    /// An old carrier address as typed, to which mail programs refuse to write ([`EmailError::Dots`]): a phone
    /// number is beside it, and calls take the place of mails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmailable: Option<String>,
    /// Phone number, if given.
    pub phone: Option<PhoneNumber>,
    /// How and when to be reached, in the employer's words, one line.
    pub reach: Option<String>,
    /// Whether the employer agreed to the stated purpose of use; nothing is sent without it.
    #[serde(default)]
    pub consent: bool,
    /// Ids of the partners to whom the employer agreed to hand the specs on: those whose names they read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub share_with: Vec<String>,
}

impl Contact {
    /// The employer's agreement to hand the specs on, by the partner's id.
    pub fn consents(&self) -> BTreeMap<String, bool> {
        let partners = self.share_with.iter();
        partners.map(|partner| (partner.clone(), true)).collect()
    }

    /// What stays when name and address are deleted.
    pub fn forgotten() -> Contact {
        Contact {
            business: String::new(),
            person: String::new(),
            mail: None,
            phone: None,
            reach: None,
            consent: false,
            share_with: Vec::new(),
            unmailable: None,
        }
    }
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nobody() {
        let contact = Contact {
            business: "見本旅館".into(),
            person: "見本 花子".into(),
            mail: EmailAddress::parse("hanako@example.jp").ok(),
            phone: PhoneNumber::parse("0267000000").ok(),
            reach: None,
            consent: true,
            share_with: Vec::new(),
            unmailable: None,
        };
        assert_eq!(
            format!("{contact:?} {:?} {:?}", contact.mail, contact.phone),
            "Contact(***) Some(EmailAddress(***)) Some(PhoneNumber(***))"
        );
    }
}
