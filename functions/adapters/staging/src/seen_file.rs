//! `content/.published`: which published texts the folder's files hold. It is committed with them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use publishing::{SEEN_FILE, SeenText, SeenTexts, TextHash};
use serde::Deserialize;

const HEADING: &str = "# Which published texts these files were made from, by SHA-256. Written by `kiridashi content`; commit it \
                       with them.\n";

/// One text as the file says it; nothing: there was none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    over: Option<TextHash>,
    seen: Option<TextHash>,
}

fn file(root: &Path) -> PathBuf {
    root.join("content").join(SEEN_FILE)
}

/// Reads it; nothing was seen where there is none.
///
/// # Errors
/// When it cannot be read.
pub fn read(root: &Path) -> Result<SeenTexts> {
    let file = file(root);
    let text = match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(SeenTexts::default()),
        read => read.with_context(|| format!("cannot read {}", file.display()))?,
    };
    let lines: BTreeMap<String, Line> = toml::from_str(&text).with_context(|| {
        format!(
            "cannot read {}: take it as it was committed",
            file.display()
        )
    })?;
    let seen = lines
        .into_iter()
        .map(|(path, Line { over, seen })| (path, SeenText { over, seen }));
    Ok(SeenTexts(seen.collect()))
}

/// Writes it; the file goes where nothing was seen.
///
/// # Errors
/// When it cannot be written.
pub fn write(root: &Path, seen: &SeenTexts) -> Result<()> {
    let file = file(root);
    let done = if seen.0.is_empty() {
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    } else {
        std::fs::write(&file, text(seen))
    };
    done.with_context(|| format!("cannot write {}", file.display()))
}

fn text(seen: &SeenTexts) -> String {
    let mut text = HEADING.to_owned();
    for (path, SeenText { over, seen }) in &seen.0 {
        let hash = |name: &str, hash: &Option<TextHash>| match hash {
            Some(hash) => format!("{name} = \"{}\"\n", hash.as_str()),
            None => String::new(),
        };
        // A path holds no backslash and no control character, and a quote is escaped as in Rust.
        let name = path.replace('"', "\\\"");
        let (over, seen) = (hash("over", over), hash("seen", seen));
        write!(text, "\n[\"{name}\"]\n{over}{seen}").expect("writing to a string");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_no_file_says_that_nothing_was_seen() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("content")).unwrap();
        assert_eq!(read(root.path()).unwrap(), SeenTexts::default());
        let hash = |text: &str| Some(TextHash::of(text));
        let text = |over, seen| SeenText { over, seen };
        let seen = SeenTexts(BTreeMap::from([
            ("programme.toml".to_owned(), text(hash("a"), hash("b"))),
            ("guides/\"値段\".md".to_owned(), text(None, hash("c"))),
            ("faq.md".to_owned(), text(hash("d"), None)),
        ]));
        write(root.path(), &seen).unwrap();
        assert_eq!(read(root.path()).unwrap(), seen);
        write(root.path(), &SeenTexts::default()).unwrap();
        assert!(!root.path().join("content").join(SEEN_FILE).exists());
        std::fs::write(
            root.path().join("content").join(SEEN_FILE),
            "[a]\nover = '../x'",
        )
        .unwrap();
        assert!(read(root.path()).is_err());
    }
}
