//! Somebody who answered the notice of a job: their own words, kept for a while and deleted by their time to live.

use base::contact::{EmailAddress, PhoneNumber};
use base::token::{Keys, Purpose};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::SpecId;

/// Somebody who would do the work. `Debug` masks them.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Applicant {
    /// The same for the same person and placement, so that pressing twice answers once.
    pub id: String,
    /// The spec's number in its submission, from 1.
    pub spec: u32,
    /// When they answered.
    pub at: Timestamp,
    /// Their name.
    pub name: String,
    /// Mail address, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<EmailAddress>,
    /// Phone number, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumber>,
    /// A sentence of theirs.
    pub wish: String,
}

impl std::fmt::Debug for Applicant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Applicant({})", self.id)
    }
}

impl Applicant {
    /// The id of whoever can be reached there.
    pub fn id_of(
        placement: &SpecId,
        mail: Option<&EmailAddress>,
        phone: Option<&PhoneNumber>,
        keys: &Keys,
    ) -> String {
        let mail = mail.map_or("", |mail| mail.as_str());
        let phone = phone.map_or("", |phone| phone.as_str());
        keys.pseudonym(Purpose::Work, &format!("{placement} {mail} {phone}"))
    }
}
