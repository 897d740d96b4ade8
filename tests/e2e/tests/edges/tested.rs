//! What has tests is built to be tested, and nothing else: linking a program once more to find none takes seconds and the disk.

use std::path::Path;

use crate::{list, metadata, text};

/// What is written in a file and in the modules it declares, but for what another crate owns (`#[path]`).
fn written(file: &Path) -> String {
    let mut all = std::fs::read_to_string(file).expect("sources are UTF-8");
    let folder = match file.file_stem().and_then(|name| name.to_str()) {
        Some("main" | "lib" | "mod") => file.parent().expect("a folder").to_owned(),
        _ => file.with_extension(""),
    };
    let declared: Vec<_> = all
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';'))
        .filter_map(|line| Some(format!(" {line}").split_once(" mod ")?.1.to_owned()))
        .flat_map(|name| [format!("{name}.rs"), format!("{name}/mod.rs")])
        .map(|name| folder.join(name))
        .filter(|path| path.exists())
        .collect();
    for path in declared {
        all += &written(&path);
    }
    all
}

#[test]
fn what_has_tests_is_built_to_be_tested_and_nothing_else() {
    let metadata = metadata(&["--no-deps"]);
    let mut seen = 0;
    for package in list(&metadata, "packages") {
        for target in list(package, "targets") {
            let (name, kind) = (text(&target["name"]), text(&target["kind"][0]));
            if !matches!(kind.as_str(), "lib" | "bin") {
                continue;
            }
            let sources = written(Path::new(&text(&target["src_path"])));
            let has_tests = sources.contains("#[test]") || sources.contains("#[tokio::test]");
            assert_eq!(
                target["test"].as_bool(),
                Some(has_tests),
                "`test = false` in the manifest of {name} ({kind})"
            );
            seen += 1;
        }
    }
    assert!(seen > 40, "only {seen} libraries and programs");
}
