//! Reads files of tables (XLSX and CSV) as what is written in them, and writes XLSX files; what a table means is not
//! decided here.

mod archive;
mod csv_text;
mod pages;
mod xlsx;

pub mod marked;
pub mod template;

use questionnaire_pages::table::{SheetTable, UnreadFile};

/// The largest file taken, in bytes.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;

/// Reads the tables of a file, whatever its name: an XLSX file has one for each sheet that is shown.
///
/// # Errors
/// When it is no file that is read here.
pub fn read(file: &[u8]) -> Result<Vec<SheetTable>, UnreadFile> {
    if file.len() > LARGEST_FILE {
        return Err(UnreadFile::Heavy);
    }
    match kind(file) {
        FileKind::Zip => {
            archive::check(file)?;
            xlsx::read(file)
        }
        FileKind::Ole => Err(archive::ole(file)),
        FileKind::Text => Ok(vec![csv_text::read(file)?]),
        FileKind::Other => Err(UnreadFile::NotTable),
    }
}

/// What a file is by its first bytes; names lie.
enum FileKind {
    /// XLSX, and all that is packed alike.
    Zip,
    /// Excel's files of before 2007, and files with a password.
    Ole,
    /// Letters.
    Text,
    Other,
}

fn kind(file: &[u8]) -> FileKind {
    let begins = |with: &[u8]| file.starts_with(with);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return FileKind::Zip;
    }
    if begins(b"\xD0\xCF\x11\xE0") {
        return FileKind::Ole;
    }
    let is_wide = begins(b"\xFF\xFE") || begins(b"\xFE\xFF");
    let is_markup = file.trim_ascii_start().starts_with(b"<");
    match !is_markup && (is_wide || !file.contains(&0)) && !begins(b"%PDF") {
        true => FileKind::Text,
        false => FileKind::Other,
    }
}

#[cfg(test)]
mod tests;
