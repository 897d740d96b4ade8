//! Compiles the site's templates, settings, data and hashes into the crate, so that a Lambda needs no disk.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/bundle.rs"]
mod bundle;
#[path = "src/shared.rs"]
mod shared;
#[expect(dead_code, reason = "the crate itself uses the rest")]
#[path = "src/source.rs"]
mod source;

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("..");
    for part in [
        "templates",
        "sass",
        "static",
        "data",
        "config.toml",
        "content",
    ] {
        watch(&root.join(part));
    }
    let bundle = match bundle::gather(&root) {
        Ok(bundle) => bundle,
        Err(e) => {
            eprintln!("{e}");
            std::process::exit(1);
        }
    };
    let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(target.join("bundle.rs"), code(&bundle)).expect("OUT_DIR can be written");
    fs::write(target.join("templates.rs"), templates(&bundle)).expect("OUT_DIR can be written");
}

/// The folders of templates that one function each draws pages from.
const FOLDERS: [&str; 5] = ["director", "inventory", "mail", "office", "registration"];

/// Whose pages a template is one of; `None`: all of them use it.
fn folder(name: &str) -> Option<&'static str> {
    let (top, _) = name.split_once('/')?;
    FOLDERS.into_iter().find(|folder| *folder == top)
}

/// Tells cargo to look at a file or folder; a missing one is watched through its parent.
fn watch(path: &Path) {
    let path = fs::canonicalize(path)
        .unwrap_or_else(|_| path.parent().map_or_else(PathBuf::new, Path::to_owned));
    println!("cargo:rerun-if-changed={}", path.display());
}

/// Templates of the static site alone, by how their names begin: no function draws them, and each would carry them all.
const ONLY_GENERATED: [&str; 14] = [
    "404.html",
    "atom.xml",
    "calendar.ics",
    "faq.html",
    "gallery",
    "guides/",
    "index.html",
    "industries/",
    "privacy.html",
    "results/",
    "search.html",
    "seminars/",
    "stories/",
    "section.html",
];

/// The templates that functions draw, by name.
fn drawn(bundle: &bundle::Bundle) -> impl Iterator<Item = (&str, &str)> {
    let templates = bundle.templates.iter();
    let templates = templates.map(|(name, body)| (name.as_ref(), body.as_ref()));
    templates.filter(|(name, _)| !ONLY_GENERATED.iter().any(|begin| name.starts_with(begin)))
}

/// A constant for each folder, so that a program holds those alone that it names.
fn templates(bundle: &bundle::Bundle) -> String {
    let mut out = String::new();
    let mut add = |line: String| writeln!(out, "{line}").expect("writing to a string");
    for of in FOLDERS.into_iter().map(Some).chain([None]) {
        let name = of.unwrap_or("shared").to_uppercase();
        add(format!("const {name}: Templates = &["));
        let own = drawn(bundle).filter(|(name, _)| folder(name) == of);
        own.for_each(|(name, body)| add(format!("({name:?}, {body:?}),")));
        add("];".into());
    }
    out
}

fn code(bundle: &bundle::Bundle) -> String {
    let mut out = String::from("crate::bundle::Bundle {\n");
    let mut add = |line: String| writeln!(out, "{line}").expect("writing to a string");
    add(format!("config: {},", text(&bundle.config)));
    add("templates: Vec::new(),\ndata: [".into());
    let is_loaded = |path: &str| drawn(bundle).any(|(_, body)| body.contains(path));
    bundle
        .data
        .iter()
        .filter(|(path, _)| is_loaded(path))
        .for_each(|(path, body)| add(format!("({}, {}),", text(path), text(body))));
    add("].into(),\nshared: [".into());
    bundle
        .shared
        .iter()
        .for_each(|(path, data)| add(format!("({}, {}),", text(path), text(data))));
    add("].into(),\naddresses: [".into());
    bundle
        .addresses
        .iter()
        .for_each(|(path, to)| add(format!("({}, {}),", text(path), text(to))));
    add("].into(),\nslugs: [".into());
    bundle
        .slugs
        .iter()
        .for_each(|(name, slug)| add(format!("({}, {}),", text(name), text(slug))));
    add("].into(),\nhashes: [".into());
    for (path, hashes) in &bundle.hashes {
        add(format!(
            "({}, crate::bundle::Hashes {{ sha256: {}, sha384: {}, sha512: {} }}),",
            text(path),
            text(&hashes.sha256),
            text(&hashes.sha384),
            text(&hashes.sha512)
        ));
    }
    add("].into(),\n}".into());
    out
}

fn text(text: &str) -> String {
    format!("std::borrow::Cow::Borrowed({text:?})")
}
