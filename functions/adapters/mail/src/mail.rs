//! A composed mail and its form on the wire: headers that cannot be injected into, lines within RFC 5322.

use base::text;
use jiff::Timestamp;
use lettre::address::{Address, AddressError, Envelope};
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Date, Header, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox, Message, MultiPart, MultiPartKind, SinglePart};

use crate::attachment::Attachment;

/// A mail ready to be sent. The same outbox message always gives the same mail.
#[derive(Clone, PartialEq)]
pub struct Mail {
    /// The Message-ID without angle brackets.
    pub id: String,
    /// Sender.
    pub from: Mailbox,
    /// The one recipient.
    pub to: Mailbox,
    /// Where mail servers return what they cannot deliver, if not to the sender.
    pub return_path: Option<Address>,
    /// `Reply-To`, if answers go to somebody else than the sender.
    pub reply_to: Option<Mailbox>,
    /// Subject.
    pub subject: String,
    /// The whole message as plain text, folded at 76 columns.
    pub text: String,
    /// The same as HTML; empty: there is none.
    pub html: String,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Where such mails are stopped, by a page or by a single POST (RFC 8058).
    pub unsubscribe: Option<String>,
    /// When the fact behind it happened.
    pub date: Timestamp,
}

/// Addresses and texts stay out of logs.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Why a mail cannot be written. Names no address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address that no mail server would take.
    #[error("invalid mail address")]
    Address(#[from] AddressError),
    /// The mail library refused the message.
    #[error("the mail could not be assembled")]
    Assembly(#[from] lettre::error::Error),
}

/// The outbox message whose mail has this Message-ID, with or without its angle brackets. `None` for the
/// ids that Amazon SES gives of its own.
pub fn message_of(message_id: &str) -> Option<String> {
    let bare = message_id.trim().trim_matches(['<', '>']);
    let (local, domain) = bare.rsplit_once('@')?;
    let ours = !local.is_empty() && !domain.ends_with("amazonses.com");
    ours.then(|| local.to_owned())
}

/// An address with a display name on one line.
///
/// # Errors
/// When the address is not one.
pub(crate) fn mailbox(name: &str, address: &str) -> Result<Mailbox, MailError> {
    let name = text::line(name);
    Ok(Mailbox::new(
        (!name.is_empty()).then_some(name),
        address.parse()?,
    ))
}

impl Mail {
    /// The message as lettre sends it.
    ///
    /// # Errors
    /// When lettre refuses it; nothing an employer types can cause that.
    pub fn message(&self) -> Result<Message, MailError> {
        let mut builder = Message::builder()
            .message_id(Some(format!("<{}>", self.id)))
            .from(self.from.clone())
            .to(self.to.clone())
            .subject(text::line(&self.subject))
            // RFC 3834: vacation responders stay silent.
            .raw_header(fixed("Auto-Submitted", "auto-generated"))
            // The same for Exchange, which ignores RFC 3834.
            .raw_header(fixed("X-Auto-Response-Suppress", "OOF, AutoReply"))
            // RFC 3282: lets clients pick a Japanese font for Han characters.
            .raw_header(fixed("Content-Language", "ja"));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        if let Some(url) = &self.unsubscribe {
            builder = builder
                .raw_header(fixed("List-Unsubscribe", &format!("<{url}>")))
                .raw_header(fixed("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        if let Some(return_path) = &self.return_path {
            let to = vec![self.to.email.clone()];
            builder = builder.envelope(Envelope::new(Some(return_path.clone()), to)?);
        }
        let mut message = match (self.html.as_str(), self.attachments.as_slice()) {
            ("", []) => builder.singlepart(textual(ContentType::TEXT_PLAIN, &self.text)),
            _ => builder.multipart(self.body()),
        }?;
        // lettre knows UTC only; a Japanese reader looks at the header as it stands.
        let date = HeaderValue::new(Date::name(), japan_date_time(self.date));
        message.headers_mut().insert_raw(date);
        Ok(message)
    }

    fn body(&self) -> MultiPart {
        let bodies = self
            .multipart(MultiPartKind::Alternative, "text")
            .singlepart(textual(ContentType::TEXT_PLAIN, &self.text))
            .singlepart(textual(ContentType::TEXT_HTML, &self.html));
        if self.attachments.is_empty() {
            return bodies;
        }
        let whole = self
            .multipart(MultiPartKind::Mixed, "files")
            .multipart(bodies);
        self.attachments
            .iter()
            .fold(whole, |whole, file| whole.singlepart(file.part()))
    }

    /// A boundary that base64 cannot contain and that stays the same when the mail is sent again.
    fn multipart(&self, kind: MultiPartKind, role: &str) -> lettre::message::MultiPartBuilder {
        let local: String = self
            .id
            .chars()
            .take_while(|c| *c != '@')
            .filter(char::is_ascii_alphanumeric)
            .take(40)
            .collect();
        MultiPart::builder()
            .kind(kind)
            .boundary(format!("=_{role}_{local}"))
    }
}

/// Base64: Japanese is shorter in it than in quoted-printable, and its lines are always 76 long.
fn textual(kind: ContentType, text: &str) -> SinglePart {
    let wire = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let body =
        Body::new_with_encoding(wire, ContentTransferEncoding::Base64).unwrap_or_else(Body::new);
    SinglePart::builder().content_type(kind).body(body)
}

/// RFC 5322's date-time on Japan's clock, e.g. `Tue, 24 Nov 2026 09:00:00 +0900`.
fn japan_date_time(at: Timestamp) -> String {
    let japan = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    at.to_zoned(japan)
        .strftime("%a, %d %b %Y %H:%M:%S %z")
        .to_string()
}

fn fixed(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
