//! From which network a request comes: taken from CloudFront, the gateway or the connection, never from a header
//! anybody can write.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderValue};
use axum::middleware::map_request;
use base::budget::Network;
use lambda_http::request::RequestContext;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The network a request comes from. Whoever wires a function puts it into the request's extensions;
/// all requests without one share one budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client(Network);

impl Client {
    /// The client at this address.
    pub fn at(ip: IpAddr) -> Client {
        Client(Network::of(ip))
    }

    /// The network, to spend budgets by. It is personal data: never stored or logged as it is.
    pub fn network(&self) -> &Network {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Client, Infallible> {
        let known = parts.extensions.get::<Client>();
        Ok(known.cloned().unwrap_or_else(|| Client(Network::unknown())))
    }
}

/// What stands before a function on AWS: API Gateway, and before it CloudFront, which knows the visitor's
/// address and proves itself by a key. Where there is a key, whoever comes without it has come past CloudFront,
/// could write any header, and is refused. Without a key, only API Gateway's word about an address counts.
#[derive(Clone)]
pub(crate) struct Edge {
    keys: Zeroizing<String>,
}

/// Marks a request that did not come through CloudFront; [`crate::serve`] answers it with 403.
#[derive(Clone)]
pub(crate) struct PastEdge;

impl Edge {
    /// The keys that prove CloudFront, separated by blanks: two while one takes the other's place.
    pub fn new(keys: String) -> Edge {
        Edge {
            keys: Zeroizing::new(keys),
        }
    }

    /// The routes, with the client's network among each request's extensions.
    pub fn before(self, routes: Router) -> Router {
        routes.layer(map_request(move |mut request: Request| {
            let headers = request.headers();
            let proven = self.is_proven_by(headers.get("x-edge-key"));
            let ip = match headers.get("cloudfront-viewer-address") {
                Some(address) if proven => viewer(address),
                _ => gateways_word(request.extensions()),
            };
            if let Some(ip) = ip {
                request.extensions_mut().insert(Client::at(ip));
            }
            if !proven && self.has_keys() {
                request.extensions_mut().insert(PastEdge);
            }
            std::future::ready(request)
        }))
    }

    fn has_keys(&self) -> bool {
        self.keys.split_whitespace().next().is_some()
    }

    fn is_proven_by(&self, proof: Option<&HeaderValue>) -> bool {
        let proof = proof.map_or(b"".as_slice(), HeaderValue::as_bytes);
        let mut keys = self.keys.split_whitespace();
        keys.any(|key| bool::from(proof.ct_eq(key.as_bytes())))
    }
}

/// Address and port; an address of version 6 has colons and no brackets.
fn viewer(address: &HeaderValue) -> Option<IpAddr> {
    address.to_str().ok()?.rsplit_once(':')?.0.parse().ok()
}

fn gateways_word(extensions: &Extensions) -> Option<IpAddr> {
    let RequestContext::ApiGatewayV2(context) = extensions.get()? else {
        return None;
    };
    context.http.source_ip.as_ref()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::Extension;
    use axum::routing::get;
    use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequestContext;
    use tower::ServiceExt;

    use super::*;

    /// How a handler behind the gateway and this edge is asked, and what it takes for the client's network.
    async fn seen(keys: &str, source_ip: Option<&str>, headers: &[(&str, &str)]) -> (bool, String) {
        let mut context = ApiGatewayV2httpRequestContext::default();
        context.http.source_ip = source_ip.map(str::to_owned);
        let handler = async |client: Client, past: Option<Extension<PastEdge>>| {
            format!("{} {}", past.is_none(), client.network().own)
        };
        let edge = Edge::new(keys.to_owned());
        let routes = edge.before(Router::new().route("/", get(handler)));
        let request = Request::get("/").extension(RequestContext::ApiGatewayV2(context));
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let response = routes.oneshot(request.body(axum::body::Body::empty()).unwrap());
        let body = axum::body::to_bytes(response.await.unwrap().into_body(), 1000).await;
        let told = String::from_utf8(body.unwrap().to_vec()).unwrap();
        let (allowed, network) = told.split_once(' ').unwrap();
        (allowed == "true", network.to_owned())
    }

    const FORGED: [(&str, &str); 4] = [
        ("x-forwarded-for", "198.51.100.1"),
        ("forwarded", "for=198.51.100.1"),
        ("cloudfront-viewer-address", "198.51.100.1:443"),
        ("x-edge-key", "raten"),
    ];

    #[tokio::test]
    async fn the_gateway_is_believed_and_no_header_is() {
        for (address, network) in [
            (Some("192.0.2.7"), "192.0.2.7"),
            (Some("2001:db8:1:2:3::4"), "2001:db8:1:2::/64"),
            (Some("a name"), "unknown"),
            (None, "unknown"),
        ] {
            for keys in ["", "geheim"] {
                assert_eq!(seen(keys, address, &FORGED).await.1, network);
            }
        }
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
            let seen = seen("geheim", Some("192.0.2.7"), &headers).await;
            assert_eq!(seen, (true, network.to_owned()));
        }
    }

    #[tokio::test]
    async fn who_comes_past_cloudfront_is_refused_where_it_has_a_key() {
        for (keys, proof, allowed) in [
            ("", None, true),
            ("", Some(""), true),
            (" ", Some(" "), true),
            ("geheim", None, false),
            ("geheim", Some(""), false),
            ("geheim", Some("raten"), false),
            ("geheim", Some("geheim "), false),
            ("geheim", Some("geheim"), true),
            ("neu geheim", Some("geheim"), true),
            ("neu geheim", Some("neu"), true),
            ("neu geheim", Some("neu geheim"), false),
        ] {
            let headers: Vec<_> = proof
                .map(|proof| ("x-edge-key", proof))
                .into_iter()
                .collect();
            let seen = seen(keys, Some("192.0.2.7"), &headers).await;
            assert_eq!(seen.0, allowed, "{keys:?} {proof:?}");
        }
    }

    #[tokio::test]
    async fn an_empty_key_proves_nothing() {
        let headers = [
            ("x-edge-key", ""),
            ("cloudfront-viewer-address", "198.51.100.1:443"),
        ];
        assert_eq!(seen("", None, &headers).await.1, "unknown");
    }
}
