//! Signed links: HMAC-SHA256 over purpose, subject and expiry, with a key id, so that keys can rotate.

use crate::text;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Bytes of the HMAC kept in a token: 128 bits, short enough for one line of mail.
const TAG_BYTES: usize = 16;
/// Their letters in a token.
const TAG_LETTERS: usize = (TAG_BYTES * 4).div_ceil(3);
/// What quoted-printable writes for `=`; no key's id begins so.
const QUOTED_SIGN: &str = "3D";

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Continue a draft.
    Resume,
    /// See a submission's status.
    Status,
    /// Decide on a spec.
    Decide,
    /// Answer a director's question.
    Answer,
    /// See, change or cancel a registration.
    Registration,
    /// Signing in: codes, and the names of addresses that sign in.
    SignIn,
    /// The partner's answer.
    Partner,
    /// A worker's page of an order.
    Work,
    /// Stop mails after seminars; also names the addresses for which they are stopped.
    Stop,
    /// Tell visits and those who ask for them apart.
    Visit,
    /// Count what one address or network does.
    Budget,
    /// Tell when a form was opened, or for which draft.
    Form,
    /// See a page as it will be.
    Preview,
    /// Write for an employer, in the browser of somebody of the office.
    Help,
    /// Record that an employer agreed to what is shown of a draft.
    Agree,
    /// Sign what another Kiridashi is told.
    Exchange,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::Resume => "resume",
            Purpose::Status => "status",
            Purpose::Decide => "decide",
            Purpose::Answer => "answer",
            Purpose::Registration => "registration",
            Purpose::SignIn => "sign-in",
            Purpose::Partner => "partner",
            Purpose::Work => "work",
            Purpose::Stop => "stop",
            Purpose::Visit => "visit",
            Purpose::Budget => "budget",
            Purpose::Form => "form",
            Purpose::Preview => "preview",
            Purpose::Help => "help",
            Purpose::Agree => "agree",
            Purpose::Exchange => "exchange",
        }
    }
}

/// The signing keys, newest first. `Debug` shows ids only; bytes are zeroised on drop.
#[derive(Clone)]
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    id: String,
    bytes: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.keys.iter().map(|k| &k.id))
            .finish()
    }
}

impl Keys {
    /// Reads `id:base64url,id:base64url`, newest first.
    ///
    /// # Errors
    /// When a key is missing, short (< 32 bytes) or malformed.
    pub fn parse(text: &str) -> Result<Keys, KeyError> {
        let keys = text
            .split(',')
            .map(parse_key)
            .collect::<Result<Vec<_>, _>>()?;
        let ids: std::collections::BTreeSet<&str> = keys.iter().map(|k| k.id.as_str()).collect();
        if ids.len() == keys.len() {
            Ok(Keys { keys })
        } else {
            Err(KeyError)
        }
    }

    /// Signs; URL-safe, no padding. The same input gives the same token.
    pub fn sign(&self, purpose: Purpose, subject: &str, expires: Timestamp) -> String {
        let key = &self.keys[0];
        let body = format!(
            "{}.{}.{}",
            key.id,
            BASE64.encode(subject),
            expires.as_second()
        );
        let tag = BASE64.encode(mac(key, purpose, &body));
        format!("{body}.{tag}")
    }

    /// A name for something that must not be named itself, such as a mail address in a key: the same for
    /// the same subject, 24 small letters and digits. Made with the oldest key, so that it stays the same
    /// when a newer key is added; it changes when the oldest is dropped.
    pub fn pseudonym(&self, purpose: Purpose, subject: &str) -> String {
        let key = &self.keys[self.keys.len() - 1];
        // No token's body begins so: a key's id is never empty.
        let tag = mac(key, purpose, &format!(".{subject}"));
        hex::encode(&tag[..12])
    }

    /// A secret that can be given to somebody without giving a key: 64 small hexadecimal digits, made with
    /// the oldest key like [`Keys::pseudonym`].
    pub fn secret(&self, purpose: Purpose, subject: &str) -> String {
        let key = &self.keys[self.keys.len() - 1];
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&key.bytes).expect("HMAC takes keys of any length");
        // No token's body and no pseudonym begins so.
        mac.update(format!("{}.secret.{subject}", purpose.name()).as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }

    /// What other keys are made of, 32 bytes for each of ours, newest first: the same as long as that key is there.
    pub fn seeds(&self, purpose: Purpose) -> impl Iterator<Item = Zeroizing<[u8; 32]>> {
        self.keys.iter().map(move |key| {
            let mut mac =
                Hmac::<Sha256>::new_from_slice(&key.bytes).expect("HMAC takes keys of any length");
            // No token's body, pseudonym or secret begins so.
            mac.update(format!("{}.seed", purpose.name()).as_bytes());
            Zeroizing::new(mac.finalize().into_bytes().into())
        })
    }

    /// The subject of a token that we signed for that purpose.
    ///
    /// # Errors
    /// [`TokenError::Expired`] only for tokens of ours; anything else is `Forged`.
    pub fn verify(
        &self,
        purpose: Purpose,
        token: &str,
        now: Timestamp,
    ) -> Result<String, TokenError> {
        let claims = self.verify_signature(purpose, token)?;
        match claims.is_over(now) {
            true => Err(TokenError::Expired),
            false => Ok(claims.subject),
        }
    }

