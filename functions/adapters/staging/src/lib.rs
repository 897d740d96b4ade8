//! Puts a town's site together from texts: reads the folder, lays other texts over it, checks what that says and draws
//! its pages. It knows no store.

mod check;
pub mod content;
mod fault;
pub mod seen_file;
mod settings_over;
pub mod texts;
mod town_files;
mod town_site;
mod writing;

pub use check::{CheckedTown, check, check_with, draw_with};
pub use fault::{TextFault, TextFaults};
pub use town_files::{
    Photos, TownFiles, missing_photos, remove_photos, shown_photos, write_photos,
};
pub use town_site::{OwnFolder, TownSite, lay_over};

/// Where functions answer, so that the site has no page there.
pub const FUNCTION_PATHS: [&str; 5] = [
    "/director/",
    "/inventory/",
    "/office/",
    "/registration/",
    "/work/",
];
