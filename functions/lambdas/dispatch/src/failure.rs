//! Why a claimed message did not leave, and whether a later try may help.

use mail::{ComposeError, MailError, SendError};
use placements::NewsError;
use store::StoreError;
use webhook::CallError;

/// Why a claimed message did not leave.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No mail leaves at all, whoever it is for.
    Blocked(String),
    /// Trying again may help.
    Temporary(String),
    /// A partner's system does not answer as it should; trying again may help, also after a weekend.
    Away(String),
    /// It will not.
    Permanent(String),
    /// What it would say is no longer true, or there is no recipient any more.
    Obsolete,
    /// The facts could not be read.
    Store(StoreError),
}

impl Failure {
    /// A later try will not help; the reason contains no personal data.
    pub(crate) fn permanent(reason: &str) -> Failure {
        Failure::Permanent(reason.to_owned())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Store(error)
    }
}

impl From<NewsError> for Failure {
    fn from(error: NewsError) -> Failure {
        match error {
            NewsError::Mismatch => Failure::permanent("mismatch"),
            NewsError::Obsolete => Failure::Obsolete,
        }
    }
}

impl From<SendError> for Failure {
    fn from(error: SendError) -> Failure {
        match error {
            SendError::Blocked(reason) => Failure::Blocked(reason),
            SendError::Temporary(reason) => Failure::Temporary(reason),
            SendError::Permanent(reason) => Failure::Permanent(reason),
        }
    }
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Failure {
        match error {
            CallError::Temporary(reason) => Failure::Away(reason),
            CallError::Permanent(reason) => Failure::Permanent(reason),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(_: serde_json::Error) -> Failure {
        Failure::Temporary("json".to_owned())
    }
}

/// A wrong address or setting is for people to mend; a failing template may be mended by a deployment.
impl From<ComposeError> for Failure {
    fn from(error: ComposeError) -> Failure {
        match error {
            ComposeError::Mismatch => Failure::permanent("mismatch"),
            ComposeError::NoPartner => Failure::permanent("no-partner"),
            ComposeError::UnknownGroup => Failure::permanent("unknown-group"),
            ComposeError::NoAddress => Failure::permanent("no-address"),
            ComposeError::Mail(MailError::Address(_)) => Failure::permanent("invalid-address"),
            ComposeError::Mail(MailError::Assembly(_)) => Failure::permanent("invalid-mail"),
            ComposeError::Pdf(_) => Failure::Temporary("pdf".to_owned()),
            ComposeError::Json(_) => Failure::Temporary("json".to_owned()),
            ComposeError::View(_) => Failure::Temporary("template".to_owned()),
        }
    }
}
