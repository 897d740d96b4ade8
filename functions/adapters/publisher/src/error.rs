//! Why nothing was published.

use publishing::{NotTakenBack, PublishedVersion};
use staging::TextFaults;
use store::StoreError;

use crate::depended::Depended;

/// Why nothing was published; what is live is as it was.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The check found mistakes.
    #[error("{0}")]
    Mistakes(TextFaults),
    /// Somebody else published meanwhile.
    #[error(
        "{} was faster: version {} ({}) changed\n{}\nNothing of yours was published; do it again over that version.",
        .live.who, .live.number, .live.why, listed(.changed)
    )]
    Outrun {
        /// What is live now.
        live: Box<PublishedVersion>,
        /// The paths of the texts that changed since.
        changed: Vec<String>,
    },
    /// Nobody published such a version.
    #[error("there is no version {0}; `kiridashi content history` lists them")]
    NoSuchVersion(u32),
    /// It cannot be undone.
    #[error("version {0} cannot be taken back: {1}")]
    NotTakenBack(u32, NotTakenBack),
    /// It would take away what somebody depends on.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Depended(Vec<Depended>),
    /// The site's folder cannot be used.
    #[error("{0:#}")]
    Folder(anyhow::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Texts, one a line.
pub(crate) fn listed(paths: &[String]) -> String {
    let lines: Vec<_> = paths
        .iter()
        .map(|path| format!("  content/{path}"))
        .collect();
    lines.join("\n")
}
