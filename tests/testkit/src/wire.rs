//! Stands between a DynamoDB client and whatever answers it, to count or to disturb what passes.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::config::{Builder, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// What becomes of a request on its way; the connector leads on.
type Meet = dyn Fn(HttpRequest, &SharedHttpConnector) -> HttpConnectorFuture + Send + Sync;

/// A client's settings with somebody on the wire whom every request meets.
///
/// # Panics
/// When the client has nobody who answers it.
pub fn met_by(
    client: &aws_sdk_dynamodb::Client,
    meet: impl Fn(HttpRequest, &SharedHttpConnector) -> HttpConnectorFuture + Send + Sync + 'static,
) -> Builder {
    let inner = client.config().http_client().expect("every client has one");
    let meet: Arc<Meet> = Arc::new(meet);
    client
        .config()
        .to_builder()
        .http_client(Wire { inner, meet })
}

struct Wire {
    inner: SharedHttpClient,
    meet: Arc<Meet>,
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("wire")
    }
}

impl HttpClient for Wire {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        let meet = Arc::clone(&self.meet);
        SharedHttpConnector::new(Line { inner, meet })
    }
}

struct Line {
    inner: SharedHttpConnector,
    meet: Arc<Meet>,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("line")
    }
}

impl HttpConnector for Line {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        (self.meet)(request, &self.inner)
    }
}
