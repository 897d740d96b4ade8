//! The words, fonts and size of a PDF, as poppler finds them.

use std::process::Command;

/// What `pdftotext` makes of a PDF with this option, e.g. `-raw`.
///
/// # Panics
/// When the program is missing or refuses the file: a test that reads a PDF never passes without reading it.
pub fn text(pdf: &[u8], how: &str) -> String {
    read("pdftotext", pdf, &[how], &["-"])
}

/// The fonts of a PDF, one a line, as `pdffonts` lists them.
///
/// # Panics
/// As [`text`].
pub fn fonts(pdf: &[u8]) -> String {
    read("pdffonts", pdf, &[], &[])
}

/// What a PDF says of itself and its pages' size, as `pdfinfo` tells it.
///
/// # Panics
/// As [`text`].
pub fn about(pdf: &[u8]) -> String {
    read("pdfinfo", pdf, &[], &[])
}

fn read(program: &str, pdf: &[u8], before: &[&str], after: &[&str]) -> String {
    let file = tempfile::NamedTempFile::new().expect("a folder for temporary files");
    std::fs::write(file.path(), pdf).expect("room for a PDF");
    let output = Command::new(program)
        .args(before)
        .arg(file.path())
        .args(after)
        .output();
    let output = output.unwrap_or_else(|error| {
        panic!("{program} cannot be run ({error}), so no PDF is checked. On Debian: apt-get install poppler-utils")
    });
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{program} refuses the PDF: {complaint}"
    );
    String::from_utf8(output.stdout).expect("poppler writes UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "so no PDF is checked. On Debian: apt-get install poppler-utils")]
    fn a_missing_reader_fails_the_test_and_says_what_to_install() {
        read("no-such-pdftotext", b"%PDF-", &[], &[]);
    }

    #[test]
    #[should_panic(expected = "refuses the PDF")]
    fn what_is_no_pdf_fails_the_test() {
        text(b"nothing", "-raw");
    }
}
