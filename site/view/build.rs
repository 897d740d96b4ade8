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
    let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("bundle.rs");
    fs::write(target, code(&bundle)).expect("OUT_DIR can be written");
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

fn is_drawn_by_functions(name: &str) -> bool {
    !ONLY_GENERATED.iter().any(|begin| name.starts_with(begin))
}

fn code(bundle: &bundle::Bundle) -> String {
    let mut out = String::from("crate::bundle::Bundle {\n");
    let mut add = |line: String| writeln!(out, "{line}").expect("writing to a string");
    add(format!("config: {},", text(&bundle.config)));
    add("templates: vec![".into());
    let drawn = bundle.templates.iter();
    drawn
        .filter(|(name, _)| is_drawn_by_functions(name))
        .for_each(|(name, body)| add(format!("({}, {}),", text(name), text(body))));
    add("],\ndata: [".into());
    bundle
        .data
        .iter()
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
