//! Where published sites lie, and the pointer to the one that visitors see.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::Timestamp;

use crate::site_id::SiteId;

/// A file with what is said of it to those who ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelvedFile {
    /// Its path on the shelf.
    pub key: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub kind: &'static str,
    /// How long it may be kept (`Cache-Control`).
    pub cache: &'static str,
}

/// What the pointer says, and a mark that changes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The site that visitors see; `None`: none was published yet.
    pub site: Option<SiteId>,
    /// Given back to [`Shelf::point`].
    pub mark: String,
}

/// What came of moving the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointOutcome {
    /// It says so now.
    Moved,
    /// Somebody moved it since it was read; it says what they said.
    Outrun,
}

/// Files and a pointer: S3 with CloudFront's store, or a folder.
pub trait Shelf {
    /// Puts a file, over an earlier one.
    fn put(&self, file: &ShelvedFile) -> impl Future<Output = Result<()>> + Send;

    /// Puts a file that is there to another path too, with what is said of it.
    fn copy(&self, from: &str, to: &str) -> impl Future<Output = Result<()>> + Send;

    /// The paths that begin so, with when each was put.
    fn list(
        &self,
        beginning: &str,
    ) -> impl Future<Output = Result<BTreeMap<String, Timestamp>>> + Send;

    /// Takes files away; those that are not there are gone already.
    fn remove(&self, keys: &[String]) -> impl Future<Output = Result<()>> + Send;

    /// Reads the pointer.
    fn pointer(&self) -> impl Future<Output = Result<Pointer>> + Send;

    /// Moves the pointer, unless somebody moved it since it was read.
    fn point(
        &self,
        to: &SiteId,
        seen: &Pointer,
    ) -> impl Future<Output = Result<PointOutcome>> + Send;
}
