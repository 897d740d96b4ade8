//! Keeps every file short enough to be read at once, and gives every type a name of its own.

use std::collections::BTreeMap;
use std::path::Path;

/// The most lines of a file before its tests.
const MOST: usize = 300;

/// A file's path below the project, and its text up to its tests.
type Code = (String, String);

/// The Rust files of these folders without those that only tests use.
fn code(root: &Path, folders: &[&str]) -> Vec<Code> {
    let mut found = Vec::new();
    for folder in folders {
        collect(root, &root.join(folder), &mut found);
    }
    found.sort();
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Code>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() && !matches!(name.as_ref(), "tests" | "target") {
            collect(root, &path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
            let below = path.strip_prefix(root).expect("a path below the project");
            let before = text
                .split("\n#[cfg(test)]\nmod ")
                .next()
                .unwrap_or_default();
            found.push((below.display().to_string(), before.to_owned()));
        }
    }
}

/// The files that are too long, with their lines.
fn too_long(code: &[Code]) -> Vec<String> {
    let lines = code.iter().map(|(path, text)| (path, text.lines().count()));
    let long = lines.filter(|(_, count)| *count > MOST);
    long.map(|(path, count)| format!("{path}: {count} lines"))
        .collect()
}

/// The type that a line declares for others to use.
fn declared(line: &str) -> Option<&str> {
    let mut words = line.trim_start().split([' ', '<', '(', '{', ';', '=']);
    let mut word = words.next().filter(|word| *word == "pub")?;
    while !matches!(word, "struct" | "enum" | "trait" | "type" | "union") {
        // `pub`, `pub(in super)`, `unsafe`: what may stand before the word.
        if matches!(word, "fn" | "const" | "static" | "mod" | "use" | "async") {
            return None;
        }
        word = words.next()?;
    }
    words.next().filter(|name| !name.is_empty())
}

/// The names that more than one public type has, with their files.
fn used_twice(code: &[Code]) -> Vec<String> {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, text) in code {
        for name in text.lines().filter_map(declared) {
            files.entry(name).or_default().push(path);
        }
    }
    let twice = files.into_iter().filter(|(_, files)| files.len() > 1);
    twice
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect()
}

/// The files with code in a comment: it is compiled again for each run, and `tests/run` looks for none.
fn with_code_in_comments(code: &[Code]) -> Vec<&str> {
    let fence = |line: &str| {
        let comment = line.trim_start();
        let said = comment.strip_prefix("///").or(comment.strip_prefix("//!"));
        said.is_some_and(|said| said.trim_start().starts_with("```"))
    };
    let found = code.iter().filter(|(_, text)| text.lines().any(fence));
    found.map(|(path, _)| path.as_str()).collect()
}

fn project() -> Vec<Code> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().expect("the project's folder");
    code(&root, &["functions", "site"])
}

#[test]
fn no_file_is_over_300_lines_before_its_tests() {
    let code = project();
    assert!(code.len() > 200, "only {} files were read", code.len());
    let long = too_long(&code);
    assert!(long.is_empty(), "split by meaning:\n{}", long.join("\n"));
}

#[test]
fn no_two_public_types_have_one_name() {
    let twice = used_twice(&project());
    assert!(twice.is_empty(), "used twice:\n{}", twice.join("\n"));
}

#[test]
fn no_code_is_in_comments_where_no_test_would_run_it() {
    let code = project();
    let found = with_code_in_comments(&code);
    assert!(found.is_empty(), "make it a test:\n{}", found.join("\n"));
    let text = "/// ```\n/// f();\n/// ```\nfn f() {}\n".to_owned();
    let found = made_up(&[("functions/a/src/lib.rs", text)]);
    assert_eq!(with_code_in_comments(&found), ["functions/a/src/lib.rs"]);
}

/// Files of a made-up project.
fn made_up(files: &[(&str, String)]) -> Vec<Code> {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    code(root.path(), &["functions"])
}

#[test]
fn a_long_file_is_found_in_a_made_up_project_but_not_long_tests() {
    let lines = |count: usize| "// a line\n".repeat(count);
    let found = made_up(&[
        ("functions/a/src/lib.rs", lines(301)),
        ("functions/a/src/short.rs", lines(300)),
        (
            "functions/a/src/tested.rs",
            lines(10) + "\n#[cfg(test)]\nmod tests {\n" + &lines(400),
        ),
        ("functions/a/src/tests.rs", lines(400)),
        ("functions/a/tests/journey.rs", lines(400)),
        ("functions/a/target/made.rs", lines(400)),
    ]);
    assert_eq!(too_long(&found), ["functions/a/src/lib.rs: 301 lines"]);
}

#[test]
fn a_name_used_twice_is_found_in_a_made_up_project_however_it_is_declared() {
    let twice = [
        "pub enum Sheet {",
        "    pub(crate) struct Sheet<'a>(",
        "pub type Sheet=u8;",
    ];
    for other in twice {
        let found = made_up(&[
            ("functions/a/src/lib.rs", "pub struct Sheet;\n".to_owned()),
            ("functions/b/src/lib.rs", format!("{other}\n")),
        ]);
        let wanted = "Sheet: functions/a/src/lib.rs, functions/b/src/lib.rs";
        assert_eq!(used_twice(&found), [wanted], "{other}");
    }
    let others = [
        "struct Sheet;",
        "pub fn Sheet() {}",
        "// pub struct Sheet;",
        "pub use a::Sheet;",
        "pub struct Sheets;",
    ];
    for other in others {
        let found = made_up(&[
            ("functions/a/src/lib.rs", "pub struct Sheet;\n".to_owned()),
            ("functions/b/src/lib.rs", format!("{other}\n")),
        ]);
        assert!(used_twice(&found).is_empty(), "{other}");
    }
}
