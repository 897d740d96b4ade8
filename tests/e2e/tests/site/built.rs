//! The site built once for this process, and its pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use generator::BuildOptions;
use scraper::Html;
use staging::TownSite;
use tempfile::TempDir;

/// Where the site is said to be published.
pub const BASE: &str = "https://town.example.jp";

/// One HTML file of the built site.
pub struct Page {
    /// As in its address: `/guides/what/`, or `/404.html`.
    pub path: String,
    /// Its source.
    pub html: String,
}

impl Page {
    /// The parsed document.
    pub fn document(&self) -> Html {
        Html::parse_document(&self.html)
    }
}

/// The folder the site is built into.
pub fn folder() -> &'static Path {
    static BUILT: OnceLock<TempDir> = OnceLock::new();
    static PUBLIC: OnceLock<PathBuf> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let site = town_site();
        let built = generator::build(&BuildOptions {
            root: site.root(),
            // A build replaces its folder as a whole, so that cannot be the temporary one.
            out: folder.path().join("public"),
            base_url: Some(BASE.to_owned()),
            drafts: false,
        });
        built.expect("the site builds");
        folder
    });
    PUBLIC.get_or_init(|| built.path().join("public"))
}

/// The site of the first town below `towns/`, which is more than all towns share.
pub fn town_site() -> TownSite {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [first, ..] = &towns()[..] else {
        panic!("there is no town");
    };
    TownSite::open(&root.join("site"), Some(first)).expect("the town is put together")
}

/// The towns' folders.
pub fn towns() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../towns");
    let towns = fs::read_dir(folder).expect("the folder of towns");
    let mut towns: Vec<_> = towns.map(|town| town.expect("a town").path()).collect();
    towns.sort();
    towns
}

/// A copy of the site's folder, `site`, and of its `content` beside it, to be changed.
pub fn copy() -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for part in ["content", "site"] {
        fs::create_dir(copy.path().join(part)).expect("a folder");
    }
    let parts = [
        "config.toml",
        "content",
        "data",
        "sass",
        "static",
        "templates",
    ];
    let site = parts.map(|part| root.join("site").join(part));
    let copied = [
        Command::new("cp")
            .arg("-a")
            .arg(root.join("content/."))
            .arg(copy.path().join("content"))
            .status(),
        Command::new("cp")
            .arg("-a")
            .args(site)
            .arg(copy.path().join("site"))
            .status(),
    ];
    assert!(
        copied
            .into_iter()
            .all(|done| done.is_ok_and(|status| status.success()))
    );
    copy
}

/// Every page, in the order of their paths.
pub fn pages() -> Vec<Page> {
    let mut files = Vec::new();
    collect(folder(), &mut files);
    files.sort();
    assert!(files.len() > 30, "only {} pages were built", files.len());
    files.iter().map(|file| page(file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "html") {
            files.push(path);
        }
    }
}

fn page(file: &Path) -> Page {
    let inside = file.strip_prefix(folder()).expect("it was found there");
    let name = format!("/{}", inside.display());
    Page {
        path: name
            .strip_suffix("index.html")
            .map_or(name.clone(), str::to_owned),
        html: fs::read_to_string(file).expect("a page is UTF-8"),
    }
}
