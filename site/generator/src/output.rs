//! Keeps a built site: in a new folder that replaces the old one at the end, over the old one where it differs, or in
//! memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fault::{Fault, Outcome, unreadable};

/// A built site's files, by path below its address.
pub type SiteFiles = BTreeMap<String, Vec<u8>>;

/// Where a build puts its files.
pub struct Output {
    folder: PathBuf,
    overridden: HashSet<String>,
    folders: Mutex<HashSet<PathBuf>>,
    /// What was generated, or lies beside a page, with the file of the latter: each path once, as nobody can say which of two
    /// would be seen.
    claimed: Mutex<HashMap<String, Option<PathBuf>>>,
    place: Place,
}

/// What becomes of a file.
enum Place {
    /// It is written at once.
    Folder,
    /// It is compared with an earlier build: the paths of this one, with the bytes of those that differ.
    Earlier(Mutex<BTreeMap<String, Option<Vec<u8>>>>),
    /// Nothing is written.
    Memory(Mutex<SiteFiles>),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Output {
    /// Writes into a new, empty folder.
    pub fn fresh(folder: &Path) -> Outcome<Output> {
        remove(folder)?;
        fs::create_dir_all(folder).map_err(|e| unreadable(folder, &e))?;
        Ok(Output::new(folder, Place::Folder))
    }

    /// Compares with an earlier build; nothing is written before [`Output::settle`].
    pub fn over(folder: &Path) -> Output {
        Output::new(folder, Place::Earlier(Mutex::default()))
    }

    /// Keeps all files in memory.
    pub fn in_memory() -> Output {
        Output::new(Path::new(""), Place::Memory(Mutex::default()))
    }

    /// The files that were kept in memory.
    pub fn into_files(self) -> SiteFiles {
        match self.place {
            Place::Memory(files) => files.into_inner().unwrap_or_else(PoisonError::into_inner),
            Place::Folder | Place::Earlier(_) => SiteFiles::new(),
        }
    }

    fn new(folder: &Path, place: Place) -> Output {
        Output {
            folder: folder.to_owned(),
            overridden: HashSet::new(),
            folders: Mutex::default(),
            claimed: Mutex::default(),
            place,
        }
    }

    /// Says which paths static files take, so that nothing generated is written there.
    pub fn override_by(&mut self, paths: impl IntoIterator<Item = String>) {
        self.overridden.extend(paths);
    }

    /// Writes a generated file, given as its path below the folder.
    ///
    /// # Errors
    /// Fails if the file cannot be written, or something else was.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Outcome<()> {
        if self.overridden.contains(path) {
            return Ok(());
        }
        self.claim(path, None)?;
        self.write(path, bytes)
    }

    /// Copies a file that lies beside a page.
    ///
    /// # Errors
    /// As [`Output::copy`], and where something else was written there.
    pub fn copy_asset(&self, from: &Path, path: &str) -> Outcome<()> {
        self.claim(path, Some(from))?;
        self.copy(from, path)
    }

    fn claim(&self, path: &str, from: Option<&Path>) -> Outcome<()> {
        let from = from.map(Path::to_owned);
        match lock(&self.claimed).insert(path.to_owned(), from.clone()) {
            None => Ok(()),
            // Of a page in the folder of a page, both offer the same file.
            Some(other) if other.is_some() && other == from => Ok(()),
            Some(_) => Err(Fault::new(format!("public/{path}"), "two things have this address")
                .help(
                    "give a page another `slug` or `path`, a file beside it another name, a feed or a list another place \
                     (`feed_filenames`, `paginate_path`), or take an alias away",
                )
                .into()),
        }
    }

    /// Copies a file, over a generated one if need be.
    ///
    /// # Errors
    /// Fails if the file cannot be read or written.
    pub fn copy(&self, from: &Path, path: &str) -> Outcome<()> {
        if !matches!(self.place, Place::Folder) {
            let bytes = fs::read(from).map_err(|e| unreadable(from, &e))?;
            return self.write(path, &bytes);
        }
        let to = self.target(path)?;
        fs::copy(from, &to)
            .map(|_| ())
            .map_err(|e| unreadable(&to, &e))
    }

