//! The two ways a mail leaves: SMTP, or a folder of `.eml` files for the local program and tests.

use std::path::PathBuf;

use lettre::transport::smtp;
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::response::Code;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use url::Url;

use crate::mail::{Mail, MailError};

/// Hands mails over.
#[derive(Clone)]
pub enum Transport {
    /// To a mail server. One connection a mail.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// To `.eml` files in this folder, which is made when missing.
    Folder(PathBuf),
}

/// Why an SMTP address was refused. Does not repeat it: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The URL.
    #[error(
        "SMTP URL must look like smtps://user:password@host:465 or smtp://user:password@host:587?tls=required"
    )]
    Url,
    /// The certificate, or a URL that uses none.
    #[error(
        "the authority must be one certificate in PEM, for a URL with smtps:// or ?tls=required"
    )]
    Authority,
}

/// Why a mail did not leave. Repeats no server text, which often holds the address.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying again may help: `smtp-451`, `connection`, `timeout`, `folder`, ….
    #[error("temporary failure: {0}")]
    Temporary(String),
    /// The server or the format refused this mail for good: `smtp-550`, `invalid-address`, ….
    #[error("permanent failure: {0}")]
    Permanent(String),
}

impl Transport {
    /// A mail server by URL: `smtps://` for TLS from the start, `smtp://…?tls=required` for STARTTLS,
    /// `?tls=opportunistic` to use it when offered, bare `smtp://` for none (this machine only).
    /// User and password in the URL, percent-encoded.
    ///
    /// # Errors
    /// When the URL is not one of these.
    pub fn smtp(url: &str) -> Result<Transport, SettingsError> {
        Ok(Transport::Smtp(server(url)?.build()))
    }

    /// A mail server as in [`Transport::smtp`] whose certificate is signed by an authority of its own. That
    /// authority's certificate (PEM) is trusted beside those the world knows.
    ///
    /// # Errors
    /// When the URL asks for no encryption or is none, or when the certificate is none.
    pub fn smtp_trusting(url: &str, authority: &[u8]) -> Result<Transport, SettingsError> {
        let builder = server(url)?.tls(tls(url, authority)?);
        Ok(Transport::Smtp(builder.build()))
    }

    /// Hands one mail over.
    ///
    /// # Errors
    /// [`SendError::Temporary`] when a later try may succeed, [`SendError::Permanent`] when not.
    pub async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let message = mail.message().map_err(|error| match error {
            MailError::Address(_) => SendError::Permanent("invalid-address".to_owned()),
            MailError::Assembly(_) => SendError::Permanent("invalid-mail".to_owned()),
        })?;
        match self {
            Transport::Smtp(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(classify(&error)),
            },
            Transport::Folder(folder) => write(folder, mail, &message.formatted())
                .await
                .map_err(|_| SendError::Temporary("folder".to_owned())),
        }
    }
}

fn server(url: &str) -> Result<AsyncSmtpTransportBuilder, SettingsError> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| SettingsError::Url)
}

/// The encryption a URL asks for, trusting one more authority.
fn tls(url: &str, pem: &[u8]) -> Result<Tls, SettingsError> {
    let url = Url::parse(url).map_err(|_| SettingsError::Url)?;
    let certificate = Certificate::from_pem(pem).map_err(|_| SettingsError::Authority)?;
    let parameters = TlsParameters::builder(url.host_str().unwrap_or_default().to_owned())
        .add_root_certificate(certificate)
        .build_rustls()
        .map_err(|_| SettingsError::Authority)?;
    let required = url
        .query_pairs()
        .any(|pair| pair == ("tls".into(), "required".into()));
    match url.scheme() {
        "smtps" => Ok(Tls::Wrapper(parameters)),
        _ if required => Ok(Tls::Required(parameters)),
        _ => Err(SettingsError::Authority),
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

fn classify(error: &smtp::Error) -> SendError {
    match error.status() {
        Some(code) => {
            let reason = format!("smtp-{code}");
            if error.is_permanent() && !is_about_us(code) {
                SendError::Permanent(reason)
            } else {
                SendError::Temporary(reason)
            }
        }
        None if error.is_timeout() => SendError::Temporary("timeout".to_owned()),
        None if error.is_tls() => SendError::Temporary("tls".to_owned()),
        None => SendError::Temporary("connection".to_owned()),
    }
}

/// Refusals of our login or set-up (RFC 4954 and 3207): the operator mends them, the mail stays good.
fn is_about_us(code: Code) -> bool {
    matches!(u16::from(code), 500 | 502..=504 | 530 | 534 | 535 | 538)
}
