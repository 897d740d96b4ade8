//! Reference numbers: short, unambiguous when written and when read aloud.

use serde::{Deserialize, Serialize};

/// e.g. `K7M3-FXWP`. The alphabet has no letter or digit that is mistaken for another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    /// Makes one from random bytes.
    pub fn from_random(_bytes: [u8; 8]) -> Reference {
        todo!()
    }

    /// Reads one as typed: any case, width, hyphen or space.
    pub fn parse(_text: &str) -> Option<Reference> {
        todo!()
    }

    /// As shown, `K7M3-FXWP`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As read aloud, in kana, e.g. 「ケー・なな・エム・さん…」.
    pub fn spoken(&self) -> String {
        todo!()
    }
}
