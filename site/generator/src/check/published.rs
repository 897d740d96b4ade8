//! Checks that nothing is published that should not be: settings, data, drafts, where to join a seminar.

use std::collections::HashSet;
use std::fs;

use super::Files;
use crate::fault::{Fault, Outcome, unreadable};
use crate::site::Site;

/// Endings of files that are sources, never pages.
const SOURCES: [&str; 5] = [".toml", ".md", ".scss", ".xlsx", ".docx"];

/// What is published and should not be.
pub(super) fn faults(site: &Site, files: &Files) -> Outcome<Vec<Fault>> {
    let secret = unpublished(site)?;
    let rooms = rooms(site);
    let mut faults = Vec::new();
    for (path, bytes) in files.all {
        if SOURCES.iter().any(|ending| path.ends_with(ending)) || secret.contains(bytes) {
            let what = "a file is published that pages are made from, not for visitors".to_owned();
            faults.push(
                Fault::new(format!("public/{path}"), what).help(
                    "add it to `ignored_content` in config.toml, or take it out of `static/`",
                ),
            );
        }
        let text = unescaped(bytes);
        if rooms.iter().any(|room| text.contains(room)) {
            let what =
                "a seminar's `online_url` is published, which only mails may hold".to_owned();
            let fault = Fault::new(format!("public/{path}"), what);
            faults.push(fault.help("take it out of the template or the text"));
        }
    }
    Ok(faults)
}

/// The addresses where seminars are joined.
fn rooms(site: &Site) -> Vec<String> {
    let pages = site.ready().graph.pages.iter();
    let room = pages.filter_map(|page| page.matter.extra.get_from_path("online_url"));
    room.filter_map(|room| room.as_str().map(str::to_owned))
        .filter(|room| !room.is_empty())
        .collect()
}

/// A file's text as a visitor's program reads it, whether it is HTML, XML or JSON.
fn unescaped(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.replace("&#x2F;", "/").replace("\\/", "/");
    text.replace("&amp;", "&")
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
