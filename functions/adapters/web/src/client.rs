//! From which network a request comes: told by CloudFront, the gateway or the connection, never by a header
//! anybody can write.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::Extensions;
use axum::http::request::Parts;
use axum::middleware::map_request;
use base::budget::network;
use lambda_http::request::RequestContext;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The network a request comes from. Whoever wires a function puts it into the request's extensions;
/// all requests without one share one budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client(String);

impl Client {
    /// The client at this address.
    pub fn at(ip: IpAddr) -> Client {
        Client(network(ip))
    }

    /// The network's name, to spend budgets by. It is personal data: never stored or logged as it is.
    pub fn network(&self) -> &str {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Client, Infallible> {
        let known = parts.extensions.get::<Client>();
        Ok(known.cloned().unwrap_or_else(|| Client("unknown".into())))
    }
}

/// What stands before a function on AWS: API Gateway, and before it CloudFront, which knows the visitor's
/// address and proves itself by a key. Without the key, only API Gateway's word counts: whoever comes past
/// CloudFront could write any header.
#[derive(Clone)]
pub(crate) struct Edge {
    key: Zeroizing<String>,
}

impl Edge {
    /// An empty key is nobody's.
    pub fn new(key: String) -> Edge {
        Edge {
            key: Zeroizing::new(key),
        }
    }

    /// The routes, told who asked.
    pub fn before(self, routes: Router) -> Router {
        routes.layer(map_request(move |mut request: Request| {
            if let Some(ip) = self.visitor(&request) {
                request.extensions_mut().insert(Client::at(ip));
            }
            std::future::ready(request)
        }))
    }

    fn visitor(&self, request: &Request) -> Option<IpAddr> {
        let header = |name| request.headers().get(name)?.to_str().ok();
        let proof = header("x-edge-key").unwrap_or_default().as_bytes();
        let proven = !self.key.is_empty() && bool::from(proof.ct_eq(self.key.as_bytes()));
        match header("cloudfront-viewer-address").filter(|_| proven) {
            // Address and port; an address of version 6 has colons and no brackets.
            Some(address) => address.rsplit_once(':')?.0.parse().ok(),
            None => gateways_word(request.extensions()),
        }
    }
}

fn gateways_word(extensions: &Extensions) -> Option<IpAddr> {
    let RequestContext::ApiGatewayV2(context) = extensions.get()? else {
        return None;
    };
    context.http.source_ip.as_ref()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::routing::get;
    use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequestContext;
    use tower::ServiceExt;

    use super::*;

    /// What a handler behind the gateway takes for the client's network.
    async fn seen(source_ip: Option<&str>, headers: &[(&str, &str)]) -> String {
        let mut context = ApiGatewayV2httpRequestContext::default();
        context.http.source_ip = source_ip.map(str::to_owned);
        let handler = async |client: Client| client.network().to_owned();
        let edge = Edge::new("geheim".to_owned());
        let routes = edge.before(Router::new().route("/", get(handler)));
        let request = Request::get("/").extension(RequestContext::ApiGatewayV2(context));
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let response = routes.oneshot(request.body(axum::body::Body::empty()).unwrap());
        let response = response.await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let body = axum::body::to_bytes(response.into_body(), 1000).await;
        String::from_utf8(body.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn the_gateway_is_believed_and_no_header_is() {
        let forged = [
            ("x-forwarded-for", "198.51.100.1"),
            ("forwarded", "for=198.51.100.1"),
            ("cloudfront-viewer-address", "198.51.100.1:443"),
            ("x-edge-key", "raten"),
        ];
        assert_eq!(seen(Some("192.0.2.7"), &forged).await, "192.0.2.7");
        let v6 = seen(Some("2001:db8:1:2:3::4"), &forged).await;
        assert_eq!(v6, "2001:db8:1:2::/64");
        assert_eq!(seen(Some("a name"), &forged).await, "unknown");
        assert_eq!(seen(None, &forged).await, "unknown");
    }

    #[tokio::test]
    async fn cloudfront_with_its_key_tells_the_visitors_address() {
        for (address, network) in [
            ("198.51.100.1:46532", "198.51.100.1"),
            ("2001:db8:1:2:0:0:3:4:46532", "2001:db8:1:2::/64"),
            ("nonsense", "unknown"),
        ] {
            let headers = [
                ("x-edge-key", "geheim"),
                ("cloudfront-viewer-address", address),
            ];
            assert_eq!(seen(Some("192.0.2.7"), &headers).await, network);
        }
    }

    #[tokio::test]
    async fn an_empty_key_proves_nothing() {
        let edge = Edge::new(String::new());
        let request = Request::get("/")
            .header("x-edge-key", "")
            .header("cloudfront-viewer-address", "198.51.100.1:443")
            .body(axum::body::Body::empty());
        assert_eq!(edge.visitor(&request.unwrap()), None);
    }
}
