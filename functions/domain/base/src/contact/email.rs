//! A mail address, read however it was typed or copied.

use serde::{Deserialize, Serialize};

use crate::text;

/// The most characters of a mail address (RFC 5321).
const MAX_MAIL: usize = 254;

/// A parsed mail address. `Debug` masks it, so it cannot reach a log by accident.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Providers and networks where most addresses here are, by their own pages; what many share names nobody.
pub const MAIL_PROVIDERS: [&str; 16] = [
    "gmail.com",
    "icloud.com",
    "yahoo.co.jp",
    "ymail.ne.jp",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "i.softbank.jp",
    "ymobile.ne.jp",
    "rakuten.jp",
    "outlook.com",
    "outlook.jp",
    "hotmail.com",
    "hotmail.co.jp",
    "nifty.com",
];

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
    let written = plain.replace("&lt;", "<").replace("&gt;", ">");
    let written = match written.contains('@') {
        true => written,
        // As a link writes it.
        false => written.replace("%40", "@"),
    };
    if let Some(one) = one_address_twice(&written) {
        return one;
    }
    let in_brackets = written.split_once('<').and_then(|(name, rest)| {
        let (inside, after) = rest.split_once('>')?;
        let one = !name.contains('@') && inside.contains('@') && !after.contains('@');
        one.then_some(inside)
    });
    let rest = without_labels(in_brackets.unwrap_or(&written));
    // What follows the address in a link of that kind.
    let rest = match rest.split_once('?') {
        Some((address, question)) if address.contains('@') && question.contains('=') => address,
        _ => rest,
    };
    let Some((local, domain)) = rest.split_once('@') else {
        return rest.to_owned();
    };
    let domain = domain
        .trim_start()
        .replace("。 ", ".")
        .replace('。', ".")
        .replace(". ", ".");
    let address = format!("{}@{}", local.trim_end(), without_remark(&domain));
    // What an input method writes for a hyphen looks like one.
    address.replace(|c| text::is_hyphen(c) && c != 'ー', "-")
}

/// The one address of a text that holds it several times, as programs write a link: `a@b.jp <mailto:a@b.jp>`.
fn one_address_twice(text: &str) -> Option<String> {
    let apart = |c: char| c.is_whitespace() || "<>()[]{}:;,|\"“”、。".contains(c);
    let parts = text.split(apart).filter(|part| part.contains('@'));
    let found: Vec<&str> = parts.map(trim_signs).collect();
    let (last, others) = found.split_last()?;
    let is_whole = last.split('@').filter(|part| !part.is_empty()).count() == 2;
    let same = others.iter().all(|other| other.eq_ignore_ascii_case(last));
    // The last one is the link itself, the others are its name.
    (is_whole && same && !others.is_empty()).then(|| (*last).to_owned())
}

/// Without what people put before an address.
fn without_labels(text: &str) -> &str {
    let label = |text: &str| {
        let small = text.to_lowercase();
        let label = MAIL_LABELS
            .iter()
            .find(|label| small.starts_with(**label))?;
        // No letter grows or shrinks when it is made small, in these labels.
        let behind = text.get(label.len()..)?;
        let signed = behind.trim_start().trim_start_matches([
            ':', '：', '=', ')', ']', '】', '〕', '」', '\u{FE0E}', '\u{FE0F}',
        ]);
        (signed.len() < behind.len() || !label.is_ascii()).then(|| signed.trim_start().len())
    };
    let mut rest = trim_signs(text);
    while let Some(length) = label(rest) {
        rest = trim_signs(&rest[rest.len() - length..]);
    }
    // 宛先：, To: and whatever else; no address of ours has a colon. What goes on with slashes is a page's address.
    let colon = |c: char| matches!(c, ':' | '：');
    let label = rest
        .split_once('@')
        .and_then(|(local, _)| local.rfind(colon));
    match label.map(|at| &rest[at..]) {
        Some(behind) if !behind.trim_start_matches(colon).starts_with('/') => trim_signs(behind),
        _ => rest,
    }
}

/// The domain without a remark behind it, as in `example.jp（自宅）` or `example.jp です。`
fn without_remark(domain: &str) -> &str {
    let is_domain_letter = |c: char| c.is_ascii_alphanumeric() || c == '.' || text::is_hyphen(c);
    let end = domain
        .find(|c| !is_domain_letter(c))
        .unwrap_or(domain.len());
    let (name, remark) = domain.split_at(end);
    let is_remark = !remark.contains(|c: char| c.is_ascii_alphanumeric() || c == '@');
    match name.contains('.') && is_remark {
        true => trim_signs(name),
        false => trim_signs(domain),
    }
}

/// Without the brackets, quotes and stops around an address. A full stop before one stays, for it is a mistake.
fn trim_signs(text: &str) -> &str {
    let around = |c: char| {
        c.is_whitespace()
            || "\"'`“”‘’「」『』()[]【】〔〕《》〈〉<>、。,;:：・/\u{FE0E}\u{FE0F}".contains(c)
    };
    let text = text.trim_start_matches(around);
    text.trim_end_matches(|c: char| around(c) || matches!(c, '.' | '!'))
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
    // No top domain is a number: that is an address of a machine.
    let top = domain.rsplit('.').next().unwrap_or_default();
    let named = top.contains(|c: char| c.is_ascii_alphabetic());
    domain.contains('.') && named && domain.split('.').all(label)
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

#[cfg(test)]
mod tests {
    use super::*;

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
            "'sato@example.jp'",
            "‘sato@example.jp’",
            "`sato@example.jp`",
            "mailto://sato@example.jp",
            "sato@example.jp <mailto:sato@example.jp>",
            "sato@example.jp<mailto:sato@example.jp>",
            "[sato@example.jp](mailto:sato@example.jp)",
            "sato@example.jp sato@example.jp",
            "sato@example.jp（自宅）",
            "sato@example.jp です。",
            "宛先：sato@example.jp",
            "To: sato@example.jp",
            "携帯メール：sato@example.jp",
            "Email sato@example.jp",
            "mailto:sato%40example.jp",
            "✉︎sato@example.jp",
            "&lt;sato@example.jp&gt;",
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
    fn whatever_is_typed_for_a_hyphen_is_one() {
        for hyphen in ['\u{2010}', '\u{2011}', '\u{2212}', '\u{2013}', '－'] {
            let typed = format!("mi{hyphen}hon@exa{hyphen}mple.jp");
            let read = EmailAddress::parse(&typed).unwrap();
            assert_eq!(read.as_str(), "mi-hon@exa-mple.jp", "{typed}");
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
            ("a@[127.0.0.1]", EmailError::Malformed),
            ("https://example.jp/@sato.jp", EmailError::Letter(':')),
            ("a@example.jp b@example.jp", EmailError::Several),
            ("a@example.jp <mailto:b@example.jp>", EmailError::Several),
            ("a@example.jp x", EmailError::Blank),
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
}
