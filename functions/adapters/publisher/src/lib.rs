//! Makes versions of a town's texts: checks what they say, stores them and moves the pointer. The command line, the desk
//! and whatever else publishes do it here.

mod depended;
mod error;
mod folder;
mod photos;
mod places;
mod versions;

pub use depended::{Depended, held_by_director, held_by_partner};
pub use error::PublishError;
pub use folder::{DeployedTexts, Publisher, Pulled, conflict};
pub use photos::SitePhotos;
pub use places::{PLACES, places};
pub use versions::{TextEdits, Versions};

#[cfg(test)]
mod tests;
