//! The data folder: its owner's alone, used by one program at a time; what is wrong with it is said in words.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use store::embedded::{Embedded, EmbeddedError};

/// The database's file name in the data folder.
pub const DATABASE: &str = "kiridashi.db";

/// The lock file of the running program.
const LOCK: &str = "lock";

/// How names begin that the program writes into its folder.
const OWN: [&str; 7] = [
    DATABASE,
    "keys",
    "mail",
    "public",
    "site-",
    LOCK,
    "links.json",
];

/// A folder that nobody else uses until this is dropped.
pub(crate) struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Takes the folder, making it if it is missing. It contains personal data and keys: whatever modes are found,
    /// folders become 0700 and files 0600.
    ///
    /// # Errors
    /// When it is no folder, contains something else, cannot be written, or another program has it; says what to do.
    pub fn take(path: &Path) -> Result<DataFolder> {
        make(path).map_err(|error| explain(path, &error))?;
        refuse_foreign(path)?;
        let lock = lock(path)?;
        make_private(path).map_err(|error| explain(path, &error))?;
        Ok(DataFolder {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// Opens its database, making it if it is missing.
    ///
    /// # Errors
    /// When it cannot be opened; says what to do.
    pub async fn open(&self) -> Result<Embedded> {
        let file = self.path.join(DATABASE);
        let opened = open(&file).await?;
        make_private(&self.path).map_err(|error| explain(&self.path, &error))?;
        Ok(opened)
    }
}

/// Opens a database file beside a program that may be running on it.
///
/// # Errors
/// When it cannot be opened; says what to do.
pub async fn open(file: &Path) -> Result<Embedded> {
    let opened = Embedded::open(file).await;
    opened.map_err(|error| explain_database(file, error))
}

fn make(path: &Path) -> io::Result<()> {
    match DirBuilder::new().recursive(true).mode(0o700).create(path) {
        // What is there may be a link to a folder.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made,
    }
}

/// A folder of somebody else's would lose its modes.
fn refuse_foreign(path: &Path) -> Result<()> {
    let entries = std::fs::read_dir(path).map_err(|error| explain(path, &error))?;
    for entry in entries {
        let name = entry.map_err(|error| explain(path, &error))?.file_name();
        let name = name.to_string_lossy();
        if !OWN
            .iter()
            .any(|own| name.trim_start_matches('.').starts_with(own))
        {
            bail!(
                "{} holds something that is not kiridashi's ({name}): name a folder of its own with --data",
                path.display()
            );
        }
    }
    Ok(())
}

fn lock(path: &Path) -> Result<File> {
    let file = path.join(LOCK);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).mode(0o600);
    let mut lock = options
        .open(&file)
        .map_err(|error| explain(&file, &error))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut process = String::new();
            let _ = lock.read_to_string(&mut process);
            bail!(
                "{} is in use by another kiridashi (process {}); stop that one or choose another folder with --data",
                path.display(),
                process.trim()
            );
        }
        Err(TryLockError::Error(error)) => return Err(explain(&file, &error)),
    }
    let named = lock
        .set_len(0)
        .and_then(|()| writeln!(lock, "{}", std::process::id()));
    named.map_err(|error| explain(&file, &error))?;
    Ok(lock)
}

/// The folder, its files, and the mails; the built site is as public as it is on the web.
fn make_private(folder: &Path) -> io::Result<()> {
    set_mode(folder, 0o700)?;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // A link may lead out of the folder.
        match entry.file_type()? {
            kind if kind.is_file() => set_mode(&entry.path(), 0o600)?,
            kind if kind.is_dir() && entry.file_name() == "mail" => make_private(&entry.path())?,
            kind if kind.is_dir() => set_mode(&entry.path(), 0o700)?,
            _ => {}
        }
    }
    Ok(())
}

fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    if std::fs::metadata(path)?.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    match std::fs::set_permissions(path, Permissions::from_mode(mode)) {
        // SQLite takes its helper files away when it has done with them.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// What happened to a file or folder, and what to do now.
fn explain(path: &Path, error: &io::Error) -> anyhow::Error {
    let path = path.display();
    match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            anyhow!("{path} is no folder: name a folder with --data, or move the file away")
        }
        ErrorKind::PermissionDenied => anyhow!(
            "{path} belongs to another user or is protected: name a folder of your own with --data, or start as its owner"
        ),
        ErrorKind::ReadOnlyFilesystem => {
            anyhow!("{path} lies on a disk that can only be read: name another folder with --data")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => full(path),
        _ => anyhow!("cannot use {path}: {error}"),
    }
}

