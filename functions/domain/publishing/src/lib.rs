//! What the town has published over its files: immutable versions, what became of each text, and what lies over what.
//!
//! The files of a commit are the base; a version says which texts differ from it. One pointer, which the store moves,
//! names the version that is live. Texts are named by their hash, so a version never changes with anything else.

mod compare;
mod overlay;
mod photo;
mod seen;
mod take_back;
mod text;
mod town_texts;
mod version;

pub use compare::{MergeStep, TextDifference, compare};
pub use overlay::{Overlay, UnusableTexts};
pub use photo::{LARGE_WIDTH, PHOTOS, PhotoId, PlacedPhoto, SMALL_WIDTH, photo_widths, photos};
pub use seen::{SeenText, SeenTexts};
pub use take_back::NotTakenBack;
pub use text::{SEEN_FILE, TextChanges, TextHash, TextTree, is_text, tree};
pub use town_texts::TownTexts;
pub use version::{PublishedVersion, VersionKind, VersionNote};

#[cfg(test)]
mod tests;
