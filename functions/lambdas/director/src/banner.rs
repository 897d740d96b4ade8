//! The box at the top of a page that says what a form did.

use serde::Serialize;

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
        Banner {
            kind: "success",
            title: title.to_owned(),
            lines: Vec::new(),
        }
    }

    /// Why it was not done.
    pub fn warn(title: String, lines: Vec<String>) -> Banner {
        Banner {
            kind: "warn",
            title,
            lines,
        }
    }
}