fn full(path: impl std::fmt::Display) -> anyhow::Error {
    anyhow!(
        "the disk that holds {path} is full: make room on it and start again; nothing that was accepted is lost"
    )
}

/// What happened to the database, and what to do now. SQLite's own words are the same in all its versions.
fn explain_database(file: &Path, error: EmbeddedError) -> anyhow::Error {
    let error = anyhow::Error::from(error);
    let said = format!("{error:#}");
    let says = |words: &[&str]| words.iter().any(|part| said.contains(part));
    let file = file.display();
    if says(&[
        "not a valid SQLite database",
        "file is not a database",
        "malformed",
    ]) {
        anyhow!(
            "{file} is damaged and cannot be read. Move it away, then put a copy of it back or start without what it \
             held; keys and mails lie beside it and stay"
        )
    } else if says(&["disk is full"]) {
        full(file)
    } else if says(&["unable to open", "readonly", "permission"]) {
        anyhow!("{file} belongs to another user or is protected: start as its owner")
    } else {
        error.context(format!("cannot open {file}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn refusal<T>(result: Result<T>) -> String {
        result.err().expect("it is refused").to_string()
    }

    #[tokio::test]
    async fn whatever_modes_it_finds_the_folder_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("var");
        std::fs::create_dir_all(data.join("mail")).unwrap();
        for file in ["keys", "kiridashi.db", "mail/a.eml"] {
            std::fs::write(data.join(file), "").unwrap();
            set_mode(&data.join(file), 0o644).unwrap();
        }
        set_mode(&data, 0o755).unwrap();
        set_mode(&data.join("mail"), 0o777).unwrap();
        let folder = DataFolder::take(&data).unwrap();
        let _open = folder.open().await.unwrap();
        for (path, expected) in [
            ("", 0o700),
            ("mail", 0o700),
            ("mail/a.eml", 0o600),
            ("keys", 0o600),
        ] {
            assert_eq!(mode(&data.join(path)), expected, "{path}");
        }
        for entry in std::fs::read_dir(&data).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
        }
    }

    #[test]
    fn a_folder_of_somebody_elses_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        set_mode(dir.path(), 0o755).unwrap();
        std::fs::write(dir.path().join("thesis.txt"), "").unwrap();
        let told = refusal(DataFolder::take(dir.path()));
        assert!(
            told.contains("thesis.txt") && told.contains("--data"),
            "{told}"
        );
        assert_eq!(mode(dir.path()), 0o755);
    }

    #[test]
    fn one_program_has_it_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let first = DataFolder::take(dir.path()).unwrap();
        let told = refusal(DataFolder::take(dir.path()));
        let process = std::process::id().to_string();
        assert!(told.contains("in use") && told.contains(&process), "{told}");
        drop(first);
        DataFolder::take(dir.path()).unwrap();
    }

    #[test]
    fn a_file_in_its_place_is_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for path in [file.path().to_owned(), file.path().join("var")] {
            let told = refusal(DataFolder::take(&path));
            assert!(
                told.contains("is no folder") && told.contains("--data"),
                "{told}"
            );
        }
    }

    #[test]
    fn each_fault_of_the_disk_says_what_to_do() {
        for (kind, todo) in [
            (ErrorKind::PermissionDenied, "start as its owner"),
            (ErrorKind::ReadOnlyFilesystem, "--data"),
            (ErrorKind::StorageFull, "make room"),
        ] {
            let told = explain(Path::new("var"), &kind.into()).to_string();
            assert!(told.starts_with("var") || told.contains("var "), "{told}");
            assert!(told.contains(todo), "{told}");
        }
    }

    #[tokio::test]
    async fn a_damaged_database_is_told_without_another_programs_advice() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::take(dir.path()).unwrap();
        drop(folder.open().await.unwrap());
        let file = dir.path().join(DATABASE);
        let whole = std::fs::read(&file).unwrap();
        let mut torn = whole.clone();
        torn[100..].fill(0xa5);
        for damaged in [
            b"not a database at all, but longer than its header".to_vec(),
            torn,
        ] {
            std::fs::write(&file, damaged).unwrap();
            let told = refusal(folder.open().await);
            assert!(
                told.contains("is damaged") && told.contains("Move it away"),
                "{told}"
            );
            assert!(!told.contains("encrypt"), "{told}");
        }
    }
}
