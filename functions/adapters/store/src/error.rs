//! What can go wrong with the store, by whether trying again helps; never contains personal data.

use std::error::Error;
use std::fmt;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;

/// Why an operation of the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB was unreachable, slow, busy or in conflict: the same call may succeed later.
    #[error("{operation} failed for now: {source}")]
    Retryable {
        /// The operation of the DynamoDB API.
        operation: &'static str,
        /// What DynamoDB or the connection said.
        source: Cause,
    },
    /// DynamoDB refused: the same call will fail again.
    #[error("{operation} was refused: {source}")]
    Permanent {
        /// The operation of the DynamoDB API.
        operation: &'static str,
        /// What DynamoDB said.
        source: Cause,
    },
    /// The record does not fit into one item (400 KB).
    #[error("a {what} of {bytes} bytes does not fit into one item of {LIMIT} bytes")]
    TooLarge {
        /// Kind of record.
        what: &'static str,
        /// Its packed size in bytes.
        bytes: usize,
    },
    /// A text of the town does not fit into one item (400 KB).
    #[error(
        "content/{path} is too long to be published: packed it has {bytes} bytes, and {LIMIT} is the most; make two files of it"
    )]
    TextTooLarge {
        /// Its path below `content/`.
        path: String,
        /// Its packed size in bytes.
        bytes: usize,
    },
    /// A stored record is damaged, or a newer version of the program wrote it.
    #[error("a stored {what} cannot be read ({reason})")]
    Unreadable {
        /// Kind of record.
        what: &'static str,
        /// What kind of damage; never the content.
        reason: String,
    },
    /// There is already a draft of that id.
    #[error("this draft id is taken")]
    DraftExists,
    /// There is no such draft (any more).
    #[error("there is no such draft")]
    NoSuchDraft,
    /// A message's id does not start with the submission's reference, so it would be stored out of reach.
    #[error("a message id does not belong to its submission")]
    ForeignMessage,
    /// What was deleted is still there.
    #[error("something was deleted and is still there")]
    StillThere,
    /// The lease ended and another sender claimed the message, so this outcome was not recorded.
    #[error("another sender has claimed this message")]
    ClaimLost,
}

/// The largest packed record in bytes: DynamoDB's 400 KB less room for keys and the other attributes.
pub const LIMIT: usize = 396 * 1024;

impl StoreError {
    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        matches!(self, StoreError::Retryable { .. })
    }

    /// Classifies an SDK error. Response bodies are left out: they can contain items.
    pub(crate) fn of<E>(operation: &'static str, error: SdkError<E>) -> StoreError
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        let (retryable, source) = match error {
            SdkError::ServiceError(refusal) => {
                let status = refusal.raw().status().as_u16();
                let error = refusal.err();
                let code = error.code().unwrap_or("unknown error").to_owned();
                let retryable = status >= 500 || PASSING.contains(&code.as_str());
                let request = error.meta().request_id().map(str::to_owned);
                (
                    retryable,
                    Cause {
                        code,
                        request,
                        source: None,
                    },
                )
            }
            SdkError::TimeoutError(_) => (true, Cause::plain("timeout")),
            SdkError::ResponseError(_) => (true, Cause::plain("unreadable response")),
            SdkError::DispatchFailure(failure) => (
                !failure.is_user(),
                Cause {
                    code: "no connection".to_owned(),
                    request: None,
                    source: SdkError::<E>::into_source(SdkError::DispatchFailure(failure)).ok(),
                },
            ),
            _ => (false, Cause::plain("request could not be built")),
        };
        if retryable {
            StoreError::Retryable { operation, source }
        } else {
            StoreError::Permanent { operation, source }
        }
    }
}

/// Error codes that pass by themselves.
const PASSING: [&str; 8] = [
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "LimitExceededException",
    "TransactionCanceledException",
    "TransactionConflictException",
    "TransactionInProgressException",
    "ReplicatedWriteConflictException",
];

/// What DynamoDB or the connection said: the error code and the request to look up, not the content.
#[derive(Debug)]
pub struct Cause {
    code: String,
    request: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Cause {
    pub(crate) fn plain(code: &str) -> Cause {
        Cause {
            code: code.to_owned(),
            request: None,
            source: None,
        }
    }

    /// DynamoDB's error code, e.g. `ThrottlingException`.
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        match &self.request {
            Some(request) => write!(f, " (request {request})"),
            None => Ok(()),
        }
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|e| e as &(dyn Error + 'static))
    }
}
