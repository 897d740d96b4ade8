//! Signed links: HMAC-SHA256 over purpose, subject and expiry, with a key id, so that keys can rotate.

use jiff::Timestamp;

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
    /// The office's pages.
    Office,
    /// A director's home.
    Director,
    /// The partner's answer.
    Partner,
}

/// The signing keys, newest first. `Debug` shows ids only; bytes are zeroised on drop.
#[derive(Clone)]
pub struct Keys {}

impl Keys {
    /// Reads `id:base64url,id:base64url`, newest first.
    ///
    /// # Errors
    /// When a key is missing, short (< 32 bytes) or malformed.
    pub fn parse(_text: &str) -> Result<Keys, KeyError> {
        todo!()
    }

    /// Signs; URL-safe, no padding. The same input gives the same token.
    pub fn sign(&self, _purpose: Purpose, _subject: &str, _expires: Timestamp) -> String {
        todo!()
    }

    /// The subject of a genuine token of that purpose.
    ///
    /// # Errors
    /// [`TokenError::Expired`] only for genuine tokens; anything else is `Forged`.
    pub fn verify(
        &self,
        _purpose: Purpose,
        _token: &str,
        _now: Timestamp,
    ) -> Result<String, TokenError> {
        todo!()
    }
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
