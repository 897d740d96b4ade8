//! Compiles in what is known only to folders: the seminars' pages, and each text of `content/wording/` as a constant.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo talks to build scripts through the environment"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files of `content/wording/` that hold patterns instead of texts.
const PATTERNS: [&str; 2] = ["directives", "licences"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let content = Path::new(&root).join("../../../content");
    write("seminars.rs", &seminars(&content.join("seminars")));
    write("wording.rs", &wording(&content.join("wording")));
}

fn write(name: &str, code: &str) {
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join(name), code).expect("OUT_DIR can be written");
}

/// A module for each file, with a constant for each text.
fn wording(folder: &Path) -> String {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut code = String::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the words' folder can be read")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str());
        let name = name.expect("names are UTF-8");
        if PATTERNS.contains(&name) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("the words can be read");
        let texts: BTreeMap<String, String> = match toml::from_str(&text) {
            Ok(texts) => texts,
            Err(error) => panic!("{}: {error}", file.display()),
        };
        writeln!(code, "pub(super) mod {name} {{").expect("writing to a string");
        for (key, text) in texts {
            writeln!(code, "pub const {key}: &str = {text:?};").expect("writing to a string");
        }
        code.push_str("}\n");
    }
    code
}

fn seminars(folder: &Path) -> String {
    let mut names = pages(folder);
    names.sort();
    let mut code = String::from("&[\n");
    for name in names {
        let file = folder.join(&name);
        writeln!(
            code,
            "({:?}, include_str!({file:?})),",
            format!("seminars/{name}")
        )
        .expect("writing to a string");
    }
    code.push(']');
    code
}

/// The pages in the folder and in those below it, as paths below the folder; the crate decides which are seminars.
fn pages(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(prefix) = waiting.pop() {
        let folder = folder.join(&prefix);
        println!("cargo:rerun-if-changed={}", folder.display());
        for entry in fs::read_dir(&folder).expect("the seminars' folder can be read") {
            let entry = entry.expect("the folder can be listed");
            let name = entry.file_name().into_string().expect("names are UTF-8");
            if entry.path().is_dir() && name != "types" {
                waiting.push(format!("{prefix}{name}/"));
            } else if name.ends_with(".md") && !name.starts_with('_') {
                found.push(format!("{prefix}{name}"));
            }
        }
    }
    found
}
