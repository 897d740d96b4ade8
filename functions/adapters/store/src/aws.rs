//! The DynamoDB client of a Lambda, built from its environment without `aws-config`.

use std::sync::LazyLock;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::Store;

/// A variable that Lambda sets is missing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable {0} is not set")]
pub struct MissingVariable(pub &'static str);

/// The store of a Lambda: the client of [`client_from_env`] on the table named by `TABLE_NAME`.
///
/// # Errors
/// When a required variable is missing.
pub fn store_from_env() -> Result<Store, MissingVariable> {
    let table = variable("TABLE_NAME").ok_or(MissingVariable("TABLE_NAME"))?;
    Ok(Store::new(client_from_env()?, table))
}

/// Builds the client from `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, optionally
/// `AWS_SESSION_TOKEN`, and optionally `AWS_ENDPOINT_URL_DYNAMODB` or `AWS_ENDPOINT_URL`.
///
/// # Errors
/// When a required variable is missing.
pub fn client_from_env() -> Result<Client, MissingVariable> {
    client_from(variable)
}

/// A variable that is set and not empty.
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Who calls AWS, and where.
pub struct Environment {
    /// The region, e.g. `ap-northeast-1`.
    pub region: String,
    /// Who.
    pub credentials: Credentials,
    /// One address for every service, instead of AWS's own.
    pub endpoint: Option<String>,
}

impl Environment {
    /// Reads what Lambda sets.
    ///
    /// # Errors
    /// When a required variable is missing.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Environment, MissingVariable> {
        let required = |name| get(name).ok_or(MissingVariable(name));
        Ok(Environment {
            region: required("AWS_REGION")?,
            credentials: Credentials::from_keys(
                required("AWS_ACCESS_KEY_ID")?,
                required("AWS_SECRET_ACCESS_KEY")?,
                get("AWS_SESSION_TOKEN"),
            ),
            endpoint: get("AWS_ENDPOINT_URL"),
        })
    }

    /// A service's address without a trailing slash.
    pub(crate) fn endpoint(&self, service: &str) -> String {
        match &self.endpoint {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("https://{service}.{}.amazonaws.com", self.region),
        }
    }
}

/// The one HTTP client: reading the machine's certificates takes longer than anything else at start.
pub fn http_client() -> SharedHttpClient {
    static CLIENT: LazyLock<SharedHttpClient> = LazyLock::new(|| {
        Builder::new()
            .tls_provider(Provider::Rustls(CryptoMode::Ring))
            .build_https()
    });
    CLIENT.clone()
}

fn client_from(get: impl Fn(&str) -> Option<String>) -> Result<Client, MissingVariable> {
    let environment = Environment::read(&get)?;
    let mut config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(environment.region))
        .credentials_provider(environment.credentials)
        .retry_config(retry_config())
        .timeout_config(timeout_config())
        .http_client(http_client());
    if let Some(url) = get("AWS_ENDPOINT_URL_DYNAMODB").or(environment.endpoint) {
        config = config.endpoint_url(url);
    }
    Ok(Client::from_conf(config.build()))
}

/// Five tries with short pauses: DynamoDB answers in milliseconds, and a person is waiting.
pub fn retry_config() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(5)
        .with_initial_backoff(Duration::from_millis(50))
        .with_max_backoff(Duration::from_secs(1))
}

/// A hung connection is given up early enough to try again within one request.
pub(crate) fn timeout_config() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(8))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(missing: &str) -> impl Fn(&str) -> Option<String> {
        move |name| match name {
            name if name == missing => None,
            "AWS_REGION" => Some("ap-northeast-1".to_owned()),
            "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" => Some("mihon".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn a_missing_variable_is_named() {
        for name in ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            assert_eq!(
                client_from(environment(name)).unwrap_err(),
                MissingVariable(name)
            );
        }
    }

    #[test]
    fn a_service_is_where_aws_or_the_environment_says() {
        let at = |url: Option<&'static str>| {
            let get = move |name: &str| match name {
                "AWS_ENDPOINT_URL" => url.map(str::to_owned),
                _ => environment("")(name),
            };
            Environment::read(get).unwrap().endpoint("ssm")
        };
        assert_eq!(at(None), "https://ssm.ap-northeast-1.amazonaws.com");
        assert_eq!(at(Some("http://localhost:1/")), "http://localhost:1");
    }

    #[test]
    fn session_token_and_endpoint_are_optional() {
        assert!(client_from(environment("")).is_ok());
    }
}
