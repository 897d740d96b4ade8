//! The box at the top of a page that says what a form did.

use serde::Serialize;
use town::Content;

/// The box at the top of a page: what was just done, or why it was not.
#[derive(Clone, Serialize)]
pub(crate) struct Banner {
    /// `success` or `warn`.
    pub kind: &'static str,
    pub title: String,
    pub lines: Vec<String>,
}

impl Banner {
    /// What was just done.
    pub fn success(title: &str) -> Banner {
        Banner::new("success", title, "")
    }

    /// Why it was not done; each line of the text is a paragraph.
    pub fn warn(title: &str, text: &str) -> Banner {
        Banner::new("warn", title, text)
    }

    /// Why nothing of an order was done: it is no longer as the page showed it.
    pub fn refused(content: &Content) -> Banner {
        let texts = &content.texts.order_pages;
        Banner::warn(texts.refused_title(), texts.refused())
    }

    fn new(kind: &'static str, title: &str, text: &str) -> Banner {
        Banner {
            kind,
            title: title.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
        }
    }
}
