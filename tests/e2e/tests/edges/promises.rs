//! Holds `infra/SECURITY.md` to its word: each line names tests, and those exist and run.

use std::collections::BTreeSet;
use std::path::Path;

/// The rows that name no test, or one that is not run.
fn unborne(document: &str, tests: &BTreeSet<String>) -> Vec<String> {
    let is_row = |line: &&str| {
        line.starts_with("| ") && !line.starts_with("| who ") && !line.contains("---")
    };
    let is_borne = |row: &&str| {
        let cells: Vec<_> = row.split('|').collect();
        let shown = cells.get(4).copied().unwrap_or_default();
        let mut named = shown.split('`').skip(1).step_by(2).peekable();
        named.peek().is_some() && named.all(|name| tests.contains(name))
    };
    let rows = document.lines().filter(is_row);
    rows.filter(|row| !is_borne(row))
        .map(str::to_owned)
        .collect()
}

/// The names of the tests in a file that are run: by `cargo test`, or by pytest.
fn tests_in(text: &str, is_rust: bool) -> Vec<String> {
    let (mark, word) = if is_rust {
        ("#[", "fn ")
    } else {
        ("@", "def ")
    };
    let mut marks: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with(mark) {
            marks.push(line);
            continue;
        }
        let name = line
            .split_once(word)
            .and_then(|(_, rest)| rest.split(['(', '<']).next());
        if let Some(name) = name {
            let is_test = if is_rust {
                marks
                    .iter()
                    .any(|mark| mark.contains("test]") || mark.contains("test("))
            } else {
                name.starts_with("test_")
            };
            let is_left_out = marks.iter().any(|mark| {
                ["ignore", "skip", "xfail"]
                    .iter()
                    .any(|out| mark.contains(out))
            });
            if is_test && !is_left_out {
                found.push(name.to_owned());
            }
        }
        // Between its marks and a function no line is empty.
        if line.is_empty() || name.is_some() {
            marks.clear();
        }
    }
    found
}

fn collect(folder: &Path, tests: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_rust = name.ends_with(".rs");
        if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules") {
            collect(&path, tests);
        } else if is_rust || name.ends_with(".py") {
            let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
            tests.extend(tests_in(&text, is_rust));
        }
    }
}

#[test]
fn every_line_of_the_threat_model_is_borne_out_by_a_test_that_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut tests = BTreeSet::new();
    for folder in ["functions", "site/view", "site/generator/src", "tests"] {
        collect(&root.join(folder), &mut tests);
    }
    let document =
        std::fs::read_to_string(root.join("infra/SECURITY.md")).expect("the threat model");
    assert!(
        document
            .lines()
            .filter(|line| line.starts_with("| "))
            .count()
            > 15
    );
    let unborne = unborne(&document, &tests);
    assert!(
        unborne.is_empty(),
        "nothing that runs shows:\n{}",
        unborne.join("\n")
    );
}

#[test]
fn a_line_without_a_test_or_with_one_that_is_left_out_is_found() {
    let rust = "#[test]\nfn runs() {}\n#[tokio::test]\n/// Words.\nasync fn runs_too() {}\n\
                #[test]\n#[ignore = \"slow\"]\nfn left_out() {}\nfn helper() {}\n";
    let python = "@pytest.mark.parametrize(\"a\", [1])\ndef test_runs(a):\n    pass\n\n\n\
                  @pytest.mark.skip\ndef test_left_out():\n    pass\n";
    let tests: BTreeSet<_> = [tests_in(rust, true), tests_in(python, false)]
        .concat()
        .into_iter()
        .collect();
    assert_eq!(
        tests.iter().collect::<Vec<_>>(),
        ["runs", "runs_too", "test_runs"]
    );
    let row = |shown: &str| format!("| x | tries | met by | {shown} |");
    for shown in ["`runs`, `runs_too`", "`test_runs`"] {
        assert!(unborne(&row(shown), &tests).is_empty(), "{shown}");
    }
    for shown in [
        "",
        "none yet",
        "`left_out`",
        "`test_left_out`",
        "`runs`, `helper`",
        "`gone`",
    ] {
        let head = "| who | tries | met by | shown by |\n|---|---|---|---|\n";
        assert_eq!(
            unborne(&format!("{head}{}", row(shown)), &tests).len(),
            1,
            "{shown}"
        );
    }
}
