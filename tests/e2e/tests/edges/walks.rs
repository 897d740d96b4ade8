//! Holds CONTRIBUTING's walks through the code to the files: each stop exists, and no walk enters one twice.

use std::collections::BTreeSet;
use std::path::Path;

/// The section's heading.
const HEADING: &str = "## How an answer becomes a mail";

/// The stops of each walk: the file that each numbered line begins with.
fn walks(document: &str) -> Vec<Vec<String>> {
    let section = document.split_once(HEADING).map_or("", |(_, rest)| rest);
    let section = section.split("\n## ").next().unwrap_or_default();
    let walks = section.split("\n### ").skip(1);
    let stop = |line: &str| {
        let (number, rest) = line.split_once(". `")?;
        number.parse::<u8>().ok()?;
        rest.split('`').next().map(str::to_owned)
    };
    walks
        .map(|walk| walk.lines().filter_map(stop).collect())
        .collect()
}

/// What is wrong with the walks: a stop that is no file of the project, or a file entered twice in one walk.
fn wrong(document: &str, root: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for walk in walks(document) {
        let mut seen = BTreeSet::new();
        for stop in walk {
            if !root.join(&stop).is_file() {
                wrong.push(format!("{stop} does not exist"));
            }
            if !seen.insert(stop.clone()) {
                wrong.push(format!("{stop} is entered twice"));
            }
        }
    }
    wrong
}

#[test]
fn the_walks_in_contributing_lead_through_files_that_exist_none_twice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let lengths: Vec<usize> = walks(&document).iter().map(Vec::len).collect();
    assert!(
        lengths.len() == 2 && lengths.iter().all(|length| *length > 9),
        "{lengths:?}"
    );
    let wrong = wrong(&document, &root);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_that_is_gone_or_entered_twice_is_found_in_a_made_up_document() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("a.rs"), "").unwrap();
    let document = format!(
        "{HEADING}\n\n### One\n\n1. `a.rs`: first.\n2. `b.rs`: gone.\n3. `a.rs`: again.\n\n\
         ### Two\n\n1. `a.rs`: another walk.\n\n## Other\n\n### Three\n\n1. `c.rs`: not a walk.\n"
    );
    let found = wrong(&document, root.path());
    assert_eq!(found, ["b.rs does not exist", "a.rs is entered twice"]);
}
