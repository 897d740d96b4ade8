//! Refuses a path that has become another one on its way to the routes.

use axum::http::Request;
use lambda_http::RequestExt;
use percent_encoding::percent_decode_str;

/// Whether the path that is routed is the one that was asked for.
///
/// API Gateway tells it decoded. Read as an address again it would lose control characters, take what
/// follows `?` or `#` for something else, and go where `..` leads.
pub(crate) fn raw_path_matches<B>(request: &Request<B>) -> bool {
    let asked = request.raw_http_path();
    asked.is_empty() || percent_decode_str(asked).eq(percent_decode_str(request.uri().path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The request that is made of API Gateway's event for this decoded path.
    fn asked(path: &str) -> Request<lambda_http::Body> {
        let event = r#"{"version":"2.0","routeKey":"$default","rawPath":"PATH","rawQueryString":"",
            "headers":{"host":"a.example.jp"},"isBase64Encoded":false,"requestContext":{
            "accountId":"0","apiId":"a","domainName":"a.example.jp","domainPrefix":"a","requestId":"a",
            "routeKey":"$default","stage":"$default","time":"09/Dec/2026:01:00:00 +0000",
            "timeEpoch":1796778000000,"http":{"method":"GET","path":"PATH","protocol":"HTTP/1.1",
            "sourceIp":"192.0.2.1","userAgent":"a"}}}"#;
        lambda_http::request::from_str(&event.replace("PATH", path)).unwrap()
    }

    #[test]
    fn ordinary_paths_pass() {
        for path in [
            "/inventory/",
            "/inventory/draft.pdf",
            "/registration/2027-01-20-hajimete",
            "/inventory/見本 1",
            "/inventory/a%25b",
        ] {
            assert!(raw_path_matches(&asked(path)), "{path}");
        }
        assert!(raw_path_matches(
            &Request::get("/inventory/").body(()).unwrap()
        ));
    }

    #[test]
    fn a_path_that_would_become_another_one_is_refused() {
        for path in [
            r"/inventory/\u0000",
            r"/inventory/\r\nSet-Cookie: a=b",
            r"/inv\tentory/",
            "/inventory/ ",
            "/inventory/../director/",
            "/inventory/%2e%2e/director/",
            "/inventory/status?t=x",
            "/inventory/#x",
            r"/inventory\\pick",
        ] {
            assert!(!raw_path_matches(&asked(path)), "{path}");
        }
    }
}
