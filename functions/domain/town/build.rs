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
    println!("cargo:rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder).expect("the seminars' folder can be read");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| name.ends_with(".md") && !name.starts_with('_'))
        .collect();
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
