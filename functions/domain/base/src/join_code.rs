//! The short code that opens a draft on a second device: read aloud or typed, used once, and only for minutes.

use serde::{Deserialize, Serialize};

use crate::reference::Reference;

/// e.g. `K7M3-FXWP`, in the letters of a reference number. Its first half names where the offer lies; only the second
/// half is secret, so that wrong tries can be counted where they are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JoinCode(Reference);

impl JoinCode {
    /// Makes one from random bytes, four bits of each.
    pub fn from_random(bytes: [u8; 8]) -> JoinCode {
        JoinCode(Reference::from_random(bytes))
    }

    /// Reads one as typed: any case, width, hyphen or space, also with what it is called before and a mark behind it.
    pub fn parse(text: &str) -> Option<JoinCode> {
        let called = text.rsplit([':', '：']).next().unwrap_or_default();
        let marks = |c: char| c.is_whitespace() || "「」『』。．.、，,".contains(c);
        Reference::parse(called.trim_matches(marks)).map(JoinCode)
    }

    /// As shown, `K7M3-FXWP`.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// As read aloud, in kana.
    pub fn spoken(&self) -> String {
        self.0.spoken()
    }

    /// Where its offer lies: the first half, which is no secret.
    pub fn place(&self) -> &str {
        let (place, _) = self.as_str().split_once('-').unwrap_or_default();
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it_and_lies_under_its_first_half() {
        let code = JoinCode::parse("ｋ７ｍ３ fxwp").unwrap();
        assert_eq!((code.as_str(), code.place()), ("K7M3-FXWP", "K7M3"));
        for typed in [
            "番号：K7M3-FXWP",
            "番号: k7m3fxwp。",
            "「Ｋ７Ｍ３－ＦＸＷＰ」",
            "K7M3-FXWP.",
        ] {
            assert_eq!(JoinCode::parse(typed), Some(code.clone()), "{typed}");
        }
        for typed in [
            "",
            "K7M3",
            "K7M3-FXW0",
            "K7M3-FXWPP",
            "K7M3。FXWP",
            "番号：",
            "番号K7M3-FXWP",
        ] {
            assert_eq!(JoinCode::parse(typed), None, "{typed}");
        }
    }
}
