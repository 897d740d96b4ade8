//! A Lambda's secrets, read from SSM at start, so that no template and no environment contains them.

use std::collections::BTreeMap;
use std::fmt;

use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use http::header::{CONTENT_TYPE, HeaderName};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::aws::{self, MissingVariable};

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// Values by name. `Debug` shows names only; values are zeroised on drop.
pub struct Secrets(BTreeMap<&'static str, Zeroizing<String>>);

/// Why the secrets could not be read. Holds no value.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// Neither the secret's own variable nor the one that names its parameter is set.
    #[error("set {0}, or {0}_PARAMETER to the name of its SSM parameter")]
    Unset(&'static str),
    /// A variable that Lambda sets is missing.
    #[error(transparent)]
    Environment(#[from] MissingVariable),
    /// SSM did not answer, knows no such parameter, or lets this function not read it.
    #[error("SSM did not give {0}: {1}")]
    Ssm(String, String),
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Secrets {
    /// The value of a name that was asked for.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.as_str())
    }

    /// Reads secrets: each from the variable of its name where that is set, otherwise from the SSM
    /// parameter named by the variable `…_PARAMETER`.
    ///
    /// # Errors
    /// When one of them is nowhere to be found, or SSM does not answer.
    pub async fn from_env(names: &[&'static str]) -> Result<Secrets, SecretsError> {
        let mut found = BTreeMap::new();
        for &name in names {
            let value = match aws::variable(name) {
                Some(value) => Zeroizing::new(value),
                None => {
                    let parameter = aws::variable(&format!("{name}_PARAMETER"));
                    ask(parameter.ok_or(SecretsError::Unset(name))?).await?
                }
            };
            found.insert(name, value);
        }
        Ok(Secrets(found))
    }
}

/// The part of `GetParameter`'s answer that is read.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    parameter: Parameter,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parameter {
    value: String,
}

/// A refusal by its type, e.g. `ParameterNotFound`; the text may name more than a log should.
#[derive(Debug, Deserialize, thiserror::Error)]
#[error("{kind}")]
struct Refusal {
    #[serde(rename = "__type")]
    kind: String,
}

/// Asks with the SDK's own parts: a client for this one request would be larger than all the rest.
async fn ask(parameter: String) -> Result<Zeroizing<String>, SecretsError> {
    let environment = aws::Environment::read(aws::variable)?;
    let endpoint = environment.endpoint("ssm");
    let url = endpoint.clone();
    let operation = Operation::builder()
        .service_name("ssm")
        .operation_name("GetParameter")
        .http_client(aws::http_client())
        .endpoint_url(&endpoint)
        .no_auth()
        .standard_retry(&aws::retry_config())
        .timeout_config(aws::timeout_config())
        .serializer(move |body: String| request(&url, body, &environment))
        .deserializer(read)
        .build();
    let body = serde_json::json!({ "Name": parameter, "WithDecryption": true }).to_string();
    operation
        .invoke(body)
        .await
        .map_err(|error| match error.as_service_error() {
            Some(refusal) => SecretsError::Ssm(parameter, refusal.to_string()),
            None => SecretsError::Ssm(parameter, "no answer".to_owned()),
        })
}

fn request(
    endpoint: &str,
    body: String,
    environment: &aws::Environment,
) -> Result<HttpRequest, BoxError> {
    let headers = [
        (CONTENT_TYPE, "application/x-amz-json-1.1"),
        (TARGET, "AmazonSSM.GetParameter"),
    ];
    let identity = environment.credentials.clone().into();
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(&environment.region)
        .name("ssm")
        .time(now())
        .settings(SigningSettings::default())
        .build()?
        .into();
    let signed = headers.iter().map(|(name, value)| (name.as_str(), *value));
    let bytes = SignableBody::Bytes(body.as_bytes());
    let signable = SignableRequest::new("POST", format!("{endpoint}/"), signed, bytes)?;
    let (signature, _) = sign(signable, &parameters)?.into_parts();
    let mut request = http::Request::post("/");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let mut request = request.body(SdkBody::from(body))?;
    signature.apply_to_request_http1x(&mut request);
    Ok(HttpRequest::try_from(request)?)
}

#[expect(
    clippy::disallowed_methods,
    reason = "AWS compares a signature's time with its clock"
)]
fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

fn read(response: &HttpResponse) -> Result<Zeroizing<String>, OrchestratorError<Refusal>> {
    let bytes = response.body().bytes().unwrap_or_default();
    // serde's message would quote the answer.
    let unreadable = |_| OrchestratorError::other("unreadable answer");
    if response.status().is_success() {
        let answer: Answer = serde_json::from_slice(bytes).map_err(unreadable)?;
        Ok(Zeroizing::new(answer.parameter.value))
    } else {
        let refusal = serde_json::from_slice(bytes).map_err(unreadable)?;
        Err(OrchestratorError::operation(refusal))
    }
}

#[cfg(test)]
mod tests {

    use aws_credential_types::Credentials;

    use super::*;

    #[test]
    fn values_are_never_shown() {
        let secrets = Secrets([("KEY", Zeroizing::new("geheim".to_owned()))].into());
        assert_eq!(format!("{secrets:?}"), r#"{"KEY"}"#);
        assert_eq!(secrets.get("KEY"), Some("geheim"));
        assert_eq!(secrets.get("OTHER"), None);
    }

    fn answer(status: u16, json: &'static str) -> Result<Zeroizing<String>, String> {
        let status = status.try_into().unwrap();
        let response = HttpResponse::new(status, SdkBody::from(json));
        read(&response).map_err(|error| format!("{error:?}"))
    }

    #[test]
    fn an_answer_is_read_and_a_refusal_named_without_its_text() {
        let json = r#"{"Parameter":{"Name":"/a/b","Type":"SecureString","Value":"1"}}"#;
        assert_eq!(answer(200, json).unwrap().as_str(), "1");
        let refused = answer(400, r#"{"__type":"ParameterNotFound","message":"geheim"}"#);
        let refused = refused.unwrap_err();
        assert!(
            refused.contains("ParameterNotFound") && !refused.contains("geheim"),
            "{refused}"
        );
        let damaged = answer(200, r#"{"Parameter":{"Value":["geheim"]}}"#).unwrap_err();
        assert!(!damaged.contains("geheim"), "{damaged}");
    }

    #[test]
    fn the_request_is_signed_for_ssm() {
        let environment = aws::Environment {
            region: "ap-northeast-1".to_owned(),
            credentials: Credentials::from_keys("AKIDMIHON", "mihon", Some("token".to_owned())),
            endpoint: None,
        };
        let url = environment.endpoint("ssm");
        let request = request(&url, "{}".to_owned(), &environment).unwrap();
        let signature = request.headers().get("authorization").unwrap();
        assert!(
            signature.contains("/ap-northeast-1/ssm/aws4_request"),
            "{signature}"
        );
        let headers = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target";
        assert!(signature.contains(headers), "{signature}");
    }
}
