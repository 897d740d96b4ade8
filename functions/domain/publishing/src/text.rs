//! The texts of a town by their path below `content/`, each named by the hash of what it says.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};
use town::Sources;

/// Where the folder keeps which published texts its files hold ([`crate::SeenTexts`]): TOML, under a name that neither
/// this generator nor Zola puts on the site.
pub const SEEN_FILE: &str = ".published";

/// The SHA-256 of a text, in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TextHash(String);

/// Texts by path below `content/`.
pub type TextTree = BTreeMap<String, TextHash>;

/// Texts that were changed, by path; `None`: taken away.
pub type TextChanges = BTreeMap<String, Option<TextHash>>;

impl TextHash {
    /// The hash of a text.
    pub fn of(text: &str) -> TextHash {
        TextHash(hex::encode(Sha256::digest(text)))
    }

    /// Reads what [`TextHash::as_str`] gave.
    pub fn parse(digits: &str) -> Option<TextHash> {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let is_hash = digits.len() == 64 && digits.bytes().all(is_digit);
        is_hash.then(|| TextHash(digits.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for TextHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TextHash, D::Error> {
        let digits = String::deserialize(deserializer)?;
        TextHash::parse(&digits).ok_or_else(|| serde::de::Error::custom("no SHA-256"))
    }
}

/// Whether a path below `content/` is one of a text that can be published: Markdown or TOML, in no hidden folder,
/// leading nowhere else.
pub fn is_text(path: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'))
    };
    let has_ending = path.ends_with(".md") || path.ends_with(".toml");
    has_ending && path.split('/').all(is_name)
}

/// The tree of texts.
pub fn tree(texts: &Sources) -> TextTree {
    let hashed = texts
        .iter()
        .map(|(path, text)| (path.clone(), TextHash::of(text)));
    hashed.collect()
}
