//! Counts DynamoDB's capacity units: asks for them in every request that passes, and adds up the answers.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use serde_json::Value;
use testkit::wire::met_by;

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
        let meter = self.clone();
        let config = met_by(client, move |request, inner| meter.meet(request, inner));
        Client::from_conf(config.build())
    }

    fn meet(&self, mut request: HttpRequest, inner: &SharedHttpConnector) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        if let Some(mut body) = parsed(request.body()) {
            body["ReturnConsumedCapacity"] = "TOTAL".into();
            *request.body_mut() = SdkBody::from(body.to_string());
        }
        let (call, meter) = (inner.call(request), self.clone());
        HttpConnectorFuture::new(async move {
            let response = call.await?;
            if let Some(answer) = parsed(response.body()) {
                meter.count(&operation, &answer);
            }
            Ok(response)
        })
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

fn parsed(body: &SdkBody) -> Option<Value> {
    serde_json::from_slice(body.bytes()?).ok()
}
