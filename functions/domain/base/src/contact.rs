//! Who sent an inventory: business, person, mail address and phone number, parsed once at the edge.

use serde::{Deserialize, Serialize};

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
    /// There is no @ in it.
    #[error("mail address without @")]
    NoAt,
    /// Two or more addresses.
    #[error("more than one mail address")]
    Several,
    /// A blank inside of it.
    #[error("mail address with a blank inside")]
    Blank,
    /// A letter that no mail address of ours can have.
    #[error("mail address with a letter that it cannot have")]
    Letter(char),
    /// Not a mail address.
    #[error("not a mail address")]
    Malformed,
}

/// What people put before an address, in small letters.
const MAIL_LABELS: &[&str] = &[
    "mailto",
    "e-mail",
    "email",
    "eメール",
    "メールアドレス",
    "メアド",
    "メール",
    "アドレス",
    "mail",
    "連絡先",
    "✉",
    "📧",
];

impl EmailAddress {
    /// Reads one as typed or pasted: any width, with a label, a name before `<…>`, brackets, a full stop behind
    /// it, or characters that cannot be seen.
    ///
    /// # Errors
    /// See [`EmailError`].
    pub fn parse(text: &str) -> Result<EmailAddress, EmailError> {
        let plain = text::plain(text);
        let plain = bare_address(&plain);
        match plain.matches('@').count() {
            0 => return Err(EmailError::NoAt),
            1 => {}
            _ if plain.contains("@@") => return Err(EmailError::Malformed),
            _ => return Err(EmailError::Several),
        }
        if plain.contains(char::is_whitespace) {
            return Err(EmailError::Blank);
        }
        let (local, domain) = plain.rsplit_once('@').ok_or(EmailError::NoAt)?;
        let is_known = |c: &char| c.is_ascii() && (is_local_byte(*c as u8) || *c == '@');
        if let Some(letter) = plain.chars().find(|c| !is_known(c)) {
            return Err(EmailError::Letter(letter));
        }
        let fits = plain.len() <= MAX_MAIL && !local.is_empty() && local.len() <= 64;
        if !fits || !is_domain(domain) {
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

    /// The mailbox behind it as most providers see it, to count by and for nothing else: in small letters,
    /// without dots and without what follows a plus.
    pub fn mailbox(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let local = local.split_once('+').map_or(local, |(local, _)| local);
        format!("{}@{domain}", local.replace('.', "")).to_lowercase()
    }

    /// The address as typed, normalised.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address without what people and programs put around it.
fn bare_address(plain: &str) -> String {
    let in_brackets = plain.split_once('<').and_then(|(name, rest)| {
        let (inside, after) = rest.split_once('>')?;
        // A mail program's name for somebody may be their address; another address before it is a second one.
        let named = trim_signs(name).trim_start_matches('\'');
        let one = !named.contains('@') || named.eq_ignore_ascii_case(inside.trim());
        (one && inside.contains('@') && !after.contains('@')).then_some(inside)
    });
    let mut rest = in_brackets.unwrap_or(plain);
    rest = trim_signs(rest);
    let label = |text: &str| {
        let small = text.to_lowercase();
        let label = MAIL_LABELS
            .iter()
            .find(|label| small.starts_with(**label))?;
        // No letter grows or shrinks when it is made small, in these labels.
        let behind = text.get(label.len()..)?.trim_start();
        let signed =
            behind.trim_start_matches([':', '：', '=', ')', ']', '】', '〕', '」', '\u{FE0F}']);
        (signed.len() < behind.len() || !label.is_ascii()).then(|| signed.trim_start().len())
    };
    while let Some(length) = label(rest) {
        rest = trim_signs(&rest[rest.len() - length..]);
    }
    // What follows the address in a link of that kind.
    let rest = rest.split_once('?').map_or(rest, |(address, question)| {
        if address.contains('@') && question.contains('=') {
            address
        } else {
            rest
        }
    });
    match rest.split_once('@') {
        Some((local, domain)) => {
            let domain = domain
                .trim_start()
                .replace("。 ", ".")
                .replace("。", ".")
                .replace(". ", ".");
            format!("{}@{}", local.trim_end(), trim_signs(&domain))
        }
        None => rest.to_owned(),
    }
}

/// Without the brackets, quotes and stops around an address. A full stop before one stays, for it is a mistake.
fn trim_signs(text: &str) -> &str {
    let around =
        |c: char| c.is_whitespace() || "\"“”‘’「」『』()[]【】〔〕《》〈〉<>、。,;:・".contains(c);
    let text = text.trim_start_matches(around);
    text.trim_end_matches(|c: char| around(c) || matches!(c, '.' | '!' | '\''))
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

/// A parsed Japanese phone number, shown as `090-1234-5678` or `0267-56-2311 内線12`. `Debug` masks it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Why a phone number was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// A number within a town, without the area code.
    #[error("phone number without its area code")]
    NoAreaCode,
    /// Two or more numbers.
    #[error("more than one phone number")]
    Several,
    /// A number of another country.
    #[error("phone number of another country")]
    Foreign,
    /// So many digits, which no Japanese number of its kind has.
    #[error("phone number of {0} digits")]
    Digits(usize),
    /// Not a phone number.
    #[error("not a Japanese phone number")]
    Malformed,
}

/// What people put before a number, or in brackets behind it, in small letters.
const PHONE_LABELS: &[&str] = &[
    "tel",
    "t",
    "phone",
    "mobile",
    "電話",
    "電話番号",
    "お電話",
    "お電話番号",
    "連絡先",
    "携帯",
    "携帯電話",
    "携帯番号",
    "ケータイ",
    "スマホ",
    "自宅",
    "会社",
    "職場",
    "店",
    "事務所",
    "直通",
    "代表",
    "代表電話",
    "番号",
    "まで",
    "です",
    "へ",
    "☎",
    "☏",
    "📞",
    "📱",
];

/// What people put before an extension, in small letters.
const EXTENSION_LABELS: &[&str] = &["内線番号", "内線", "extension", "ext", "(内)", "#"];

/// Area codes of Nagano and big cities, to split a number typed without hyphens.
const AREA_CODES: &[&str] = &[
    "0267", "0266", "0268", "0269", "0260", "0261", "0263", "0264", "0265", "026", "03", "06",
    "011", "022", "025", "027", "028", "029", "042", "043", "044", "045", "046", "047", "048",
    "049", "052", "053", "054", "055", "075", "076", "078", "082", "092",
];

impl PhoneNumber {
    /// Reads one as typed or pasted: any width, any hyphen or none, brackets, `+81`, with a label, an extension, or
    /// characters that cannot be seen.
    ///
    /// # Errors
    /// See [`PhoneError`].
    pub fn parse(text: &str) -> Result<PhoneNumber, PhoneError> {
        let plain = text::plain(text).to_lowercase();
        let (number, extension) = split_extension(&plain);
        let number = without_labels(number)?;
        if number.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
            return Err(PhoneError::Several);
        }
        let national = national(number)?;
        let groups: Vec<&str> = national
            .split(is_separator)
            .filter(|group| !group.is_empty())
            .collect();
        let digits = groups.concat();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PhoneError::Malformed);
        }
        if !is_japanese(&digits) {
            return Err(match digits.len() {
                5..=8 if !digits.starts_with('0') => PhoneError::NoAreaCode,
                _ if digits.starts_with('0') && !digits.starts_with("00") => {
                    PhoneError::Digits(digits.len())
                }
                _ => PhoneError::Malformed,
            });
        }
        let number = split(&digits).unwrap_or_else(|| groups.join("-"));
        Ok(PhoneNumber(match extension {
            Some(extension) => format!("{number}{EXTENSION}{extension}"),
            None => number,
        }))
    }

