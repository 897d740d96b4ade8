//! Sends one mail by SMTP, step by step, so that a refused login or sender is not taken for a refused recipient.

use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Code, Response, Severity};
use lettre::transport::smtp::{Error, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use tokio::time::timeout;
use url::{Host, Url};

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

/// Why a server did not take a mail. Repeats no server text, which often contains the address.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It cannot be reached, does not take mails from us, or is busy: every mail would fare alike.
    OfUs(String),
    /// It is busy with this recipient or this mail.
    ForNow(String),
    /// It does not take this mail, or none for this recipient.
    ForGood(String),
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

/// Who has to wait when a step fails.
#[derive(Clone, Copy)]
enum Blame {
    /// All mails.
    Us,
    /// This one.
    ThisMail,
}

impl Blame {
    fn refused(self, error: Error) -> Refusal {
        match self {
            Blame::Us => of_us(error),
            Blame::ThisMail => of_this_mail(error),
        }
    }

    fn late(self) -> Refusal {
        let reason = "timeout".to_owned();
        match self {
            Blame::Us => Refusal::OfUs(reason),
            Blame::ThisMail => Refusal::ForNow(reason),
        }
    }
}

/// Whether the server says yes to what was asked: a yes of another kind answers something else, and those that follow
/// would be taken for the wrong steps'.
fn says(wanted: Severity, answer: &Response) -> Result<(), Refusal> {
    match answer.code().severity == wanted {
        true => Ok(()),
        false => Err(Refusal::OfUs(format!("smtp-{}", answer.code()))),
    }
}

fn of_us(error: Error) -> Refusal {
    Refusal::OfUs(reason(&error))
}

fn of_this_mail(error: Error) -> Refusal {
    match error.status() {
        Some(code) if error.is_permanent() && !is_about_us(code) => {
            Refusal::ForGood(reason(&error))
        }
        Some(code) if error.is_permanent() && is_about_us(code) => of_us(error),
        // Also a server that hangs up: another mail may be taken.
        _ => Refusal::ForNow(reason(&error)),
    }
}

/// Refusals of our login or set-up that come late (RFC 4954 and 3207).
fn is_about_us(code: Code) -> bool {
    matches!(u16::from(code), 500 | 502..=504 | 530 | 534 | 535 | 538)
}

fn reason(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("smtp-{code}"),
        None if error.is_timeout() => "timeout".to_owned(),
        None if error.is_tls() => "tls".to_owned(),
        None => "connection".to_owned(),
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
mod answers;

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> Option<String> {
        Smtp::read(url, None).err().map(|error| error.to_string())
    }

    #[test]
    fn unencrypted_mail_crosses_a_network_only_when_that_is_said_twice() {
        for encrypted in [
            "smtps://user:secret%21@mail.example.jp",
            "smtp://user:secret@mail.example.jp:587?tls=required",
            "smtp://mail.example.jp?tls=none&unencrypted=yes",
            "smtp://mail.example.jp?tls=opportunistic&unencrypted=yes",
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
            "smtp://[::1]:25",
        ] {
            assert_eq!(refused(encrypted), None, "{encrypted}");
        }
        for open in [
            "smtp://user:secret@mail.example.jp",
            "smtp://mail.example.jp:25",
            "smtp://mail.example.jp?tls=none",
            "smtp://mail.example.jp?unencrypted=yes",
            "smtp://mail.example.jp?tls=opportunistic",
            "smtp://127.0.0.1.example.jp",
        ] {
            let error = refused(open).unwrap();
            assert!(
                error.contains("as they are") && !error.contains("secret"),
                "{open}"
            );
        }
        for wrong in [
            "",
            "mail.example.jp",
            "http://mail.example.jp",
            "smtp://?tls=required",
        ] {
            assert!(
                refused(wrong).unwrap().contains("must look like"),
                "{wrong}"
            );
        }
    }

    #[test]
    fn user_and_password_are_read_as_they_are_typed() {
        let url = Url::parse("smtps://noreply%40example.jp:p%3Ass%20w@mail.example.jp").unwrap();
        let wanted = Credentials::new("noreply@example.jp".to_owned(), "p:ss w".to_owned());
        assert_eq!(credentials(&url).unwrap(), Some(wanted));
    }
}