    /// What a token that we signed for that purpose says, also when it is too old to be acted on.
    ///
    /// # Errors
    /// [`TokenError::Forged`].
    pub fn verify_signature(
        &self,
        purpose: Purpose,
        token: &str,
    ) -> Result<SignedClaims, TokenError> {
        let (body, tag) = token.rsplit_once('.').ok_or(TokenError::Forged)?;
        let [id, subject, expires] = <[&str; 3]>::try_from(body.split('.').collect::<Vec<_>>())
            .map_err(|_| TokenError::Forged)?;
        let key = self
            .keys
            .iter()
            .find(|k| k.id == id)
            .ok_or(TokenError::Forged)?;
        let tag = BASE64.decode(tag).map_err(|_| TokenError::Forged)?;
        if !bool::from(mac(key, purpose, body).ct_eq(tag.as_slice())) {
            return Err(TokenError::Forged);
        }
        let expires: i64 = expires.parse().map_err(|_| TokenError::Forged)?;
        let subject = BASE64.decode(subject).map_err(|_| TokenError::Forged)?;
        Ok(SignedClaims {
            subject: String::from_utf8(subject).map_err(|_| TokenError::Forged)?,
            expires: Timestamp::from_second(expires).map_err(|_| TokenError::Forged)?,
        })
    }
}

/// What a token of ours says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedClaims {
    /// What it is about.
    pub subject: String,
    /// From when it is too old to be acted on.
    pub expires: Timestamp,
}

impl SignedClaims {
    /// Whether it is too old to be acted on.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now.as_second() >= self.expires.as_second()
    }
}

/// A token out of a link as mail programs hand it on: without what cannot be in a token (blanks, line ends, brackets,
/// punctuation), the `3D` that quoted-printable makes of `=`, and whatever letters stand behind its end; with plain
/// letters and hyphens for what looks like them.
pub fn repair(mailed: &str) -> String {
    let in_token = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let plain = mailed.chars().map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c if c != 'ー' && text::is_hyphen(c) => '-',
        c => c,
    });
    let kept: String = plain.filter(in_token).collect();
    let mut kept = kept.trim_matches('.');
    while let Some(rest) = strip_quoted_sign(kept) {
        kept = rest;
    }
    match kept.split('.').collect::<Vec<_>>()[..] {
        [id, subject, expires, tag, ..] => {
            let tag = tag.get(..TAG_LETTERS).unwrap_or(tag);
            [id, subject, expires, tag].join(".")
        }
        _ => kept.to_owned(),
    }
}

/// Without the `3D` at its beginning, in large or small letters.
fn strip_quoted_sign(text: &str) -> Option<&str> {
    let (sign, rest) = text.split_at_checked(QUOTED_SIGN.len())?;
    sign.eq_ignore_ascii_case(QUOTED_SIGN).then_some(rest)
}

fn parse_key(text: &str) -> Result<Key, KeyError> {
    let (id, bytes) = text.trim().split_once(':').ok_or(KeyError)?;
    let id_fits = !id.is_empty()
        && strip_quoted_sign(id).is_none()
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let bytes = Zeroizing::new(BASE64.decode(bytes).map_err(|_| KeyError)?);
    if id_fits && bytes.len() >= 32 {
        Ok(Key {
            id: id.to_owned(),
            bytes,
        })
    } else {
        Err(KeyError)
    }
}

fn mac(key: &Key, purpose: Purpose, body: &str) -> Vec<u8> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(&key.bytes).expect("HMAC takes keys of any length");
    mac.update(purpose.name().as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    mac.finalize().into_bytes()[..TAG_BYTES].to_vec()
}

/// Why keys were refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("signing keys must be `id:base64url` of at least 32 bytes, separated by commas")]
pub struct KeyError;

