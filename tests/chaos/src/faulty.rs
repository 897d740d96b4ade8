//! A DynamoDB that is busy, breaks, or does what it is asked and loses the answer, by chance.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use store::embedded::Embedded;

use crate::dice::Dice;

const THROTTLED: (u16, &str) = (
    400,
    r#"{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":""}"#,
);
const BROKEN: (u16, &str) = (
    500,
    r#"{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":""}"#,
);

/// What may go wrong, and how often it did.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    dice: Dice,
    calm: Arc<AtomicBool>,
    done: Arc<AtomicU64>,
}

impl Faults {
    pub(crate) fn thrown_by(dice: Dice) -> Faults {
        Faults {
            dice,
            calm: Arc::default(),
            done: Arc::default(),
        }
    }

    /// From now on nothing goes wrong.
    pub(crate) fn end(&self) {
        self.calm.store(true, Ordering::SeqCst);
    }

    pub(crate) fn count(&self) -> u64 {
        self.done.load(Ordering::SeqCst)
    }

    /// A client of this database, which meets the faults one by one: the SDK does not try again by itself.
    pub(crate) fn client(&self, embedded: &Embedded) -> Client {
        let config = embedded.client().config().clone();
        let inner = config.http_client().expect("the client has a connector");
        let faulty = Faulty {
            inner,
            faults: self.clone(),
        };
        let config = config.to_builder().http_client(faulty);
        Client::from_conf(config.retry_config(RetryConfig::disabled()).build())
    }
}

#[derive(Clone, Debug)]
struct Faulty {
    inner: SharedHttpClient,
    faults: Faults,
}

#[derive(Debug)]
struct FaultyConnector(Faults, SharedHttpConnector);

impl HttpClient for Faulty {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(FaultyConnector(self.faults.clone(), inner))
    }
}

impl HttpConnector for FaultyConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let FaultyConnector(faults, inner) = self;
        if faults.calm.load(Ordering::SeqCst) {
            return inner.call(request);
        }
        let answer = match faults.dice.below(100) {
            0..4 => THROTTLED,
            4..7 => BROKEN,
            7..10 => {
                faults.done.fetch_add(1, Ordering::SeqCst);
                let call = inner.call(request);
                return HttpConnectorFuture::new(async move {
                    call.await?;
                    Err(ConnectorError::timeout("the answer is lost".into()))
                });
            }
            _ => return inner.call(request),
        };
        faults.done.fetch_add(1, Ordering::SeqCst);
        HttpConnectorFuture::ready(Ok(response(answer)))
    }
}

fn response((status, json): (u16, &'static str)) -> HttpResponse {
    let status = status.try_into().expect("an HTTP status code");
    let mut response = HttpResponse::new(status, SdkBody::from(json));
    let kind = "application/x-amz-json-1.0";
    response.headers_mut().insert("content-type", kind);
    response
}
