//! Checks that nothing is published that should not be: settings, data, drafts.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::Files;
use crate::fault::{Fault, Outcome, unreadable};
use crate::site::Site;

/// Endings of files that are sources, never pages.
const SOURCES: [&str; 5] = [".toml", ".md", ".scss", ".xlsx", ".docx"];

/// What is published and should not be.
pub(super) fn faults(site: &Site, folder: &Path, files: &Files) -> Outcome<Vec<Fault>> {
    let secret = unpublished(site)?;
    let mut faults = Vec::new();
    for path in &files.all {
        let file = folder.join(path);
        let bytes = fs::read(&file).map_err(|e| unreadable(&file, &e))?;
        if SOURCES.iter().any(|ending| path.ends_with(ending)) || secret.contains(&bytes) {
            let what = "a file is published that pages are made from, not for visitors".to_owned();
            faults.push(
                Fault::new(format!("public/{path}"), what)
                    .help("add it to `ignored_content` in config.toml"),
            );
        }
    }
    Ok(faults)
}

/// The contents of files in `data/` and of content files that the settings leave out.
fn unpublished(site: &Site) -> Outcome<HashSet<Vec<u8>>> {
    let mut secret = HashSet::new();
    for part in ["data", "content"] {
        let folder = site.root().join(part);
        for relative in view::files(&folder).map_err(|e| Fault::new(e.path, e.what))? {
            let file = folder.join(&relative);
            let is_secret = part == "data" || site.leaves_out(&file);
            if is_secret {
                secret.insert(fs::read(&file).map_err(|e| unreadable(&file, &e))?);
            }
        }
    }
    secret.remove(&Vec::new());
    Ok(secret)
}
