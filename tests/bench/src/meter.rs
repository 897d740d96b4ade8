//! Counts DynamoDB's capacity units: asks for them in every request that passes, and adds up the answers.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use serde_json::Value;

/// Units spent and requests made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// Write units.
    pub write: f64,
    /// Read units.
    pub read: f64,
    /// Requests.
    pub requests: u32,
}

/// A meter; clones count together.
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Mutex<Spent>>);

impl Meter {
    /// What was spent since the last call.
    pub fn take(&self) -> Spent {
        std::mem::take(&mut self.0.lock().expect("nobody panics while counting"))
    }

    /// The same client, metered.
    pub fn client(&self, client: &Client) -> Client {
        let inner = client.config().http_client().expect("every client has one");
        let metered = Metered {
            inner,
            meter: self.clone(),
        };
        Client::from_conf(client.config().to_builder().http_client(metered).build())
    }

    fn count(&self, operation: &str, answer: &Value) {
        let units = match &answer["ConsumedCapacity"] {
            Value::Array(tables) => tables
                .iter()
                .filter_map(|t| t["CapacityUnits"].as_f64())
                .sum(),
            table => table["CapacityUnits"].as_f64().unwrap_or_default(),
        };
        let mut spent = self.0.lock().expect("nobody panics while counting");
        spent.requests += 1;
        match operation {
            "GetItem" | "Query" | "Scan" => spent.read += units,
            _ => spent.write += units,
        }
    }
}

#[derive(Clone, Debug)]
struct Metered {
    inner: SharedHttpClient,
    meter: Meter,
}

impl HttpClient for Metered {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(MeteredConnector {
            inner,
            meter: self.meter.clone(),
        })
    }
}

#[derive(Debug)]
struct MeteredConnector {
    inner: SharedHttpConnector,
    meter: Meter,
}

impl HttpConnector for MeteredConnector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        if let Some(mut body) = parsed(request.body()) {
            body["ReturnConsumedCapacity"] = "TOTAL".into();
            *request.body_mut() = SdkBody::from(body.to_string());
        }
        let (call, meter) = (self.inner.call(request), self.meter.clone());
        HttpConnectorFuture::new(async move {
            let response = call.await?;
            if let Some(answer) = parsed(response.body()) {
                meter.count(&operation, &answer);
            }
            Ok(response)
        })
    }
}

fn parsed(body: &SdkBody) -> Option<Value> {
    serde_json::from_slice(body.bytes()?).ok()
}
