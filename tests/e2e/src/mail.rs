//! Delivered mails, read by somebody else's parser: Python's `email`, and poppler for the PDF.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// A mail as Python's standard library understands it.
#[derive(Debug, Deserialize)]
pub struct Mail {
    /// The decoded subject.
    pub subject: String,
    /// Addresses in From.
    pub from: Vec<String>,
    /// Addresses in To.
    pub to: Vec<String>,
    /// Addresses in Reply-To.
    pub reply_to: Vec<String>,
    /// With its angle brackets.
    pub message_id: String,
    /// The plain text body.
    pub text: String,
    /// Columns of the widest line of `text`, a full-width character counted as two, addresses not at all.
    pub widest: usize,
    /// The HTML body.
    pub html: String,
    /// The attached files.
    pub files: Vec<File>,
    /// What the parser found wrong with the mail; empty when it follows the standards.
    pub defects: Vec<String>,
}

/// An attached file.
#[derive(Debug, Deserialize)]
pub struct File {
    /// The decoded file name.
    pub name: String,
    /// Media type.
    pub kind: String,
    content: String,
}

impl File {
    /// The file's bytes.
    ///
    /// # Errors
    /// When the parser's output is damaged.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        Ok(STANDARD.decode(&self.content)?)
    }
}

impl Mail {
    /// The link in its text whose address holds this, as a person finds and opens it.
    ///
    /// # Errors
    /// When there is none, or the HTML does not lead there too.
    pub fn link(&self, part: &str) -> Result<&str> {
        let link = self.links(part).first().copied();
        let link = link.with_context(|| format!("no {part} in\n{}", self.text))?;
        let html = self.html.replace("&amp;", "&").replace("&#x2F;", "/");
        ensure!(
            html.contains(link),
            "{part} is not in the HTML of {}",
            self.subject
        );
        Ok(link)
    }

    /// Its text as one line, because a sentence may be folded anywhere.
    pub fn words(&self) -> String {
        self.text.lines().map(str::trim).collect()
    }

    /// All such links of its text, in their order.
    pub fn links(&self, part: &str) -> Vec<&str> {
        let words = self.text.split_whitespace();
        let links = words.filter(|word| word.starts_with("http") && word.contains(part));
        links.collect()
    }
}

/// Every mail in the folder.
///
/// # Errors
/// When Python is missing or a mail cannot be read at all.
pub fn all(folder: &Path) -> Result<Vec<Mail>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("read_mail.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(folder)
        .output()
        .context("python3")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The text of a PDF in reading order.
///
/// # Errors
/// When `pdftotext` is missing or refuses the file.
pub fn pdf_text(pdf: &[u8]) -> Result<String> {
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("spec.pdf");
    std::fs::write(&file, pdf)?;
    let output = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(&file)
        .arg("-")
        .output();
    let output = output.context("pdftotext (Debian: poppler-utils)")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}
