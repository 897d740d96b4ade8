//! Answers the SDK's HTTP requests by calling dynoxide in this process.

use std::sync::Arc;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use dynoxide::{Database, DynoxideError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Shared;

/// The connector; clones share the database.
#[derive(Clone, Debug)]
pub(super) struct Connector(pub(super) Arc<Shared>);

impl HttpClient for Connector {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let shared = Arc::clone(&self.0);
        HttpConnectorFuture::new(async move {
            let _turn = shared.turn.lock().await;
            let worker = Arc::clone(&shared);
            tokio::task::spawn_blocking(move || worker.answer(&request))
                .await
                .map_err(|e| ConnectorError::other(e.into(), None))
        })
    }
}

impl Shared {
    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default();
        let body = request.body().bytes().unwrap_or_default();
        let (status, json) = match perform(&self.db, operation, body) {
            Ok(json) => (200, json),
            Err(e) => (e.status_code(), e.to_json()),
        };
        if status == 200 && WRITES.contains(&operation) {
            self.written.notify_one();
        }
        let status = status.try_into().expect("dynoxide gives HTTP status codes");
        let mut response = HttpResponse::new(status, SdkBody::from(json));
        response
            .headers_mut()
            .insert("content-type", "application/x-amz-json-1.0");
        response
    }
}

/// The operations that may write to the stream.
const WRITES: [&str; 4] = ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"];

fn perform(db: &Database, operation: &str, body: &[u8]) -> Result<String, DynoxideError> {
    match operation {
        "CreateTable" => call(body, |r| db.create_table(r)),
        "UpdateTimeToLive" => call(body, |r| db.update_time_to_live(r)),
        "GetItem" => call(body, |r| db.get_item(r)),
        "PutItem" => call(body, |r| db.put_item(r)),
        "UpdateItem" => call(body, |r| db.update_item(r)),
        "DeleteItem" => call(body, |r| db.delete_item(r)),
        "Query" => call(body, |r| db.query(r)),
        "Scan" => call(body, |r| db.scan(r)),
        "TransactWriteItems" => call(body, |r| db.transact_write_items(r)),
        _ => Err(DynoxideError::UnsupportedCapability(operation.to_owned())),
    }
}

fn call<Request: DeserializeOwned, Response: Serialize>(
    body: &[u8],
    operation: impl FnOnce(Request) -> dynoxide::Result<Response>,
) -> Result<String, DynoxideError> {
    let request = serde_json::from_slice(body)
        .map_err(|e| DynoxideError::SerializationException(e.to_string()))?;
    let response = operation(request)?;
    serde_json::to_string(&response).map_err(|e| DynoxideError::InternalServerError(e.to_string()))
}
