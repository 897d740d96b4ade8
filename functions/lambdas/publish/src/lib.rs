//! Publishes the site of the version that is live: draws it, puts it on a shelf below a name of its own, and moves the one
//! pointer that visitors' pages are found by. Stopped anywhere, everything is old or everything is new.

mod aws;
mod event;
mod folder;
mod publication;
mod shelf;
mod shelved;
mod site_id;
mod tidy;

pub use aws::{AwsShelf, AwsShelfError};
pub use event::{PublishEvent, handle};
pub use folder::FolderShelf;
pub use publication::{Publication, PublicationOutcome};
pub use shelf::{PointOutcome, Pointer, Shelf, ShelvedFile};
pub use site_id::SiteId;

#[cfg(test)]
mod tests;
