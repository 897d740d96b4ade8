//! A request to be visited: the form, the request, and the mails it causes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::form::{consent, line, read_consent};
use crate::contact::{EmailAddress, PhoneNumber};
use crate::content::Content;
use crate::form::draw::{Draw, group};
use crate::form::read::Read;
use crate::form::{Field, FieldError, Input, Kind, Page, limits};
use crate::message::{Message, MessageKind};
use crate::placement::ledger::{Fact, Line};
use crate::time::japan_date;
use crate::token::{Keys, Purpose};

/// A request to be visited at one's own place. `Debug` masks it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The same for the same person on the same day, so that pressing twice asks once.
    pub id: String,
    /// When it was sent.
    pub asked_at: Timestamp,
    /// What was written.
    pub request: VisitRequest,
}

/// What somebody writes on the form. At least one of `mail` and `phone` is there.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitRequest {
    /// The person's name.
    pub name: String,
    /// Name of the business.
    pub business: String,
    /// Mail address, if given.
    pub mail: Option<EmailAddress>,
    /// Phone number, if given.
    pub phone: Option<PhoneNumber>,
    /// Where to come.
    pub place: String,
    /// When it suits, and what it is about.
    pub wish: Option<String>,
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Visit({})", self.id)
    }
}

impl std::fmt::Debug for VisitRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VisitRequest(***)")
    }
}

impl Visit {
    /// The visit that a request becomes.
    pub fn new(request: VisitRequest, keys: &Keys, now: Timestamp) -> Visit {
        let mail = request.mail.as_ref().map_or("", |mail| mail.as_str());
        let phone = request.phone.as_ref().map_or("", |phone| phone.as_str());
        let who = format!("{} {mail} {phone}", japan_date(now));
        Visit {
            id: keys.pseudonym(Purpose::Visit, &who),
            asked_at: now,
            request,
        }
    }

    /// What it counts for in the ledger.
    pub fn line(&self) -> Line {
        Line::new(japan_date(self.asked_at), &self.id, Fact::Visited)
    }

    /// The mails it causes: to the office, and a confirmation where there is an address.
    pub fn messages(&self) -> Vec<Message> {
        let visit = self.id.clone();
        let message = |tail: &str, kind| Message {
            id: format!("{}-{tail}", self.id),
            kind,
            created_at: self.asked_at,
        };
        let office = MessageKind::VisitRequest {
            visit: visit.clone(),
        };
        let receipt = self.request.mail.as_ref();
        let receipt = receipt.map(|_| message("receipt", MessageKind::VisitReceipt { visit }));
        [message("visit", office)]
            .into_iter()
            .chain(receipt)
            .collect()
    }
}

/// The form's page, empty, or with what was typed and its errors.
pub fn page(content: &Content, typed: Option<&Input>, errors: &[FieldError]) -> Page {
    let draw = Draw {
        words: &content.words,
        typed,
        errors,
    };
    let optional = |field| Field {
        optional: true,
        ..field
    };
    let wish = draw.text(Kind::Textarea, "visit_wish", "visit_wish", "", limits::NOTE);
    let fields = vec![
        line(&draw, Kind::Text, "business", "", "organization"),
        line(&draw, Kind::Text, "person", "", "name"),
        optional(line(&draw, Kind::Email, "mail", "", "email")),
        optional(line(&draw, Kind::Tel, "phone", "", "tel")),
        line(&draw, Kind::Text, "visit_place", "", "street-address"),
        optional(wish),
    ];
    let kept = format!(
        "送った日から{}日",
        content.programme.retention.registration_days
    );
    let purpose = content.words.text("purpose_visit", &[]);
    let words = content.words.page("visit");
    Page {
        step: "visit".to_owned(),
        title: words.title.clone(),
        lead: words.lead.clone(),
        groups: vec![group("", fields), consent(&draw, content, &purpose, &kept)],
        submit: words.submit.clone(),
    }
}

/// Reads what was typed.
///
/// # Errors
/// Everything wrong, each with its field, in the form's order.
pub fn accept(content: &Content, input: &Input) -> Result<VisitRequest, Vec<FieldError>> {
    let mut read = Read {
        input,
        words: &content.words,
        errors: Vec::new(),
    };
    let (business, name) = (read.line("business"), read.line("person"));
    let (mail, phone) = (read.mail(), read.phone());
    let blank = |field| input.one(field).trim().is_empty();
    if blank("mail") && blank("phone") {
        read.error("mail", "contact_one", "mail", &[]);
    }
    let place = read.line("visit_place");
    let wish = Some(read.note("visit_wish")).filter(|wish| !wish.is_empty());
    read_consent(&mut read);
    if !read.errors.is_empty() {
        return Err(read.errors);
    }
    Ok(VisitRequest {
        name,
        business,
        mail,
        phone,
        place,
        wish,
    })
}
