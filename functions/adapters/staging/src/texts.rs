//! The town's folder as texts: read, written one by one, and staged as a whole site with other texts in place of its own.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use publishing::is_text;
use town::Sources;

/// What a site is made of, beside `content/`.
const WRITTEN: [&str; 3] = ["config.toml", "data", "static"];

/// What a site is drawn with: most of its files, so that one which is only read has a link in their place.
const READ: [&str; 2] = ["sass", "templates"];

/// All texts below `content/` of a site's folder that can be published.
///
/// # Errors
/// When one cannot be read.
pub fn read(root: &Path) -> Result<Sources> {
    let folder = root.join("content");
    let mut texts = Sources::new();
    for path in view::files(&folder)?.into_iter().filter(|it| is_text(it)) {
        let file = folder.join(&path);
        let text = fs::read_to_string(&file);
        let text = text.with_context(|| format!("cannot read {}", file.display()))?;
        texts.insert(path, text);
    }
    Ok(texts)
}

/// Writes a text into the folder, through the link if the file is one; `None` takes it away.
///
/// # Errors
/// When it cannot be written, or the path leads out of `content/`.
pub fn write(root: &Path, path: &str, text: Option<&str>) -> Result<()> {
    anyhow::ensure!(is_text(path), "content/{path} is no text of the town");
    let file = root.join("content").join(path);
    let done = match text {
        Some(text) => {
            let folder = file.parent().unwrap_or(root);
            fs::create_dir_all(folder).and_then(|()| fs::write(&file, text))
        }
        None => match fs::remove_file(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        },
    };
    done.with_context(|| format!("cannot write {}", file.display()))
}

/// Makes `to` a site that is as the one at `root`, with exactly these texts.
///
/// # Errors
/// When a file cannot be read or written.
pub fn stage(root: &Path, to: &Path, texts: &Sources) -> Result<()> {
    put_together(to, || {
        READ.iter()
            .try_for_each(|part| copy(&root.join(part), &to.join(part)))?;
        stage_files(root, to, texts)
    })
}

/// The same to be read alone: what is written into it may be written into the site at `root`.
pub(crate) fn stage_to_read(root: &Path, to: &Path, texts: &Sources) -> Result<()> {
    put_together(to, || {
        fs::create_dir_all(to)?;
        for part in READ.iter().filter(|part| root.join(part).is_dir()) {
            std::os::unix::fs::symlink(root.join(part).canonicalize()?, to.join(part))?;
        }
        stage_files(root, to, texts)
    })
}

fn put_together(to: &Path, stage: impl FnOnce() -> std::io::Result<()>) -> Result<()> {
    let staged = clear(to).and_then(|()| stage());
    staged.with_context(|| {
        format!(
            "cannot put the published texts together in {}",
            to.display()
        )
    })
}

