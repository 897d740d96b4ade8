//! Puts what a Lambda is made of into one archive: the same files make the same bytes, so what has not changed is not sent again.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::CrcReader;
use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A file as an archive holds it.
struct Member {
    name: String,
    path: PathBuf,
    mode: u32,
}

/// Puts each folder's files into an archive of its name beside it, several at a time. An archive that holds them already is left
/// as it is.
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
    let mut members = Vec::new();
    collect(folder, "", &mut members)?;
    let file = folder.with_added_extension("zip");
    // What cannot be read as an archive is written anew.
    if holds(&file, &members).unwrap_or(false) {
        return Ok(());
    }
    let mut zip = ZipWriter::new(File::create(file)?);
    for member in members {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(member.mode);
        zip.start_file(member.name, options)?;
        io::copy(&mut File::open(&member.path)?, &mut zip)?;
    }
    zip.finish()?;
    Ok(())
}

/// Adds a folder's files and what lies below it in the order of their names, which begin so.
fn collect(folder: &Path, below: &str, members: &mut Vec<Member>) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let name = format!("{below}{}", name.to_str().context("a name in UTF-8")?);
        let kept = fs::metadata(&path)?;
        if kept.is_dir() {
            collect(&path, &format!("{name}/"), members)?;
            continue;
        }
        let is_program = kept.permissions().mode() & 0o100 != 0;
        let mode = if is_program { 0o755 } else { 0o644 };
        members.push(Member { name, path, mode });
    }
    Ok(())
}

/// Whether an archive holds these files and no others, by their lengths and checksums.
fn holds(file: &Path, members: &[Member]) -> Result<bool> {
    let mut zip = ZipArchive::new(BufReader::new(File::open(file)?))?;
    if zip.len() != members.len() {
        return Ok(false);
    }
    for (at, member) in members.iter().enumerate() {
        let held = zip.by_index_raw(at)?;
        let mode = held.unix_mode().map(|mode| mode & 0o777);
        let is_same = held.name()? == member.name
            && mode == Some(member.mode)
            && held.size() == fs::metadata(&member.path)?.len()
            && held.crc32() == checksum(&member.path)?;
        if !is_same {
            return Ok(false);
        }
    }
    Ok(true)
}

fn checksum(path: &Path) -> io::Result<u32> {
    let mut file = CrcReader::new(BufReader::new(File::open(path)?));
    io::copy(&mut file, &mut io::sink())?;
    Ok(file.crc().sum())
}
