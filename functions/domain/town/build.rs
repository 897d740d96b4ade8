//! Lists the seminars' pages, so that they are compiled in: which there are is known only to the folder.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo talks to build scripts through the environment"
)]

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let folder = Path::new(&root).join("../../../content/seminars");
    let mut names = pages(&folder);
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
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("seminars.rs");
    fs::write(target, code).expect("OUT_DIR can be written");
}

/// The pages in the folder and in those below it, as paths below the folder; the crate tells which are seminars.
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
