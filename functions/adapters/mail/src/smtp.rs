//! Sends one mail by SMTP, step by step, so that a refused login or sender is not taken for a refused recipient.

mod refusal;

use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Severity;
use lettre::transport::smtp::{Error, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use tokio::time::timeout;
use url::{Host, Url};

pub(crate) use self::refusal::Refusal;
use self::refusal::{Blame, says};

/// How long the server may take for one answer. lettre itself waits for ever.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How long it may take to say goodbye: the mail's fate is known by then.
const GOODBYE: Duration = Duration::from_secs(5);

/// The port of a server that is spoken to without encryption.
const PLAIN_PORT: u16 = 25;

/// Why an SMTP address was refused. Does not repeat it: it may contain a password.
#[derive(Debug, thiserror::Error)]
pub enum SmtpSettingsError {
    /// The URL.
    #[error(
        "SMTP URL must look like smtps://user:password@host:465 or smtp://user:password@host:587?tls=required"
    )]
    Url,
    /// It asks for no encryption, which is not enough to say once.
    #[error(
        "SMTP URL without required encryption: password and mails would cross the network as they are; \
         use smtps:// or ?tls=required, or, if you must, ?tls=none&unencrypted=yes"
    )]
    Unencrypted,
    /// The certificate, or a URL that uses none.
    #[error(
        "the authority must be one certificate in PEM, for a URL with smtps:// or ?tls=required"
    )]
    Authority,
}

/// A mail server. One connection a mail.
#[derive(Clone)]
pub struct Smtp {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
    hello: ClientId,
    patience: Duration,
}

#[derive(Clone)]
enum Encryption {
    None,
    /// When the server offers it.
    Opportunistic(TlsParameters),
    Required(TlsParameters),
    /// From the start.
    Wrapper(TlsParameters),
}

impl Smtp {
    /// Reads a URL: `smtps://` for TLS from the start, `smtp://…?tls=required` for STARTTLS. Without either,
    /// `smtp://` reaches this machine only; another one, with `?tls=none&unencrypted=yes` or
    /// `?tls=opportunistic&unencrypted=yes`. User and password percent-encoded. `authority` (PEM) is trusted
    /// beside those the world knows.
    ///
    /// # Errors
    /// When the URL is not one of these, or the authority no certificate or not used.
    pub(crate) fn read(url: &str, authority: Option<&[u8]>) -> Result<Smtp, SmtpSettingsError> {
        let url = Url::parse(url).map_err(|_| SmtpSettingsError::Url)?;
        // Of a scheme that it does not know, the URL keeps even an IPv4 address as a name.
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(SmtpSettingsError::Url)?.trim_matches(['[', ']']);
        let says = |name: &str| url.query_pairs().find(|(key, _)| key == name);
        let tls = says("tls").map(|(_, value)| value.into_owned());
        let allowed = says("unencrypted").is_some_and(|(_, value)| value == "yes");
        let parameters = || parameters(host, authority);
        let (encryption, port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => (Encryption::Wrapper(parameters()?), SUBMISSIONS_PORT),
            ("smtp", Some("required")) => (Encryption::Required(parameters()?), SUBMISSION_PORT),
            ("smtp", None | Some("none" | "opportunistic")) if authority.is_some() => {
                return Err(SmtpSettingsError::Authority);
            }
            ("smtp", None) if is_this_machine(host) => (Encryption::None, PLAIN_PORT),
            ("smtp", Some("none")) if allowed => (Encryption::None, PLAIN_PORT),
            ("smtp", Some("opportunistic")) if allowed => {
                (Encryption::Opportunistic(parameters()?), SUBMISSION_PORT)
            }
            ("smtp", None | Some("none" | "opportunistic")) => {
                return Err(SmtpSettingsError::Unencrypted);
            }
            _ => return Err(SmtpSettingsError::Url),
        };
        Ok(Smtp {
            host: host.to_owned(),
            port: url.port().unwrap_or(port),
            encryption,
            credentials: credentials(&url)?,
            hello: match url.path().trim_matches('/') {
                "" => ClientId::default(),
                name => ClientId::Domain(name.to_owned()),
            },
            patience: TIMEOUT,
        })
    }