    /// Links to a static file instead of copying it.
    ///
    /// # Errors
    /// Fails if the link cannot be made.
    pub fn link(&self, from: &Path, path: &str) -> Outcome<()> {
        if matches!(self.place, Place::Memory(_)) {
            return self.copy(from, path);
        }
        let to = self.target(path)?;
        match fs::remove_file(&to) {
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(unreadable(&to, &e)),
            _ => {}
        }
        fs::hard_link(from, &to).map_err(|e| unreadable(&to, &e))
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Outcome<()> {
        match &self.place {
            Place::Folder => {
                let to = self.target(path)?;
                fs::write(&to, bytes).map_err(|e| unreadable(&to, &e))?;
            }
            Place::Earlier(waiting) => {
                let is_same = fs::read(self.folder.join(path)).is_ok_and(|old| old == bytes);
                lock(waiting).insert(path.to_owned(), (!is_same).then(|| bytes.to_vec()));
            }
            Place::Memory(files) => drop(lock(files).insert(path.to_owned(), bytes.to_vec())),
        }
        Ok(())
    }

    /// Says that a file of the earlier build stays as it is.
    pub fn keep(&self, path: &str) {
        if let Place::Earlier(waiting) = &self.place {
            lock(waiting).entry(path.to_owned()).or_insert(None);
        }
    }

    /// The file of a path, in a folder that exists.
    fn target(&self, path: &str) -> Outcome<PathBuf> {
        let target = self.folder.join(path);
        let Some(parent) = target.parent() else {
            return Ok(target);
        };
        if lock(&self.folders).contains(parent) {
            return Ok(target);
        }
        let made = match fs::create_dir(parent) {
            Err(e) if e.kind() == ErrorKind::NotFound => fs::create_dir_all(parent),
            Err(e) if e.kind() == ErrorKind::AlreadyExists && parent.is_dir() => Ok(()),
            made => made,
        };
        made.map_err(|e| unreadable(parent, &e))?;
        lock(&self.folders).insert(parent.to_owned());
        Ok(target)
    }

    /// Makes an empty folder.
    ///
    /// # Errors
    /// Fails if it cannot be made.
    pub fn make_folder(&self, path: &str) -> Outcome<()> {
        if matches!(self.place, Place::Memory(_)) {
            return Ok(());
        }
        let folder = self.folder.join(path);
        fs::create_dir_all(&folder).map_err(|e| unreadable(&folder, &e))
    }

    /// Ends a build over an earlier one: writes what differs, removes what is gone, and tells the paths of both.
    ///
    /// # Errors
    /// Fails if a file cannot be written or removed.
    pub fn settle(mut self) -> Outcome<Vec<String>> {
        let files = match std::mem::replace(&mut self.place, Place::Folder) {
            Place::Earlier(files) => files.into_inner().unwrap_or_else(PoisonError::into_inner),
            Place::Folder | Place::Memory(_) => BTreeMap::new(),
        };
        let mut changed = Vec::new();
        for (path, bytes) in &files {
            if let Some(bytes) = bytes {
                self.write(path, bytes)?;
                changed.push(path.clone());
            }
        }
        let old = view::files(&self.folder).unwrap_or_default();
        for path in old.into_iter().filter(|path| !files.contains_key(path)) {
            let file = self.folder.join(&path);
            fs::remove_file(&file).map_err(|e| unreadable(&file, &e))?;
            changed.push(path);
        }
        Ok(changed)
    }
}

/// The file of an address below the output folder.
pub fn file_of(address: &str) -> String {
    view::join(address.trim_matches('/'), "index.html")
}

/// The file of an alias below the output folder; an alias may name a file.
pub fn file_of_alias(alias: &str) -> String {
    if alias.ends_with(".html") {
        alias.trim_matches('/').to_owned()
    } else {
        file_of(alias)
    }
}

/// Puts a finished folder in the place of the old one. The old one stays until the new one is in place.
///
/// # Errors
/// Fails if folders cannot be renamed.
pub fn swap(new: &Path, place: &Path, keeps_dot_files: bool) -> Outcome<()> {
    let old = beside(place, "old");
    remove(&old)?;
    if keeps_dot_files && place.is_dir() {
        keep_dot_files(place, new)?;
    }
    match fs::rename(place, &old) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(unreadable(place, &e)),
        _ => {}
    }
    if let Err(e) = fs::rename(new, place) {
        let _ = fs::rename(&old, place);
        return Err(unreadable(place, &e));
    }
    remove(&old)
}

fn keep_dot_files(from: &Path, to: &Path) -> Outcome<()> {
    for entry in fs::read_dir(from).map_err(|e| unreadable(from, &e))? {
        let entry = entry.map_err(|e| unreadable(from, &e))?;
        let target = to.join(entry.file_name());
        if entry.file_name().to_string_lossy().starts_with('.') && !target.exists() {
            fs::rename(entry.path(), &target).map_err(|e| unreadable(&target, &e))?;
        }
    }
    Ok(())
}

/// A name for a folder beside another one.
pub fn beside(place: &Path, what: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{what}"))
}

/// Removes a folder, if it is there.
///
/// # Errors
/// Fails if it cannot be removed.
pub fn remove(folder: &Path) -> Outcome<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(unreadable(folder, &e)),
        _ => Ok(()),
    }
}
