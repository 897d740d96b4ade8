//! Who sent an inventory: business, person, mail address and phone number, parsed once at the edge.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::text;

/// The most characters of a mail address (RFC 5321).
const MAX_MAIL: usize = 254;

/// A parsed mail address. `Debug` masks it, so it cannot reach a log by accident.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a mail address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Old carrier addresses with doubled, leading or trailing dots, which mail programs refuse.
    #[error("mail address has dots where mail systems refuse them")]
    Dots,
    /// Not a mail address.
    #[error("not a mail address")]
    Malformed,
}

impl EmailAddress {
    /// Reads one as typed: any width, outer spaces.
    ///
    /// # Errors
    /// See [`EmailError`].
    pub fn parse(text: &str) -> Result<EmailAddress, EmailError> {
        let plain: String = text.trim().nfkc().collect();
        let plain = plain.trim();
        let (local, domain) = plain.rsplit_once('@').ok_or(EmailError::Malformed)?;
        let fits = plain.len() <= MAX_MAIL && !local.is_empty() && local.len() <= 64;
        if !fits || !local.bytes().all(is_local_byte) || !is_domain(domain) {
            return Err(EmailError::Malformed);
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(EmailError::Dots);
        }
        Ok(EmailAddress(format!(
            "{local}@{}",
            domain.to_ascii_lowercase()
        )))
    }

    /// The address as typed, normalised.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b)
}

fn is_domain(domain: &str) -> bool {
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, EmailError> {
        EmailAddress::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> String {
        address.0
    }
}

impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

/// A parsed Japanese phone number, shown as `090-1234-5678`. `Debug` masks it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// The text is not a Japanese phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a Japanese phone number")]
pub struct NotAPhoneNumber;

/// Area codes of Nagano and big cities, to split a number typed without hyphens.
const AREA_CODES: &[&str] = &[
    "0267", "0266", "0268", "0269", "0260", "0261", "0263", "0264", "0265", "026", "03", "06",
    "011", "022", "025", "027", "028", "029", "042", "043", "044", "045", "046", "047", "048",
    "049", "052", "053", "054", "055", "075", "076", "078", "082", "092",
];

impl PhoneNumber {
    /// Reads one as typed: any width, any hyphen or none, brackets, `+81`.
    ///
    /// # Errors
    /// When it is not ten or eleven digits of a Japanese number.
    pub fn parse(text: &str) -> Result<PhoneNumber, NotAPhoneNumber> {
        let plain: String = text.nfkc().collect();
        let plain = plain.trim();
        let national = match plain.strip_prefix("+81") {
            Some(rest) => format!(
                "0{}",
                rest.trim_start_matches(|c: char| c == ' ' || text::is_hyphen(c))
                    .trim_start_matches("(0)")
                    .trim_start_matches('0')
            ),
            None => plain.to_owned(),
        };
        let groups: Vec<&str> = national
            .split(|c: char| {
                c.is_whitespace() || text::is_hyphen(c) || matches!(c, '(' | ')' | '.' | '・')
            })
            .filter(|g| !g.is_empty())
            .collect();
        let digits = groups.concat();
        if !digits.bytes().all(|b| b.is_ascii_digit()) || !is_japanese(&digits) {
            return Err(NotAPhoneNumber);
        }
        Ok(PhoneNumber(
            split(&digits).unwrap_or_else(|| groups.join("-")),
        ))
    }

    /// The number with ASCII digits and hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number for a `tel:` link: digits only.
    pub fn digits(&self) -> String {
        self.0.replace('-', "")
    }
}

fn is_japanese(digits: &str) -> bool {
    let eleven = ["050", "060", "070", "080", "090", "020"]
        .iter()
        .any(|p| digits.starts_with(p));
    digits.starts_with('0')
        && !digits.starts_with("00")
        && digits.len()
            == if eleven || digits.starts_with("0800") {
                11
            } else {
                10
            }
}

/// The number in its usual groups, where we know them.
fn split(digits: &str) -> Option<String> {
    let cut = |a: usize, b: usize| format!("{}-{}-{}", &digits[..a], &digits[a..b], &digits[b..]);
    if digits.starts_with("0800") {
        return Some(cut(4, 7));
    }
    if digits.len() == 11 {
        return Some(cut(3, 7));
    }
    if digits.starts_with("0120") || digits.starts_with("0570") {
        return Some(cut(4, if digits.starts_with("0120") { 7 } else { 6 }));
    }
    let area = AREA_CODES.iter().find(|code| digits.starts_with(**code))?;
    Some(cut(area.len(), 6))
}

impl TryFrom<String> for PhoneNumber {
    type Error = NotAPhoneNumber;

    fn try_from(text: String) -> Result<Self, NotAPhoneNumber> {
        PhoneNumber::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> String {
        number.0
    }
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneNumber(***)")
    }
}

/// Who to answer to. At least one of `mail` and `phone` is present. `Debug` masks all of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Name of the business, one line.
    pub business: String,
    /// Name of the person, one line.
    pub person: String,
    /// Mail address, if given.
    pub mail: Option<EmailAddress>,
    /// Phone number, if given.
    pub phone: Option<PhoneNumber>,
    /// How and when to be reached, in her words, one line.
    pub reach: Option<String>,
    /// Whether she agreed to the stated purpose of use; nothing is sent without it.
    #[serde(default)]
    pub consent: bool,
    /// Whether she agreed to hand the specs on to the partner town.
    #[serde(default)]
    pub share_with_partner: bool,
}

