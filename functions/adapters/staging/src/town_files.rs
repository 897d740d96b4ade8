//! What takes the place of a site's own files: its texts, and the photos that they show.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use publishing::{PHOTOS, PhotoId, photos};
use town::Sources;

/// Photos by the names of their files. For a check or a page it matters only that there is a file, so it may be empty.
pub type Photos = BTreeMap<String, Vec<u8>>;

static NO_PHOTOS: Photos = Photos::new();

/// What takes the place of a site's own files.
#[derive(Clone, Copy, Debug)]
pub struct TownFiles<'a> {
    /// All texts, by path below `content/`.
    pub texts: &'a Sources,
    /// Photos that the site's folder does not have.
    pub photos: &'a Photos,
    /// Files for its templates: each name below `data/`, and what it says.
    pub data: &'a [(&'a str, &'a str)],
}

impl<'a> From<&'a Sources> for TownFiles<'a> {
    fn from(texts: &'a Sources) -> TownFiles<'a> {
        TownFiles {
            texts,
            photos: &NO_PHOTOS,
            data: &[],
        }
    }
}

/// The photos that texts show and the site's folder does not have.
pub fn missing_photos(root: &Path, texts: &Sources) -> BTreeSet<PhotoId> {
    let folder = folder(root);
    let placed = texts.values().flat_map(|text| photos(text));
    let missing = placed.filter_map(|photo| {
        let id = photo.id.as_ref()?;
        let files = photo.widths().into_iter().map(|width| id.file(width));
        let are_there = files.into_iter().all(|file| folder.join(file).is_file());
        (!are_there).then(|| id.clone())
    });
    missing.collect()
}

/// Writes photos into a site's folder.
///
/// # Errors
/// When one cannot be written.
pub fn write_photos(root: &Path, photos: &Photos) -> Result<()> {
    let folder = folder(root);
    for (name, bytes) in photos {
        let file = folder.join(name);
        anyhow::ensure!(PhotoId::of_file(name).is_some(), "{name} is no photo");
        let done = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, bytes));
        done.with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

/// The photos that texts show.
pub fn shown_photos(texts: &Sources) -> BTreeSet<PhotoId> {
    let placed = texts.values().flat_map(|text| photos(text));
    placed.filter_map(|photo| photo.id).collect()
}

/// Removes photos from a site's folder, as far as they are there.
///
/// # Errors
/// When the folder cannot be read or a file cannot be removed.
pub fn remove_photos(root: &Path, gone: &BTreeSet<PhotoId>) -> Result<()> {
    let folder = folder(root);
    if gone.is_empty() || !folder.is_dir() {
        return Ok(());
    }
    for file in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let file = file?;
        let name = file.file_name();
        let photo = PhotoId::of_file(&name.to_string_lossy());
        if photo.is_some_and(|(id, _)| gone.contains(&id)) {
            fs::remove_file(file.path()).with_context(|| file.path().display().to_string())?;
        }
    }
    Ok(())
}

fn folder(root: &Path) -> PathBuf {
    root.join("static").join(PHOTOS)
}

#[cfg(test)]
mod tests {
    use publishing::PlacedPhoto;

    use super::*;

    #[test]
    fn photos_are_missing_until_they_are_written_and_lie_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let (small, large) = (b"small".to_vec(), b"large".to_vec());
        let id = PhotoId::of([small.as_slice(), &large]);
        let text = PlacedPhoto::component(&id, (960, 640), Some("駅"));
        let texts = Sources::from([("faq.md".to_owned(), text)]);
        assert_eq!(missing_photos(root, &texts), BTreeSet::from([id.clone()]));
        let mut photos = Photos::from([(id.file(480), small)]);
        write_photos(root, &photos).unwrap();
        assert_eq!(missing_photos(root, &texts).len(), 1, "one size is not all");
        photos.insert(id.file(960), large);
        write_photos(root, &photos).unwrap();
        assert_eq!(missing_photos(root, &texts), BTreeSet::new());
        assert!(root.join("static/photos").join(id.file(960)).is_file());
        for name in ["../config.toml", "a.jpg", "/etc/a"] {
            let photos = Photos::from([(name.to_owned(), Vec::new())]);
            assert!(write_photos(root, &photos).is_err(), "{name}");
        }
        fs::write(root.join("static/photos/other.jpg"), "x").unwrap();
        remove_photos(root, &shown_photos(&texts)).unwrap();
        assert_eq!(missing_photos(root, &texts).len(), 1);
        let left = fs::read_dir(root.join("static/photos")).unwrap().count();
        assert_eq!(left, 1, "what is no such photo stays");
    }
}
