//! A shelf that is a folder: for one machine, and for tests.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::Timestamp;

use crate::shelf::{PointOutcome, Pointer, Shelf, ShelvedFile};
use crate::site_id::SiteId;

/// The file with the pointer.
const POINTER: &str = "live";

/// A shelf in a folder. Pointers of several processes never overwrite each other.
#[derive(Clone, Debug)]
pub struct FolderShelf(PathBuf);

impl FolderShelf {
    /// Uses this folder, which is made when it is first written.
    pub fn new(folder: &Path) -> FolderShelf {
        FolderShelf(folder.to_owned())
    }

    /// Writes a file whole or not at all.
    fn write(&self, key: &str, bytes: &[u8]) -> Result<()> {
        let file = self.0.join(key);
        let written = || {
            let beside = file.with_added_extension("new");
            fs::create_dir_all(file.parent().unwrap_or(&self.0))?;
            fs::write(&beside, bytes)?;
            fs::rename(&beside, &file)
        };
        written().with_context(|| format!("cannot write {}", file.display()))
    }

    fn read(&self, key: &str) -> Result<Vec<u8>> {
        let file = self.0.join(key);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
    }

    fn read_pointer(&self) -> Result<Pointer> {
        let said = match fs::read_to_string(self.0.join(POINTER)) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            said => said.context("cannot read the pointer")?,
        };
        Ok(Pointer {
            site: SiteId::parse(&said),
            mark: said,
        })
    }
}

impl Shelf for FolderShelf {
    async fn put(&self, file: &ShelvedFile) -> Result<()> {
        self.write(&file.key, &file.bytes)
    }

    async fn copy(&self, from: &str, to: &str) -> Result<()> {
        self.write(to, &self.read(from)?)
    }

    async fn list(&self, beginning: &str) -> Result<BTreeMap<String, Timestamp>> {
        let mut found = BTreeMap::new();
        let folder = beginning.rsplit_once('/').map_or("", |(folder, _)| folder);
        let below = self.0.join(folder);
        if !below.is_dir() {
            return Ok(found);
        }
        for path in view::files(&below)? {
            let key = format!("{folder}/{path}");
            if key.starts_with(beginning) {
                let put = fs::metadata(below.join(&path))?.modified()?;
                found.insert(key, put.try_into()?);
            }
        }
        Ok(found)
    }

    async fn remove(&self, keys: &[String]) -> Result<()> {
        for key in keys {
            match fs::remove_file(self.0.join(key)) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot take {key} away"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn pointer(&self) -> Result<Pointer> {
        self.read_pointer()
    }

    async fn point(&self, to: &SiteId, seen: &Pointer) -> Result<PointOutcome> {
        fs::create_dir_all(&self.0)?;
        let lock = File::create(self.0.join("lock")).context("cannot lock the pointer")?;
        lock.lock().context("cannot lock the pointer")?;
        if self.read_pointer()?.mark != seen.mark {
            return Ok(PointOutcome::Outrun);
        }
        self.write(POINTER, to.as_str().as_bytes())?;
        Ok(PointOutcome::Moved)
    }
}
