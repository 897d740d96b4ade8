//! Keeps what is one town's in that town's folder: no name of it, its neighbour or its prefecture is anywhere else.

use std::path::Path;

/// What everybody shares.
const SHARED: [&str; 6] = [
    "content",
    "functions",
    "infra",
    "site",
    "tests",
    "Cargo.toml",
];

/// The names as they are written in kanji, kana and letters; put together here, so that this file holds none.
const NAMES: [&str; 11] = [
    "\u{7acb}\u{79d1}",
    "\u{305f}\u{3066}\u{3057}\u{306a}",
    "\u{30bf}\u{30c6}\u{30b7}\u{30ca}",
    concat!("tate", "shina"),
    "\u{5869}\u{5c3b}",
    "\u{3057}\u{304a}\u{3058}\u{308a}",
    "\u{30b7}\u{30aa}\u{30b8}\u{30ea}",
    concat!("shio", "jiri"),
    "\u{9577}\u{91ce}",
    "\u{30ca}\u{30ac}\u{30ce}",
    concat!("naga", "no"),
];

fn is_named(text: &str) -> bool {
    let text = text.to_lowercase();
    NAMES.iter().any(|name| text.contains(name))
}

/// The lines that name a town, as `file:line: …`.
fn named(root: &Path, part: &str, found: &mut Vec<String>) {
    let path = root.join(part);
    if path.is_dir() {
        let is_made = ["target", "node_modules"]
            .iter()
            .any(|made| path.ends_with(made));
        // A link of a folder leads to what is read anyway.
        if is_made || path.is_symlink() {
            return;
        }
        for entry in std::fs::read_dir(&path).expect("a folder") {
            let name = entry.expect("an entry").file_name();
            named(root, &format!("{part}/{}", name.to_string_lossy()), found);
        }
        return;
    }
    if is_named(part) {
        found.push(format!("{part}: its name"));
    }
    // What is no text is a picture or a font.
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let lines = text.lines().zip(1..).filter(|(line, _)| is_named(line));
    found.extend(lines.map(|(line, number)| format!("{part}:{number}: {line}")));
}

#[test]
fn no_name_of_one_town_is_outside_its_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for part in SHARED {
        named(&root, part, &mut found);
    }
    assert!(
        found.is_empty(),
        "what is one town's goes below towns/:\n{}",
        found.join("\n")
    );
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let kanji = "\u{7acb}\u{79d1}町の例";
    let letters = concat!("https://TATE", "SHINA.example.jp");
    let text = format!("ほかの町\n{kanji}\n{letters}\n");
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/faq.md"), text).unwrap();
    let mut found = Vec::new();
    named(folder.path(), "content", &mut found);
    let wanted = [
        format!("content/faq.md:2: {kanji}"),
        format!("content/faq.md:3: {letters}"),
    ];
    assert_eq!(found, wanted);
}
