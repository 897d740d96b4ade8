//! Why a message cannot become a mail.

use pdf::PdfError;
use view::ViewError;

use crate::mail::MailError;

/// Why a message cannot become a mail. Names no address.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// The message speaks of another fact than the one given.
    #[error("the message does not belong to these facts")]
    Mismatch,
    /// The group is no longer in `content/programme.toml`.
    #[error("no director group of that id")]
    UnknownGroup,
    /// There is no such partner in `content/programme.toml` (any more).
    #[error("no partner")]
    NoPartner,
    /// The employer left no mail address.
    #[error("the employer left no mail address")]
    NoAddress,
    /// An address or a header was refused.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The sheet could not be printed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// A spec could not be serialised.
    #[error("a job spec could not be serialised")]
    Json(#[from] serde_json::Error),
    /// A template failed.
    #[error("a mail template failed")]
    View(#[from] ViewError),
}
