//! A registration: who comes with how many people, told apart by seminar and mail address.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use base::contact::{EmailAddress, PhoneNumber};
use base::token::{Keys, Purpose};
use town::seminar::Seminar;
use town::texts::SeminarTexts;

/// What somebody writes on the registration form. `Debug` masks it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Application {
    /// The person's name, one line.
    pub name: String,
    /// Name of the business, one line.
    pub business: String,
    /// Where mails go; missing only where the office entered somebody without.
    pub mail: Option<EmailAddress>,
    /// A phone number, where the office entered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumber>,
    /// How many people come, 1 to 3.
    pub seats: u32,
    /// How they take part.
    pub attend: Attend,
    /// What they would like to ask.
    pub question: Option<String>,
}

impl std::fmt::Debug for Application {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Application(***)")
    }
}

/// How somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attend {
    /// In the room.
    Venue,
    /// Over the net.
    Online,
}

impl Attend {
    /// Both of them, in the order shown.
    pub const ALL: [Attend; 2] = [Attend::Venue, Attend::Online];

    /// The code in forms.
    pub fn code(self) -> &'static str {
        match self {
            Attend::Venue => "venue",
            Attend::Online => "online",
        }
    }

    /// As shown.
    pub fn label(self, texts: &SeminarTexts) -> &str {
        match self {
            Attend::Venue => texts.venue(),
            Attend::Online => texts.online(),
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Attend> {
        Attend::ALL.into_iter().find(|attend| attend.code() == code)
    }
}

/// A registration in its present state. `Debug` masks the person.
#[derive(Clone, PartialEq, Serialize)]
pub struct Registration {
    /// See [`registration_id`].
    pub id: String,
    /// The seminar's slug.
    pub seminar: String,
    /// The person's name.
    pub name: String,
    /// Name of the business.
    pub business: String,
    /// Where mails go, if anywhere.
    pub mail: Option<EmailAddress>,
    /// A phone number, if the office entered it.
    pub phone: Option<PhoneNumber>,
    /// How many people come.
    pub seats: u32,
    /// How they take part.
    pub attend: Attend,
    /// What they would like to ask.
    pub question: Option<String>,
    /// Whether they have a place.
    pub state: Standing,
    /// When they came, as the office noted.
    pub checked_in_at: Option<Timestamp>,
    /// Whether they had a place and did not come.
    pub no_show: bool,
    /// Whether somebody who reads the address's mails has acted on it, or the office knows them.
    pub is_address_confirmed: bool,
    /// Whether something happened that the office has not told them by phone yet.
    pub untold: bool,
    /// When they registered.
    pub created_at: Timestamp,
    /// Rises with everything their calendar entry has to follow: iCalendar's `SEQUENCE`.
    pub sequence: u32,
}

impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registration")
            .field("id", &self.id)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// Whether somebody has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Standing {
    /// A place is booked.
    Confirmed,
    /// Waits for a place.
    Waiting {
        /// 1: next in line.
        position: u32,
    },
    /// It has no place before its address is confirmed.
    Unconfirmed,
    /// Cancelled.
    Cancelled,
}

impl Registration {
    /// What was written on the form, to change it.
    pub fn application(&self) -> Application {
        Application {
            name: self.name.clone(),
            business: self.business.clone(),
            mail: self.mail.clone(),
            phone: self.phone.clone(),
            seats: self.seats,
            attend: self.attend,
            question: self.question.clone(),
        }
    }

    /// The subject of this registration's link tokens.
    pub fn subject(&self) -> String {
        subject(&self.seminar, &self.id)
    }
}

/// What somebody typed whose address is registered already; nothing of it counts. `Debug` masks it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Repeat {
    /// When it was sent.
    pub at: Timestamp,
    /// What was typed.
    pub application: Application,
}

impl std::fmt::Debug for Repeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Repeat({})", self.at)
    }
}

/// What the office wrote to everybody who comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeminarWord {
    /// One line.
    pub subject: String,
    /// Several lines.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
    /// Who of the office wrote it.
    pub by: String,
}

/// A registration whose mails do not arrive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unreached {
    /// The message that was given up.
    pub message: String,
    /// Why, e.g. `bounce-5.1.1`; no personal data.
    pub reason: String,
    /// When that was known.
    pub at: Timestamp,
}

/// The id of a person's registration for a seminar: keyed, so that nobody can guess whether an address
/// is registered, and the same however often they register. Small letters and digits only.
///
/// Upper and lower case before the @ count as the same person: mailboxes that tell them apart are
/// practically extinct, phones that capitalise the first letter are not.
pub fn registration_id(keys: &Keys, seminar: &Seminar, mail: &EmailAddress) -> String {
    let mail = mail.as_str().to_ascii_lowercase();
    keys.pseudonym(Purpose::Registration, &format!("{}/{mail}", seminar.slug))
}

/// The id of somebody whom the office registers without a mail address: the same for the same name and phone number, so
/// that one who calls twice is there once.
pub fn caller_id(keys: &Keys, seminar: &Seminar, application: &Application) -> String {
    let phone = application
        .phone
        .as_ref()
        .map_or("", |phone| phone.as_str());
    let name: String = base::text::plain(&application.name)
        .split_whitespace()
        .collect();
    let subject = format!("{}/{phone}/{name}", seminar.slug);
    keys.pseudonym(Purpose::Registration, &subject)
}

/// Whose mails after seminars are stopped: keyed like [`registration_id`], but the same at every seminar.
pub fn stop_subject(keys: &Keys, mail: &EmailAddress) -> String {
    keys.pseudonym(Purpose::Stop, &mail.as_str().to_ascii_lowercase())
}

/// The subject of a registration's link tokens, `slug/id`.
pub fn subject(slug: &str, id: &str) -> String {
    format!("{slug}/{id}")
}

/// Slug and id out of a token's subject.
pub fn subject_parts(subject: &str) -> Option<(&str, &str)> {
    subject.rsplit_once('/')
}
