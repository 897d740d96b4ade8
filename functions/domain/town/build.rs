//! Compiles in the town's texts: settings, catalogue and seminars' pages deflated, as every function carries them, and each
//! text of `content/wording/` as a constant.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo talks to build scripts through the environment"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;

#[path = "src/files.rs"]
mod files;

/// The files of `content/wording/` that hold patterns instead of texts.
const PATTERNS: [&str; 2] = ["directives", "licences"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let content = Path::new(&root).join("../../../content");
    let sources = sources(&content);
    let names = sources.iter().map(|(path, text)| (path, text.len()));
    write("sources.rs", format!("&{:?}", names.collect::<Vec<_>>()));
    let texts: String = sources.iter().map(|(_, text)| text.as_str()).collect();
    write("sources.deflated", deflated(&texts));
    write("wording.rs", wording(&content.join("wording")));
}

fn write(name: &str, content: impl AsRef<[u8]>) {
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join(name), content).expect("OUT_DIR can be written");
}

fn deflated(texts: &str) -> Vec<u8> {
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
    let written = deflated.write_all(texts.as_bytes());
    written
        .and_then(|()| deflated.finish())
        .expect("writing to memory")
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

/// Settings, catalogue and seminars' pages, by path below `content/`.
fn sources(content: &Path) -> Vec<(String, String)> {
    let mut names = pages(&content.join("seminars"));
    names.sort();
    let seminars = names.into_iter().map(|name| format!("seminars/{name}"));
    let fixed = files::FILES.map(str::to_owned).into_iter();
    let read = |path: String| {
        let file = content.join(&path);
        println!("cargo:rerun-if-changed={}", file.display());
        let text = fs::read_to_string(&file).expect("the town's texts can be read");
        (path, text)
    };
    fixed.chain(seminars).map(read).collect()
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