/// Why a token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not one of ours, or for another purpose.
    #[error("forged or malformed token")]
    Forged,
    /// Ours, but too old.
    #[error("expired token")]
    Expired,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn key(id: &str, byte: u8) -> String {
        format!("{id}:{}", BASE64.encode([byte; 32]))
    }

    #[test]
    fn token_gives_its_subject_back_until_it_expires() {
        let keys = Keys::parse(&key("k1", 7)).unwrap();
        let token = keys.sign(Purpose::Resume, "下書き-42", at("2026-12-01T00:00:00Z"));
        let read = |now| keys.verify(Purpose::Resume, &token, at(now));
        assert_eq!(read("2026-11-30T23:59:59Z"), Ok("下書き-42".to_owned()));
        assert_eq!(read("2026-12-01T00:00:00Z"), Err(TokenError::Expired));
        let claims = keys.verify_signature(Purpose::Resume, &token).unwrap();
        assert_eq!(claims.subject, "下書き-42");
        assert!(claims.is_over(at("2026-12-01T00:00:00Z")));
        assert!(
            token
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        );
    }

    #[test]
    fn pseudonym_survives_a_new_key_and_differs_by_purpose() {
        let old = Keys::parse(&key("k1", 7)).unwrap();
        let rotated = Keys::parse(&format!("{},{}", key("k2", 8), key("k1", 7))).unwrap();
        let name = old.pseudonym(Purpose::Registration, "a/hanako@example.jp");
        assert_eq!(
            rotated.pseudonym(Purpose::Registration, "a/hanako@example.jp"),
            name
        );
        assert_ne!(old.pseudonym(Purpose::Visit, "a/hanako@example.jp"), name);
        assert!(name.len() == 24 && name.bytes().all(|b| b.is_ascii_hexdigit()));
    }

    #[test]
    fn secret_survives_a_new_key_and_is_no_token() {
        let old = Keys::parse(&key("k1", 7)).unwrap();
        let rotated = Keys::parse(&format!("{},{}", key("k2", 8), key("k1", 7))).unwrap();
        let secret = old.secret(Purpose::Partner, "webhook");
        assert_eq!(rotated.secret(Purpose::Partner, "webhook"), secret);
        assert_ne!(old.secret(Purpose::Status, "webhook"), secret);
        assert_eq!(secret.len(), 64);
        assert!(!secret.starts_with(&old.pseudonym(Purpose::Partner, "webhook")));
    }

    #[test]
    fn token_of_another_purpose_or_altered_anywhere_is_forged() {
        let keys = Keys::parse(&key("k1", 7)).unwrap();
        let token = keys.sign(Purpose::Status, "K7M3", at("2026-12-01T00:00:00Z"));
        let now = at("2026-11-01T00:00:00Z");
        assert_eq!(
            keys.verify(Purpose::Decide, &token, now),
            Err(TokenError::Forged)
        );
        for i in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(bytes).unwrap();
            assert_eq!(
                keys.verify(Purpose::Status, &altered, now),
                Err(TokenError::Forged),
                "{i}"
            );
        }
        assert_eq!(
            keys.verify(Purpose::Status, "", now),
            Err(TokenError::Forged)
        );
        assert_eq!(
            keys.verify(Purpose::Status, "a.b.c.d.e", now),
            Err(TokenError::Forged)
        );
    }

    #[test]
    fn token_is_repaired_from_what_mail_programs_do_to_a_link() {
        let keys = Keys::parse(&key("k1", 7)).unwrap();
        let token = keys.sign(Purpose::Status, "K7M3-見本", at("2026-12-01T00:00:00Z"));
        assert_eq!(repair(&token), token);
        for behind in [
            "。",
            ".",
            ",",
            ")",
            "）",
            "」",
            ">",
            " ",
            "\r\n",
            "。を開いて",
            "\u{200B}",
            "&",
            "</a>",
            "_",
            "です。見てください",
            ".html",
            "&gt;</a></p>.",
        ] {
            assert_eq!(repair(&format!("{token}{behind}")), token, "{behind}");
        }
        for at in 0..token.len() {
            for inside in [" ", "\r\n", "=\r\n", "\r\n> ", "\u{200B}"] {
                let broken = format!("{}{inside}{}", &token[..at], &token[at..]);
                assert_eq!(repair(&broken), token, "{broken}");
            }
        }
        assert_eq!(repair(&format!("3D{token}")), token);
        assert_eq!(repair(&format!("<{token}>")), token);
        for cut in 1..token.len() {
            let now = at("2026-11-01T00:00:00Z");
            let read = keys.verify(Purpose::Status, &repair(&token[..token.len() - cut]), now);
            assert_eq!(read, Err(TokenError::Forged), "{cut}");
        }
    }

    #[test]
    fn old_key_still_verifies_after_rotation_and_not_after_removal() {
        let now = at("2026-11-01T00:00:00Z");
        let old = Keys::parse(&key("k1", 7)).unwrap();
        let token = old.sign(Purpose::Status, "x", at("2026-12-01T00:00:00Z"));
        let rotated = Keys::parse(&format!("{},{}", key("k2", 8), key("k1", 7))).unwrap();
        assert_eq!(
            rotated.verify(Purpose::Status, &token, now),
            Ok("x".to_owned())
        );
        assert!(rotated.sign(Purpose::Status, "x", now).starts_with("k2."));
        let removed = Keys::parse(&key("k2", 8)).unwrap();
        assert_eq!(
            removed.verify(Purpose::Status, &token, now),
            Err(TokenError::Forged)
        );
    }

    #[test]
    fn short_malformed_or_doubled_keys_are_refused() {
        let short = format!("k1:{}", BASE64.encode([1; 31]));
        let doubled = format!("{},{}", key("k1", 1), key("k1", 2));
        for text in [
            "",
            "k1",
            ":",
            "k1:###",
            &short,
            &doubled,
            &key("k.1", 1),
            &key("3Dk", 1),
        ] {
            assert!(Keys::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn debug_shows_key_ids_only() {
        let keys = Keys::parse(&key("k1", 7)).unwrap();
        assert_eq!(format!("{keys:?}"), r#"["k1"]"#);
    }
}
