//! Reference numbers: short, unambiguous when written and when read aloud.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The alphabet with its readings. Left out: shapes that are mistaken for another when written
/// (0 O Q, 1 I L J, 2 Z, 5 S, 8 B, U V) and letters that sound alike on the phone (B C D E G N).
const ALPHABET: [(u8, &str); 16] = [
    (b'3', "さん"),
    (b'4', "よん"),
    (b'6', "ろく"),
    (b'7', "なな"),
    (b'9', "きゅう"),
    (b'A', "エー"),
    (b'F', "エフ"),
    (b'H', "エイチ"),
    (b'K', "ケー"),
    (b'M', "エム"),
    (b'P', "ピー"),
    (b'R', "アール"),
    (b'T', "ティー"),
    (b'W', "ダブリュー"),
    (b'X', "エックス"),
    (b'Y', "ワイ"),
];

/// e.g. `K7M3-FXWP`. The alphabet has no letter or digit that is mistaken for another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// The text is not a reference number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reference number")]
pub struct NotAReference;

impl Reference {
    /// Makes one from random bytes, four bits of each.
    pub fn from_random(bytes: [u8; 8]) -> Reference {
        Reference::hyphenated(bytes.map(|b| ALPHABET[usize::from(b & 15)].0))
    }

    /// Reads one as typed: any case, width, hyphen or space.
    pub fn parse(text: &str) -> Option<Reference> {
        let letters = text
            .nfkc()
            .filter(|c| !c.is_whitespace() && !crate::text::is_hyphen(*c))
            .map(|c| {
                u8::try_from(c.to_ascii_uppercase())
                    .ok()
                    .filter(|b| reading(*b).is_some())
            })
            .take(9)
            .collect::<Option<Vec<u8>>>()?;
        Some(Reference::hyphenated(letters.try_into().ok()?))
    }

    fn hyphenated(letters: [u8; 8]) -> Reference {
        let text: String = letters.iter().map(|b| char::from(*b)).collect();
        Reference(format!("{}-{}", &text[..4], &text[4..]))
    }

    /// As shown, `K7M3-FXWP`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As ids of messages and keys begin, `k7m3fxwp`.
    pub fn fact(&self) -> String {
        self.0.replace('-', "").to_ascii_lowercase()
    }

    /// As read aloud, in kana, e.g. 「ケー・なな・エム・さん、エフ・エックス・ダブリュー・ピー」.
    pub fn spoken(&self) -> String {
        let half = |text: &str| {
            text.bytes()
                .filter_map(reading)
                .collect::<Vec<_>>()
                .join("・")
        };
        self.0.split('-').map(half).collect::<Vec<_>>().join("、")
    }
}

fn reading(letter: u8) -> Option<&'static str> {
    ALPHABET
        .iter()
        .find(|(b, _)| *b == letter)
        .map(|(_, reading)| *reading)
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Reference {
    type Error = NotAReference;

    fn try_from(text: String) -> Result<Self, NotAReference> {
        Reference::parse(&text).ok_or(NotAReference)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> String {
        reference.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_is_read_in_any_case_width_and_hyphen() {
        let wanted = Reference::parse("K7M3-FXWP").unwrap();
        for typed in [
            "k7m3fxwp",
            " K7M3 FXWP ",
            "ｋ７ｍ３－ｆｘｗｐ",
            "K7M3ーFXWP",
            "Ｋ７Ｍ３‐ＦＸＷＰ",
        ] {
            assert_eq!(Reference::parse(typed).as_ref(), Some(&wanted), "{typed}");
        }
        for typed in [
            "",
            "K7M3-FXW",
            "K7M3-FXWPP",
            "K7M3-FXW0",
            "K7M3-FXWP-1",
            "K7M3\r\nFXW:",
        ] {
            assert_eq!(Reference::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_random_value_gives_a_readable_reference() {
        for byte in 0..=255 {
            let reference = Reference::from_random([byte; 8]);
            assert_eq!(
                Reference::parse(reference.as_str()),
                Some(reference.clone())
            );
            assert_eq!(reference.spoken().split(['・', '、']).count(), 8);
        }
    }

    #[test]
    fn spoken_form_is_kana() {
        let spoken = Reference::parse("K7M3-FXWP").unwrap().spoken();
        assert_eq!(
            spoken,
            "ケー・なな・エム・さん、エフ・エックス・ダブリュー・ピー"
        );
    }

    #[test]
    fn json_refuses_what_is_not_a_reference() {
        assert!(serde_json::from_str::<Reference>("\"K7M3-FXWP\"").is_ok());
        assert!(serde_json::from_str::<Reference>("\"x\\r\\nBcc: y\"").is_err());
    }
}
