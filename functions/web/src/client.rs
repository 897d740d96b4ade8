//! From which network a request comes: told by the gateway or the connection, never by a header anybody can write.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::Extensions;
use axum::http::request::Parts;
use axum::middleware::map_request;
use domain::seminar::budget::network;
use lambda_http::request::RequestContext;

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

/// A function as it runs on AWS: API Gateway says in its request context who asked.
pub fn behind_gateway(routes: Router) -> Router {
    routes.layer(map_request(async |mut request: Request| {
        if let Some(ip) = gateways_word(request.extensions()) {
            request.extensions_mut().insert(Client::at(ip));
        }
        request
    }))
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
    async fn seen(source_ip: Option<&str>) -> String {
        let mut context = ApiGatewayV2httpRequestContext::default();
        context.http.source_ip = source_ip.map(str::to_owned);
        let handler = async |client: Client| client.network().to_owned();
        let routes = behind_gateway(Router::new().route("/", get(handler)));
        let request = Request::get("/")
            .header("x-forwarded-for", "198.51.100.1")
            .header("forwarded", "for=198.51.100.1")
            .extension(RequestContext::ApiGatewayV2(context));
        let response = routes.oneshot(request.body(axum::body::Body::empty()).unwrap());
        let response = response.await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let body = axum::body::to_bytes(response.into_body(), 1000).await;
        String::from_utf8(body.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn the_gateway_is_believed_and_no_header_is() {
        assert_eq!(seen(Some("192.0.2.7")).await, "192.0.2.7");
        assert_eq!(seen(Some("2001:db8:1:2:3::4")).await, "2001:db8:1:2::/64");
        assert_eq!(seen(Some("a name")).await, "unknown");
        assert_eq!(seen(None).await, "unknown");
    }
}
