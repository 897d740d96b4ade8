//! What a site is called: by everything that its pages depend on, so that the same site is never put twice.

use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::Date;
use publishing::{TextTree, is_text};
use sha2::{Digest, Sha256};

/// Letters of a hash that tell sites apart.
const LENGTH: usize = 20;

/// A site's name: hexadecimal digits, the same for the same texts, places, day, templates and program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteId(String);

impl SiteId {
    /// Names a site. `code`: [`code`]; `places`: how the seminars' places stand, as the templates read it.
    pub(crate) fn new(code: &str, texts: &TextTree, places: &str, day: Date) -> SiteId {
        let mut hash = Sha256::new();
        let day = day.to_string();
        for part in [code, places, &day] {
            add(&mut hash, part.as_bytes());
        }
        for (path, text) in texts {
            add(&mut hash, path.as_bytes());
            add(&mut hash, text.as_str().as_bytes());
        }
        SiteId(hex::encode(hash.finalize())[..LENGTH].to_owned())
    }

    /// Reads what [`SiteId::as_str`] gave.
    pub fn parse(digits: &str) -> Option<SiteId> {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let is_id = digits.len() == LENGTH && digits.bytes().all(is_digit);
        is_id.then(|| SiteId(digits.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Adds a part so that no two lists of parts look alike.
fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_be_bytes());
    hash.update(part);
}

/// Names what the site at `root` is drawn with, less its texts: templates, styles, pictures, settings, and this program.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn code(root: &Path, program: &[u8]) -> Result<String> {
    let mut hash = Sha256::new();
    add(&mut hash, program);
    for path in view::files(root)? {
        let is_published = path.strip_prefix("content/").is_some_and(is_text);
        if is_published {
            continue;
        }
        let file = root.join(&path);
        let bytes = std::fs::read(&file);
        let bytes = bytes.with_context(|| format!("cannot read {}", file.display()))?;
        add(&mut hash, path.as_bytes());
        add(&mut hash, &bytes);
    }
    Ok(hex::encode(hash.finalize()))
}
