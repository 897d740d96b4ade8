//! Signing in by mail: who of the settings may, the code that the mail carries, and how long what follows holds.

mod member;
mod platform;

use base::contact::EmailAddress;
use base::reference::Reference;
use base::token::{Keys, Purpose};
use jiff::{SignedDuration, Timestamp};
use messages::{LinkRequest, Message, Topic};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub use member::{Member, Role, mailed_name, mark};
pub use platform::Platform;

/// How long a code can be typed.
pub const CODE_LASTS: SignedDuration = SignedDuration::from_mins(15);
/// How often a code can be mistyped in one browser.
pub const TRIES: u32 = 5;
/// A working day: how long a device stays signed in.
pub const DAY: SignedDuration = SignedDuration::from_hours(8);
/// For so long after a code was typed one may also take data away.
pub const FRESH: SignedDuration = SignedDuration::from_mins(15);

/// The code of a mail. It is made of the signing keys and what was drawn for it, so that neither the table nor the
/// outbox holds it: who reads those cannot sign in.
pub fn code(keys: &Keys, drawn: &str) -> Reference {
    let secret = keys.secret(Purpose::SignIn, drawn);
    let mut bytes = [0; 8];
    for (byte, digit) in bytes.iter_mut().zip(secret.chars()) {
        *byte = digit.to_digit(16).map_or(0, |digit| digit as u8);
    }
    Reference::from_random(bytes)
}

/// Whether somebody typed the code, in any case, width and grouping; takes as long for a wrong one as for a right one.
pub fn is_code(keys: &Keys, drawn: &str, typed: &str) -> bool {
    let right = code(keys, drawn);
    let typed = Reference::parse(typed);
    let typed = typed.as_ref().map_or("", Reference::as_str);
    bool::from(typed.as_bytes().ct_eq(right.as_str().as_bytes()))
}

/// What is stored in place of a browser's secret. The secret has 128 bits, so its bare hash tells nothing.
pub fn hashed(secret: &str) -> String {
    hex::encode(&Sha256::digest(secret)[..16])
}

/// The mail with the code, to an address of the settings and nowhere else. `drawn` keeps two requests apart.
pub fn code_message(drawn: &str, to: EmailAddress, now: Timestamp) -> Message {
    let id = &hashed(drawn)[..16];
    Message {
        id: format!("{id}-code"),
        topic: Topic::Link(LinkRequest::Code {
            drawn: drawn.to_owned(),
            to,
        }),
        created_at: now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(byte: char) -> Keys {
        Keys::parse(&format!("k1:{}", byte.to_string().repeat(43))).unwrap()
    }

    #[test]
    fn a_code_is_read_however_it_is_typed_and_no_other_is() {
        let keys = keys('A');
        let right = code(&keys, "drawn").to_string();
        let plain = right.replace('-', "");
        let wide: String = plain
            .chars()
            .map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap())
            .collect();
        for typed in [
            right.clone(),
            plain.to_lowercase(),
            wide,
            format!(" {} {} ", &plain[..4], &plain[4..]),
        ] {
            assert!(is_code(&keys, "drawn", &typed), "{typed}");
        }
        let last = plain.chars().next_back().unwrap();
        let other = if last == 'A' { 'K' } else { 'A' };
        for typed in [
            String::new(),
            plain[..7].to_owned(),
            format!("{}{other}", &plain[..7]),
            format!("{plain}A"),
        ] {
            assert!(!is_code(&keys, "drawn", &typed), "{typed}");
        }
    }

    #[test]
    fn a_code_rests_on_the_keys_and_on_what_was_drawn() {
        assert_ne!(code(&keys('A'), "drawn"), code(&keys('E'), "drawn"));
        assert_ne!(code(&keys('A'), "drawn"), code(&keys('A'), "again"));
    }

    #[test]
    fn the_mail_in_the_outbox_holds_no_code() {
        let keys = keys('A');
        let to = EmailAddress::parse("office@example.jp").unwrap();
        let message = code_message("drawn", to, Timestamp::UNIX_EPOCH);
        let code = code(&keys, "drawn").to_string();
        let told = format!("{message:?}").to_uppercase();
        assert!(!told.contains(&code) && !told.contains(&code.replace('-', "")));
    }
}
