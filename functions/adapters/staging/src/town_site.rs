//! A town's folder over the software's own site: settings key by key, and every other file in place of the one of the same
//! path. The software's files are only read.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use publishing::{PhotoId, SEEN_FILE, SeenTexts, is_text};
use tempfile::TempDir;
use town::Sources;

use crate::settings_over::{json_over, toml_over};
use crate::{Photos, remove_photos, seen_file, texts, write_photos};

/// What a town may have in its `site/`.
const PARTS: [&str; 5] = ["config.toml", "data", "sass", "static", "templates"];

/// Where texts and photos are kept that come from elsewhere: a site's folder, or a town's over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFolder {
    root: PathBuf,
    town: Option<PathBuf>,
}

impl OwnFolder {
    /// `root`: the site's folder; `town`: the town's, where there is one.
    pub fn new(root: &Path, town: Option<&Path>) -> OwnFolder {
        OwnFolder {
            root: root.to_owned(),
            town: town.map(Path::to_owned),
        }
    }

    /// Writes a text; `None` takes it away, which in a town's folder an empty file says.
    ///
    /// # Errors
    /// As [`texts::write`].
    pub fn write_text(&self, path: &str, text: Option<&str>) -> Result<()> {
        let Some(town) = &self.town else {
            return texts::write(&self.root, path, text);
        };
        let is_shared = self.root.join("content").join(path).exists();
        let gone = is_shared.then_some("");
        texts::write(town, path, text.or(gone))
    }

    /// Notes which published texts it has seen.
    ///
    /// # Errors
    /// As [`seen_file::write`].
    pub fn write_seen(&self, seen: &SeenTexts) -> Result<()> {
        seen_file::write(self.town.as_deref().unwrap_or(&self.root), seen)
    }

    /// Removes photos that no text shows any more.
    ///
    /// # Errors
    /// As [`remove_photos`].
    pub fn remove_photos(&self, gone: BTreeSet<PhotoId>) -> Result<()> {
        match &self.town {
            Some(town) => remove_photos(&town.join("site"), &gone),
            None => remove_photos(&self.root, &gone),
        }
    }

    /// Writes photos.
    ///
    /// # Errors
    /// As [`write_photos`].
    pub fn write_photos(&self, photos: &Photos) -> Result<()> {
        match &self.town {
            Some(town) => write_photos(&town.join("site"), photos),
            None => write_photos(&self.root, photos),
        }
    }
}

/// A site to read: one in a folder of its own, or a town's put together for as long as this is kept.
#[derive(Debug)]
pub struct TownSite {
    own: OwnFolder,
    put_together: Option<TempDir>,
}

impl TownSite {
    /// The site at `root`, with the town's folder over it where there is one.
    ///
    /// # Errors
    /// As [`lay_over`].
    pub fn open(root: &Path, town: Option<&Path>) -> Result<TownSite> {
        let put_together = match town {
            None => None,
            Some(town) => {
                let folder = tempfile::Builder::new().prefix("kiridashi-town-").tempdir();
                let folder = folder.context("there is no room for a copy of the site")?;
                lay_over(root, town, &folder.path().join("site"))?;
                Some(folder)
            }
        };
        Ok(TownSite {
            own: OwnFolder::new(root, town),
            put_together,
        })
    }

    /// The site's folder, which is only to be read.
    pub fn root(&self) -> PathBuf {
        match &self.put_together {
            Some(folder) => folder.path().join("site"),
            None => self.own.root.clone(),
        }
    }

    /// Where what comes from elsewhere is written.
    pub fn own(&self) -> &OwnFolder {
        &self.own
    }
}

/// Makes `to` the site at `root` with the town's folder over it. Files of `to` that stay the same are not written again.
///
/// What the town has of its own of a list that everybody keeps for themselves, seminars and stories, takes the place of
/// the whole list; an empty file takes a shared one away.
///
/// # Errors
/// When there is no town, a file cannot be read or written, or settings of it cannot be read.
pub fn lay_over(root: &Path, town: &Path, to: &Path) -> Result<()> {
    let settings = town.join("content/programme.toml");
    ensure!(
        settings.is_file(),
        "there is no town in {}: {} is missing. `kiridashi new DIR` makes one",
        town.display(),
        settings.display()
    );
    let beside = to.with_added_extension("new");
    let done = put_together(root, town, &beside).and_then(|()| sync(&beside, to));
    let cleared = texts::clear(&beside);
    done.with_context(|| format!("cannot put the town in {} together", town.display()))?;
    Ok(cleared?)
}

fn put_together(root: &Path, town: &Path, to: &Path) -> Result<()> {
    let own = own_texts(town)?;
    let mut all = texts::read(root)?;
    all.retain(|path, _| !is_own_list(path, &own));
    for (path, text) in own {
        match text.is_empty() {
            true => drop(all.remove(&path)),
            false => drop(all.insert(path, text)),
        }
    }
    texts::stage(root, to, &all)?;
    // What the software's own folder has seen of published texts says nothing of the town's.
    remove(&to.join("content").join(SEEN_FILE))?;
    let content = town.join("content");
    for path in view::files(&content)?.iter().filter(|path| !is_text(path)) {
        copy(&content.join(path), &to.join("content").join(path))?;
    }
    let site = town.join("site");
    for path in view::files(&site)? {
        let part = path.split('/').next().unwrap_or_default();
        if !PARTS.contains(&part) {
            bail!(
                "{}: a town's site/ holds {} and nothing else",
                site.join(&path).display(),
                PARTS.join(", ")
            );
        }
        settle(&site.join(&path), &to.join(&path))?;
    }
    Ok(())
}

/// The town's texts, with the empty ones.
fn own_texts(town: &Path) -> Result<Sources> {
    texts::read(town)
}

/// Whether a shared text belongs to a list of which the town keeps one of its own.
fn is_own_list(path: &str, own: &Sources) -> bool {
    ["seminars/", "stories/"].into_iter().any(|list| {
        let is_entry = |path: &str| {
            let below = path.strip_prefix(list);
            below.is_some_and(|name| !name.starts_with('_') && !name.starts_with("types/"))
        };
        is_entry(path) && own.keys().any(|path| is_entry(path))
    })
}

/// Puts one of the town's files in its place: settings over those that are there, anything else instead of it.
fn settle(from: &Path, to: &Path) -> Result<()> {
    let ending = from.extension().and_then(|ending| ending.to_str());
    let over: fn(&str, &str) -> Result<String> = match ending {
        Some("toml") => toml_over,
        Some("json") => json_over,
        _ => return copy(from, to),
    };
    if !to.is_file() {
        return copy(from, to);
    }
    let read = |file: &Path| {
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
    };
    let merged = over(&read(to)?, &read(from)?).with_context(|| from.display().to_string())?;
    fs::write(to, merged).with_context(|| format!("cannot write {}", to.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().unwrap_or(to);
    let done = fs::create_dir_all(folder).and_then(|()| fs::copy(from, to));
    done.with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot take {} away", file.display()))
        }
        _ => Ok(()),
    }
}

/// Makes `to` as `from` is; what is the same is left alone, so that who watches or reads it is not disturbed.
fn sync(from: &Path, to: &Path) -> Result<()> {
    let wanted = view::files(from)?;
    for path in view::files(to)? {
        if wanted.binary_search(&path).is_err() {
            remove(&to.join(&path))?;
        }
    }
    for path in wanted {
        let (from, to) = (from.join(&path), to.join(&path));
        let is_same = fs::read(&to).is_ok_and(|bytes| fs::read(&from).is_ok_and(|it| it == bytes));
        if !is_same {
            copy(&from, &to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
