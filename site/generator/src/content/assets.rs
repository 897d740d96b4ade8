//! The files published beside a content file.

use std::fs;
use std::path::{Path, PathBuf};

use super::Document;
use crate::fault::{Outcome, unreadable};
use crate::settings::Settings;

/// The assets of a document, seen from its folder.
pub(super) fn relative(document: &Document) -> impl Iterator<Item = String> {
    let folder = document.file.parent().unwrap_or(&document.file);
    document
        .assets
        .iter()
        .filter_map(move |asset| Some(asset.strip_prefix(folder).ok()?.to_str()?.to_owned()))
}

/// The files beside a content file that are published with it.
pub(super) fn beside(
    file: &Path,
    settings: &Settings,
    with_subfolders: bool,
) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![file.parent().unwrap_or(file).to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| unreadable(&folder, &e))? {
            let path = entry.map_err(|e| unreadable(&folder, &e))?.path();
            if path.is_dir() {
                if with_subfolders {
                    waiting.push(path);
                }
            } else if !is_leftover(&path) && path.extension().is_none_or(|ending| ending != "md") {
                found.push(path);
            }
        }
    }
    found.retain(|path| !settings.ignored_content.is_match(path));
    found.sort_by_cached_key(|path| path.to_string_lossy().to_ascii_lowercase());
    Ok(found)
}

/// Whether a file is one that editors and systems leave behind, or has no ending, which Zola treats alike.
fn is_leftover(path: &Path) -> bool {
    let Some(ending) = path.extension() else {
        return true;
    };
    let ending = ending.to_string_lossy();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    matches!(
        &*ending,
        "swp" | "swx" | "tmp" | "kate-swp" | ".DS_STORE" | ".DS_Store"
    ) || ["jb_old___", "jb_tmp___", "jb_bak___", "~", "bck"]
        .iter()
        .any(|end| ending.ends_with(end))
        || stem.starts_with('#')
        || stem.starts_with(".#")
}