    /// The number with ASCII digits and hyphens, and its extension.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number for a `tel:` link: digits only, without the extension.
    pub fn digits(&self) -> String {
        let number = self.0.split(EXTENSION).next().unwrap_or_default();
        number.replace('-', "")
    }
}

/// Between a number and its extension.
const EXTENSION: &str = " 内線";

/// More digits than a number with its country's code has.
const MOST_DIGITS: usize = 15;

/// A number and the digits of its extension.
fn split_extension(plain: &str) -> (&str, Option<String>) {
    let places = EXTENSION_LABELS
        .iter()
        .filter_map(|label| plain.find(label));
    let Some((number, behind)) = places.min().map(|at| plain.split_at(at)) else {
        return (plain, None);
    };
    let digits: String = behind.chars().filter(char::is_ascii_digit).collect();
    if (1..=6).contains(&digits.len()) {
        (number, Some(digits))
    } else {
        (plain, None)
    }
}

/// The number without labels before and behind it.
fn without_labels(text: &str) -> Result<&str, PhoneError> {
    let start = text.find(|c: char| c.is_ascii_digit() || c == '+');
    let end = text.rfind(|c: char| c.is_ascii_digit());
    let (Some(start), Some(end)) = (start, end.map(|end| end + 1)) else {
        return Err(PhoneError::Malformed);
    };
    let is_label = |word: &str| word.is_empty() || PHONE_LABELS.contains(&word);
    let outside = [&text[..start], &text[end.max(start)..]];
    let mut words = outside.iter().flat_map(|text| {
        text.split(|c: char| is_separator(c) || ":。、;=「」\u{FE0F}".contains(c))
    });
    if words.all(is_label) {
        Ok(&text[start..end.max(start)])
    } else {
        Err(PhoneError::Malformed)
    }
}

