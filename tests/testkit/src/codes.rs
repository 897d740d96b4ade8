//! The QR codes on papers and pages, as a phone's camera reads them.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Dots an inch at which a page of paper is looked at: as little as a phone sees of it from an arm's length.
const RESOLUTION: &str = "100";

/// What `zbarimg` ends with where it finds no code.
const NONE: i32 = 4;

/// The codes on the pages of a PDF, page by page.
///
/// # Panics
/// When a program is missing or refuses the file: a test that reads codes never passes without reading them.
pub fn of_pdf(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).expect("room for a PDF");
    let pages = folder.path().join("page");
    let how = ["-r", RESOLUTION, "-gray"].map(OsStr::new);
    let arguments = how.into_iter().chain([file.as_os_str(), pages.as_os_str()]);
    let drawn = run("pdftoppm", "poppler-utils", arguments);
    assert!(
        drawn.status.success(),
        "pdftoppm refuses it: {}",
        complaint(&drawn)
    );
    let entries = std::fs::read_dir(folder.path()).expect("the pages");
    let paths = entries.map(|entry| entry.expect("a page").path());
    let mut pages: Vec<PathBuf> = paths.filter(|path| *path != file).collect();
    pages.sort();
    read(&pages)
}

/// The codes in a picture.
///
/// # Panics
/// As [`of_pdf`].
pub fn of_picture(picture: &[u8]) -> Vec<String> {
    let file = tempfile::NamedTempFile::new().expect("a folder for temporary files");
    std::fs::write(file.path(), picture).expect("room for a picture");
    read(&[file.path().to_owned()])
}

fn read(pictures: &[PathBuf]) -> Vec<String> {
    let how = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"].map(OsStr::new);
    let arguments = how.into_iter().chain(pictures.iter().map(AsRef::as_ref));
    let found = run("zbarimg", "zbar-tools", arguments);
    let is_read = found.status.success() || found.status.code() == Some(NONE);
    assert!(is_read, "zbarimg refuses it: {}", complaint(&found));
    let text = String::from_utf8(found.stdout).expect("zbar writes UTF-8");
    text.lines().map(str::to_owned).collect()
}

fn run<'a>(program: &str, package: &str, arguments: impl Iterator<Item = &'a OsStr>) -> Output {
    let output = Command::new(program).args(arguments).output();
    output.unwrap_or_else(|error| {
        panic!("{program} cannot be run ({error}), so no code is read. On Debian: apt-get install {package}")
    })
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "so no code is read. On Debian: apt-get install zbar-tools")]
    fn a_missing_reader_fails_the_test_and_says_what_to_install() {
        run("no-such-zbarimg", "zbar-tools", std::iter::empty());
    }

    #[test]
    #[should_panic(expected = "zbarimg refuses it")]
    fn what_is_no_picture_fails_the_test() {
        of_picture(b"nothing");
    }

    #[test]
    fn an_empty_picture_has_no_code() {
        assert_eq!(of_picture(b"P1 2 2\n0 0 0 0\n"), [] as [&str; 0]);
    }
}
