//! The number of a placement: the submission's reference and the spec's own, `K7M3-FXWP-1`.

use serde::{Deserialize, Serialize};

use base::reference::Reference;

/// e.g. `K7M3-FXWP-1`: the first spec of submission `K7M3-FXWP`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SpecId {
    /// The submission.
    pub reference: Reference,
    /// The spec's number in it, from 1.
    pub spec: u32,
}

/// The text is not the number of a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a job spec")]
pub struct NotASpecId;

impl SpecId {
    /// Reads one as typed or as printed: any case, width and hyphen; the last part is the spec's number.
    pub fn parse(text: &str) -> Option<SpecId> {
        let text: String = text
            .trim()
            .chars()
            .map(|c| if base::text::is_hyphen(c) { '-' } else { c })
            .collect();
        let (reference, spec) = text.rsplit_once('-')?;
        let spec: u32 = spec.parse().ok().filter(|spec| *spec > 0)?;
        let reference = Reference::parse(reference)?;
        Some(SpecId { reference, spec })
    }
}

impl std::fmt::Display for SpecId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.reference, self.spec)
    }
}

impl TryFrom<String> for SpecId {
    type Error = NotASpecId;

    fn try_from(text: String) -> Result<Self, NotASpecId> {
        SpecId::parse(&text).ok_or(NotASpecId)
    }
}

impl From<SpecId> for String {
    fn from(id: SpecId) -> String {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_read_as_printed_and_nothing_else_is() {
        let id = SpecId::parse("K7M3-FXWP-12").unwrap();
        assert_eq!((id.reference.as_str(), id.spec), ("K7M3-FXWP", 12));
        assert_eq!(SpecId::parse("k7m3ーfxwpー12"), Some(id.clone()));
        assert_eq!(id.to_string(), "K7M3-FXWP-12");
        for text in [
            "",
            "K7M3-FXWP",
            "K7M3-FXWP-0",
            "K7M3-FXWP-x",
            "K7M3-1",
            "-1",
        ] {
            assert_eq!(SpecId::parse(text), None, "{text}");
        }
    }
}