    /// The same server, which may take so long for one answer.
    pub(crate) fn patient(self, patience: Duration) -> Smtp {
        Smtp { patience, ..self }
    }

    /// Hands one mail over.
    pub(crate) async fn send(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), Refusal> {
        let mut connection = self.connect().await?;
        let sent = self.hand_over(&mut connection, envelope, mail).await;
        // The server may have hung up, or say nothing any more; the mail's fate is known already.
        let goodbye = async {
            match sent {
                Ok(()) => drop(connection.quit().await),
                Err(_) => connection.abort().await,
            }
        };
        let _ = timeout(GOODBYE.min(self.patience), goodbye).await;
        sent
    }

    /// A connection that is encrypted and logged in as the settings say.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Refusal> {
        let wrapper = match &self.encryption {
            Encryption::Wrapper(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let server = (self.host.as_str(), self.port);
        let connected =
            AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, wrapper, None);
        let mut connection = self.answer(Blame::Us, connected).await?;
        let parameters = match &self.encryption {
            Encryption::Required(_) if !connection.can_starttls() => {
                return Err(Refusal::OfUs("tls".to_owned()));
            }
            Encryption::Required(parameters) => Some(parameters),
            Encryption::Opportunistic(parameters) => {
                connection.can_starttls().then_some(parameters)
            }
            Encryption::None | Encryption::Wrapper(_) => None,
        };
        if let Some(parameters) = parameters {
            let encrypted = connection.starttls(parameters.clone(), &self.hello);
            self.answer(Blame::Us, encrypted).await?;
        }
        if let Some(credentials) = &self.credentials {
            let logged_in = connection.auth(DEFAULT_MECHANISMS, credentials);
            self.answer(Blame::Us, logged_in).await?;
        }
        Ok(connection)
    }

    /// Our mails are ASCII throughout and go to one recipient.
    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        envelope: &Envelope,
        mail: &[u8],
    ) -> Result<(), Refusal> {
        let from = Mail::new(envelope.from().cloned(), Vec::new());
        let done = Severity::PositiveCompletion;
        let taken = self.answer(Blame::Us, connection.command(from)).await?;
        says(done, &taken)?;
        for to in envelope.to() {
            let to = Rcpt::new(to.clone(), Vec::new());
            let taken = self.answer(Blame::ThisMail, connection.command(to)).await?;
            says(done, &taken)?;
        }
        let ready = self.answer(Blame::Us, connection.command(Data)).await?;
        says(Severity::PositiveIntermediate, &ready)?;
        let taken = self
            .answer(Blame::ThisMail, connection.message(mail))
            .await?;
        says(done, &taken)
    }

    /// What the server answers, unless that takes too long.
    async fn answer<T>(
        &self,
        blame: Blame,
        step: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Refusal> {
        match timeout(self.patience, step).await {
            Ok(answered) => answered.map_err(|error| blame.refused(error)),
            Err(_) => Err(blame.late()),
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => host == "::1",
    }
}

fn parameters(host: &str, authority: Option<&[u8]>) -> Result<TlsParameters, SmtpSettingsError> {
    let builder = TlsParameters::builder(host.to_owned());
    let builder = match authority {
        Some(pem) => {
            let certificate =
                Certificate::from_pem(pem).map_err(|_| SmtpSettingsError::Authority)?;
            builder.add_root_certificate(certificate)
        }
        None => builder,
    };
    builder
        .build_rustls()
        .map_err(|_| SmtpSettingsError::Authority)
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SmtpSettingsError> {
    let Some(password) = url.password() else {
        return Ok(None);
    };
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8();
        text.map(String::from).map_err(|_| SmtpSettingsError::Url)
    };
    let (user, password) = (decoded(url.username())?, decoded(password)?);
    Ok(Some(Credentials::new(user, password)))
}

#[cfg(test)]
mod tests;
