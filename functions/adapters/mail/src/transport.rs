//! The two ways a mail leaves: SMTP, or a folder of `.eml` files for the local program and tests.

use std::path::PathBuf;
use std::time::Duration;

use crate::mail::{Mail, MailError};
use crate::smtp::{Refusal, Smtp, SmtpSettingsError};

/// Hands mails over.
#[derive(Clone)]
pub enum Transport {
    /// To a mail server. One connection a mail.
    Smtp(Box<Smtp>),
    /// To `.eml` files in this folder, which is made when missing.
    Folder(PathBuf),
}

/// Why a mail did not leave. Repeats no server text, which often contains the address.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// No mail leaves now, whoever it is for, until the server is back or somebody mends our settings:
    /// `smtp-535`, `connection`, `timeout`, `tls`, `folder`, ….
    #[error("nothing leaves: {0}")]
    Blocked(String),
    /// Trying again may help: `smtp-451`, ….
    #[error("temporary failure: {0}")]
    Temporary(String),
    /// The server or the format refused this mail for good: `smtp-550`, `invalid-address`, ….
    #[error("permanent failure: {0}")]
    Permanent(String),
}

impl Transport {
    /// A mail server by URL, e.g. `smtps://user:password@host:465` or `smtp://…@host:587?tls=required`, user
    /// and password percent-encoded. Its certificate may be signed by an authority of its own (PEM).
    ///
    /// # Errors
    /// When the URL is not one, does not ask for encryption, or when the authority is no certificate.
    pub fn smtp(url: &str, authority: Option<&[u8]>) -> Result<Transport, SmtpSettingsError> {
        Ok(Transport::Smtp(Box::new(Smtp::read(url, authority)?)))
    }

    /// The same way out; a mail server may take so long for one answer.
    pub fn patient(self, patience: Duration) -> Transport {
        match self {
            Transport::Smtp(server) => Transport::Smtp(Box::new(server.patient(patience))),
            Transport::Folder(folder) => Transport::Folder(folder),
        }
    }

    /// Hands one mail over.
    ///
    /// # Errors
    /// [`SendError`].
    pub async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let message = mail.message().map_err(|error| match error {
            MailError::Address(_) => SendError::Permanent("invalid-address".to_owned()),
            MailError::Assembly(_) => SendError::Permanent("invalid-mail".to_owned()),
        })?;
        let bytes = message.formatted();
        match self {
            Transport::Smtp(server) => {
                let sent = server.send(message.envelope(), &bytes).await;
                sent.map_err(|refusal| match refusal {
                    Refusal::OfUs(reason) => SendError::Blocked(reason),
                    Refusal::ForNow(reason) => SendError::Temporary(reason),
                    Refusal::ForGood(reason) => SendError::Permanent(reason),
                })
            }
            Transport::Folder(folder) => write(folder, mail, &bytes)
                .await
                .map_err(|_| SendError::Blocked("folder".to_owned())),
        }
    }
}

/// Writes beside and renames, so that a reader never sees half a mail; sending again replaces it.
async fn write(folder: &std::path::Path, mail: &Mail, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let time = mail.date.strftime("%Y%m%dT%H%M%SZ");
    let name = format!("{time}-{}.eml", file_safe(&mail.id));
    let half = folder.join(format!(".{name}.part"));
    tokio::fs::write(&half, bytes).await?;
    tokio::fs::rename(&half, folder.join(name)).await
}

fn file_safe(id: &str) -> String {
    id.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_@.".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect()
}
