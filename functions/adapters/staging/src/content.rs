//! Reads what the town writes from its folder; a mistake is reported with file and line.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use town::seminar::Seminar;
use town::{Content, Sources};

use crate::fault::{TextFault, TextFaults};

/// The content below `root`, a site's folder.
///
/// # Errors
/// Every mistake found.
pub fn read(root: &Path) -> Result<Content, TextFaults> {
    let sources = sources(&root.join("content")).map_err(|error| TextFaults::other(&error))?;
    Content::parse(&sources)
        .map_err(|errors| TextFaults(errors.iter().map(TextFault::from).collect()))
}

/// What functions read of the folder.
fn sources(folder: &Path) -> anyhow::Result<Sources> {
    let mut sources = Sources::new();
    for path in Content::paths() {
        let file = folder.join(path);
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        sources.insert(path.to_owned(), text);
    }
    sources.extend(seminars(folder)?);
    Ok(sources)
}

/// The seminars' pages; a town may have none.
fn seminars(folder: &Path) -> anyhow::Result<Sources> {
    let mut pages = Sources::new();
    let mut waiting = vec!["seminars".to_owned()];
    while let Some(below) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(folder.join(&below)) else {
            continue;
        };
        for entry in entries {
            let file = entry?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let path = format!("{below}/{name}");
            if file.is_dir() {
                waiting.push(path);
            } else if Content::is_source(&path) {
                let text = std::fs::read_to_string(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                pages.insert(path, text);
            }
        }
    }
    Ok(pages)
}

/// Seminars whose page is elsewhere than links in mails, forms and calendars say, which differs only where the site's
/// settings make other addresses. `addresses`: each page's, by path below `content/`.
pub(crate) fn other_addresses(
    content: &Content,
    addresses: &BTreeMap<String, String>,
) -> Vec<TextFault> {
    let wrong = |seminar: &&Seminar| addresses.get(&seminar.source) != Some(&seminar.page);
    let told = |seminar: &Seminar| {
        let (source, page) = (&seminar.source, &seminar.page);
        let what = match addresses.get(source) {
            Some(other) => format!(
                "ページのアドレスが {other} になり、メールなどのリンク {page} が開けません。site/config.toml の [slugify] をもとにもどしてください。"
            ),
            None => {
                format!("このページは書き出されないので、メールなどのリンク {page} が開けません。")
            }
        };
        TextFault::at(source, 1, what)
    };
    content.seminars.iter().filter(wrong).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../site")
    }

    #[test]
    fn the_towns_own_content_has_no_mistake() {
        read(&site()).unwrap();
    }

    #[test]
    fn a_mistake_is_told_with_file_and_line() {
        let dir = tempfile::tempdir().unwrap();
        for path in Content::paths() {
            let to = dir.path().join("content").join(path);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(site().join("content").join(path), to).unwrap();
        }
        std::fs::write(dir.path().join("content/programme.toml"), "\n[operator\n").unwrap();
        let error = read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("content/programme.toml:2: "), "{error}");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = read(Path::new("/nonexistent")).unwrap_err().to_string();
        let told = "cannot read /nonexistent/content/programme.toml: No such file";
        assert!(error.contains(told), "{error}");
    }
}
