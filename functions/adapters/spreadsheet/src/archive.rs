//! Looks into a packed file before anything is read out of it: what it is, and that it does not grow without end.

use std::io::{Cursor, Read, Take};

use questionnaire_pages::table::UnreadFile;
use zip::ZipArchive;

/// The most bytes that a file may hold unpacked. A table of fifty tasks has some ten thousand.
const MOST: u64 = 32 * 1024 * 1024;
/// The most files packed into one.
const MOST_PARTS: usize = 1000;

/// Checks what is packed.
///
/// # Errors
/// When it is no XLSX file, or one that is not read here.
pub(crate) fn check(file: &[u8]) -> Result<(), UnreadFile> {
    let opened = ZipArchive::new(Cursor::new(file));
    let mut archive = opened.map_err(|_| UnreadFile::Broken)?;
    if archive.len() > MOST_PARTS {
        return Err(UnreadFile::Heavy);
    }
    let names = archive.file_names();
    let names: Result<Vec<String>, _> = names.map(|name| name.map(Into::into)).collect();
    let names = names.map_err(|_| UnreadFile::Broken)?;
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("vbaProject.bin") {
        return Err(UnreadFile::Macros);
    }
    if has("mimetype") && has("content.xml") {
        return Err(UnreadFile::OpenDocument);
    }
    if has("xl/workbook.bin") {
        return Err(UnreadFile::OldExcel);
    }
    if !has("xl/workbook.xml") {
        return Err(UnreadFile::NotTable);
    }
    let mut room = MOST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| UnreadFile::Broken)?;
        room = unpacked(part.take(room + 1), room)?;
    }
    Ok(())
}

/// What room is left after this part, which is read to its end: the size that a file states of itself may be untrue.
fn unpacked(mut part: Take<impl Read>, room: u64) -> Result<u64, UnreadFile> {
    let read = std::io::copy(&mut part, &mut std::io::sink());
    let read = read.map_err(|_| UnreadFile::Broken)?;
    room.checked_sub(read).ok_or(UnreadFile::Heavy)
}

/// What an OLE file is: one with a password holds its real file under a name of its own.
pub(crate) fn ole(file: &[u8]) -> UnreadFile {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    match file.windows(name.len()).any(|part| part == name) {
        true => UnreadFile::Locked,
        false => UnreadFile::OldExcel,
    }
}