impl Contact {
    /// What stays when name and address are deleted.
    pub fn forgotten() -> Contact {
        Contact {
            business: String::new(),
            person: String::new(),
            mail: None,
            phone: None,
            reach: None,
            consent: false,
            share_with_partner: false,
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

    fn phone(text: &str) -> Option<String> {
        PhoneNumber::parse(text).ok().map(|n| n.as_str().to_owned())
    }

    #[test]
    fn phone_is_read_in_any_width_and_hyphen_and_shown_in_groups() {
        for typed in [
            "０９０－１２３４－５６７８",
            "09012345678",
            "090 1234 5678",
            "090ー1234ー5678",
            "090‐1234−5678",
            "(090)1234-5678",
            "+81 90-1234-5678",
            "+81 (0)90 1234 5678",
        ] {
            assert_eq!(phone(typed).as_deref(), Some("090-1234-5678"), "{typed}");
        }
        assert_eq!(phone("0267562311").as_deref(), Some("0267-56-2311"));
        assert_eq!(phone("0267-56-2311").as_deref(), Some("0267-56-2311"));
        assert_eq!(phone("0312345678").as_deref(), Some("03-1234-5678"));
        assert_eq!(phone("0120123456").as_deref(), Some("0120-123-456"));
        assert_eq!(phone("0261234567").as_deref(), Some("0261-23-4567"));
        assert_eq!(phone("0262345678").as_deref(), Some("026-234-5678"));
    }

    #[test]
    fn unknown_area_code_keeps_the_typed_hyphens() {
        assert_eq!(phone("0997-12-3456").as_deref(), Some("0997-12-3456"));
        assert_eq!(phone("0997123456").as_deref(), Some("0997123456"));
    }

    #[test]
    fn what_is_no_japanese_number_is_refused() {
        for typed in [
            "",
            "0901234567",
            "1234567890",
            "090-1234-567８9",
            "電話なし",
            "0090123456",
            "090-1234-5678\r\nx",
            "+1 212 555 0100",
        ] {
            assert_eq!(phone(typed), None, "{typed}");
        }
    }

    #[test]
    fn mail_is_normalised_and_cannot_hold_a_header() {
        let mail = EmailAddress::parse(" ｓａｔｏ＠Example.JP ").unwrap();
        assert_eq!(mail.as_str(), "sato@example.jp");
        for typed in [
            "",
            "a",
            "a@b",
            "a b@example.jp",
            "a@example.jp\r\nBcc: b@example.jp",
            "a@exa_mple.jp",
            "a@-b.jp",
            "<a@example.jp>",
            "a@example.jp, b@example.jp",
            "髙@example.jp",
            "@example.jp",
            "a@@example.jp",
        ] {
            assert_eq!(
                EmailAddress::parse(typed),
                Err(EmailError::Malformed),
                "{typed}"
            );
        }
    }

    #[test]
    fn carrier_address_with_doubled_dots_is_told_apart() {
        for typed in ["a..b@docomo.ne.jp", "ab.@docomo.ne.jp", ".ab@ezweb.ne.jp"] {
            assert_eq!(EmailAddress::parse(typed), Err(EmailError::Dots), "{typed}");
        }
    }

    #[test]
    fn debug_shows_nobody() {
        let contact = Contact {
            business: "見本旅館".into(),
            person: "見本 花子".into(),
            mail: EmailAddress::parse("hanako@example.jp").ok(),
            phone: PhoneNumber::parse("0267000000").ok(),
            reach: None,
            consent: true,
            share_with_partner: false,
        };
        assert_eq!(
            format!("{contact:?} {:?} {:?}", contact.mail, contact.phone),
            "Contact(***) Some(EmailAddress(***)) Some(PhoneNumber(***))"
        );
    }
}