/// The number as it is dialled in Japan.
fn national(number: &str) -> Result<String, PhoneError> {
    let international = number
        .strip_prefix('+')
        .or_else(|| number.strip_prefix("00"));
    let japan = match international {
        Some(rest) => Some(
            rest.trim_start_matches(is_separator)
                .strip_prefix("81")
                .ok_or(PhoneError::Foreign)?,
        ),
        None => {
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            number.strip_prefix("81").filter(|_| digits > 10)
        }
    };
    Ok(match japan {
        Some(rest) => {
            let rest = rest.trim_start_matches(is_separator);
            format!(
                "0{}",
                rest.trim_start_matches('0')
                    .trim_start_matches(is_separator)
            )
        }
        None => number.to_owned(),
    })
}

/// What stands between the groups of a number, also 一 and の.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || text::is_hyphen(c) || "()[]{}<>〔〕【】《》〈〉『』.・·_/一の".contains(c)
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
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
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
    /// Whether the employer agreed to hand the specs on to the partner town.
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
    fn phone_is_read_however_it_was_copied() {
        for typed in [
            "\u{202D}090-1234-5678\u{202C}",
            "\u{2068}090-1234-5678\u{2069}",
            "\u{200E}090-1234-5678\u{FE0E}",
            "090\u{AD}1234\u{2011}5678\u{FEFF}",
            "tel:+81-90-1234-5678",
            "tel:09012345678",
            "TEL：090-1234-5678",
            "Tel. 090.1234.5678",
            "℡090-1234-5678",
            "☎️ 090-1234-5678",
            "電話番号　０９０（１２３４）５６７８",
            "電話：090-1234-5678。",
            "携帯 090〔1234〕5678",
            "【携帯】090-1234-5678",
            "090-1234-5678（携帯）",
            "090-1234-5678 です",
            "090一1234一5678",
            "090の1234の5678",
            "090⸺1234─5678",
            "0081-90-1234-5678",
            "81-90-1234-5678",
            "＋８１（０）９０−１２３４−５６７８",
        ] {
            assert_eq!(phone(typed).as_deref(), Some("090-1234-5678"), "{typed:?}");
        }
        for typed in [
            "0267-56-2311 内線12",
            "0267-56-2311（内線 １２）",
            "電話 0267(56)2311 内線:12",
            "0267-56-2311 ext. 12",
            "0267-56-2311#12",
            "0267-56-2311 (代表) 内線番号12番",
        ] {
            let number = PhoneNumber::parse(typed).unwrap();
            assert_eq!(number.as_str(), "0267-56-2311 内線12", "{typed}");
            assert_eq!(number.digits(), "0267562311");
            assert_eq!(PhoneNumber::parse(number.as_str()), Ok(number));
        }
    }

    #[test]
    fn what_is_no_japanese_number_is_refused_with_its_reason() {
        for (typed, why) in [
            ("", PhoneError::Malformed),
            ("電話なし", PhoneError::Malformed),
            ("090-1234-5678\r\nx", PhoneError::Malformed),
            ("FAX 0267-56-2311", PhoneError::Malformed),
            ("山田 0267-56-2311", PhoneError::Malformed),
            ("mihon@example.jp", PhoneError::Malformed),
            ("1234567890", PhoneError::Malformed),
            ("56-2311", PhoneError::NoAreaCode),
            ("0901234567", PhoneError::Digits(10)),
            ("0267-56-231", PhoneError::Digits(9)),
            ("090-1234-567８9", PhoneError::Digits(12)),
            ("0267-56-2311、090-1234-5678", PhoneError::Several),
            ("0267-56-2311 または 090-1234-5678", PhoneError::Several),
            ("+1 212 555 0100", PhoneError::Foreign),
            ("0090123456", PhoneError::Foreign),
        ] {
            assert_eq!(PhoneNumber::parse(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn mail_is_read_however_it_was_copied() {
        for typed in [
            " ｓａｔｏ＠Example.JP ",
            "\u{200B}sato@example.jp",
            "sa\u{200B}to@example.jp\u{FEFF}",
            "\u{202A}sato@example.jp\u{202C}",
            "mailto:sato@example.jp",
            "mailto:sato@example.jp?subject=%E8%A6%8B%E6%9C%AC",
            "sato@example。jp",
            "sato＠example．jp",
            "sato@example.jp。",
            "sato@example.jp.",
            "sato@example.jp、",
            "<sato@example.jp>",
            "sato@example.jp <sato@example.jp>",
            "'Sato@example.jp' <sato@example.jp>",
            "見本 花子 <sato@example.jp>",
            "\"見本, 花子\" <sato@example.jp>;",
            "「sato@example.jp」",
            "メール：sato@example.jp",
            "メールアドレス　sato@example.jp",
            "E-mail: sato@example.jp",
            "sato @ example.jp",
            "sato@example. jp",
        ] {
            let read = EmailAddress::parse(typed).map(String::from);
            assert_eq!(read.as_deref(), Ok("sato@example.jp"), "{typed:?}");
        }
        for typed in [
            "mail@example.jp",
            "email.sato@example.jp",
            "mail-1@example.jp",
            "o'neil+a@example.jp",
            "a=b?c@example.jp",
        ] {
            assert_eq!(
                EmailAddress::parse(typed).map(String::from).as_deref(),
                Ok(typed)
            );
        }
    }

    #[test]
    fn what_is_no_mail_address_is_refused_with_its_reason_and_cannot_hold_a_header() {
        for (typed, why) in [
            ("", EmailError::NoAt),
            ("a", EmailError::NoAt),
            ("a.example.jp", EmailError::NoAt),
            ("a@b", EmailError::Malformed),
            ("a b@example.jp", EmailError::Blank),
            ("a@example.jp\r\nBcc: b@example.jp", EmailError::Several),
            ("a@example.jp\r\nBcc", EmailError::Blank),
            ("a@example.jp, b@example.jp", EmailError::Several),
            ("a@example.jp <b@example.jp>", EmailError::Several),
            ("<a@example.jp> <b@example.jp>", EmailError::Several),
            ("a@exa_mple.jp", EmailError::Malformed),
            ("a@-b.jp", EmailError::Malformed),
            ("髙@example.jp", EmailError::Letter('髙')),
            ("a@見本.jp", EmailError::Letter('見')),
            ("a@example,jp", EmailError::Letter(',')),
            ("@example.jp", EmailError::Malformed),
            ("a@@example.jp", EmailError::Malformed),
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(why), "{typed}");
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
            unmailable: None,
        };
        assert_eq!(
            format!("{contact:?} {:?} {:?}", contact.mail, contact.phone),
            "Contact(***) Some(EmailAddress(***)) Some(PhoneNumber(***))"
        );
    }
}
