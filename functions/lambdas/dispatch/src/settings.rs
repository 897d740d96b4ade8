//! What the Lambda reads from its environment, once, at start.

use base::token::{KeyError, Keys};
use mail::Transport;

/// The settings of `dispatch`. The store reads its own ([`store::aws`]).
pub struct DispatchSettings {
    /// The site's address without a trailing slash, for links in mails. Read from `BASE_URL`.
    pub base_url: String,
    /// Where mails go. Read from `SMTP_URL` and, where the mail server's certificate is signed by an
    /// authority of its own, the file named by `SMTP_CA_FILE`, see [`Transport::smtp`].
    pub transport: Transport,
    /// The keys that sign links, newest first. Read from `SIGNING_KEYS`, see [`Keys::parse`].
    pub keys: Keys,
}

/// Why the settings were refused. Repeats no value: some are secrets.
#[derive(Debug, thiserror::Error)]
pub enum DispatchSettingsError {
    /// A variable is missing or empty.
    #[error("set {0}")]
    Missing(&'static str),
    /// `BASE_URL` is no address to build links on.
    #[error("BASE_URL must start with https:// or http:// and end without a slash")]
    BaseUrl,
    /// `SMTP_URL` was refused.
    #[error("SMTP_URL: {0}")]
    Smtp(#[from] mail::SmtpSettingsError),
    /// `SMTP_CA_FILE` cannot be read.
    #[error("SMTP_CA_FILE: {0}")]
    Authority(std::io::Error),
    /// `SIGNING_KEYS` was refused.
    #[error("SIGNING_KEYS: {0}")]
    Keys(#[from] KeyError),
}

impl DispatchSettings {
    /// Reads the settings through a look-up such as `|name| std::env::var(name).ok()`.
    ///
    /// # Errors
    /// The first variable that is missing or malformed.
    pub fn read(
        look_up: impl Fn(&str) -> Option<String>,
    ) -> Result<DispatchSettings, DispatchSettingsError> {
        let required = |name| {
            look_up(name)
                .filter(|value| !value.is_empty())
                .ok_or(DispatchSettingsError::Missing(name))
        };
        let base_url = required("BASE_URL")?;
        let absolute = base_url.starts_with("https://") || base_url.starts_with("http://");
        if !absolute || base_url.ends_with('/') {
            return Err(DispatchSettingsError::BaseUrl);
        }
        Ok(DispatchSettings {
            base_url,
            transport: transport(&required("SMTP_URL")?, look_up("SMTP_CA_FILE"))?,
            keys: Keys::parse(&required("SIGNING_KEYS")?)?,
        })
    }
}

fn transport(url: &str, authority: Option<String>) -> Result<Transport, DispatchSettingsError> {
    let file = authority.filter(|file| !file.is_empty());
    let authority = file.map(std::fs::read).transpose();
    let authority = authority.map_err(DispatchSettingsError::Authority)?;
    Ok(Transport::smtp(url, authority.as_deref())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(changes: &[(&str, &str)]) -> Result<DispatchSettings, DispatchSettingsError> {
        DispatchSettings::read(|name| {
            let changed = changes.iter().find(|(changed, _)| *changed == name);
            let value = match (changed, name) {
                (Some((_, value)), _) => value,
                (None, "BASE_URL") => "https://example.jp",
                (None, "SMTP_URL") => "smtps://user:secret%21@mail.example.jp:465",
                (None, "SIGNING_KEYS") => "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                _ => return None,
            };
            Some((*value).to_owned())
        })
    }

    #[test]
    fn complete_settings_are_read() {
        let settings = read(&[]).ok().unwrap();
        assert_eq!(settings.base_url, "https://example.jp");
        assert!(matches!(settings.transport, Transport::Smtp(_)));
    }

    #[test]
    fn what_is_missing_or_malformed_is_named_without_its_value() {
        for (name, value, message) in [
            ("SIGNING_KEYS", "", "set SIGNING_KEYS"),
            ("SMTP_URL", "", "set SMTP_URL"),
            ("BASE_URL", "https://example.jp/", "BASE_URL must"),
            ("BASE_URL", "example.jp", "BASE_URL must"),
            ("SMTP_URL", "mail.example.jp secret", "SMTP_URL: "),
            ("SMTP_URL", "smtp://u:secret@mail.example.jp", "SMTP_URL: "),
            ("SMTP_CA_FILE", "/nowhere", "SMTP_CA_FILE: "),
            ("SIGNING_KEYS", "k1:secret", "SIGNING_KEYS: "),
        ] {
            let error = read(&[(name, value)]).err().unwrap().to_string();
            assert!(error.starts_with(message), "{name}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
