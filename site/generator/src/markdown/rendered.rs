//! What comes out of a text, or what is wrong with it.

use tera::Value;

use super::Heading;
use crate::fault::FaultKind;

/// The HTML of a text and what was found while making it.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The HTML, as templates see it.
    pub content: Value,
    /// The HTML before `<!-- more -->`.
    pub summary: Option<String>,
    /// The headings, nested.
    pub toc: Vec<Heading>,
    /// Links within the site: file below `content/` and anchor.
    pub internal_links: Vec<(String, Option<String>)>,
    /// Links to elsewhere.
    pub external_links: Vec<String>,
    /// What is worth telling without failing.
    pub warnings: Vec<String>,
}

impl Default for Rendered {
    fn default() -> Rendered {
        Rendered {
            content: Value::from(""),
            summary: None,
            toc: Vec::new(),
            internal_links: Vec::new(),
            external_links: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// Something wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownMistake {
    /// What it is about.
    pub kind: FaultKind,
    /// What.
    pub what: String,
    /// What to do.
    pub help: String,
    /// The bytes of the text that are wrong.
    pub span: std::ops::Range<usize>,
}
