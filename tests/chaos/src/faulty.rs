//! A DynamoDB that is busy, breaks, or does what it is asked and loses the answer, by chance.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use store::embedded::Embedded;
use testkit::wire::met_by;

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
        let faults = self.clone();
        let config = met_by(&embedded.client(), move |request, inner| {
            faults.meet(request, inner)
        });
        Client::from_conf(config.retry_config(RetryConfig::disabled()).build())
    }

    fn meet(&self, request: HttpRequest, inner: &SharedHttpConnector) -> HttpConnectorFuture {
        if self.calm.load(Ordering::SeqCst) {
            return inner.call(request);
        }
        let thrown = self.dice.below(100);
        if thrown < 10 {
            self.done.fetch_add(1, Ordering::SeqCst);
        }
        match thrown {
            0..4 => HttpConnectorFuture::ready(Ok(response(THROTTLED))),
            4..7 => HttpConnectorFuture::ready(Ok(response(BROKEN))),
            7..10 => {
                let call = inner.call(request);
                HttpConnectorFuture::new(async move {
                    call.await?;
                    Err(ConnectorError::timeout("the answer is lost".into()))
                })
            }
            _ => inner.call(request),
        }
    }
}

fn response((status, json): (u16, &'static str)) -> HttpResponse {
    let status = status.try_into().expect("an HTTP status code");
    let mut response = HttpResponse::new(status, SdkBody::from(json));
    let kind = "application/x-amz-json-1.0";
    response.headers_mut().insert("content-type", kind);
    response
}