/// Gives the templates of a staged site files to read: each name below `data/`, and what it says.
///
/// # Errors
/// When one cannot be written.
pub fn add_data(staged: &Path, data: &[(&str, &str)]) -> Result<()> {
    for (name, text) in data {
        let file = staged.join("data").join(name);
        let folder = file.parent().unwrap_or(staged);
        let done = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        done.with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

/// Takes a staged site away, if it is there.
///
/// # Errors
/// When it cannot be taken away.
pub fn clear(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Copies a site whole, with what links in it lead to; what was there is replaced.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_site(root: &Path, to: &Path) -> Result<()> {
    let done = clear(to).and_then(|()| {
        let mut parts = WRITTEN.iter().chain(&READ).chain(&["content"]);
        parts.try_for_each(|part| copy(&root.join(part), &to.join(part)))
    });
    done.with_context(|| format!("cannot copy the site to {}", to.display()))
}

fn stage_files(root: &Path, to: &Path, texts: &Sources) -> std::io::Result<()> {
    for part in WRITTEN {
        copy(&root.join(part), &to.join(part))?;
    }
    let folder = root.join("content");
    for path in view::files(&folder).map_err(std::io::Error::other)? {
        if !is_text(&path) {
            copy(&folder.join(&path), &to.join("content").join(&path))?;
        }
    }
    let shared = shared(root);
    for (path, text) in texts {
        let mut files = vec![to.join("content").join(path)];
        files.extend(
            shared
                .iter()
                .filter(|(own, _)| own == path)
                .map(|(_, data)| to.join(data)),
        );
        for file in files {
            fs::create_dir_all(file.parent().unwrap_or(to))?;
            fs::write(file, text)?;
        }
    }
    for (_, data) in shared.iter().filter(|(path, _)| !texts.contains_key(path)) {
        fs::remove_file(to.join(data))?;
    }
    Ok(())
}

/// The texts that lie in `data/` too, by a link, or by a copy where the folder came by a way that keeps no links: path
/// below `content/` and path below the site.
fn shared(root: &Path) -> Vec<(String, PathBuf)> {
    let files = |part: &str| view::files(&root.join(part)).unwrap_or_default();
    let data: Vec<_> = files("data")
        .into_iter()
        .filter_map(|path| Some((SharedFile::read(root.join("data").join(&path))?, path)))
        .collect();
    let of = |path: String| {
        let own = SharedFile::read(root.join("content").join(&path))?;
        let (_, data) = data.iter().find(|(file, _)| file.is_same(&own))?;
        Some((path, Path::new("data").join(data)))
    };
    files("content")
        .into_iter()
        .filter(|path| is_text(path))
        .filter_map(of)
        .collect()
}

/// A file that may be another one too.
struct SharedFile {
    real: PathBuf,
    bytes: Vec<u8>,
}

impl SharedFile {
    fn read(path: PathBuf) -> Option<SharedFile> {
        let real = path.canonicalize().ok()?;
        let bytes = fs::read(&real).ok()?;
        Some(SharedFile { real, bytes })
    }

    fn is_same(&self, other: &SharedFile) -> bool {
        self.real == other.real || (!self.bytes.is_empty() && self.bytes == other.bytes)
    }
}

/// Copies a file or a folder, following links; what is not there is left out.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_dir() {
        for path in view::files(from).map_err(std::io::Error::other)? {
            copy(&from.join(&path), &to.join(&path))?;
        }
        return Ok(());
    }
    if from.exists() {
        fs::create_dir_all(to.parent().unwrap_or(to))?;
        fs::copy(from, to)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        for (path, text) in [
            ("config.toml", "base_url = 'https://example.jp'"),
            ("templates/page.html", "page"),
            ("data/programme.toml", "rates = 1"),
            ("data/other.json", "{}"),
            ("content/guides/price.md", "guide"),
            ("content/guides/price.jpg", "picture"),
        ] {
            let file = root.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let link = root.join("content/programme.toml");
        std::os::unix::fs::symlink("../data/programme.toml", link).unwrap();
        (folder, root)
    }

    fn said(file: PathBuf) -> Option<String> {
        fs::read_to_string(file).ok()
    }

    #[test]
    fn a_staged_site_says_the_given_texts_wherever_they_are_read_and_is_else_the_same() {
        let (folder, root) = town();
        let to = folder.path().join("staged");
        let mut texts = read(&root).unwrap();
        assert_eq!(
            texts.keys().collect::<Vec<_>>(),
            ["guides/price.md", "programme.toml"]
        );
        texts.insert("programme.toml".to_owned(), "rates = 2".to_owned());
        texts.insert("faq.md".to_owned(), "faq".to_owned());
        texts.remove("guides/price.md");
        // What was staged before leaves nothing behind.
        fs::create_dir_all(to.join("content")).unwrap();
        fs::write(to.join("content/old.md"), "old").unwrap();
        stage(&root, &to, &texts).unwrap();
        assert_eq!(read(&to).unwrap(), texts);
        assert_eq!(
            said(to.join("data/programme.toml")).as_deref(),
            Some("rates = 2")
        );
        assert_eq!(said(to.join("data/other.json")).as_deref(), Some("{}"));
        assert_eq!(
            said(to.join("templates/page.html")).as_deref(),
            Some("page")
        );
        assert_eq!(
            said(to.join("content/guides/price.jpg")).as_deref(),
            Some("picture")
        );
        texts.remove("programme.toml");
        stage(&root, &to, &texts).unwrap();
        assert!(!to.join("data/programme.toml").exists());
        assert_eq!(
            said(root.join("data/programme.toml")).as_deref(),
            Some("rates = 1")
        );
    }

    #[test]
    fn what_lies_in_both_places_as_a_copy_is_staged_in_both() {
        let (folder, root) = town();
        let link = root.join("content/programme.toml");
        fs::remove_file(&link).unwrap();
        fs::copy(root.join("data/programme.toml"), link).unwrap();
        let to = folder.path().join("staged");
        let mut texts = read(&root).unwrap();
        texts.insert("programme.toml".to_owned(), "rates = 2".to_owned());
        stage(&root, &to, &texts).unwrap();
        for path in ["content/programme.toml", "data/programme.toml"] {
            assert_eq!(said(to.join(path)).as_deref(), Some("rates = 2"), "{path}");
        }
        assert_eq!(said(to.join("data/other.json")).as_deref(), Some("{}"));
    }

    #[test]
    fn a_text_is_written_where_the_file_really_is_and_nowhere_else() {
        let (_folder, root) = town();
        write(&root, "programme.toml", Some("rates = 3")).unwrap();
        assert_eq!(
            said(root.join("data/programme.toml")).as_deref(),
            Some("rates = 3")
        );
        write(&root, "seminars/new.md", Some("new")).unwrap();
        write(&root, "guides/price.md", None).unwrap();
        write(&root, "guides/price.md", None).unwrap();
        let texts = read(&root).unwrap();
        assert_eq!(
            texts.keys().collect::<Vec<_>>(),
            ["programme.toml", "seminars/new.md"]
        );
        for path in ["../config.toml", "/etc/kiridashi.toml", "a.jpg"] {
            assert!(write(&root, path, Some("x")).is_err(), "{path}");
        }
    }
}
