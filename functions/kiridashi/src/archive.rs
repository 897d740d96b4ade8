//! Puts what a Lambda is made of into one archive: the same files make the same bytes, so what has not changed is not sent again.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Puts each folder's files into an archive of its name beside it, several at a time.
///
/// # Errors
/// With a folder that could not be read, or whose archive could not be written.
pub fn folders(folders: &[PathBuf]) -> Result<()> {
    let write = |folder: &PathBuf| {
        archive(folder).with_context(|| format!("the archive of {}", folder.display()))
    };
    folders.par_iter().try_for_each(write)
}

fn archive(folder: &Path) -> Result<()> {
    let mut zip = ZipWriter::new(File::create(folder.with_added_extension("zip"))?);
    add(&mut zip, folder, "")?;
    zip.finish()?;
    Ok(())
}

/// Adds a folder's files and what lies below it, under names that begin so.
fn add(zip: &mut ZipWriter<File>, folder: &Path, below: &str) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let name = format!("{below}{}", name.to_str().context("a name in UTF-8")?);
        let kept = fs::metadata(&path)?;
        if kept.is_dir() {
            add(zip, &path, &format!("{name}/"))?;
            continue;
        }
        let is_program = kept.permissions().mode() & 0o100 != 0;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(if is_program { 0o755 } else { 0o644 });
        zip.start_file(name, options)?;
        io::copy(&mut File::open(&path)?, zip)?;
    }
    Ok(())
}
